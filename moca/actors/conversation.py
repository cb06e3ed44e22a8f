"""
The conversation actor: hears a whole burst, decides once, answers once, and knows who is in charge.

The flow: a message opens or joins a question (`questions`), the quiet window ends, the gates speak (`gates`), a rule
or the model answers, the answer becomes a reply (`replies`), leaves part by part, and is settled by its result, its
echo (`echoes`) or the thread itself (`doubts`). People take over (`takeover`) and give back (`ledger`). Who falls
silent may be written to again (`follow_ups`). A comment is answered by a rule (`comments`), in public, privately, or
both.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import msgspec

from moca.actors import (
    amendments,
    answering,
    comment_answers,
    comments,
    context_seen,
    doubts,
    echoes,
    follow_ups,
    ledger,
    media,
    memory,
    passing,
    profiles,
    questions,
    replies,
    results,
    summaries,
    takeover,
)
from moca.actors.step import Step
from moca.domain import messages as m
from moca.domain.account import Context
from moca.domain.conversation import Conversation
from moca.domain.question import Member
from moca.domain.rules import events_of
from moca.domain.text import command, is_courtesy
from moca.domain.window import renewed, standard_until
from moca.runtime.actor import FactParked, Outcome, TimerFired

HEARS: tuple[type[msgspec.Struct], ...] = (
    m.MessageReceived, m.PostbackReceived, m.CommentReceived, m.MentionReceived, m.ReactionReceived, m.MessageRead,
    m.MessageEdited, m.MessageUnsent, m.EchoReceived, m.ReferralReceived, m.OptInReceived, m.ThreadControlChanged,
    m.ReplyDrafted, m.DraftFailed, m.SendCalled, m.SendSucceeded, m.SendNotMade, m.SendThrottled, m.SendRefused,
    m.SendUnknown, m.ReadBackResult, m.ProfileFound, m.MediaKept, m.AccountRestored, m.ReplyRequested, m.DraftApproved,
    m.DraftDiscarded, m.SendCancelled, m.SendRetried, m.SendPrioritised, m.AgentModeSet, m.OwnerSet, m.StatusSet,
    m.Assigned, m.TagsSet, m.NoteAdded, m.LeadSet, m.ScoreSet, m.ForgettingFailed, m.ThreadSummarised,
    m.SummaryFailed, m.FollowUpRequested, m.FollowUpApproved, m.FollowUpDropped, TimerFired, FactParked,
)  # fmt: skip


class ConversationActor:
    """One person at one account. The key of its address is `<account>:<person>`."""

    kind: ClassVar[str] = "conversation"
    state: ClassVar[type[msgspec.Struct]] = Conversation
    hears: ClassVar[Mapping[str, type[msgspec.Struct]]] = {fact.__name__: fact for fact in HEARS}
    keeps_ms: ClassVar[int] = 0
    is_followed: ClassVar[bool] = True

    def receive(self, state: Conversation, message: Any, context: Context, now: int) -> Outcome[Conversation]:
        """What the message comes to. What is due by now happens after the message itself was heard."""
        step = Step(state, context, now)
        context_seen.note(step, message)
        follow_ups.expire(step, message)
        _hear(step, message)
        _advance(step)
        amendments.forget(step, message)
        wake_at, wake_name = _wake(step.state)
        return Outcome(step.state, tuple(step.records), tuple(step.effects), wake_at, wake_name)


def _hear(step: Step, message: Any) -> None:
    match message:
        case m.MessageReceived() | m.PostbackReceived() | m.MessageEdited() | m.MessageUnsent():
            _hear_customer(step, message)
        case (
            m.EchoReceived()
            | m.MediaKept()
            | m.CommentReceived()
            | m.ThreadControlChanged()
            | m.ThreadSummarised()
            | m.SummaryFailed()
        ):
            _hear_beside(step, message)
        case m.ReplyDrafted() | m.DraftFailed() | m.DraftApproved() | m.DraftDiscarded():
            _hear_draft(step, message)
        case m.ReadBackResult():
            doubts.hear(step, message)
        case m.ProfileFound():
            profiles.hear(step, message)
        case m.ForgettingFailed():
            amendments.note_not_forgotten(step)
        case FactParked():
            questions.hand_over_parked(step, message)
        case m.ReplyRequested() | m.AgentModeSet() | m.OwnerSet() | m.SendCancelled() | m.SendRetried():
            _hear_request(step, message)
        case m.StatusSet() | m.Assigned() | m.TagsSet() | m.LeadSet() | m.ScoreSet() | m.SendPrioritised():
            _hear_setting(step, message)
        case _:
            follow_ups.hear(step, message)
            results.hear(step, message)


def _hear_beside(step: Step, message: Any) -> None:
    """What was told that is no word of the customer's to us."""
    match message:
        case m.ThreadSummarised() | m.SummaryFailed():
            summaries.hear(step, message)
        case m.EchoReceived():
            echoes.hear(step, message)
            media.want(step, message)
        case m.MediaKept(mid=mid):
            media.hear(step, mid)
        case m.CommentReceived():
            comments.hear(step, message)
        case m.ThreadControlChanged():
            takeover.follow_control(step, message)


def _hear_customer(step: Step, message: Any) -> None:
    follow_ups.hear_customer(step, message)
    match message:
        case m.MessageReceived():
            _hear_message(step, message)
        case m.PostbackReceived():
            _hear_postback(step, message)
        case m.MessageEdited(num_edit=number, text=text) if number > 0 and text:
            if amendments.edit(step, message):
                summaries.forget(step)
                _obey(step, text)
        case m.MessageUnsent():
            amendments.unsend(step, message.mid)
            media.forget(step, message.mid)
            summaries.forget(step)


