"""Why a send waits, in words, from a conversation's state."""

from moca.domain import messages as m
from moca.domain.conversation import Conversation
from moca.outlook.text import span
from moca.outlook.waiting import Pace, Waiting, draft_of, queued, waiting_of
from tests.builders import MINUTE, SECOND, START, a_reply
from tests.unit.actors.talk import Talk


def a_planned_talk() -> Talk:
    talk = Talk()
    talk.asks()
    talk.drafts()
    return talk


def only(talk: Talk, disconnected: str = "") -> Waiting:
    [waiting] = waiting_of("conversation/a:1", talk.state, disconnected)
    return waiting


def test_a_queued_send_says_its_place_and_when_it_leaves():
    """Two before it, at three a second."""
    waiting = queued("conversation/a:1", "r1.1#1", "r1.1#1", Pace(3, 3), START)

    assert (waiting.state, waiting.why, waiting.until) == ("queued", "place 3 at 3 a second", START + 667)


def test_a_slow_pace_is_told_by_the_hour():
    """One before it, at 750 an hour."""
    waiting = queued("conversation/a:1", "r1.1#1", "r1.1#1", Pace(2, 750 / 3600), START)

    assert (waiting.why, waiting.until) == ("place 2 at 750 an hour", START + 4_800)


def test_an_effect_that_nobody_wants_any_more_says_so():
    """The permit names another call, or none."""
    assert queued("conversation/a:1", "r1.1#1", "", Pace(1, 3), START).state == "withdrawn"


def test_a_queued_reply_is_the_queues_to_tell():
    """It is not told twice."""
    assert waiting_of("conversation/a:1", a_planned_talk().state) == []


def test_a_call_on_its_way():
    """Until its deadline."""
    talk = a_planned_talk()
    talk.calls()

    assert (only(talk).state, only(talk).why) == ("calling", "the call is on its way")


def test_a_delayed_send():
    """Until it is tried again."""
    talk = a_planned_talk()
    talk.hear(m.SendNotMade(send=talk.calls()))

    assert (only(talk).why, only(talk).until) == ("will be tried again, attempt 2", talk.wake[0])


def test_a_send_in_doubt():
    """Until the next look."""
    talk = a_planned_talk()
    talk.hear(m.SendUnknown(send=talk.calls()))

    assert only(talk).why == "whether it arrived is not known; looks at the thread so far: 0"
    assert only(talk).until == talk.wake[0]


def test_a_send_that_waits_for_its_account():
    """With the account's own reason."""
    talk = a_planned_talk()
    talk.hear(m.SendRefused(send=talk.calls(), kind="token", detail="no token"))

    assert (only(talk, "no token").state, only(talk, "no token").why) == ("account", "no token")


def test_replies_for_later_and_behind_others():
    """Each says what it waits for."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply(send="p-1", send_at=talk.now + MINUTE), a_reply(send="p-2", send_at=talk.now + 2 * MINUTE))

    assert [waiting.why for waiting in waiting_of("conversation/a:1", talk.state)] == [
        "was asked to leave later", "waits for the replies before it",
    ]  # fmt: skip


def test_a_parked_send_says_why():
    """Until a person sends it again."""
    talk = a_planned_talk()
    talk.hear(m.SendRefused(send=talk.calls(), kind="content", detail="not allowed"))

    assert only(talk) == Waiting("conversation/a:1", "r1.1", "parked", "not allowed")


def test_times_have_the_unit_that_suits_them():
    """A number of a person's size."""
    assert [span(ms) for ms in (0, 999, -3 * SECOND, 90 * SECOND, 5 * MINUTE, 300 * MINUTE)] == [
        "0 ms", "999 ms", "-3.0 s", "90.0 s", "5 min", "5.0 h",
    ]  # fmt: skip


def test_a_held_answer_says_that_it_may_be_cancelled():
    """And until when."""
    talk = Talk(hold_seconds=10)
    talk.asks()
    talk.drafts()

    assert only(talk).why == "is held so that a person may cancel it"
    assert only(talk).until == talk.now + 10 * SECOND


def test_a_follow_up_that_is_to_come():
    """Its time, and who wanted it."""
    talk = Talk()
    talk.answers()
    talk.hear(m.FollowUpRequested(at=talk.now + MINUTE, text="Still there?", by="ana"))

    assert only(talk) == Waiting(
        "conversation/a:1", "follow-up", "scheduled", "will be said, as ana wanted, unless anybody writes before",
        talk.now + MINUTE,
    )  # fmt: skip


def test_a_follow_up_that_is_being_written():
    """Until the model's deadline."""
    talk = Talk()
    talk.answers()
    talk.hear(m.FollowUpRequested(at=talk.now, wish="the bike"))
    talk.wait_for("follow_up")

    assert (only(talk).state, only(talk).until) == ("drafting", talk.wake[0])


def test_a_follow_up_that_waits_for_approval():
    """For as long as it takes."""
    talk = Talk()
    talk.answers()
    talk.hear(m.FollowUpRequested(at=talk.now, wish="the bike"))
    talk.wait_for("follow_up")

    talk.drafts("Hm?", confidence=0.1)

    assert (only(talk).state, only(talk).why) == ("proposed", "waits for a person's approval")


def test_a_follow_up_on_its_way_is_told_once():
    """As the message that it is."""
    talk = Talk()
    talk.answers()
    talk.hear(m.FollowUpRequested(at=talk.now, text="Still there?"))
    talk.calls()

    assert only(talk).state == "calling"


def test_a_draft_that_waits_for_approval():
    """Which question's, why it did not leave by itself, and until when it can."""
    talk = Talk(agent="draft")
    talk.asks()
    talk.drafts()

    assert draft_of("conversation/a:1", talk.state) == Waiting(
        "conversation/a:1", "question 1", "proposed", "a draft waits for approval: the agent only drafts here",
        talk.state.window_until,
    )  # fmt: skip


def test_a_draft_says_what_the_guard_found():
    """So that one knows where to look before one opens it."""
    talk = Talk()
    talk.asks()
    talk.drafts("Now only 4.999 pesos!")

    waiting, question = draft_of("conversation/a:1", talk.state), talk.state.question

    assert waiting is not None
    assert question is not None
    assert waiting.why == f"a draft waits for approval: {question.hits[0].reason}"


def test_what_is_no_draft():
    """Neither an empty conversation nor one whose model is still writing."""
    talk = Talk()
    talk.asks()

    assert [draft_of("conversation/a:1", state) for state in (Conversation(), talk.state)] == [None, None]
