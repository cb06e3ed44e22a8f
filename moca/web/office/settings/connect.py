"""The three ways to connect an account, each with what it needs, and what an empty Moca shows."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from msgspec import UNSET
from reactpy import event, html, use_memo

from moca.instagram.oauth import Begun
from moca.web.api.accounts import NewAccount, connect
from moca.web.live.cells import Cell, use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import button, icon, link, remaining, text_field
from moca.web.office.words import Words
from moca.web.problems import ConflictError, FieldError

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@component
def FirstRun(desk: Desk) -> Node:
    """Nothing is connected yet."""
    words = desk.words
    return html.fragment(
        html.header(
            html.h1(words("Connect your Instagram account")),
            html.p(words("Moca answers the messages of professional accounts: business or creator. Choose one way.")),
        ),
        ConnectWays(desk),
        phone(desk),
    )


@component
def ConnectPage(desk: Desk) -> Node:
    """Another account."""
    words = desk.words
    return html.fragment(
        html.header(html.h1(words("Connect an account")), link(words("All accounts"), "/settings", kind="button")),
        ConnectWays(desk),
    )


def phone(desk: Desk) -> Node:
    """The way to the demo's phone; nothing outside a demo, whose fake Instagram is on this machine."""
    url = desk.house.settings.instagram.graph_url
    if (urlsplit(url).hostname or "") not in LOOPBACK:
        return None
    there = {"href": f"{url}/", "target": "_blank", "rel": "noreferrer", "className": "button quiet"}
    return html.a({"key": "phone", **there}, icon("phone"), desk.words("Open the demo's phone"))


@component
def ConnectWays(desk: Desk) -> Node:
    """In the order in which they are easy."""
    words = desk.words
    if not desk.may("manage"):
        return html.p({"className": "readonly"}, words("Only owners connect accounts: ask one."))
    return html.ol(
        {"className": "three"},
        html.li(
            {"className": "panel"},
            html.h2(words("Log in with Instagram")),
            html.p(
                words(
                    "The owner of the account allows Moca by a link. It needs a Meta app, its secret and the https "
                    "address of this Moca."
                )
            ),
            LoginLink(desk, ""),
        ),
        html.li(
            {"className": "panel"},
            html.h2(words("Paste an access token")),
            html.p(
                words(
                    "From the App Dashboard: Instagram, API setup, Generate token. It is kept sealed and never shown "
                    "again."
                )
            ),
            TokenForm(desk),
        ),
        html.li(
            {"className": "panel"},
            html.h2(words("From the environment or a terminal")),
            html.p(words("Set INSTAGRAM_ACCESS_TOKEN before the start, or run:")),
            html.pre("moca account connect"),
        ),
    )


@component
def LoginLink(desk: Desk, account: str) -> Node:
    """A link for the owner of an account; `account` empty = whichever they own."""
    words, settings = desk.words, desk.house.settings
    link_made = use_memo(lambda: Cell[Begun | None](None), [])
    begun: Begun | None = use_cell(link_made)
    missing = [
        name
        for name, is_there in (
            ("MOCA_PUBLIC_URL", settings.public_url),
            ("INSTAGRAM_APP_ID", any(app.id for app in settings.instagram.apps)),
            ("INSTAGRAM_APP_SECRET", settings.instagram.apps),
        )
        if not is_there
    ]
    if missing:
        return html.p(
            {"className": "hint"}, words("Not possible yet: set {names} and start again.", names=", ".join(missing))
        )

    async def begin(said: Any) -> None:
        link_made.set(await desk.house.login.begin(said["form"].get("app", ""), account, desk.by))

    named = [app.id for app in settings.instagram.apps if app.id]
    several = html.label(
        words("App"),
        " ",
        html.select({"name": "app"}, [html.option({"key": f"o-{name}", "value": name}, name) for name in named]),
    )
    return html.form(
        {"className": "stack", "onSubmit": event(desk.act("manage", begin), prevent_default=True)},
        several if len(named) > 1 else None,
        html.div({"className": "steps"}, button(words("Make a login link"), kind="" if begun else "primary")),
        *(_link(desk, begun) if begun else ()),
    )


def _link(desk: Desk, begun: Begun) -> tuple[Node, ...]:
    words = desk.words
    url, _, expires_at = begun
    return (
        html.p(words("Open it, or send it to the owner. It is good once, for"), " ", remaining(expires_at), "."),
        html.div(
            {"className": "steps"},
            html.a(
                {"href": url, "target": "_blank", "rel": "noreferrer", "className": "button primary"},
                words("Open the login"),
            ),
            button(words("Copy the link"), symbol="copy", type="button", more={"data-copy": url}),
        ),
    )


def pasted(form: Mapping[str, Any], words: Words) -> str:
    """
    The token that was pasted.

    Raises:
        FieldError: there is none.
    """
    token = str(form["token"]).strip()
    if not token:
        raise FieldError("token", words("Paste the token."))
    return token


@component
def TokenForm(desk: Desk) -> Node:
    """A pasted token; what is wrong with it is said beside it, and several Pages are there to choose from."""
    words = desk.words
    wrong: Cell[tuple[str, tuple[dict[str, str], ...]]] = use_memo(lambda: Cell(("", ())), [])
    fault, choices = use_cell(wrong)

    async def take(said: Any) -> None:
        form = said["form"]
        try:
            data = NewAccount(access_token=pasted(form, words), page_id=form.get("page") or UNSET)
            view = await connect(desk.accounts, desk.house.connector, desk.by, data)
        except ConflictError as error:
            wrong.set((str(error), error.choices))
        except Exception as error:
            wrong.set((error.detail if isinstance(error, FieldError) else desk.told(error), ()))
        else:
            desk.say(words("{name} is connected.", name=f"@{view.username}" if view.username else view.id))
            desk.go(f"/settings/{view.id}/connection")

    pages = [(choice["page_id"], choice["name"]) for choice in choices]
    return html.form(
        {"className": "stack", "onSubmit": event(desk.act("manage", take), prevent_default=True)},
        text_field(
            words("Access token"), "token", wrong=fault, type="password", autocomplete="off", spellcheck="false"
        ),
        html.fieldset(
            html.legend(words("Which Page?")),
            [
                html.label({"key": id_}, html.input({"type": "radio", "name": "page", "value": id_}), f" {name}")
                for id_, name in pages
            ],
        )
        if pages
        else None,
        html.div({"className": "steps"}, button(words("Connect"))),
    )
