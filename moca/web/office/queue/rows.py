"""One send: to whom, what, why it is where it is and until when, and what a person may do about it."""

from typing import Any

from reactpy import html, use_memo

from moca.domain.messages import Lane
from moca.web.api.queue import cancel, prioritise, retry
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.naming import called
from moca.web.office.parts import age, badge, button, link, remaining
from moca.web.office.parts.basics import Tone
from moca.web.office.queue.reading import Item, queue_of
from moca.web.office.words import Words

LANE_NAMES = {"high": "Person", "normal": "Bot", "private": "Private replies", "low": "Follow-up"}
HIGHER: dict[str, Lane] = {"normal": "high", "low": "normal"}
LOWER: dict[str, Lane] = {"high": "normal", "normal": "low"}
STATES: dict[str, tuple[str, Tone]] = {
    "planned": ("Planned", "plain"),
    "held": ("Held", "info"),
    "queued": ("Queued", "plain"),
    "calling": ("Being sent", "info"),
    "delayed": ("Tried again", "warn"),
    "account": ("Account cannot send", "bad"),
    "unknown": ("In doubt", "warn"),
    "refused": ("Refused", "bad"),
    "parked": ("Given up", "bad"),
}
UNTIL = {"unknown": "Next look:", "account": "The window closes in:", "delayed": "Next try:"}
BEFORE_THE_CUT = {"planned", "held", "queued", "delayed", "account"}


@component
def Send(desk: Desk, id_: str) -> Node:
    item = use_cell(use_memo(lambda: queue_of(desk), []), lambda queue: queue.item(id_) if queue else None)
    if item is None:
        return html.div()
    words, send = desk.words, item.send
    state, tone = STATES.get(send.state, (send.state, "plain"))
    return html.article(
        {"className": "send"},
        html.div(
            {"className": "whom"},
            link(html.b(called(item.name, psid=item.psid)), f"/inbox/{item.account}/{item.psid}"),
            badge(words(state), tone),
            html.span({"className": "hint"}, _speaker(words, item), " · ", age(send.planned_at)),
        ),
        html.p({"className": "text"}, send.text),
        html.p({"className": "why"}, _why(words, item), _until(words, item)),
        html.div({"className": "deeds"}, *_deeds(desk, item)) if desk.may("answer") else None,
    )


def _speaker(words: Words, item: Item) -> str:
    return item.send.by or words(
        {"bot": "Bot", "rule": "Rule", "follow_up": "Follow-up"}.get(item.send.source, "Person")
    )


def _why(words: Words, item: Item) -> str:
    """The reason: what Moca says in the reader's language, what Meta or a person said as it is."""
    reason = f": {item.send.reason}" if item.send.reason and item.why.endswith(f": {item.send.reason}") else ""
    said = words(item.why.removesuffix(reason)) + reason
    return said[:1].upper() + said[1:].removesuffix(".") + "."


def _until(words: Words, item: Item) -> Node:
    if not item.until:
        return None
    label = words(UNTIL.get(item.send.state, "Left:"))
    return html.span({"className": "until"}, f" {label} ", remaining(item.until))


def _deeds(desk: Desk, item: Item) -> list[Node]:
    words, send = desk.words, item.send
    if send.can_retry:
        again = desk.act("answer", lambda _: _retry(desk, item))
        return [button(words("Send again"), again, kind="small", symbol="retry")]
    if send.state not in BEFORE_THE_CUT:
        return []
    deeds = [
        _mover(desk, item, LOWER, words("Later"), "down"),
        _mover(desk, item, HIGHER, words("Sooner"), "up"),
        button(words("Cancel"), desk.act("answer", lambda _: _cancel(desk, item)), kind="small", symbol="close"),
    ]
    return [deed for deed in deeds if deed is not None]


def _mover(desk: Desk, item: Item, lanes: dict[str, Lane], label: str, symbol: str) -> Node:
    lane = lanes.get(item.send.priority)
    if lane is None:
        return None
    title = desk.words("{label}: with the priority {lane}", label=label, lane=desk.words(LANE_NAMES[lane]))
    move = desk.act("answer", lambda _: _move(desk, item, lane))
    return button(label, move, kind="small quiet", symbol=symbol, more={"title": title})


async def _retry(desk: Desk, item: Item) -> Any:
    await retry(desk.store, item.send.id, desk.by)
    desk.say(desk.words("It is sent again."))


async def _cancel(desk: Desk, item: Item) -> Any:
    await cancel(desk.store, item.send.id, desk.by)
    desk.say(desk.words("It will not be sent."))


async def _move(desk: Desk, item: Item, lane: Lane) -> Any:
    await prioritise(desk.store, item.send.id, lane, desk.by)
    desk.say(desk.words("It now waits with the priority {lane}.", lane=desk.words(LANE_NAMES[lane])))
