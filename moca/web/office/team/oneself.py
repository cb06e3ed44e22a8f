"""What everybody has: their sign-ins, and the language and colours of their own browser."""

from typing import Any

from reactpy import html, use_memo

from moca.team.sessions import Session
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import age, badge, button, moment, skeleton
from moca.web.office.system.panels import panel
from moca.web.office.team.readings import own_sessions_of, tell_team

LANGUAGES = (("", "As the browser"), ("en", "English"), ("es", "Español"))
THEMES = (("", "As the system"), ("light", "Light"), ("dark", "Dark"))


@component
def SignIns(desk: Desk) -> Node:
    """Where one is signed in oneself, to be ended there or everywhere."""
    words = desk.words
    found = use_cell(use_memo(lambda: own_sessions_of(desk), []))

    async def everywhere(_: Any) -> None:
        await desk.house.sessions.end_all(desk.operator.id)

    if found is None:
        return panel(words("Your sign-ins"), skeleton(1))
    rows = [html.li({"key": session.id}, *_session(desk, session)) for session in found]
    out = button(words("Sign out everywhere"), desk.act("view", everywhere))
    return panel(words("Your sign-ins"), html.ul({"className": "sign-ins"}, rows), out)


def _session(desk: Desk, session: Session) -> tuple[Node, ...]:
    words = desk.words

    async def end(_: Any) -> None:
        await desk.house.sessions.end(session.id, desk.operator.id)
        await tell_team(desk)

    is_here = session.id == desk.session
    ending = None if is_here else button(words("Sign out"), desk.act("view", end), kind="small")
    browser = html.b(session.agent or words("an unknown browser"))
    begun = html.span(words("since"), " ", moment(session.created_at, "date"))
    seen = html.span(words("seen:"), " ", age(session.seen_at))
    here = badge(words("here"), "good") if is_here else None
    return html.div(browser, " ", here, html.p({"className": "hint"}, begun, " · ", seen)), ending


@component
def Looks(desk: Desk) -> Node:
    """Language and colours: kept by this browser."""
    words = desk.words
    return panel(
        words("This browser"),
        _choices(words("Language"), "moca_language", [(value, words(name)) for value, name in LANGUAGES]),
        _choices(words("Theme"), "moca_theme", [(value, words(name)) for value, name in THEMES]),
    )


def _choices(label: str, cookie: str, choices: list[tuple[str, str]]) -> Node:
    buttons = [
        html.button(
            {
                "key": value or "none",
                "type": "button",
                "className": "choice",
                "data-cookie": cookie,
                "data-value": value,
            },
            name,
        )
        for value, name in choices
    ]
    return html.div(
        {"role": "group", "aria-label": label, "className": "looks"},
        html.h3(label),
        html.div({"className": "choices"}, buttons),
    )