def _hear_message(step: Step, message: m.MessageReceived) -> None:
    if (message.backfilled or message.imported) and message.mid in step.state.heard_mids:
        return  # a postback, as the thread shows it
    _note_customer(step, message)
    if message.imported:
        return
    if message.is_self or message.mid in step.state.unsent_mids:
        questions.note_unanswerable(step, message)
        return
    if message.backfilled and standard_until(message.sent_at) <= step.now:
        _obey_late(step, message)
        questions.note_too_late(step, message)
        return
    if not message.backfilled:  # a thread does not tell whether another app is in charge
        takeover.follow_standby(step, message.standby)
    media.want(step, message)
    text = amendments.as_edited(step, message)
    _obey(step, text)
    attachments = [attachment.type for attachment in message.attachments]
    needs_answer = command(text) is None and not is_courtesy(text, attachments)
    questions.hear(step, Member(
        mid=message.mid, text=text, needs_answer=needs_answer, events=events_of(message)
    ))  # fmt: skip


def _obey(step: Step, text: str) -> None:
    """STOP silences the bot at once, START lets it speak again."""
    word = command(text)
    if word is not None:
        step.change(opted_out=word == "stop")
    if word == "stop":
        replies.cut_all(step, "opted_out")


def _obey_late(step: Step, message: m.MessageReceived) -> None:
    """A STOP that nobody heard in time still counts, unless the customer has written since."""
    text = amendments.as_edited(step, message)
    if command(text) == "stop" and message.sent_at >= step.state.last_customer_at:
        _obey(step, text)


def _hear_postback(step: Step, message: m.PostbackReceived) -> None:
    _note_customer(step, message)
    if message.is_self:
        return
    takeover.follow_standby(step, message.standby)
    mid = message.mid or f"postback:{message.sent_at}"
    questions.hear(step, Member(mid=mid, text=message.title or message.payload, events=events_of(message)))


def _note_customer(step: Step, message: m.MessageReceived | m.PostbackReceived) -> None:
    """What was sent opens a window from then on, and where none was open, a stretch; a time in the future is now."""
    state = step.state
    sent = msgspec.structs.replace(message, sent_at=min(message.sent_at, step.now))
    goes_on = step.now < state.window_until
    reopens = state.status in {"closed", "scheduled"} and not getattr(message, "imported", False)
    step.remember_heard(message.mid)
    step.change(
        window_until=renewed(state.window_until, sent),
        last_customer_at=max(state.last_customer_at, sent.sent_at),
        status="open" if reopens else state.status,
        away_told=state.away_told and goes_on,
        failed_drafts=state.failed_drafts if goes_on else 0,
    )
    if not message.is_self:
        profiles.note(step, sent.sent_at)


def _hear_draft(step: Step, message: Any) -> None:
    match message:
        case m.ReplyDrafted(draft=draft) | m.DraftFailed(draft=draft) if draft.startswith("f"):
            follow_ups.hear(step, message)
        case m.ReplyDrafted():
            questions.hear_draft(step, message)
        case m.DraftFailed():
            questions.hear_no_draft(step, message)
        case m.DraftApproved():
            answering.approve(step, message)
        case m.DraftDiscarded():
            answering.discard(step, message)


def _hear_request(step: Step, message: Any) -> None:
    match message:
        case m.ReplyRequested():
            if message.source == "person" and (message.target is None or message.target.kind != "reaction"):
                takeover.yield_to_person(step, "replied", message.by)
            replies.request(step, message)
        case m.SendCancelled():
            replies.cancel(step, message.send)
        case m.SendRetried():
            replies.retry(step, message)
        case m.AgentModeSet(mode=mode):
            answering.set_agent(step, mode)
        case m.OwnerSet(owner="person", by=by):
            takeover.yield_to_person(step, "taken", by)
        case m.OwnerSet(by=by):
            ledger.hand_back(step, "handed_back", by)


def _hear_setting(step: Step, message: Any) -> None:
    match message:
        case m.StatusSet(status=status, by=by):
            follow_ups.hear_status(step, status)
            step.change(status=status)
            if status == "closed":
                memory.calm(step)
                ledger.hand_back_when_closed(step, by)
        case m.Assigned(assignee=assignee):
            step.change(assignee=assignee)
        case m.TagsSet(tags=tags):
            memory.set_tags(step, tags)
        case m.LeadSet():
            memory.set_lead(step, message)
        case m.ScoreSet():
            memory.set_score(step, message)
        case m.SendPrioritised():
            passing.prioritise(step, message)


def _advance(step: Step) -> None:
    """Everything whose time has come, then the next part of what waits to be said."""
    ledger.hand_back_when_idle(step)
    questions.advance(step)
    answering.reconsider(step)
    results.advance(step)
    doubts.advance(step)
    replies.advance(step)
    follow_ups.advance(step)
    comment_answers.advance(step)


def _wake(state: Conversation) -> tuple[int | None, str]:
    deadlines = [
        ("hand_back", state.hand_back_at),
        *questions.deadlines(state),
        *replies.deadlines(state),
        *follow_ups.deadlines(state),
        *comment_answers.deadlines(state),
    ]
    waiting = [(at, name) for name, at in deadlines if at]
    return min(waiting) if waiting else (None, "")
