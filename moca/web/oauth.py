"""
Where an owner's browser comes back to from Instagram's login. Open: the state is the key, and is good once.

Needs `login`, `store`, `accounts` and `graphs` in the app's state. No page, error or log shows a token or a code.
"""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get
from litestar.params import QueryParameter

from moca.domain.account import Account
from moca.errors import MocaError, TransientError
from moca.instagram.connecting import Connector
from moca.instagram.oauth import CALLBACK_PATH, Login
from moca.web.human import human_page

AGAIN = "Go back to whoever sent you the link and ask for a new one: each is good once, for ten minutes."
REFUSED = "You did not allow Moca to use the account. Nothing has changed."
CONNECTED = "Moca can now read and answer its messages. You can close this page."
NEXT = (
    "What next: in the Instagram app, under Settings, Messages and story replies, Connected tools, 'Allow access to "
    "messages' must be on. Then write to the account from another one: it is seen in Moca within seconds."
)


class LoginReturn(Controller):
    """The end of a login: a page for the owner, whatever came of it."""

    path = CALLBACK_PATH
    tags = ("meta",)

    @get(include_in_schema=False)
    async def come_back(
        self,
        request: Request[Any, Any, Any],
        key: Annotated[str, QueryParameter(name="state")] = "",
        code: Annotated[str, QueryParameter(name="code")] = "",
        error: Annotated[str, QueryParameter(name="error")] = "",
    ) -> Response[str]:
        """200: connected. 403: the owner said no. 409: it cannot be, and why. 503: Meta or the store is away."""
        app = request.app.state
        login: Login = app.login
        try:
            if error or not code:
                await login.forget(key)
                return _not_allowed(error)
            account = await login.finish(Connector(app.store, app.accounts, app.graphs), key, code)
        except TransientError as failure:
            return human_page("Not connected yet", (f"{failure}", AGAIN), 503)
        except MocaError as failure:
            return human_page("Not connected", (_sentence(str(failure)), AGAIN), 409)
        return _connected(account)


def _not_allowed(error: str) -> Response[str]:
    if error == "access_denied":
        return human_page("Not connected", (REFUSED, AGAIN), 403)
    return human_page("Not connected", ("Instagram has sent you back without a permission.", AGAIN), 400)


def _connected(account: Account) -> Response[str]:
    name = f"@{account.username}" if account.username else f"The account {account.id}"
    said = (CONNECTED, NEXT)
    return human_page(f"{name} is connected", (*said, account.note) if account.note else said)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
