"""
Follow-ups: the business writes again to somebody who has fallen silent, once and in its time, or not at all.

One is wished for by the model, by the account's settings or by a person. It waits, with the conversation `scheduled`,
until its time has come, anybody writes, or it may not be said any more; then it is said, in words that
`follow_up_drafts` finds. None leaves in the quiet hours, after the window, or twice.
"""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from moca.actors import gates, permits, replies
from moca.actors.follow_up_drafts import DRAFTS_ONLY, approve, ask, bring, hear_draft, hear_no_draft
from moca.actors.follow_up_moves import HOUR_MS, cancel, end, plan, plan_from, propose, reply_of, withdraw
from moca.actors.follow_up_terms import REASONS, hindrance, interruption
from moca.actors.step import Step
from moca.domain import messages as m
from moca.domain.conversation import Conversation
from moca.domain.follow_up import FollowUp, time_brought_forward, time_for
from moca.domain.reply import is_of


def hear(step: Step, message: Any) -> None:
    """What people ask for, and what the model was asked to write."""
    match message:
        case m.FollowUpRequested():
            request(step, message)
        case m.FollowUpApproved():
            approve(step, message)
        case m.FollowUpDropped(by=by):
            cancel(step, "cancelled", by)
        case m.ReplyDrafted():
            hear_draft(step, message)
        case m.DraftFailed():
            hear_no_draft(step, message)


def request(step: Step, wanted: m.FollowUpRequested) -> None:
    """A person wants one, in the place of whatever waits. What cannot be said any more, they are told."""
    cancel(step, "replaced")
    if step.state.follow_up is not None:
        end(step, "cancelled", f"it was on its way: {REASONS['replaced']}", wanted.by)
    word: Literal["bot", "person"] = "person" if wanted.text else "bot"
    at = max(wanted.at, step.now)
    follow_up = FollowUp(at=at, text=wanted.text, wish=wanted.wish, by=wanted.by, word=word)
    why = hindrance(step.state, step.settings, follow_up, step.now) or plan_from(step, follow_up, at)
    if why:
        step.record(m.FollowUpEnded(how="cancelled", reason=REASONS[why]))
        step.change(attention=f"a follow-up could not be planned: {REASONS[why]}")


def hear_customer(step: Step, message: Any) -> None:
    """
    Whoever writes is not silent any more. Asked before the message itself is heard.

    Not what was known, as the thread shows it again, nor history, nor what the account wrote to itself.
    """
    match message:
        case m.MessageUnsent():
            cancel(step, "changed")
        case m.MessageEdited(num_edit=number, text=text) if number > 0 and text:
            cancel(step, "changed")
        case m.MessageReceived(mid=mid, is_self=False, imported=False) if mid not in step.state.heard_mids:
            cancel(step, "superseded")
            step.change(followed_up=0)
        case m.PostbackReceived(is_self=False):
            cancel(step, "superseded")
            step.change(followed_up=0)


def hear_status(step: Step, status: m.Status) -> None:
    """A person has set the status: what waits, waits no more, unless they said so themselves."""
    if status != "scheduled":
        cancel(step, "closed" if status == "closed" else "status")


def expire(step: Step, message: Any) -> None:
    """
    Take back, before the message is heard, what was not called when the quiet hours began or the window ended.

    After the quiet hours it is said, or written, anew, if there is time.
    """
    follow_up, reply = step.state.follow_up, reply_of(step.state)
    if follow_up is None or reply is None or isinstance(message, m.SendCalled):
        return
    if reply.is_out or step.now < reply.closes_at:
        return
    withdraw(step, reply, "window" if step.now >= step.state.window_until - 1 else "quiet_hours")
    waiting = msgspec.structs.replace(follow_up, reply="")
    why = "window" if reply.has_begun else plan_from(step, waiting, step.now + 1)
    if why:
        end(step, "cancelled", REASONS[why])


def advance(step: Step) -> None:
    """End what may not be said any more, say what is due, follow what is being said, and plan what comes next."""
    _follow(step)
    follow_up = step.state.follow_up
    if follow_up is not None and not follow_up.over:
        why = interruption(step, follow_up) or hindrance(step.state, step.settings, follow_up, step.now)
        if why:
            cancel(step, why)
    _reconsider(step)
    _say_when_due(step)
    _follow(step)
    replies.advance(step)  # what was said joins those that wait, what was withdrawn makes room for them
    _follow(step)
    for record in tuple(step.records):
        if isinstance(record, m.QuestionDecided):
            _hear_decided(step, record)
    if step.state.follow_up is not None and not step.state.follow_up.reply:
        step.change(status="scheduled")


