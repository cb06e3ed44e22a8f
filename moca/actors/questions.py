"""
Questions: a burst is gathered until it is quiet, decided once, and superseded by whatever completes it.

Every message of a question ends in exactly one `QuestionDecided`, whose words are in `verdicts`. What becomes of a
question whose messages are changed or taken back is in `amendments`.
"""

from collections.abc import Iterator

import msgspec

from moca.actors import answering, gates, replies, ruling
from moca.actors.effects import DraftReply, Signal
from moca.actors.fallback import fall_back
from moca.actors.step import Step
from moca.actors.verdicts import close, decide, put_away
from moca.domain import messages as m
from moca.domain.account_settings import AccountSettings
from moca.domain.conversation import KEPT_MIDS, Conversation
from moca.domain.messages import Target
from moca.domain.question import Member, Question
from moca.domain.reply import Reply
from moca.runtime.actor import FactParked

DRAFT_GRACE_MS = 10_000
"""Beside the model's own deadline: for a drafter that died and another that takes over."""


def hear(step: Step, member: Member) -> None:
    """A customer's message joins the open burst or opens a new question, superseding an answer not yet called."""
    question = step.state.question
    if question is not None and question.phase == "collecting":
        collect(step, msgspec.structs.replace(question, members=(*question.members, member)))
        return
    if question is None and _is_skipped(step):
        decide(step, open_question(step, (member,)), "skipped", "cooldown")
        return
    earlier = replies.take_back(step, "superseded") or question
    opened = open_question(step, (member,), earlier)
    if earlier is not None:
        close(step, earlier, "superseded", str(opened.number))
    collect(step, opened)


def note_unanswerable(step: Step, message: m.MessageReceived) -> None:
    """A message that came after its own unsending is decided at once; a message of the account to itself is none."""
    if not message.is_self:
        decide(step, open_question(step, (Member(mid=message.mid),)), "unsent")


def note_too_late(step: Step, message: m.MessageReceived) -> None:
    """A message that was found in its thread when nobody might answer it any more: stored, and decided at once."""
    decide(step, open_question(step, (Member(mid=message.mid),)), "blocked", "window")


def hand_over_parked(step: Step, parked: FactParked) -> None:
    """Something of this person could not be understood: a person must look."""
    step.change(attention=f"an entry could not be handled: {parked.type}")
    if parked.type in {"MessageReceived", "PostbackReceived"}:
        decide(step, open_question(step, ()), "handed_over", f"parked entry {parked.entry}")


def advance(step: Step) -> None:
    """Decide the burst when it is quiet and the cooldown is over; give up a draft at its deadline."""
    _give_way(step)
    question = step.state.question
    if question is None:
        return
    if question.phase == "collecting" and step.now >= _decide_at(step.state):
        _judge(step, question)
    elif question.phase == "drafting" and step.now >= question.draft_deadline:
        fall_back(step, question, "timeout")
    elif question.phase == "proposed" and step.now >= step.state.window_until:
        close(step, question, "drafted", "expired")
        step.change(attention="a draft expired: nobody approved it, and the customer was not answered")


def deadlines(state: Conversation) -> Iterator[tuple[str, int]]:
    question = state.question
    if question is not None and question.phase == "collecting":
        yield ("quiet" if state.quiet_until >= state.cooldown_until else "cooldown"), _decide_at(state)
    if question is not None and question.phase == "drafting":
        yield "draft", question.draft_deadline
    if question is not None and question.phase == "proposed":
        yield "window", state.window_until


def hear_draft(step: Step, drafted: m.ReplyDrafted) -> None:
    """The model has answered: it counts if it still answers the open question."""
    question = _drafting(step, drafted.draft)
    if question is not None:
        answering.hear_draft(step, question, drafted)


def hear_no_draft(step: Step, failed: m.DraftFailed) -> None:
    question = _drafting(step, failed.draft)
    if question is not None:
        fall_back(step, question, failed.kind)


def _drafting(step: Step, draft: str) -> Question | None:
    question = step.state.question
    return question if question is not None and question.draft == draft and question.phase == "drafting" else None


def open_question(step: Step, members: tuple[Member, ...], earlier: Question | None = None) -> Question:
    number = step.state.number + 1
    step.change(number=number)
    opened = Question(number=number, opened_at=step.now, waiting_since=step.now, members=members)
    return _carrying(opened, earlier) if earlier else opened


