"""
Comments: a rule of the account answers under the comment, to its author privately, or both; never twice.

Each comment ends in one `CommentDecided`: at once where nothing is said, else when the last of its answers has ended.
The two answers of a comment are replies of their own: if one cannot be sent, the other still goes. Neither opens a
window: what the bot says next needs the person's own message.
"""

from collections.abc import Iterator

import msgspec

from moca.actors import replies, settling
from moca.actors.gates import SILENT_MODES, agent_mode, is_capped
from moca.actors.step import Step
from moca.domain import messages as m
from moca.domain.comment_rules import CommentRule, closes_at, first_match, variant
from moca.domain.content import words
from moca.domain.conversation import Conversation, GivenUp, OpenComment, Reply, is_of
from moca.domain.decision import Verdict
from moca.domain.pacing import LATEST_ARRIVAL_MS
from moca.domain.text import same_text

IN_CHARGE = {"person", "waiting", "app"}


def hear(step: Step, comment: m.CommentReceived) -> None:
    """Decide a comment, or plan its answers; the second notice of the same comment changes nothing."""
    if comment.comment_id in step.state.heard_comments:
        return
    step.remember_comment(comment.comment_id)
    comment = msgspec.structs.replace(comment, sent_at=min(comment.sent_at, step.now))
    if comment.own:
        _hear_own(step, comment)
    why = _needs_none(step, comment)
    rule = None if why else first_match(step.settings.comment_rules, comment)
    if rule is None:
        _decide(step, comment.comment_id, "silent", detail=why or "no_rule")
    elif silence := _silence(step):
        _decide(step, comment.comment_id, "blocked", rule.title, silence)
    elif _begins_at(step, comment, rule) >= closes_at(comment):
        _decide(step, comment.comment_id, "silent", rule.title, "too_old")
    else:
        _answer(step, comment, rule)


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


# What a comment comes to


def _needs_none(step: Step, comment: m.CommentReceived) -> str:
    """Why nobody has to answer this comment, whatever the rules say; empty = somebody may."""
    if comment.own:
        return "own"
    if comment.parent_id in step.state.sent_mids:
        return "under_own_comment"
    return "too_old" if step.now >= closes_at(comment) else ""


def _silence(step: Step) -> str:
    """Why the bot says nothing at all to this person now; empty = it may. An account that cannot send is waited for."""
    if agent_mode(step) in SILENT_MODES:
        return "agent_off"
    if step.state.owner in IN_CHARGE:
        return step.state.owner
    if step.state.opted_out:
        return "opted_out"
    return "capped" if is_capped(step) else ""


def _begins_at(step: Step, comment: m.CommentReceived, rule: CommentRule) -> int:
    """When the answers may leave (ms); a broadcast does not wait."""
    return step.now + (0 if comment.live else rule.delay_seconds * 1000)


def _answer(step: Step, comment: m.CommentReceived, rule: CommentRule) -> None:
    """A live comment takes no public reply; a reply to a reply takes its public answer under the first comment."""
    id_ = comment.comment_id
    public = private = ""
    begins_at = _begins_at(step, comment, rule)
    if rule.public and not comment.live:
        target = m.Target(kind="public_reply", id=comment.parent_id or id_)
        public = _plan(step, comment, variant(rule.public, id_), target, begins_at)
    if rule.private:
        target = m.Target(kind="private_reply", id=id_, live=comment.live)
        private = _plan(step, comment, variant(rule.private, id_), target, begins_at)
    answered = OpenComment(id=id_, rule=rule.title, version=step.context.version, public=public, private=private)
    step.change(comments=(*step.state.comments, answered))


def _plan(step: Step, comment: m.CommentReceived, part: m.Part, target: m.Target, begins_at: int) -> str:
    reply = Reply(
        id=replies.next_id(step), source="rule", parts=(part,), target=target, closes_at=closes_at(comment),
        retry_at=begins_at if begins_at > step.now else 0,
    )  # fmt: skip
    replies.join(step, reply)
    return reply.id


def _decide(step: Step, comment_id: str, verdict: Verdict, rule: str = "", detail: str = "") -> None:
    step.record(m.CommentDecided(
        comment_id=comment_id, verdict=verdict, rule=rule, detail=detail, version=step.context.version
    ))  # fmt: skip


# What became of its answers


def _followed(step: Step, comment: OpenComment) -> OpenComment:
    """The comment after this step: an answer that has left the state has ended, and a record of this step says how."""
    under_way = {reply.id for reply in step.state.replies}
    if comment.public and comment.public not in under_way:
        comment = _ended(step, comment, "public")
    if comment.private and comment.private not in under_way:
        comment = _ended(step, comment, "private")
    return comment


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


# Our own reply, told back


def _hear_own(step: Step, comment: m.CommentReceived) -> None:
    """A public reply comes back as a comment of the account: the echo by which its send is settled."""
    if comment.comment_id in step.state.sent_mids:
        return
    reply = step.state.sending
    parked = next((kept for kept in step.state.given_up if kept.called_at and _is_told(kept, comment)), None)
    if reply is not None and reply.is_out and _is_told(reply, comment):
        settling.settle(step, reply, comment.comment_id, "echo")
    elif parked is not None:
        settling.settle_late(step, f"{parked.id}.{parked.part}", comment.comment_id, "echo")


def _is_told(said: Reply | GivenUp, comment: m.CommentReceived) -> bool:
    is_there = said.target == m.Target(kind="public_reply", id=comment.parent_id)
    return is_there and same_text(words(said.parts[0]), comment.text)
