"""One account at Instagram: its health in words, its token, and what can be done about them."""

from typing import Any

from reactpy import event, html, use_memo, use_state

from moca.clock import now_ms
from moca.domain.account_alarms import alarms, days_left, token_ends_at
from moca.domain.account_life import Upkeep
from moca.instagram.accounts import Held
from moca.web.api.accounts import AccountChange, change, disconnect
from moca.web.live.cells import Cell, use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import badge, button, moment, skeleton, text_field
from moca.web.office.settings.alarm_words import said_alarm
from moca.web.office.settings.connect import LoginLink, pasted
from moca.web.office.settings.examination import Examination
from moca.web.office.settings.standing import standing
from moca.web.problems import FieldError


@component
def ConnectionPage(desk: Desk, account: str) -> Node:
    """Each panel follows the account by itself, so that a token that is being pasted stays."""
    changing = (html.div({"key": "t"}, NewToken(desk, account)), html.div({"key": "d"}, Disconnect(desk, account)))
    return html.div(
        {"className": "stack"},
        Health(desk, account),
        Examination(desk, account),
        *(changing if desk.may("manage") else ()),
    )


@component
def Health(desk: Desk, account: str) -> Node:
    """What is known of the account, and what a person must do."""
    words = desk.words
    held: Held | None = use_cell(use_memo(lambda: standing(desk, account), []), lambda now: now.held if now else None)
    if held is None:
        return skeleton(4)
    said = alarms(held.health, Upkeep(), now_ms(), held.used_up)
    return html.section(
        {"className": "panel stack", "aria-label": words("Health")},
        [
            html.p({"key": f"a{n}", "className": "alarm", "role": "status"}, said_alarm(alarm, words))
            for n, alarm in enumerate(said)
        ],
        html.dl(
            {"className": "known"},
            [html.div({"key": label}, html.dt(label), html.dd(*parts)) for label, parts in _known(desk, held)],
        ),
    )


def _known(desk: Desk, held: Held) -> list[tuple[str, list[Node]]]:
    words, account, health = desk.words, held.account, held.health
    nothing = words("not said")
    way = words("Facebook Page") if account.flavour == "facebook" else words("Instagram Login")
    subscribed = health.subscription
    rows: list[tuple[str, list[Node]]] = [
        (words("State"), _state(desk, held)),
        (
            words("Account"),
            [f"@{account.username} " if account.username else "", html.code(account.id)],
        ),
        (words("Way"), [f"{way}{f', app {account.app}' if account.app else ''}"]),
        (words("Token"), _token(desk, held)),
        (words("Permissions"), [html.code({"key": name}, name) for name in health.permissions] or [nothing]),
        (
            words("Subscription"),
            [
                words(SUBSCRIPTIONS[subscribed.state]),
                *([" · ", moment(subscribed.checked_at, "age"), " "] if subscribed.checked_at else []),
                *[html.code({"key": name}, name) for name in subscribed.fields],
            ],
        ),
        (words("Missed by webhooks"), [_missed(desk, health.missed)]),
    ]
    return [*rows, (words("Note"), [account.note])] if account.note else rows


def _state(desk: Desk, held: Held) -> list[Node]:
    words, health = desk.words, held.health
    if health.disconnected or not held.token:
        return [badge(words("disconnected"), "bad"), " ", health.disconnected]
    if health.held_until > now_ms():
        return [
            badge(words("waits"), "warn"),
            " ",
            words("Instagram asked it to wait until"),
            " ",
            moment(health.held_until, "clock"),
        ]
    return [badge(words("connected"), "good")]


def _token(desk: Desk, held: Held) -> list[Node]:
    words, health, upkeep = desk.words, held.health, Upkeep()
    if not held.token:
        return [words("There is none.")]
    ends_at = token_ends_at(health, upkeep)
    if not ends_at:
        return [words("Set; nobody has said when it ends.")]
    left = days_left(health, upkeep, now_ms())
    assumed = "" if health.token_expires_at else f" ({words('assumed')})"
    since = [words("given"), " ", moment(health.token_since, "date"), " · "] if health.token_since else []
    return [
        *since,
        words.count(left, "1 day left", "{n} days left"),
        f"{assumed}; ",
        words("it is refreshed by itself."),
    ]


def _missed(desk: Desk, missed: int) -> str:
    words = desk.words
    if not missed:
        return words("nothing")
    return words.count(
        missed, "1 message was found in its thread afterwards.", "{n} messages were found in their threads afterwards."
    )


@component
def NewToken(desk: Desk, account: str) -> Node:
    """A new token in the old one's place: settings and data stay."""
    words = desk.words
    wrong: Cell[str] = use_memo(lambda: Cell(""), [])
    fault = use_cell(wrong)
    times, set_times = use_state(0)

    async def take(said: Any) -> None:
        try:
            data = AccountChange(access_token=pasted(said["form"], words))
            await change(desk.accounts, desk.house.connector, account, desk.by, data)
        except Exception as error:
            wrong.set(error.detail if isinstance(error, FieldError) else desk.told(error))
        else:
            wrong.set("")
            set_times(times + 1)
            desk.say(words("The new token is in use; what waited goes on."))

    return html.section(
        {"className": "panel stack", "aria-labelledby": "token-title"},
        html.h3({"id": "token-title"}, words("Connect again")),
        html.p(
            {"className": "hint"}, words("Settings and data stay as they are. What waited for a token is sent then.")
        ),
        LoginLink(desk, account),
        html.form(
            {"className": "stack", "onSubmit": event(desk.act("manage", take), prevent_default=True)},
            text_field(
                words("Access token"), "token", wrong=fault, type="password", autocomplete="off", spellcheck="false"
            ),
            html.div({"className": "steps"}, button(words("Use this token"))),
        ),
    )


@component
def Disconnect(desk: Desk, account: str) -> Node:
    """Asked once more, because nothing leaves afterwards."""
    words = desk.words

    async def do(_: Any) -> None:
        await disconnect(desk.accounts, desk.house.connector, account, desk.by)
        desk.say(words("Disconnected. Its data stays; connect it again at any time."))

    return html.section(
        {"className": "panel stack", "aria-labelledby": "disconnect-title"},
        html.h3({"id": "disconnect-title"}, words("Disconnect")),
        html.p(
            {"className": "hint"},
            words("Moca forgets the token: nothing is sent any more. Conversations and settings stay."),
        ),
        html.div(
            {"className": "steps"},
            button(words("Disconnect…"), kind="danger", type="button", more={"data-opens": "disconnect"}),
        ),
        html.dialog(
            {"id": "disconnect", "className": "dialog", "aria-labelledby": "disconnect-question"},
            html.h2({"id": "disconnect-question"}, words("Disconnect this account?")),
            html.p(words("Nobody is answered until it is connected again.")),
            html.form(
                {"method": "dialog", "className": "ends"},
                button(words("Keep it"), type="submit"),
                html.button(
                    {"type": "submit", "className": "button danger", "onClick": desk.act("manage", do)},
                    words("Disconnect"),
                ),
            ),
        ),
    )


SUBSCRIPTIONS = {
    "unknown": "not asked yet",
    "subscribed": "Instagram delivers its events",
    "failed": "Instagram may not deliver its events",
}
