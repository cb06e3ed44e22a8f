"""
G3: every customer's message and every comment ends in exactly one verdict, and none waits for ever.

A message that has none yet must stand in the open question, in an answer under way or unread in the mailbox, of a
conversation that will run again by itself. Of comments, those that the conversation remembers are judged.
"""

from collections import Counter
from collections.abc import Iterator

from moca.domain import messages as m
from moca.domain.conversation import Conversation
from moca.verify.evidence import Evidence, Item
from moca.verify.finding import Fault, Judged

PROMISE = "every customer's message and comment has exactly one verdict, or waits for one with a due time"


def customer_messages(evidence: Evidence) -> Iterator[tuple[Item, str]]:
    """What customers wrote or pressed, with its mid; a postback without one goes by its time. No imported history."""
    for item in evidence.items:
        match item.fact:
            case m.MessageReceived(mid=mid, is_self=False, imported=False):
                yield item, mid
            case m.PostbackReceived(mid=mid, sent_at=sent_at, is_self=False):
                yield item, mid or f"postback:{sent_at}"


def judge(evidence: Evidence) -> Judged:
    """The verdicts of one conversation."""
    written = Counter(mid for _, mid in customer_messages(evidence))
    decided = Counter(mid for _, verdict in evidence.of(m.QuestionDecided) for mid in verdict.mids)
    waiting, parked = _waiting(evidence.state), evidence.parked
    counts: Counter[str] = Counter()
    faults = []
    for item, mid in customer_messages(evidence):
        counts["messages"] += 1
        if decided[mid] + (mid in waiting) > written[mid]:
            faults.append(_fault(evidence, mid, _too_many(decided[mid], is_waiting=mid in waiting)))
        elif decided[mid] == written[mid]:
            counts["decided"] += 1
        elif item.id in parked:
            counts["parked"] += 1
        elif mid not in waiting and item.order <= evidence.cursor:
            faults.append(_fault(evidence, mid, "has no verdict and does not wait for one"))
        elif evidence.is_awaited:
            counts["waiting"] += 1
        else:
            faults.append(_fault(evidence, mid, "waits without a due time"))
    faults += _comments(evidence, counts)
    return Judged(counts, faults)


def judge_mailbox(evidence: Evidence) -> Judged:
    """Whoever has unread mail must run again by itself; holds for every kind of actor."""
    unread = [item for item in evidence.items if item.is_mail and item.order > evidence.cursor]
    if not unread or evidence.is_awaited:
        return Judged({"unread": len(unread)}, [])
    return Judged({"unread": len(unread)}, [_fault(evidence, unread[0].event, "is unread, without a due time")])


def _comments(evidence: Evidence, counts: Counter[str]) -> Iterator[Fault]:
    decided = Counter(verdict.comment_id for _, verdict in evidence.of(m.CommentDecided))
    waiting = {comment.id for comment in evidence.state.comments}
    for comment_id in evidence.state.heard_comments:
        counts["comments"] += 1
        verdicts, waits = decided[comment_id], comment_id in waiting
        if verdicts + waits > 1:
            yield _fault(evidence, comment_id, _too_many(verdicts, is_waiting=waits))
        elif not verdicts and not waits:
            yield _fault(evidence, comment_id, "has no verdict and does not wait for one")
        elif waits and not evidence.is_awaited:
            yield _fault(evidence, comment_id, "waits without a due time")


def _waiting(state: Conversation) -> set[str]:
    questions = [state.question, *(reply.question for reply in state.replies)]
    return {mid for question in questions if question is not None for mid in question.mids}


def _too_many(verdicts: int, *, is_waiting: bool) -> str:
    return "has a verdict and waits for another" if is_waiting else f"has {verdicts} verdicts"


def _fault(evidence: Evidence, what: str, how: str) -> Fault:
    return Fault(str(evidence.address), what, how)
