"""What came of a call: sent, not made, throttled, refused or unknown, and what follows from it."""

from typing import Any

import msgspec

from moca.actors import doubts, permits, replies, settling, takeover
from moca.actors.step import Step
from moca.domain import messages as m
from moca.domain.account import AccountLost, AccountThrottled
from moca.domain.pacing import APP_BLOCK_MS, ATTEMPTS, QUICK_MS, backoff_ms
from moca.domain.reply import Reply
from moca.domain.window import DAY_MS

ACCOUNT_IS_LOST = {"token", "policy"}
TURNED_AWAY = "account"
"""Not called: the sender knew that the account cannot send."""
PERHAPS = "It was called before and the answer was lost: most probably it has arrived; look in the thread."


def hear(step: Step, result: Any) -> None:
    """A result of the sender, or the account's return."""
    match result:
        case m.SendCalled():
            _called(step, result)
        case m.SendSucceeded():
            _succeeded(step, result)
        case m.SendNotMade(send=call, detail=detail, retry_after_ms=wait_ms):
            _again(step, call, f"not sent: {detail}", wait_ms)
        case m.SendThrottled():
            _throttled(step, result)
        case m.SendRefused():
            _refused(step, result)
        case m.SendUnknown(send=call, detail=detail):
            _unknown(step, call, detail)
        case m.AccountRestored():
            _restored(step)


def advance(step: Step) -> None:
    """A call whose result never came is unknown; a wait for the account ends with the window."""
    reply = step.state.sending
    if reply is None:
        return
    if reply.phase == "calling" and step.now >= reply.deadline + replies.CALL_GRACE_MS:
        _unknown(step, reply.call, "no result came")
    elif reply.phase == "account" and step.now >= reply.retry_at:
        settling.park(step, reply, "the window closed while the account could not send")


def _called(step: Step, called: m.SendCalled) -> None:
    reply = _current(step, called.send)
    if reply is None:
        return
    if reply.source != "person" and reply.is_message:
        _count(step, reply)
        if reply.is_last_part:
            step.change(cooldown_until=step.now + round(step.settings.cooldown_seconds * 1000))
    is_away = reply.question is not None and reply.question.is_away
    step.change(permit=None, away_told=step.state.away_told or is_away)
    calling = msgspec.structs.replace(reply, phase="calling", begun_at=step.now, deadline=called.deadline)
    replies.replace(step, reply, calling if reply.doubts else _first_call(step, calling))


def _first_call(step: Step, reply: Reply) -> Reply:
    """Note what was known when it was called: a few mids, of which some may be taken back later."""
    known = (*step.state.heard_mids[-2:], *step.state.sent_mids[-2:])
    return msgspec.structs.replace(reply, called_at=step.now, known_before=known)


def _count(step: Step, reply: Reply) -> None:
    today = step.now // DAY_MS
    before = step.state.bot_replies_today if step.state.bot_day == today else 0
    is_first_call = reply.part == 1 and not reply.called_at
    step.change(bot_day=today, bot_replies_today=before + int(is_first_call))
    if is_first_call:
        lately = (at for at in step.state.bot_replied_at if at > step.now - QUICK_MS)
        step.change(bot_replied_at=(*lately, step.now))


def _succeeded(step: Step, sent: m.SendSucceeded) -> None:
    if sent.pause_ms:
        until = step.now + sent.pause_ms
        step.tell_account(AccountThrottled(until=until), f"usage:{step.context.account_id}:{until // 1000}")
    reply, send = step.state.sending, sent.send.rpartition("#")[0]
    if sent.mid in step.state.sent_mids:
        return
    if reply is not None and reply.send == send:
        settling.settle(step, reply, sent.mid, "response")
    else:
        settling.settle_late(step, send, sent.mid, "response")


def _throttled(step: Step, throttled: m.SendThrottled) -> None:
    reply = _current(step, throttled.send)
    if reply is None:
        return
    wait_ms = throttled.retry_after_ms or backoff_ms(reply.attempt, reply.call)
    if throttled.scope != "person":
        until = step.now + wait_ms
        held = AccountThrottled(
            until=until, code=throttled.code, subcode=throttled.subcode, scope=throttled.scope
        )  # fmt: skip
        step.tell_account(held, f"throttled:{step.context.account_id}:{throttled.send}:{until}")
    _again(
        step, throttled.send, f"Meta asks to wait (code {throttled.code})", wait_ms, throttled.code, throttled.subcode
    )