def deadlines(state: Conversation) -> Iterator[tuple[str, int]]:
    follow_up, reply = state.follow_up, reply_of(state)
    if reply is not None and not reply.is_out:
        yield "follow_up", reply.closes_at
    elif follow_up is not None and follow_up.proposal:
        yield "follow_up", state.window_until
    elif follow_up is not None and not follow_up.reply:
        yield "follow_up", follow_up.deadline or follow_up.at


def _reconsider(step: Step) -> None:
    """What waits to be called is put before a person where the mode asks for that by now."""
    follow_up, reply = step.state.follow_up, reply_of(step.state)
    if follow_up is None or reply is None or reply.has_begun or follow_up.word != "bot":
        return
    if permits.mode_of(step, reply) == "draft":
        withdraw(step, reply, "draft_mode")
        propose(step, msgspec.structs.replace(follow_up, reply=""), reply.text, DRAFTS_ONLY)


def _say_when_due(step: Step) -> None:
    follow_up = step.state.follow_up
    if follow_up is None or follow_up.reply or follow_up.proposal:
        return
    if follow_up.draft and step.now >= follow_up.deadline:
        end(step, "failed", "the model could not write it: timeout")
    elif not follow_up.draft and step.now >= follow_up.at:
        _say(step, follow_up)


def _say(step: Step, follow_up: FollowUp) -> None:
    """Its time has come: say it, have it written, let it wait for a better moment, or give it up."""
    is_of_person = follow_up.word == "person"
    soonest = step.now if is_of_person else max(step.now, step.state.cooldown_until)
    if time_for(step.settings, soonest, step.state.window_until) != step.now:
        why = plan_from(step, follow_up, soonest)
        if why:
            end(step, "cancelled", REASONS[why])
    elif not is_of_person and gates.is_capped(step):
        end(step, "cancelled", REASONS["capped"])
    elif follow_up.text:
        bring(step, follow_up)
    elif step.context.model_available:
        ask(step, follow_up)
    else:
        end(step, "failed", "there is no model to write it")


def _follow(step: Step) -> None:
    """A reply that has left the state has ended, and a record of this step says how."""
    follow_up, reply = step.state.follow_up, reply_of(step.state)
    if follow_up is None or not follow_up.reply:
        return
    if reply is not None and follow_up.over and not reply.is_out:
        withdraw(step, reply, follow_up.over)
    if reply_of(step.state) is None:
        _conclude(step, follow_up)


def _conclude(step: Step, follow_up: FollowUp) -> None:
    ends = [record for record in step.records if is_of(getattr(record, "send", ""), follow_up.reply)]
    match ends[-1]:
        case m.MessageSent() if follow_up.over:
            end(step, "said", f"it was on its way: {REASONS[follow_up.over]}")
        case m.MessageSent():
            step.change(followed_up=step.state.followed_up + 1)
            end(step, "said")
            _wish(step, None, has_spoken=True)
        case m.MessageFailed(reason=reason):
            end(step, "failed", reason)
        case m.MessageWithdrawn(reason=reason):
            end(step, "cancelled", REASONS.get(follow_up.over or reason, reason))


def _hear_decided(step: Step, decided: m.QuestionDecided) -> None:
    """An answer that has left, or will, since a person approved it, may be followed up; so may a chosen silence."""
    is_answered = decided.verdict == "answered" and not decided.detail.startswith("cut short")
    has_spoken = is_answered or (decided.verdict == "drafted" and decided.detail == "approved")
    if has_spoken or decided.verdict == "silent":
        _wish(step, decided.answer, has_spoken=has_spoken)


def _wish(step: Step, answer: m.Answer | None, *, has_spoken: bool) -> None:
    """Plan what the model wishes for, else what the account's settings do; not without end, and not over a person's."""
    state, settings = step.state, step.settings
    is_enough = state.followed_up >= settings.follow_ups
    if state.follow_up is not None or is_enough or state.status == "closed" or state.away_told:
        return
    wanted = _wanted(step, answer, has_spoken=has_spoken)
    if wanted is None or hindrance(state, settings, wanted, step.now):
        return
    earlier = time_brought_forward(settings, state.window_until, step.now)
    if plan_from(step, wanted, wanted.at) and earlier is not None:
        plan(step, wanted, earlier)


def _wanted(step: Step, answer: m.Answer | None, *, has_spoken: bool) -> FollowUp | None:
    wish = answer.follow_up if answer is not None else None
    if answer is not None and wish is not None:
        at = step.now + round(wish.after_hours * HOUR_MS)
        return FollowUp(at=at, wish=wish.text or answer.topic, by="model")
    if not has_spoken:
        return None
    at = step.now + round(step.settings.follow_up_hours * HOUR_MS)
    return FollowUp(at=at, text=step.settings.follow_up_text, by="settings")
