"""G5: the messages of one conversation leave in their order; an answer's parts with nothing of the bot's between."""

from collections.abc import Iterator

from moca.domain import messages as m
from moca.verify.evidence import Evidence
from moca.verify.finding import Fault, Judged
from moca.verify.sends import Call, Send, calls_of, sends_of

PROMISE = "parts leave one after the other, answers undivided, replies in the order in which they were planned"


def judge(evidence: Evidence) -> Judged:
    """The calls of one conversation."""
    sends = sends_of(evidence)
    calls = calls_of(sends)
    faults = [*_parts(sends), *_divided(sends, calls), *_overtaken(evidence, sends, calls)]
    replies = {sends[call.send].reply for call in calls}
    return Judged(
        {"calls": len(calls), "replies": len(replies)},
        [Fault(str(evidence.address), what, how) for what, how in faults],
    )


def _parts(sends: dict[str, Send]) -> Iterator[tuple[str, str]]:
    """A part is called only when the part before it has arrived, and never again after a later one."""
    for send in sends.values():
        before = sends.get(f"{send.reply}.{send.part - 1}")
        if before is None or not send.calls:
            continue
        if not before.sent or before.sent[0][0] >= send.calls[0].order:
            yield send.name, f"was called before {before.name} had arrived"
        if before.calls and before.calls[-1].order > send.calls[0].order:
            yield before.name, f"was called after {send.name}"


def _divided(sends: dict[str, Send], calls: list[Call]) -> Iterator[tuple[str, str]]:
    """Between the first and the last call of an answer, no other message of the bot's is called."""
    last = {sends[call.send].reply: place for place, call in enumerate(calls)}
    first = {sends[call.send].reply: place for place, call in reversed(list(enumerate(calls)))}
    for reply, begin in first.items():
        for call in calls[begin + 1 : last[reply]]:
            other = sends[call.send]
            if other.reply != reply and not other.is_of_person:
                yield call.name, f"was called between two parts of {reply}"


def _overtaken(evidence: Evidence, sends: dict[str, Send], calls: list[Call]) -> Iterator[tuple[str, str]]:
    """
    Replies in the order of their plans, by their first calls.

    Those that were asked to leave later may be passed, and answers to comments, which a rule may delay; so may an
    answer, which the cooldown can hold back, by other messages.
    """
    later = {asked.send for _, asked in evidence.of(m.ReplyRequested) if asked.send_at}
    first = {sends[call.send].reply: place for place, call in reversed(list(enumerate(calls)))}
    latest: dict[bool, str] = {}
    for send in sends.values():
        if send.planned is None or send.part != 1 or send.reply not in first or send.reply in later:
            continue
        if send.answers_comment:
            continue
        before = [latest[kind] for kind in ({True, False} if send.is_answer else {False}) if kind in latest]
        passed = next((reply for reply in before if first[reply] > first[send.reply]), "")
        if passed:
            yield send.reply, f"was called before {passed}, which was planned earlier"
        else:
            latest[send.is_answer] = send.reply
