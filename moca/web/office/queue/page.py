"""The page: how much waits and for how long, the paces, and the sends by what they wait for."""

from collections.abc import Callable
from typing import Any

from reactpy import html, use_memo

from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.durations import spoken
from moca.web.office.hub import Loaded
from moca.web.office.parts import badge, empty, link, skeleton
from moca.web.office.queue.paces import Paces
from moca.web.office.queue.reading import LANES, SHOWN, QueueNow, queue_of
from moca.web.office.queue.rows import LANE_NAMES, Send


def first(desk: Desk) -> list[Loaded[Any]]:
    """What stands on the page at its first frame."""
    return [queue_of(desk)]


LOOKS_ON = "You look on: an agent may cancel and send again."


@component
def Queue(desk: Desk) -> Node:
    words = desk.words
    return html.div(
        {"className": "page queue"},
        html.header(html.h1(words("Queue")), Summary(desk)),
        None if desk.may("answer") else html.p({"className": "hint"}, words(LOOKS_ON)),
        Paces(desk),
        Waiting(desk),
        Others(desk, "in_doubt"),
        Others(desk, "given_up"),
    )  # fmt: skip


@component
def Summary(desk: Desk) -> Node:
    """How much waits, in one line."""
    words = desk.words
    queue = use_cell(use_memo(lambda: queue_of(desk), []), _counted)
    if queue is None:
        return html.p(words("Loading…"))
    waiting, in_doubt, given_up, drains = queue
    said = [words.count(waiting, "{n} message waits", "{n} messages wait") if waiting else words("Nothing waits")]
    said += [words("the last leaves in about {time}", time=spoken(words, drains))] if drains else []
    said += [words("{n} in doubt", n=in_doubt)] if in_doubt else []
    said += [words("{n} given up", n=given_up)] if given_up else []
    return html.p({"role": "status"}, " · ".join(said))


@component
def Waiting(desk: Desk) -> Node:
    """What waits for its turn, by priority."""
    words = desk.words
    found = use_cell(use_memo(lambda: queue_of(desk), []), _ids_by_lane)
    is_calm = use_cell(use_memo(lambda: queue_of(desk), []), _is_calm)
    if found is None:
        body = skeleton(3)
    elif not found and not is_calm:
        body = None
    elif not found:
        text = words("What the bot or a person says appears here until it has left.")
        body = empty(
            words("Nothing waits"), text, link(words("Go to the inbox"), "/inbox", kind="button"), symbol="check"
        )
    else:
        body = html.div([html.div({"key": lane, "className": "lane"}, *_lane(desk, lane, ids)) for lane, ids in found])
    return html.section({"aria-label": words("Messages that wait"), "className": "sends"}, body)


def _lane(desk: Desk, lane: str, ids: tuple[str, ...]) -> tuple[Node, ...]:
    cut = (
        html.p({"className": "hint"}, desk.words("Only the first {n} are shown.", n=SHOWN))
        if len(ids) >= SHOWN
        else None
    )
    return html.h2(desk.words(LANE_NAMES[lane]), " ", badge(str(len(ids)))), _list(desk, ids), cut


TITLES = {
    "in_doubt": (
        "In doubt",
        "Meta's answer was lost. The message's echo settles it, then a look into the thread; it is never sent blindly.",
    ),
    "given_up": ("Given up", "Nothing more is tried by itself. Look at the reason, then send it again or answer anew."),
}


@component
def Others(desk: Desk, which: str) -> Node:
    """What is in doubt, or was given up: shown where there is any."""
    ids = use_cell(use_memo(lambda: queue_of(desk), []), _ids_of(which))
    title, text = TITLES[which]
    if not ids:
        return html.div({"hidden": True})
    return html.section(
        {"className": "sends", "aria-labelledby": f"{which}-title"},
        html.h2({"id": f"{which}-title"}, desk.words(title), " ", badge(str(len(ids)), "warn")),
        html.p({"className": "hint"}, desk.words(text)),
        _list(desk, ids),
    )


def _list(desk: Desk, ids: tuple[str, ...]) -> Node:
    return html.ul({"className": "list-of-sends"}, [html.li({"key": id_}, Send(desk, id_)) for id_ in ids])


def _counted(queue: QueueNow | None) -> tuple[int, int, int, int] | None:
    if queue is None:
        return None
    return queue.sends, len(queue.in_doubt), len(queue.given_up), queue.paces[0].drains_ms


def _is_calm(queue: QueueNow | None) -> bool:
    """Whether nothing is in doubt or given up either: only then is there nothing to do here."""
    return queue is not None and not queue.in_doubt and not queue.given_up


def _ids_by_lane(queue: QueueNow | None) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
    if queue is None:
        return None
    lanes = ((lane, _ids([item for item in queue.waiting if item.send.priority == lane])) for lane in LANES)
    return tuple((lane, ids) for lane, ids in lanes if ids)


def _ids_of(which: str) -> Callable[[QueueNow | None], tuple[str, ...]]:
    return lambda queue: _ids(getattr(queue, which)) if queue else ()


def _ids(items: Any) -> tuple[str, ...]:
    return tuple(item.send.id for item in items)
