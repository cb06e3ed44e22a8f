"""
What becomes of the answers to a comment: each arrives, fails or is taken back, and the last to end gives the verdict.

A public reply comes back as a comment of the account's own, which settles it where Meta's answer was lost.
"""

from collections.abc import Iterator

import msgspec

from moca.actors import settling
from moca.actors.step import Step
from moca.domain import messages as m
from moca.domain.content import words
from moca.domain.conversation import Conversation, OpenComment
from moca.domain.decision import Verdict
from moca.domain.pacing import LATEST_ARRIVAL_MS
from moca.domain.reply import GivenUp, Reply, is_of
from moca.domain.text import same_text


def hear_own(step: Step, comment: m.CommentReceived) -> None:
    """A public reply comes back as a comment of the account: the echo by which its send is settled."""
    if comment.comment_id in step.state.sent_mids:
        return
    reply = step.state.sending
    parked = next((kept for kept in step.state.given_up if kept.called_at and _is_told(kept, comment)), None)
    if reply is not None and reply.is_out and _is_told(reply, comment):
        settling.settle(step, reply, comment.comment_id, "echo")
    elif parked is not None:
        settling.settle_late(step, f"{parked.id}.{parked.part}", comment.comment_id, "echo")


def advance(step: Step) -> None:
    """Decide the comments whose answers have all ended."""
    followed = [_followed(step, comment) for comment in step.state.comments]
    step.change(comments=tuple(comment for comment in followed if comment.public or comment.private))
    for comment in followed:
        if not (comment.public or comment.private):
            verdict, detail = _end(comment)
            step.record(m.CommentDecided(
                comment_id=comment.id, verdict=verdict, rule=comment.rule, detail=detail, version=comment.version
            ))  # fmt: skip


def deadlines(state: Conversation) -> Iterator[tuple[str, int]]:
    for comment in state.comments:
        yield "settled", comment.settles_at


def _followed(step: Step, comment: OpenComment) -> OpenComment:
    """The comment after this step: an answer that has left the state has ended, and a record of this step says how."""
    under_way = {reply.id for reply in step.state.replies}
    if comment.public and comment.public not in under_way:
        comment = _ended(step, comment, "public")
    if comment.private and comment.private not in under_way:
        comment = _ended(step, comment, "private")
    is_settled = comment.settles_at <= step.now
    return msgspec.structs.replace(comment, settles_at=0) if is_settled else comment


def _ended(step: Step, comment: OpenComment, kind: str) -> OpenComment:
    """How this answer has ended; one that was parked has not before its echo has had time to come."""
    reply_id = comment.public if kind == "public" else comment.private
    over = msgspec.structs.replace(comment, **{kind: ""})
    match next((record for record in step.records if _is_end(record, reply_id)), None):
        case m.MessageSent():
            return msgspec.structs.replace(over, said=(*comment.said, kind))
        case m.MessageWithdrawn(reason=reason):
            return msgspec.structs.replace(over, cut=reason)
        case m.MessageFailed(state="parked"):
            return msgspec.structs.replace(comment, settles_at=step.now + LATEST_ARRIVAL_MS)
        case m.MessageFailed(reason=reason):
            return msgspec.structs.replace(over, failed=_joined(comment.failed, f"{kind}: {reason}"))
    if step.now < comment.settles_at:
        return comment
    return msgspec.structs.replace(over, failed=_joined(comment.failed, f"{kind}: parked"))


def _is_end(record: msgspec.Struct, reply_id: str) -> bool:
    is_end = isinstance(record, m.MessageSent | m.MessageFailed | m.MessageWithdrawn)
    return is_end and is_of(getattr(record, "send", ""), reply_id)


def _end(comment: OpenComment) -> tuple[Verdict, str]:
    """One answer that arrived is an answer; what did not arrive stands beside it."""
    if comment.said:
        missing = comment.failed or comment.cut
        said = " and ".join(comment.said)
        return "answered", f"{said}; not sent: {missing}" if missing else said
    return ("failed", comment.failed) if comment.failed else ("blocked", comment.cut)


def _joined(before: str, more: str) -> str:
    return f"{before}; {more}" if before else more


def _is_told(said: Reply | GivenUp, comment: m.CommentReceived) -> bool:
    is_there = said.target == m.Target(kind="public_reply", id=comment.parent_id)
    return is_there and same_text(words(said.parts[0]), comment.text)
