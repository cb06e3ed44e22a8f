"""
Replies: what the business wants to say, in order, one part at a time, and how it is taken back before the cut.

The reply under way stands first. Only its current part has a permit; `begin_call` gives a text out only against that
permit, so withdrawing is deleting it. The cut is the fact SendCalled.
"""

from collections.abc import Iterator

import msgspec

from moca.actors import passing, permits
from moca.actors.effects import AwaitAccount
from moca.actors.step import Step
from moca.actors.verdicts import decide
from moca.domain import messages as m
from moca.domain.content import words
from moca.domain.conversation import Conversation
from moca.domain.question import Question
from moca.domain.reply import GivenUp, Reply, is_of
from moca.domain.text import split_parts

CALL_GRACE_MS = 5_000


def plan(
    step: Step, source: m.Source, parts: tuple[m.Part, ...], *, question: Question | None = None, by: str = "",
    hold_until: int = 0,
) -> None:  # fmt: skip
    """
    What the bot wants to say joins what waits; until `hold_until` (ms) a person may see and cancel it.

    A text that is too long for one message becomes several.
    """
    join(step, Reply(
        id=next_id(step), source=source, parts=tuple(_cut(parts)), by=by, question=question, retry_at=hold_until,
        hold_until=hold_until,
    ))  # fmt: skip


def say_line(step: Step, source: m.Source, parts: tuple[m.Part, ...], intents: tuple[str, ...]) -> None:
    """What the bot says beside any answer, to somebody who wanted `intents`. The model's words are held first."""
    until = hold_until(step) if source == "bot" else 0
    join(step, Reply(
        id=next_id(step), source=source, parts=tuple(_cut(parts)), intents=intents, retry_at=until, hold_until=until
    ))  # fmt: skip


def hold_until(step: Step) -> int:
    """Until when (ms) what is said by itself waits, so that people may cancel it; 0 = the account holds nothing."""
    seconds = step.settings.hold_seconds
    return step.now + round(seconds * 1000) if seconds else 0


def _cut(parts: tuple[m.Part, ...]) -> Iterator[m.Part]:
    for part in parts:
        yield from split_parts(part) if isinstance(part, str) else (part,)


def next_id(step: Step) -> str:
    """The id of the bot's next reply."""
    step.change(planned=step.state.planned + 1)
    return f"r{step.state.planned}"


def request(step: Step, wanted: m.ReplyRequested) -> None:
    """A person's own words, or the same by the API as the bot, which is never a human agent."""
    join(step, Reply(
        id=wanted.send, source=wanted.source, parts=wanted.parts or split_parts(wanted.text), by=wanted.by,
        human_agent=wanted.human_agent and wanted.source == "person", retry_at=wanted.send_at, target=wanted.target,
    ))  # fmt: skip


def cut_all(step: Step, reason: str) -> None:
    for reply in step.state.replies:
        cut(step, reply, reason)


def take_back(step: Step, reason: str) -> Question | None:
    """Withdraw the first answer that has not been called yet; the question it would have answered, or None."""
    reply = next(uncalled_answers(step.state), None)
    if reply is None:
        return None
    _withdraw(step, reply, reason)
    return reply.question


def uncalled_lines(state: Conversation) -> Iterator[Reply]:
    """What the bot says beside its answers, and of which nothing has been called yet."""
    return (reply for reply in state.replies if reply.is_line and not reply.has_begun)


def uncalled_answers(state: Conversation) -> Iterator[Reply]:
    """The answers to questions of which nothing has been called yet, in their order."""
    return (reply for reply in state.replies if reply.question is not None and not reply.has_begun)


def cut(step: Step, reply: Reply, reason: str) -> None:
    """End a reply of the bot: all of it before the cut, the parts that have not left after it."""
    if reply.source == "person":
        return
    if not reply.has_begun:
        _withdraw(step, reply, reason)
        if reply.question is not None:
            decide(step, reply.question, "blocked", reason)
    elif reply.is_out:
        _withdraw_parts(step, reply, reply.part + 1, reason)
        replace(step, reply, msgspec.structs.replace(reply, cut_short=reason))
    else:
        _withdraw_parts(step, reply, reply.part, reason)
        finish(step, reply, f"cut short: {reason}")


