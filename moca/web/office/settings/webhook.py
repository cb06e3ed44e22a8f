"""How Instagram's messages come to this Moca: what to enter at Meta, and whether anything has come."""

from typing import Any, NamedTuple

from reactpy import html, use_memo, use_state

from moca.instagram.subscriptions import FIELDS
from moca.runtime.client import translated
from moca.runtime.keys import QUARANTINE
from moca.settings import Settings
from moca.web.api.webhook import WebhookState, webhook_state
from moca.web.deliveries import Deliveries
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded
from moca.web.office.parts import age, badge, button, link, skeleton

PATH = "/api/instagram/webhook"
LOOK_SECONDS = 1.0


class Arrivals(NamedTuple):
    """What has come, and what fitted nobody."""

    state: WebhookState
    rejected_at: int
    quarantined: int


def arrivals(desk: Desk) -> Loaded[Arrivals]:
    """What came through the webhook, looked at every second: deliveries announce nothing."""
    return desk.hub.value(("settings", "webhook"), lambda: Loaded(lambda: _arrivals(desk), poll=LOOK_SECONDS))


async def _arrivals(desk: Desk) -> Arrivals:
    state = await webhook_state(desk.store, desk.accounts)
    delivered = await Deliveries(desk.store).read()
    with translated():
        quarantined = int(await desk.store.client.xlen(QUARANTINE))
    return Arrivals(state, delivered.last_rejected_at, quarantined)


@component
def WebhookPage(desk: Desk, account: str) -> Node:
    return html.div({"className": "stack"}, Lamp(desk, account), SetUp(desk), Strangers(desk))


@component
def Lamp(desk: Desk, account: str) -> Node:
    """Whether anything comes, and when something last came, of this account and at all."""
    words = desk.words
    now: Arrivals | None = use_cell(use_memo(lambda: arrivals(desk), []))
    if now is None:
        return skeleton(2)
    own, last = now.state.accounts.get(account, 0), max(now.state.last_delivery_at, now.state.last_test_at)
    rejected = now.rejected_at > last
    return html.section(
        {"className": "panel lamp"},
        html.p(
            badge(words("working"), "good") if own and not rejected else badge(words("look here"), "warn"),
            html.span(_said(desk, own, last)),
            age(own or last) if own or last else None,
        ),
        html.p(
            {"className": "alarm"},
            words(
                "The last delivery was refused, because its signature did not hold: INSTAGRAM_APP_SECRET must be the "
                "secret of the app that sends."
            ),
        )
        if rejected
        else None,
        html.p({"className": "hint"}, _next(desk, own, last)) if not own else None,
    )


def _said(desk: Desk, own: int, last: int) -> str:
    words = desk.words
    if own:
        return words("The last delivery of this account came:")
    return words("Something came, but nothing of this account:") if last else words("Nothing has come yet.")


def _next(desk: Desk, own: int, last: int) -> str:
    words = desk.words
    if last and not own:
        return words(
            "Write to the account from another Instagram account. If nothing comes, have the doctor look: the account "
            "may not be subscribed to the app."
        )
    return words("Enter what stands below at Meta, and press Test, then Send to my server.")


@component
def SetUp(desk: Desk) -> Node:
    """What to enter in Meta's App Dashboard."""
    words, settings = desk.words, desk.house.settings
    return html.section(
        {"className": "panel stack", "aria-labelledby": "webhook-title"},
        html.h3({"id": "webhook-title"}, words("What to enter at Meta")),
        html.p({"className": "hint"}, words("In the App Dashboard, under Instagram, API setup, Configure webhooks.")),
        html.dl(
            {"className": "known"},
            html.div(html.dt(words("Callback URL")), html.dd(*_callback(desk, settings))),
            html.div(html.dt(words("Verify token")), html.dd(VerifyToken(desk))),
            html.div(
                html.dt(words("Fields to subscribe")),
                html.dd({"className": "codes"}, [html.code({"key": name}, name) for name in FIELDS]),
            ),
            html.div(html.dt(words("App secret")), html.dd(_secret(desk, settings))),
        ),
    )


def _callback(desk: Desk, settings: Settings) -> list[Node]:
    words, url = desk.words, settings.public_url.rstrip("/")
    if not url:
        return [
            html.p(
                {"className": "alarm"},
                words(
                    "MOCA_PUBLIC_URL is not set: give it the https address at which Meta finds this Moca, and start "
                    "again."
                ),
            )
        ]
    address = f"{url}{PATH}"
    only = html.p({"className": "alarm"}, words("Meta calls https addresses only: put a TLS proxy in front of Moca."))
    return [html.code(address), _copy(desk, address), None if address.startswith("https://") else only]


def _copy(desk: Desk, text: str) -> Node:
    return button(desk.words("Copy"), kind="small", symbol="copy", type="button", more={"data-copy": text})


def _secret(desk: Desk, settings: Settings) -> Node:
    words, apps = desk.words, settings.instagram.apps
    if apps:
        return html.span(words.count(len(apps), "Set, of one app.", "Set, of {n} apps."))
    return html.span({"className": "alarm"}, words("INSTAGRAM_APP_SECRET is not set: every delivery is refused."))


@component
def VerifyToken(desk: Desk) -> Node:
    """Hidden until it is asked for, and for owners alone."""
    words, token = desk.words, desk.house.settings.instagram.verify_token
    is_shown, set_shown = use_state(False)
    if not token:
        return html.span(
            {"className": "alarm"}, words("INSTAGRAM_VERIFY_TOKEN is not set: Meta cannot verify the address.")
        )
    if not desk.may("manage"):
        return html.span({"className": "hint"}, words("Set. Only owners see it."))

    def show(_: Any) -> None:
        set_shown(not is_shown)

    if not is_shown:
        return html.span({"className": "secret"}, html.code("••••••••"), button(words("Show"), show, kind="small"))
    return html.span(
        {"className": "secret"},
        html.code(token.reveal()),
        _copy(desk, token.reveal()),
        button(words("Hide"), show, kind="small"),
    )


@component
def Strangers(desk: Desk) -> Node:
    """What came and fitted no account."""
    words = desk.words
    number = use_cell(use_memo(lambda: arrivals(desk), []), lambda now: now.quarantined if now else 0)
    if not number:
        return html.p({"className": "hint"}, words("Everything that came fitted an account."))
    said = words.count(number, "One thing came that fitted no account.", "{n} things came that fitted no account.")
    return html.p(f"{said} ", link(words("Look at the quarantine"), "/system"))