def _refused(step: Step, refused: m.SendRefused) -> None:
    reply = _current(step, refused.send)
    if reply is None:
        return
    if refused.blocks_app:
        _hold_app(step, refused)
        return
    if refused.kind in ACCOUNT_IS_LOST:
        _lose_account(step, reply, refused)
    if refused.kind in {*ACCOUNT_IS_LOST, TURNED_AWAY}:
        _wait_for_account(step, reply, refused.detail or refused.kind)
        return
    if refused.kind == "window" and reply.is_message:
        if reply.phase == "queued" and step.state.window_until <= step.now < permits.not_after(step, reply):
            _again(step, refused.send, "the 24 hours ended before its call", 0)
            return
        step.change(window_until=min(step.state.window_until, step.now))
    may_be_there = refused.kind == "content" and doubts.is_single(reply) and reply.doubts > 0
    settling.give_up(step, reply, m.MessageFailed(
        send=reply.send, state="parked" if may_be_there else "refused",
        reason=f"{refused.detail} {PERHAPS}" if may_be_there else refused.detail or refused.kind,
        code=refused.code, subcode=refused.subcode, trace=refused.trace,
    ))  # fmt: skip
    if refused.kind == "thread":
        takeover.yield_to_app(step, "thread_refused")


def _unknown(step: Step, call: str, detail: str) -> None:
    """What stands in the thread is looked for there; a reaction may be made twice, a public reply may not."""
    reply = _current(step, call)
    if reply is None:
        return
    if reply.is_message:
        doubts.open_doubt(step, reply, detail)
    elif reply.target is not None and reply.target.kind == "reaction":
        _again(step, call, f"the answer was lost: {detail}", 0)
    else:
        settling.park(step, reply, "whether it stands under the comment is not known: look there first")


def _hold_app(step: Step, refused: m.SendRefused) -> None:
    """Nothing was sent, and nothing of the app's would be: everybody waits, and this message with them."""
    until = step.now + APP_BLOCK_MS
    held = AccountThrottled(until=until, code=refused.code, subcode=refused.subcode, scope="app")
    step.tell_account(held, f"blocked:{step.context.account_id}:{refused.send}:{until}")
    _again(step, refused.send, refused.detail, APP_BLOCK_MS, refused.code, refused.subcode)


def _lose_account(step: Step, reply: Reply, refused: m.SendRefused) -> None:
    reason = refused.detail or refused.kind
    lost = AccountLost(reason=reason, code=refused.code, subcode=refused.subcode, called_at=reply.begun_at)
    step.tell_account(lost, f"lost:{step.context.account_id}:{refused.send}:{step.now}")


def _wait_for_account(step: Step, reply: Reply, reason: str) -> None:
    if reply.cut_short:
        settling.drop_unsent(step, reply)
    else:
        replies.await_account(step, reply, reason)
        settling.judge_held(step)


def _restored(step: Step) -> None:
    reply = step.state.sending
    if reply is not None and reply.phase == "account":
        replies.replace(step, reply, msgspec.structs.replace(reply, phase="delayed", retry_at=step.now))


def _again(step: Step, call: str, reason: str, wait_ms: int, code: int = 0, subcode: int = 0) -> None:
    """Nothing was sent: the same part again after a wait, as long as the budget lasts."""
    reply = _current(step, call)
    if reply is None:
        return
    if reply.cut_short:
        settling.drop_unsent(step, reply)
        return
    if reply.attempt >= ATTEMPTS:
        settling.park(step, reply, f"given up after {reply.attempt} attempts; the last: {reason}")
        return
    until = step.now + max(wait_ms, backoff_ms(reply.attempt, reply.call))
    delayed = msgspec.structs.replace(reply, phase="delayed", attempt=reply.attempt + 1, retry_at=until)
    replies.replace(step, reply, delayed)
    step.change(permit=None)
    step.record(m.MessageDelayed(send=reply.send, until=until, reason=reason, code=code, subcode=subcode))
    settling.judge_held(step)


def _current(step: Step, call: str) -> Reply | None:
    """The reply under way, if this result speaks of its current attempt."""
    reply = step.state.sending
    return reply if reply is not None and reply.call == call else None
