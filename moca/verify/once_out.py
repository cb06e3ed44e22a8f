"""
G4: a planned message reaches the customer at most once, and never silently not at all.

As far as the store can know: one arrival for each send, an end for each plan, and no second call before the first was
known not to have been sent, or proved absent from the thread. What Meta was really sent, the fault tests prove.
"""

from collections import defaultdict
from collections.abc import Iterator

from moca.domain import messages as m
from moca.verify.evidence import Evidence, Item
from moca.verify.finding import Fault, Judged
from moca.verify.sends import Call, Send, sends_of

PROMISE = "every planned message has one end, arrives at most once and is never called again blindly"
NOT_SENT = (m.SendNotMade, m.SendThrottled, m.SendRefused)
PROOFS = 2
"""Complete looks at the thread before a message counts as absent."""


def judge(evidence: Evidence) -> Judged:
    """The messages of ours in one conversation."""
    sends = sends_of(evidence)
    pending = {f"{r.id}.{part}" for r in evidence.state.replies for part in range(r.part, len(r.parts) + 1)}
    faults = list(_shared_mids(sends))
    for send in sends.values():
        faults += [(send.name, how) for how in _arrivals(send)]
        faults += [(send.name, how) for how in _ending(send, send.name in pending, is_awaited=evidence.is_awaited)]
        faults += [(again.name, how) for again, how in _blind_calls(evidence, send)]
    counts = {
        "planned": sum(send.planned is not None for send in sends.values()),
        "arrived": sum(bool(send.sent) for send in sends.values()),
        "called": sum(len(send.calls) for send in sends.values()),
        "waiting": sum(not send.has_ended for send in sends.values()),
    }
    return Judged(counts, [Fault(str(evidence.address), what, how) for what, how in faults])


def _arrivals(send: Send) -> Iterator[str]:
    if len(send.sent) > 1:
        yield f"arrived {len(send.sent)} times, as {', '.join(mid for _, mid in send.sent)}"
    if send.sent and any(call.order > send.sent[0][0] for call in send.calls):
        yield "was called again after it had arrived"
    if send.calls and send.planned is None:
        yield "was called and never planned"


def _ending(send: Send, is_pending: bool, *, is_awaited: bool) -> Iterator[str]:
    if send.planned is None or send.has_ended:
        return
    if not is_pending:
        yield "was planned and has no end"
    elif not is_awaited:
        yield "waits to be sent without a due time"


def _blind_calls(evidence: Evidence, send: Send) -> Iterator[tuple[Call, str]]:
    """Calls that were not allowed after the call before them."""
    for before, again in send.again():
        between = {known for known in send.delayed if before.order < known < again.order}
        causes = [item for item in evidence.items if item.order in between]
        if again.attempt <= before.attempt:
            yield again, "was called twice under one attempt"
        elif not between:
            yield again, "was called again although nothing says that the attempt before was not sent"
        elif not send.is_reaction and not any(_was_not_sent(evidence, before, cause) for cause in causes):
            yield again, "was called again on a mere guess that the attempt before was not sent"


def _was_not_sent(evidence: Evidence, before: Call, cause: Item) -> bool:
    """Whether this entry says that the call wrote nothing, or proves that it is not in the thread."""
    if isinstance(cause.fact, NOT_SENT):
        return cause.fact.send == before.name
    looks = [item for item, look in evidence.of(m.ReadBackResult) if look.complete]
    proofs = [item for item in looks if before.order < item.order <= cause.order]
    return isinstance(cause.fact, m.ReadBackResult) and len(proofs) >= PROOFS


def _shared_mids(sends: dict[str, Send]) -> Iterator[tuple[str, str]]:
    names: defaultdict[str, set[str]] = defaultdict(set)
    for send in sends.values():
        for _, mid in send.sent:
            names[mid].add(send.name)
    for mid, sharing in names.items():
        if len(sharing) > 1:
            yield mid, f"is the mid of {' and of '.join(sorted(sharing))}"
