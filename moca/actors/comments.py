"""
Comments: a rule of the account answers under the comment, to its author privately, or both; never twice.

Each comment ends in one `CommentDecided`: at once where nothing is said, else when the last of its answers has ended.
The two answers of a comment are replies of their own: if one cannot be sent, the other still goes. Neither opens a
window: what the bot says next needs the person's own message.
"""

import msgspec

from moca.actors import comment_answers, replies
from moca.actors.gates import SILENT_MODES, agent_mode, is_capped
from moca.actors.step import Step
from moca.domain import messages as m
from moca.domain.comment_rules import CommentRule, closes_at, first_match, variant
from moca.domain.conversation import OpenComment
from moca.domain.decision import Verdict
from moca.domain.reply import Reply
from moca.domain.text import same_text

IN_CHARGE = {"person", "waiting", "app"}


def hear(step: Step, comment: m.CommentReceived) -> None:
    """Decide a comment, or plan its answers; the second notice of the same comment changes nothing."""
    if comment.comment_id in step.state.heard_comments:
        return
    step.remember_comment(comment.comment_id)
    comment = msgspec.structs.replace(comment, sent_at=min(comment.sent_at, step.now))
    if comment.own:
        comment_answers.hear_own(step, comment)
    why = _needs_none(step, comment)
    rule = None if why else first_match(step.settings.comment_rules, comment)
    if rule is None:
        _decide(step, comment.comment_id, "silent", detail=why or "no_rule")
    elif silence := _silence(step):
        _decide(step, comment.comment_id, "blocked", rule.title, silence)
    elif _begins_at(step, comment, rule) >= closes_at(comment):
        _decide(step, comment.comment_id, "silent", rule.title, "too_old")
    elif not (_takes_public(comment, rule) or _takes_private(comment, rule)):
        _decide(step, comment.comment_id, "silent", rule.title, "no_author")
    else:
        _answer(step, comment, rule)


def _needs_none(step: Step, comment: m.CommentReceived) -> str:
    """Why nobody has to answer this comment, whatever the rules say; empty = somebody may."""
    if comment.own or comment.username in step.context.own_usernames or _may_be_ours(step, comment):
        return "own"
    if comment.parent_id in step.state.sent_mids:
        return "under_own_comment"
    return "too_old" if step.now >= closes_at(comment) else ""


def _may_be_ours(step: Step, comment: m.CommentReceived) -> bool:
    """Whether a comment without an author's id could be a public reply of ours, as Meta tells it back."""
    said = (text for rule in step.settings.comment_rules for text in rule.public)
    return comment.authorless and (not step.context.username or any(same_text(text, comment.text) for text in said))


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
    """A reply to a reply takes its public answer under the first comment."""
    id_ = comment.comment_id
    public = private = ""
    begins_at = _begins_at(step, comment, rule)
    if _takes_public(comment, rule):
        target = m.Target(kind="public_reply", id=comment.parent_id or id_)
        public = _plan(step, comment, variant(rule.public, id_), target, begins_at)
    if _takes_private(comment, rule):
        target = m.Target(kind="private_reply", id=id_, live=comment.live)
        private = _plan(step, comment, variant(rule.private, id_), target, begins_at)
    answered = OpenComment(id=id_, rule=rule.title, version=step.context.version, public=public, private=private)
    step.change(comments=(*step.state.comments, answered))


def _takes_public(comment: m.CommentReceived, rule: CommentRule) -> bool:
    """Meta takes no public reply to a live comment."""
    return bool(rule.public) and not comment.live


def _takes_private(comment: m.CommentReceived, rule: CommentRule) -> bool:
    """
    Not where Meta does not say who wrote it: the message would stand in a thread that nobody here knows as theirs, and
    its echo there would pass for a person's word.
    """
    return bool(rule.private) and not comment.authorless


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