def cancel(step: Step, send: str) -> None:
    """A person does not want this reply sent; without effect past the cut."""
    for reply in step.state.replies:
        if is_of(send, reply.id) and not reply.has_begun:
            _withdraw(step, reply, "cancelled")
            if reply.question is not None:
                decide(step, reply.question, "blocked", "cancelled")


def retry(step: Step, wanted: m.SendRetried) -> None:
    """A person wants what is left of a parked reply sent after all."""
    parked = next((parked for parked in step.state.given_up if is_of(wanted.send, parked.id)), None)
    if parked is None:
        return
    step.change(given_up=tuple(kept for kept in step.state.given_up if kept is not parked), attention="")
    join(step, Reply(
        id=f"{parked.id}+", source="person", parts=parked.parts, by=wanted.by, human_agent=parked.human_agent,
        target=parked.target, closes_at=parked.closes_at,
    ))  # fmt: skip


def advance(step: Step) -> None:
    """Give the next part to the sender when nothing is under way."""
    passing.bring_forward(step)
    reply = step.state.sending
    if reply is None:
        return
    ready = reply.phase in {"planned", "delayed"} and step.now >= reply.retry_at
    if ready or (reply.phase == "queued" and step.now >= reply.requeue_at):
        _queue(step, reply)


def deadlines(state: Conversation) -> Iterator[tuple[str, int]]:
    for reply in state.replies[1:]:
        lets_pass = state.replies[0].phase == "planned" or passing.is_held_up(state.replies[0])
        if reply.phase == "planned" and reply.retry_at and lets_pass:
            yield "send_at", reply.retry_at
    head = state.sending
    if head is None:
        return
    match head.phase:
        case "planned" | "delayed":
            yield ("hold" if head.retry_at == head.hold_until else "retry"), head.retry_at
        case "queued":
            yield "requeue", head.requeue_at
        case "calling":
            yield "call", head.deadline + CALL_GRACE_MS
        case "account":
            yield "window", head.retry_at
        case "unknown":
            yield "lookup", head.lookup_at


def replace(step: Step, old: Reply, new: Reply) -> None:
    step.change(replies=tuple(new if reply is old else reply for reply in step.state.replies))


def finish(step: Step, reply: Reply, detail: str = "") -> None:
    """A reply is over: its question was answered, in whole or as far as it went."""
    _drop(step, reply)
    if reply.question is not None:
        decide(step, reply.question, "answered", detail, reply.source)


def go_on(step: Step, reply: Reply) -> None:
    """The next part of a reply whose current part has arrived."""
    following = Reply(
        id=reply.id, source=reply.source, parts=reply.parts, by=reply.by, part=reply.part + 1,
        human_agent=reply.human_agent, question=reply.question, target=reply.target, closes_at=reply.closes_at,
        intents=reply.intents, priority=reply.priority,
    )  # fmt: skip
    replace(step, reply, following)


def give_up(step: Step, reply: Reply, state: m.MessageFailed) -> None:
    """A reply cannot be sent; what is left of it is kept for a person."""
    _drop(step, reply)
    step.record(state)
    _withdraw_parts(step, reply, reply.part + 1, state.state)
    kept = GivenUp(
        id=reply.id, source=reply.source, parts=reply.parts[reply.part - 1 :], part=reply.part, by=reply.by,
        reason=state.reason, human_agent=reply.human_agent,
        called_at=reply.called_at if state.state == "parked" and reply.may_arrive else 0,
        target=reply.target, closes_at=reply.closes_at,
    )  # fmt: skip
    is_waited_for = step.state.owner == "waiting"  # whoever comes sees what was not sent
    step.change(
        given_up=(*step.state.given_up, kept)[-20:],
        attention=step.state.attention if is_waited_for else attention(state.reason),
    )
    if reply.question is not None:
        decide(step, reply.question, "failed", state.state, reply.source)


