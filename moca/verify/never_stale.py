"""
G6: an answer to a question that has since been completed does not leave, nor anything of the bot's after a takeover.

The cut is the call. While an answer is not past it (from its plan to its call, and from each delay to the next call)
the customer must not have added to the question, nor anybody have asked to see drafts first; at every call of every
part, nobody may have taken over. A follow-up does not leave after anything that the customer wrote or changed.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from moca.domain import messages as m
from moca.domain.text import command
from moca.verify.decided import customer_messages
from moca.verify.evidence import Evidence, Item, Order
from moca.verify.finding import Fault, Judged
from moca.verify.sends import Send, sends_of

PROMISE = "no answer leaves after its question was completed or the conversation was taken over"


class Change(NamedTuple):
    """Something after which an answer is stale. `mid` is empty where every answer is."""

    known: Order
    how: str
    mid: str = ""


def judge(evidence: Evidence) -> Judged:
    """The bot's answers in one conversation."""
    sends = sends_of(evidence)
    answers = [send for send in sends.values() if send.is_answer]
    additions, takeovers = list(_additions(evidence)), list(_takeovers(evidence))
    members = _members(evidence)
    faults = [(send.name, how) for send in sends.values() for how in _called_withdrawn(send)]
    for send in answers:
        assert send.planned is not None
        faults += [(send.name, how) for how in _after_takeover(send, takeovers)]
        if send.part == 1:
            mine = members.get(send.planned.question, set())
            relevant = [change for change in additions if not change.mid or change.mid in mine]
            faults += [(send.name, how) for how in _after_addition(send, relevant)]
    for send in sends.values():
        if send.answers_comment or send.follows_up:
            faults += [(send.name, how) for how in _after_takeover(send, takeovers)]
        if send.follows_up:
            faults += [(send.name, how) for how in _after_addition(send, list(_writings(evidence)))]
    counts = {"answers": sum(send.part == 1 for send in answers), "calls": sum(len(send.calls) for send in answers)}
    return Judged(counts, [Fault(str(evidence.address), what, how) for what, how in faults])


def _called_withdrawn(send: Send) -> Iterator[str]:
    if send.withdrawn and any(call.order > send.withdrawn[0] for call in send.calls):
        yield "was called after it had been withdrawn"


def _after_takeover(send: Send, takeovers: Sequence[Change]) -> Iterator[str]:
    for call in send.calls:
        found = _between(takeovers, send.planned_known, call.order)
        if found is not None:
            yield f"was called after {found.how}"
            return


def _after_addition(send: Send, additions: Sequence[Change]) -> Iterator[str]:
    before = send.planned_known
    for number, call in enumerate(send.calls):
        if number:
            delays = [known for known in send.delayed if send.calls[number - 1].order < known < call.order]
            before = min(delays, default=call.order)
        found = _between(additions, before, call.order)
        if found is not None:
            yield f"was called after {found.how}"
            return


def _between(changes: Sequence[Change], after: Order, before: Order) -> Change | None:
    return next((change for change in changes if after < change.known < before), None)


def _members(evidence: Evidence) -> dict[int, set[str]]:
    """The messages that each question's answer is for, those of the questions that it superseded among them."""
    members: dict[int, set[str]] = {}
    for _, verdict in evidence.of(m.QuestionDecided):
        own = members.setdefault(verdict.question, set())
        own.update(verdict.mids)
        if verdict.verdict == "superseded" and verdict.detail.isdigit():
            members.setdefault(int(verdict.detail), set()).update(own)
    for reply in evidence.state.replies:
        if reply.question is not None:
            members.setdefault(reply.question.number, set()).update(reply.question.unanswered)
    return members


def _additions(evidence: Evidence) -> Iterator[Change]:
    """
    What an answer must not leave after, unless it has begun: a further message, another text of one of its messages,
    the wish to see drafts first.

    Not what was parked, taken back before it came, or skipped in the cooldown as the account wishes.
    """
    yield from _writings(evidence)
    for item, wish in evidence.of(m.AgentModeSet):
        if wish.mode == "draft" and item.id not in evidence.parked:
            yield Change(item.order, f"{wish.by} had asked to see drafts first")


def _writings(evidence: Evidence) -> Iterator[Change]:
    """What the customer wrote, changed and took back."""
    parked, ignored = evidence.parked, _ignored(evidence)
    for item, mid in customer_messages(evidence):
        if item.id not in parked and mid not in ignored:
            yield Change(item.order, f"the customer had written {mid}")
    for item, edit in evidence.of(m.MessageEdited):
        if edit.num_edit > 0 and edit.text and item.id not in parked:
            yield Change(item.order, f"the customer had changed {edit.mid}", edit.mid)
    for item, unsent in evidence.of(m.MessageUnsent):
        if item.id not in parked:
            yield Change(item.order, f"the customer had taken {unsent.mid} back", unsent.mid)


def _ignored(evidence: Evidence) -> set[str]:
    skipped = {
        mid for _, verdict in evidence.of(m.QuestionDecided) if verdict.verdict == "skipped" for mid in verdict.mids
    }
    gone: dict[str, Item] = {}
    for item, unsent in evidence.of(m.MessageUnsent):
        gone.setdefault(unsent.mid, item)
    return skipped | {mid for item, mid in customer_messages(evidence) if mid in gone and gone[mid].order < item.order}


def _takeovers(evidence: Evidence) -> Iterator[Change]:
    """A person's word or hand, another app in charge, the customer's STOP, the agent switched off."""
    in_standby = {echo.mid for _, echo in evidence.of(m.EchoReceived) if echo.standby}
    parked, ignored = evidence.parked, _ignored(evidence)
    for item in evidence.items:
        if item.id in parked:
            continue
        match item.fact:
            case m.PersonWrote(mid=mid, imported=False) if mid not in in_standby:
                yield Change(item.known, "a person had written in Instagram")
            case m.OwnerChanged(owner="app"):
                yield Change(item.known, "another app had taken over")
            case m.ReplyRequested(source="person", by=by):
                yield Change(item.order, f"{by} had answered")
            case m.OwnerSet(owner="person", by=by):
                yield Change(item.order, f"{by} had taken over")
            case m.AgentModeSet(mode="off" | "watch", by=by):
                yield Change(item.order, f"{by} had switched the agent off")
            case m.MessageReceived(text=text, mid=mid, is_self=False) if command(text) == "stop" and mid not in ignored:
                yield Change(item.order, "the customer had opted out")
