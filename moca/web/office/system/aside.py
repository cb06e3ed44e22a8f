"""What was set aside: what fitted nobody, and what was given up. Both may hold customers' words: folded until asked."""

from typing import Any

import msgspec
from reactpy import html, use_memo

from moca.web.api.quarantine import Parked, Quarantined, QuarantineView, dismiss
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import age, badge, button, link
from moca.web.office.system.panels import panel
from moca.web.office.system.readings import SHOWN, aside_of

LONGEST = 4_000
NOTHING = "Nothing. What cannot be understood or done is kept here, with the reason, until somebody has looked at it."


@component
def Aside(desk: Desk) -> Node:
    words = desk.words
    found: QuarantineView | None = use_cell(use_memo(lambda: aside_of(desk), []))
    quarantined = [_quarantined(desk, item) for item in found.quarantined] if found else []
    parked = [_parked(desk, item) for item in found.parked] if found else []
    return html.div(
        {"className": "panels"},
        _panel(desk, words("Quarantine"), words("Events that fitted no account, or nothing known."), quarantined),
        _panel(desk, words("Parked"), words("Facts and work that failed again and again."), parked),
    )


def _panel(desk: Desk, title: str, text: str, items: list[Node]) -> Node:
    if not items:
        return panel(title, html.p({"className": "hint"}, desk.words(NOTHING)))
    count = f"{len(items)}{'+' if len(items) >= SHOWN else ''}"
    return panel(
        title, html.p({"className": "hint"}, text, " ", badge(count, "warn")), html.ul({"className": "aside"}, items)
    )


def _quarantined(desk: Desk, item: Quarantined) -> Node:
    about = html.span({"className": "hint"}, item.account or desk.words("no account"), " · ", age(item.at))
    return _item(desk, item.entry, "", html.b(item.reason), about, item.item)


def _parked(desk: Desk, item: Parked) -> Node:
    kept = _kept(item)
    address, reason = str(kept.get("address", "")) or item.address, str(kept.get("reason", "")) or item.reason
    kind, _, key = address.partition("/")
    account, _, psid = key.partition(":")
    is_conversation = kind == "conversation" and bool(psid)
    whose = link(desk.words("Open the conversation"), f"/inbox/{account}/{psid}") if is_conversation else address
    about = html.span({"className": "hint"}, whose, " · ", age(item.at))
    last = reason.strip().rpartition("\n")[2]
    return _item(desk, item.entry, address, html.b(f"{kept.get('type', item.type)}: {last}"), about, item.body)


def _kept(item: Parked) -> dict[str, Any]:
    """A parked fact carries its address and reason in its body, a parked effect beside it."""
    if item.type != "fact":
        return {}
    try:
        kept: dict[str, Any] = msgspec.json.decode(item.body, type=dict[str, Any])
    except msgspec.MsgspecError:
        return {}
    return kept


def _item(desk: Desk, entry: str, address: str, title: Node, about: Node, body: str) -> Node:
    async def forget(_: Any) -> None:
        await dismiss(desk.store, entry, address)
        aside_of(desk).stale()

    dismissing = button(desk.words("Dismiss"), desk.act("manage", forget), kind="small") if desk.may("manage") else None
    return html.li(
        {"key": entry},
        html.div({"className": "line"}, title, about, dismissing),
        html.details(html.summary(desk.words("What came")), html.pre({"tabIndex": 0}, body[:LONGEST])),
    )