def _carrying(question: Question, earlier: Question) -> Question:
    """The question with what nobody has answered before it: the words, and since when they wait."""
    carried = (*earlier.earlier, *earlier.members, *question.earlier)
    since = min(earlier.waiting_since, question.waiting_since)
    intents = tuple(dict.fromkeys((*earlier.intents, *question.intents)))
    return msgspec.structs.replace(
        question, earlier=carried[-KEPT_MIDS:], waiting_since=since, carried_intents=intents
    )  # fmt: skip


def collect(step: Step, question: Question) -> None:
    """Gather on: the quiet window starts again, up to its cap."""
    put_away(step, question)
    quiet_until = min(step.now + step.settings.debounce_ms, _capped_at(step, question))
    gathering = msgspec.structs.replace(
        question, phase="collecting", draft="", proposal="", proposed=(), preface=(), gates=(), answer=None,
        evidence=m.Evidence(), hits=(), retrieved=(), is_away=False, carried_intents=question.intents,
    )  # fmt: skip
    step.change(question=gathering, quiet_until=quiet_until)


def _capped_at(step: Step, question: Question) -> int:
    """
    Until when (ms) is gathered at most: counted from the first message that nobody has answered.

    Once the model was asked then, in vain, it counts from the question's own first: else every further message of
    somebody who writes faster than the model would cost a call, and none would be answered.
    """
    most_ms = step.settings.debounce_max_ms
    first = question.waiting_since + most_ms
    return first if first > step.now else question.opened_at + most_ms


def _is_skipped(step: Step) -> bool:
    """Whether the account skips what comes in the cooldown, and nothing waits that this message would make stale."""
    is_cooling = step.now < step.state.cooldown_until
    return step.settings.cooldown_mode == "skip" and is_cooling and not any(replies.uncalled_answers(step.state))


def _give_way(step: Step) -> None:
    """
    An answer that was called, came back unsent, and was completed meanwhile is not called again.

    The newer question takes its words along and is asked anew, because its own answer counted on the one before.
    """
    stale = next(replies.uncalled_answers(step.state), None)
    newer = step.state.question or _behind(step.state)
    if stale is None or stale.question is None or newer is None:
        return
    replies.take_back(step, "superseded")
    decide(step, stale.question, "superseded", str(newer.number))
    if step.state.question is None:
        replies.take_back(step, "superseded")
    collect(step, _carrying(newer, stale.question))


def _behind(state: Conversation) -> Question | None:
    """The question of the answer that waits behind the first uncalled one."""
    waiting = [reply.question for reply in replies.uncalled_answers(state)]
    return waiting[1] if len(waiting) > 1 else None


def _decide_at(state: Conversation) -> int:
    return max(state.quiet_until, state.cooldown_until)


def _judge(step: Step, question: Question) -> None:
    judged = gates.judge(step, question)
    question = msgspec.structs.replace(question, gates=judged.gates)
    if judged.verdict is not None:
        _stop(step, question, judged)
        return
    going_on = ruling.obey(step, question, before_model=True)
    if going_on is not None and step.context.model_available:
        _ask_model(step, going_on)
    elif going_on is not None:
        fall_back(step, going_on, "off")


def _stop(step: Step, question: Question, judged: gates.Judged) -> None:
    assert judged.verdict is not None
    close(step, question, judged.verdict, judged.detail)
    if judged.detail == "capped":
        step.change(attention=f"the bot says no more for now: {judged.gates[-1].value}")
    if judged.detail == "needs_no_answer":
        _acknowledge(step, question)


def _acknowledge(step: Step, question: Question) -> None:
    """A reaction says "seen" where a message would say too much; a press of a button cannot bear one."""
    emoji, mid = step.settings.courtesy_reaction, question.mids[-1]
    if emoji and gates.agent_mode(step) == "auto" and not step.state.is_ours and not mid.startswith("postback:"):
        reaction = Target(kind="reaction", id=mid)
        replies.join(step, Reply(id=replies.next_id(step), source="rule", parts=(emoji,), target=reaction))


def _ask_model(step: Step, question: Question) -> None:
    deadline = step.now + _draft_ms(step.settings) + DRAFT_GRACE_MS
    asked = question.asked + 1
    draft = f"q{question.number}.{asked}"
    step.change(question=msgspec.structs.replace(
        question, phase="drafting", asked=asked, draft=draft, draft_deadline=deadline
    ))  # fmt: skip
    step.do(DraftReply(id=draft, question=question.number, mids=question.unanswered))
    if step.settings.signals and gates.agent_mode(step) == "auto":
        step.do(Signal(id=f"signal:{draft}"))


def _draft_ms(settings: AccountSettings) -> int:
    return round(settings.draft_timeout_seconds * 1000)
