"""What a replay has found, as it finds it: how much would end otherwise, and the first of what would."""

from collections.abc import Mapping
from typing import Any

from reactpy import html, use_memo

from moca.clock import now_ms
from moca.replay.comparison import Change, outcome
from moca.replay.decided import Decided
from moca.replay.report import ComparedView, ReplayView, view_of
from moca.web.api.replays import NewReplay, Replaying, begin
from moca.web.live.cells import Cell, use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded
from moca.web.office.inbox.verdicts import BLOCKED
from moca.web.office.parts import button, link, moment, skeleton
from moca.web.office.words import Words
from moca.web.problems import FieldError

DAY_MS = 86_400_000
DAYS = 7
"""So far back a form's changes are tried out."""
SHOWN = 20
POLL_SECONDS = 0.5
GOES_ON = {"waiting", "running"}
STATES: Mapping[str, str] = {
    "waiting": "Waits for another to end",
    "running": "Goes through the conversations",
    "stopped": "Stopped: what was found until then",
    "failed": "It broke off",
    "done": "Done",
}


async def try_out(desk: Desk, account: str, changes: Mapping[str, Any], **more: Any) -> str:
    """Have the last days decided again under these changes; the id of what is found."""
    house = desk.house
    wanted = {"since": now_ms() - DAYS * DAY_MS, **more}
    parts = Replaying(house.store, house.accounts, house.views, house.replays)
    return await begin(parts, account, NewReplay(changes=dict(changes), **wanted))


@component
def Tried(desk: Desk, account: str, tried: Cell[str]) -> Node:
    """What is found, as it is found."""
    id_ = use_cell(tried)
    return html.div({"aria-live": "polite"}, Found(desk, account, id_, key=id_) if id_ else None)


@component
def Found(desk: Desk, account: str, id_: str) -> Node:
    """How far it is, how much differs, and the first of what does."""
    words = desk.words
    view: ReplayView | None = use_cell(use_memo(lambda: _found(desk, id_), []))
    if view is None:
        return skeleton(2)

    def stop(_: Any) -> None:
        if (replay := desk.house.replays.get(id_)) is not None:
            replay.stop()

    goes_on = view.state in GOES_ON
    far = {"value": str(view.done), "max": str(max(1, view.total))}
    return html.section(
        {"className": "panel stack what-if", "aria-label": words("What would have been")},
        html.p(
            html.b(words(STATES.get(view.state, view.state))), " ",
            words("{done} of {total} conversations", done=view.done, total=view.total),
        ),
        html.progress({**far, "aria-label": words("Goes through the conversations")}) if goes_on else None,
        html.div({"className": "steps"}, button(words("Stop"), desk.act("manage", stop), kind="small"))
        if goes_on else None,
        html.p({"className": "reason"}, view.detail) if view.detail else None,
        *_numbers(words, view.compared, goes_on=goes_on),
        html.p({"className": "hint"}, _cost(words, view)) if view.calls else None,
        html.ol({"className": "would-be"}, [_change(words, account, n, each) for n, each in enumerate(view.changes)]),
        html.p({"className": "hint"}, words("Only the first {n} are shown.", n=SHOWN)) if view.next else None,
    )  # fmt: skip


def _found(desk: Desk, id_: str) -> Loaded[ReplayView]:
    async def read() -> ReplayView:
        replay = desk.house.replays.get(id_)
        if replay is None:
            raise FieldError("", "There is no such replay: a restart forgets them.")
        return view_of(replay, id_, limit=SHOWN)

    return desk.hub.value(("settings", "what-if", id_), lambda: Loaded(read, poll=POLL_SECONDS))


def _numbers(words: Words, found: ComparedView | None, *, goes_on: bool) -> list[Node]:
    if found is None:
        return []
    if not found.questions:
        return [] if goes_on else [html.p(words("Nothing was asked in this time."))]
    asked = words.count(found.questions, "{n} question", "{n} questions")
    differ = words.count(found.different, "{n} ends otherwise", "{n} end otherwise") if found.different else ""
    kinds = [
        html.li({"key": kind}, words("{n} times: {kind}", n=count, kind=said_kind(words, kind)))
        for kind, count in found.kinds.items()
    ]
    unknown = words("{n} are not known: the model was never asked them.", n=found.unknown) if found.unknown else ""
    return [
        html.p(f"{asked}: {differ or words('all end as they did')}."),
        html.ul({"className": "kinds"}, kinds) if kinds else None,
        html.p({"className": "hint"}, unknown) if unknown else None,
        html.p({"className": "hint"}, _waited(words, found)) if found.waited_ms and found.old_waited_ms else None,
    ]


def _waited(words: Words, found: ComparedView) -> str:
    new, old = (f"{(ms or 0) / 1000:.1f}" for ms in (found.waited_ms, found.old_waited_ms))
    return words("Answered after {new} s, {old} s as it is now (median).", new=new, old=old)


def _cost(words: Words, view: ReplayView) -> str:
    calls = words.count(view.calls, "{n} call of the model", "{n} calls of the model")
    return calls if view.unpriced else f"{calls}: ${view.cost_usd:.4f}"


def said_kind(words: Words, kind: str) -> str:
    """What differs, in the viewer's language."""
    after, instead, before = kind.partition(" instead of ")
    if not instead:
        return words(kind)
    return words("{after} instead of {before}", after=_outcome(words, after), before=_outcome(words, before))


def _outcome(words: Words, said: str) -> str:
    """How a question ended; of what was kept back, why."""
    gate = said.removeprefix("blocked (").removesuffix(")")
    return words(BLOCKED[gate]) if said == f"blocked ({gate})" and gate in BLOCKED else words(said)


def _change(words: Words, account: str, number: int, change: Change) -> Node:
    person = change.conversation.partition(":")[2]
    return html.li(
        {"key": f"c{number}"},
        html.p(
            link(html.q(" / ".join(change.asked)), f"/inbox/{account}/{person}"), " ", moment(change.at, "date"),
            html.small(f" {said_kind(words, change.kind)}"),
        ),
        html.del_({"aria-label": words("as it was")}, _ended(words, change.old)),
        html.ins({"aria-label": words("as it would be")}, _ended(words, change.new)),
    )  # fmt: skip


def _ended(words: Words, side: tuple[Decided, ...]) -> str:
    """How the questions of a side ended, with what was said, marked and said later."""
    ended = [text for decided in side for text in _one(words, decided)]
    return " · ".join(ended) or words("no question of its own")


def _one(words: Words, decided: Decided) -> list[str]:
    rule = f" ({decided.rule})" if decided.rule else ""
    said = " / ".join(decided.said) or decided.detail
    return [
        f"{_outcome(words, outcome(decided))}{rule}" + (f": {said}" if said else ""),
        *(words("marked: {quote}", quote=hit.quote) for hit in decided.hits),
        *(words("written later: {text}", text=each.text) for each in decided.followed_up if each.text),
    ]
