"""
Instagram's login page and its token endpoint, on loopback: who may be asked, Allow or Cancel, and which permissions.

The page asks for no password: whoever opens it is every owner.
"""

from html import escape
from typing import Any

from litestar import Controller, MediaType, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from moca.simulator.logins import Asked
from moca.simulator.machine import Simulator

AnyRequest = Request[Any, Any, Any]  # Litestar's user, auth and state types: none is used here
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/pages/icon.svg">
<title>Log in (fake Instagram)</title>
<style>
  :root {{ color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }}
  main {{ max-width: 26rem; margin: 10vh auto 0; padding: 0 1.5rem; }}
  label {{ display: block; }}
  button {{ font: inherit; padding: .4rem 1.2rem; margin: 1rem .5rem 0 0; }}
</style>
<main>
  <h1>Fake Instagram</h1>
  <p>The app {app} asks to use an account of yours.</p>
  <form method="post">
    {hidden}
    <fieldset><legend>Account</legend>{accounts}</fieldset>
    <fieldset><legend>It may</legend>{scopes}</fieldset>
    <button name="answer" value="allow">Allow</button>
    <button name="answer" value="cancel">Cancel</button>
  </form>
</main>
</html>
"""


class LoginPage(Controller):
    path = "/oauth"

    @get("/authorize", sync_to_thread=False)
    def ask(self, simulator: NamedDependency[Simulator], request: AnyRequest) -> Response[str]:
        """The page that an owner sees; 400 where no app or no way back is named."""
        asked = _asked(dict(request.query_params))
        if not simulator.logins.is_fit(asked):
            return Response("Invalid Request: parameters are invalid", status_code=400, media_type=MediaType.TEXT)
        return Response(_page(simulator, asked), media_type=MediaType.HTML)

    @post("/authorize", status_code=302)
    async def answer(self, simulator: NamedDependency[Simulator], request: AnyRequest) -> Redirect:
        """Back to the app, with a code or with a no."""
        form = await request.form()
        asked = _asked({name: str(value) for name, value in form.items()})
        account = simulator.world.account(str(form.get("account", "")))
        if form.get("answer") != "allow" or account is None or not simulator.logins.is_fit(asked):
            return Redirect(simulator.logins.denied(asked))
        scopes = tuple(str(scope) for scope in form.getall("allowed", []))
        return Redirect(simulator.logins.allowed(asked, account.id, scopes))

    @post("/access_token", status_code=200)
    async def exchange(self, simulator: NamedDependency[Simulator], request: AnyRequest) -> Response[Any]:
        """A code for a short-lived token, as a form."""
        form = await request.form()
        answer = simulator.logins.exchange({name: str(value) for name, value in form.items()})
        return Response(answer.body, status_code=answer.status)


def _asked(fields: dict[str, str]) -> Asked:
    return Asked(
        client_id=fields.get("client_id", ""),
        redirect_uri=fields.get("redirect_uri", ""),
        scope=fields.get("scope", ""),
        state=fields.get("state", ""),
    )


def _page(simulator: Simulator, asked: Asked) -> str:
    fields = {"client_id": asked.client_id, "redirect_uri": asked.redirect_uri, "state": asked.state}
    hidden = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in fields.items())
    accounts = "".join(
        f'<label><input type="radio" name="account" value="{escape(account.id)}"{" checked" if not place else ""}> '
        f"@{escape(account.username)}</label>"
        for place, account in enumerate(simulator.world.accounts.values())
    )
    scopes = "".join(
        f'<label><input type="checkbox" name="allowed" value="{escape(scope)}" checked> {escape(scope)}</label>'
        for scope in asked.scopes
    )
    return _PAGE.format(app=escape(asked.client_id), hidden=hidden, accounts=accounts, scopes=scopes)