def attention(reason: str) -> str:
    """Why a person should look at a reply that was given up for this reason."""
    return f"not sent: {reason}"


def without_words_that_left(reply: Reply) -> Reply:
    """The reply as its log must remember it when one of its parts is taken back: only with what has yet to leave."""
    question = reply.question
    if question is not None and question.answer is not None and reply.has_begun:
        answer = msgspec.structs.replace(question.answer, message="")
        question = msgspec.structs.replace(question, answer=answer)
    parts = tuple("" if number < reply.part else text for number, text in enumerate(reply.parts, 1))
    return msgspec.structs.replace(reply, parts=parts, question=question)


def await_account(step: Step, reply: Reply, reason: str) -> None:
    """The account cannot send: this waits, as long as the window is open, until it can again."""
    until = permits.not_after(step, reply)
    waiting = msgspec.structs.replace(reply, phase="account", attempt=reply.attempt + 1, retry_at=until)
    replace(step, reply, waiting)
    step.change(permit=None)
    step.record(m.MessageDelayed(send=reply.send, until=until, reason=reason))
    step.do(AwaitAccount(id=f"await:{waiting.call}", account=step.context.account_id))


def join(step: Step, reply: Reply) -> None:
    """Add a reply to what waits to be said."""
    for number, part in enumerate(reply.parts, 1):
        step.record(m.MessagePlanned(
            send=f"{reply.id}.{number}", answer=reply.id, part=number, parts=len(reply.parts), source=reply.source,
            text=words(part), question=reply.question.number if reply.question else 0, by=reply.by,
            content=None if isinstance(part, str) else part, target=reply.target, closes_at=reply.closes_at,
            hold_until=reply.hold_until,
        ))  # fmt: skip
    if reply.parts:
        step.change(replies=(*step.state.replies, reply))
    elif reply.question is not None:
        decide(step, reply.question, "silent", "nothing to say")


def _queue(step: Step, reply: Reply) -> None:
    """Permit the current part and put it into the sender's queue, or say why not now, or never."""
    health = step.context.health
    if step.now >= permits.not_after(step, reply):
        give_up(step, reply, m.MessageFailed(send=reply.send, state="refused", reason=permits.too_late(reply)))
        advance(step)
    elif silence := permits.silence(step, reply):
        cut(step, reply, silence)
        advance(step)
    elif health.disconnected:
        await_account(step, reply, health.disconnected)
    elif health.held_until > step.now:
        replace(step, reply, msgspec.structs.replace(reply, phase="delayed", retry_at=health.held_until))
        step.change(permit=None)
    elif _is_too_soon(step, reply):
        replace(step, reply, msgspec.structs.replace(reply, retry_at=step.state.cooldown_until))
    else:
        permits.permit(step, reply)


def _is_too_soon(step: Step, reply: Reply) -> bool:
    """Whether this answer was ready before the one ahead of it had left, and must keep the cooldown's distance."""
    is_new = reply.question is not None and reply.part == 1 and not reply.called_at
    return is_new and step.now < step.state.cooldown_until


def _withdraw(step: Step, reply: Reply, reason: str) -> None:
    _drop(step, reply)
    _withdraw_parts(step, reply, 1, reason)


def _withdraw_parts(step: Step, reply: Reply, first: int, reason: str) -> None:
    last = reply.part if reply.cut_short else len(reply.parts)
    for number in range(first, last + 1):
        step.record(m.MessageWithdrawn(send=f"{reply.id}.{number}", reason=reason))


def _drop(step: Step, reply: Reply) -> None:
    """Take a reply out of the state, and its permit with it."""
    permit = step.state.permit
    if permit is not None and permit.id == reply.call:
        step.change(permit=None)
    step.change(replies=tuple(kept for kept in step.state.replies if kept is not reply))
