"""When the older part of a thread is summed up, and when a summary is forgotten."""

from typing import Any

import msgspec
import pytest

from moca.actors import summaries
from moca.actors.effects import ForgetMessage, SummariseThread
from moca.actors.step import Step
from moca.domain import messages as m
from moca.domain.conversation import Conversation, Summary
from moca.domain.question import Question
from moca.domain.reply import Reply
from tests.builders import START, a_context, a_message, an_edit, an_unsending
from tests.unit.actors.talk import ACTOR, Talk

ANSWER = m.Answer(send=False)
LEFT_OUT = m.ReplyDrafted(draft="q1.1", answer=ANSWER, left_out=3, left_out_until="5-0")
SUMMARY = Summary(until="5-0", text="Ana wants bags.")
ASKED = f"s{START}"


def a_step(now: int = START, **state: Any) -> Step:
    return Step(Conversation(**state), a_context(), now)


def the_summary(effect: str = ASKED) -> m.ThreadSummarised:
    return m.ThreadSummarised(summary=effect, until="5-0", text="Ana wants bags.")


def test_what_was_left_out_is_summed_up():
    """Up to the entry that the draft names."""
    step = a_step()

    summaries.wanted(step, LEFT_OUT)

    assert step.effects == [SummariseThread(id=ASKED, until="5-0")]
    assert step.state.summarising == ASKED


@pytest.mark.parametrize(
    "drafted",
    [
        m.ReplyDrafted(draft="q1.1", answer=ANSWER),
        m.ReplyDrafted(draft="q1.1", answer=ANSWER, left_out=3),
    ],
)
def test_nothing_is_asked_where_nothing_is_left_out(drafted):
    """Nor where the draft does not say what."""
    step = a_step()

    summaries.wanted(step, drafted)

    assert step.effects == []


@pytest.mark.parametrize(("waited_ms", "asked"), [(summaries.DEADLINE_MS - 1, 0), (summaries.DEADLINE_MS, 1)])
def test_one_summary_is_made_at_a_time(waited_ms, asked):
    """Until its deadline; none is waited for for ever."""
    step = a_step(START + waited_ms, summarising=ASKED)

    summaries.wanted(step, LEFT_OUT)

    assert len(step.effects) == asked


def test_the_summary_is_kept():
    """For the next draft."""
    step = a_step(summarising=ASKED)

    summaries.hear(step, the_summary())

    assert (step.state.summary, step.state.summarising) == (SUMMARY, "")


def test_a_failure_leaves_the_one_before():
    """A later draft asks again."""
    step = a_step(summarising=ASKED, summary=SUMMARY)

    summaries.hear(step, m.SummaryFailed(summary=ASKED, kind="timeout"))
    summaries.wanted(step, LEFT_OUT)

    assert step.state.summary == SUMMARY
    assert len(step.effects) == 1


def test_a_summary_that_nobody_waits_for_is_not_taken():
    """It may quote what was taken back meanwhile."""
    step = a_step(summarising="s1")

    summaries.hear(step, the_summary())

    assert (step.state.summary, step.state.summarising) == (None, "s1")


def test_its_words_go_where_something_was_taken_back():
    """It came into the log after the log was cleaned."""
    step = a_step(unsent_mids=("m1", "m2"))

    summaries.hear(step, the_summary())

    assert step.effects == [ForgetMessage(id=f"forget:m2@{START}", mid="m2")]


@pytest.mark.parametrize("message", [an_unsending("m1"), an_edit("m1", "other words")])
def test_a_message_that_changes_takes_the_summary_along(message):
    """It may quote it, and so may the one that is being made."""
    state = Conversation(summary=SUMMARY, summarising=ASKED, heard_mids=("m1",))

    state = ACTOR.receive(state, message, a_context(), START).state

    assert (state.summary, state.summarising) == (None, "")


def test_a_message_that_was_taken_back_takes_evidence_along():
    """An earlier message of the business's that a waiting draft was compared with is quoted there."""
    proven = Question(number=1, opened_at=1, waiting_since=1, evidence=m.Evidence(repeats="secret"))
    reply = Reply(id="r1", source="bot", parts=("hello",), question=proven)
    state = Conversation(question=msgspec.structs.replace(proven, phase="proposed"), replies=(reply,), owner="bot")

    state = ACTOR.receive(state, an_unsending("o1"), a_context(), START).state

    assert "secret" not in repr(state)


def test_a_new_message_leaves_it():
    """It quotes nothing of that."""
    state = ACTOR.receive(Conversation(summary=SUMMARY), a_message("hola", "m9"), a_context(), START).state

    assert state.summary == SUMMARY


def test_the_actor_hears_the_summary():
    """From the log into its state."""
    state = ACTOR.receive(Conversation(summarising=ASKED), the_summary(), a_context(), START).state

    assert state.summary == SUMMARY


def test_a_conversation_that_has_grown_long_is_summed_up():
    """Its draft left turns out: the summary comes, is kept for the next draft, and nobody waits for it."""
    talk = Talk()
    talk.asks("¿abren?")

    talk.hear(m.ReplyDrafted(
        draft="q1.1", answer=m.Answer(send=True, message="Sí"), left_out=3, left_out_until="5-0"
    ))  # fmt: skip
    (asked,) = talk.effects(SummariseThread)
    talk.hear(the_summary(asked.id))

    assert talk.state.summary == SUMMARY
    assert talk.phase == "queued"
