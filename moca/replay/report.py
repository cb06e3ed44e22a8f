"""What a replay found, for people: one sentence, then what differs, with both sides' words."""

from collections.abc import Iterator
from statistics import median

import msgspec

from moca.replay.both_sides import both_sides, cut, in_time
from moca.replay.comparison import Change
from moca.replay.exact import Difference, Exactness
from moca.replay.running import Replay
from moca.replay.what_if import Compared


class ComparedView(msgspec.Struct, frozen=True, kw_only=True):
    """
    What a what-if found so far, in numbers. `kinds`: how many questions differ, by what differs.

    `unknown` were wanted of the model, which was never asked them. `waited_ms`, `old_waited_ms`: from a question's
    opening to its answer, median under the new and the old settings; None where nobody was answered.
    """

    conversations: int
    questions: int
    different: int
    unknown: int
    kinds: dict[str, int]
    waited_ms: float | None
    old_waited_ms: float | None


class ReplayView(msgspec.Struct, frozen=True, kw_only=True):
    """
    A replay as it stands: `done` of `total` conversations, and what was found in them, `summary` in one sentence.

    `state`: waiting, running, done, stopped (`detail` says why; what there is counts), failed. Either `exact` or
    `compared` is there. `changes` are the questions that differ; `next` is the `after` of their following page.
    """

    id: str
    account: str
    state: str
    detail: str
    done: int
    total: int
    took_ms: int
    calls: int
    cost_usd: float
    unpriced: str
    summary: str
    exact: Exactness | None
    compared: ComparedView | None
    changes: tuple[Change, ...]
    next: int | None


def view_of(replay: Replay, id_: str = "", after: int = 0, limit: int = 1 << 62) -> ReplayView:
    """The replay with a page of its changes."""
    is_exact, found = replay.wanted.changes is None, replay.compared
    last = after + limit
    return ReplayView(
        id=id_,
        account=replay.wanted.account,
        state=replay.state,
        detail=replay.detail,
        done=replay.done,
        total=replay.total,
        took_ms=replay.took_ms,
        calls=replay.calls,
        cost_usd=replay.cost_usd,
        unpriced=replay.unpriced,
        summary=_summary(replay),
        exact=replay.exactness if is_exact else None,
        compared=None if is_exact else _numbers(found),
        changes=found.changes[after:last],
        next=last if last < len(found.changes) else None,
    )


def _summary(replay: Replay) -> str:
    is_exact, exact, compared = replay.wanted.changes is None, replay.exactness, replay.compared
    if replay.state != "done" and not (exact.records or exact.unnamed or compared.questions):
        return "nothing yet"
    return exact_sentence(exact) if is_exact else compared_sentence(compared)


def _numbers(found: Compared) -> ComparedView:
    old, new = found.waited_ms
    return ComparedView(
        conversations=found.conversations,
        questions=found.questions,
        different=found.different,
        unknown=found.unknown,
        kinds=dict(_sorted(found)),
        waited_ms=median(new) if new else None,
        old_waited_ms=median(old) if old else None,
    )


def text_of(replay: Replay, show: int) -> str:
    """The whole report, with the first `show` differences."""
    lines = _exact(replay.exactness, show) if replay.wanted.changes is None else _compared(replay.compared, show)
    return "\n".join([_summary(replay), *lines, *_end(replay)])


def exact_sentence(found: Exactness) -> str:
    """How exact it is, in one sentence; nothing is called identical where there was nothing to compare."""
    what = f"{_count(found.decisions, 'decision')} of {_count(found.conversations, 'conversation')}"
    if found.is_identical and not found.decisions:
        return "nothing in this span can be judged" if found.unnamed else "nothing was decided in this span"
    if found.is_identical:
        return f"{what}: all byte-identical"
    return f"{what}: {_count(found.different, 'entry', 'entries')} decided otherwise"


def compared_sentence(found: Compared) -> str:
    """How much differs, and how, in one sentence."""
    what = f"{_count(found.questions, 'question')} of {_count(found.conversations, 'conversation')}"
    if not found.questions:
        return "nothing was asked in this span"
    if not found.different:
        return f"{what}, none differs"
    return f"{what}, {found.different:,} differ: " + ", ".join(f"{count:,} {kind}" for kind, count in _sorted(found))


def waited_sentence(found: Compared) -> str:
    """How long customers waited on both sides; empty if nobody was answered."""
    old, new = found.waited_ms
    if not old or not new:
        return ""
    return f"answered after {median(new) / 1000:.1f} s, {median(old) / 1000:.1f} s under the old settings (median)"


def _exact(found: Exactness, show: int) -> Iterator[str]:
    if found.taken_back:
        yield f"{found.taken_back:,} more cannot be judged: a message was taken back, and its words are gone"
    if found.unnamed:
        yield f"{found.unnamed:,} more cannot be judged: they were decided before logs named their context"
    for difference in found.differences[:show]:
        yield from _difference(difference)


def _difference(difference: Difference) -> Iterator[str]:
    yield f"\n{difference.conversation}  {in_time(difference.at)}  {difference.type} {difference.entry}"
    if difference.error:
        yield f"  cannot be heard: {difference.error}"
    for old, new in zip(difference.recorded, difference.replayed, strict=False):
        if old != new:
            yield f"  - {old.type} {old.body}"
            yield f"  + {new.type} {new.body}"
    common = min(len(difference.recorded), len(difference.replayed))
    yield from (f"  - {line.type} {line.body}" for line in difference.recorded[common:])
    yield from (f"  + {line.type} {line.body}" for line in difference.replayed[common:])


def _compared(found: Compared, show: int) -> Iterator[str]:
    yield from filter(None, [waited_sentence(found)])
    if found.unknown:
        yield f"{found.unknown:,} are not known: the model was never asked them (--live asks it)"
    for change in found.changes[:show]:
        yield from _change(change)
    if found.different > show:
        yield f"\nand {found.different - show:,} more (--show, --json)"


def _change(change: Change) -> Iterator[str]:
    yield f"\n{change.conversation}  {in_time(change.at)}  {change.kind}"
    yield from (f"  > {cut(words)}" for words in change.asked)
    yield from both_sides(change)


def _end(replay: Replay) -> Iterator[str]:
    if replay.detail:
        yield f"\nstopped after {replay.done:,} of {replay.total:,} conversations: {replay.detail}"
    yield f"\nin {replay.took_ms / 1000:.1f} s{_cost(replay)}"


def _cost(replay: Replay) -> str:
    calls = _count(replay.calls, "call")
    if replay.unpriced:
        is_spared = replay.wanted.max_cost_usd is not None and replay.wanted.max_calls is not None
        held = ": only the limit in calls holds" if is_spared else ""
        return f", {calls} of {replay.unpriced}, whose price is not known{held}"
    return f", {calls} of the model for ${replay.cost_usd:.4f}" if replay.calls else ""


def _sorted(found: Compared) -> list[tuple[str, int]]:
    return sorted(found.kinds.items(), key=lambda kind: (-kind[1], kind[0]))


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
