"""What people ask to be sent: now, later, not at all, again."""

import pytest

from moca.actors.effects import SendMessage
from moca.domain import messages as m
from tests.builders import DAY, HOUR, MINUTE, START, a_reply, an_echo
from tests.unit.actors.talk import Talk


def test_a_persons_reply_goes_first():
    """It is queued as high, a bot's answer as normal."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("Yes")

    talk.hear(a_reply("Sí"))

    assert [send.priority for send in talk.effects(SendMessage)] == ["normal", "high"]


def test_the_permit_ends_with_the_window():
    """24 hours after the customer's last message."""
    talk = Talk()
    talk.writes()

    talk.hear(a_reply("Sí"))

    assert talk.state.permit is not None
    assert talk.state.permit.not_after == START + DAY


def test_the_human_agent_has_seven_days():
    """A person may answer a message of the same week."""
    talk = Talk()
    talk.writes()
    talk.later(3 * DAY)

    talk.hear(a_reply("Sí", human_agent=True))

    assert talk.state.permit is not None
    assert (talk.state.permit.not_after, talk.state.permit.human_agent) == (START + 7 * DAY, True)


def test_the_bot_is_never_a_human_agent():
    """Words of the API as the bot are bound to the window."""
    talk = Talk()
    talk.writes("gracias")
    talk.later(3 * DAY)

    talk.hear(a_reply("Yes", source="bot", human_agent=True))

    assert talk.said == []
    assert talk.records(m.MessageFailed)[0].reason == "the window is closed"


def test_after_the_window_a_reply_is_refused():
    """Without the tag nothing is called."""
    talk = Talk()
    talk.writes()
    talk.later(DAY)

    talk.hear(a_reply("Sí"))

    assert talk.records(m.MessageFailed)[0].state == "refused"
    assert talk.state.permit is None


def test_the_bots_words_by_the_api_do_not_take_over():
    """`as bot` leaves the conversation with whom it is."""
    talk = Talk()
    talk.writes()

    talk.hear(a_reply("Yes", source="bot"))

    assert talk.state.owner == "nobody"


def test_the_bots_words_by_the_api_are_not_sent_into_a_persons_conversation():
    """Whoever asked could not know yet that a person has taken over: nothing is called."""
    talk = Talk()
    talk.writes()
    talk.hear(an_echo("hola, soy Marta", sent_at=talk.now))

    talk.hear(a_reply("Yes", source="bot"))

    assert talk.said == []
    assert talk.state.permit is None
    assert [each.reason for each in talk.records(m.MessageWithdrawn)] == ["person"]


def test_later_means_later():
    """A reply with a time leaves at that time."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply("Sí", send_at=START + HOUR))
    assert talk.state.permit is None

    talk.later(HOUR)
    talk.sends()

    assert talk.said == ["Sí"]


def test_others_pass_a_reply_that_waits_for_its_time():
    """Two scheduled and one ready: the ready one leaves now, the others in the order of their times."""
    talk = Talk(hand_back_minutes=0)
    talk.writes()
    talk.hear(a_reply("third", send="p-1", send_at=START + 2 * HOUR))
    talk.hear(a_reply("second", send="p-2", send_at=START + HOUR))
    talk.hear(a_reply("first", send="p-3"))

    talk.sends()
    talk.later(HOUR)
    talk.sends()
    talk.later(HOUR)
    talk.sends()

    assert talk.said == ["first", "second", "third"]


def test_a_scheduled_reply_outlives_the_window():
    """When its time comes the window is closed, and that is said."""
    talk = Talk(hand_back_minutes=0)
    talk.writes()
    talk.hear(a_reply("Sí", send_at=START + 2 * DAY))

    talk.later(2 * DAY)

    assert talk.records(m.MessageFailed)[0].reason == "the window is closed"


@pytest.mark.parametrize("name", ["p-1", "p-1.1"])
def test_cancelled_before_the_cut(name):
    """It does not leave, whether the reply or its first part is named."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply("Sí"))

    talk.hear(m.SendCancelled(send=name, by="ana"))

    assert not talk.begin("p-1.1#1")
    assert talk.records(m.MessageWithdrawn) == [m.MessageWithdrawn(send="p-1.1", reason="cancelled")]


def test_cancelled_after_the_cut():
    """It may be on its way, so it stays what it is."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply("Sí"))
    call = talk.calls()

    talk.hear(m.SendCancelled(send="p-1", by="ana"), m.SendSucceeded(send=call, mid="o1"))

    assert talk.records(m.MessageWithdrawn) == []
    assert talk.records(m.MessageSent)[0].mid == "o1"


def test_a_cancelled_answer_decides_its_question():
    """Cancelling the bot's answer is a person's verdict."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("Yes")

    talk.hear(m.SendCancelled(send="r1", by="ana"))

    assert talk.verdicts == [(1, "blocked", "cancelled")]
    assert talk.phase == ""


def test_ids_with_points():
    """A person's id may hold any character."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply("Sí", send="a.b#c"))
    call = talk.calls()
    talk.hear(m.SendSucceeded(send=call, mid="o1"))
    talk.hear(a_reply("No", send="a.c"))

    talk.hear(m.SendCancelled(send="a.c"))

    assert [sent.send for sent in talk.records(m.MessageSent)] == ["a.b#c.1"]
    assert talk.phase == ""


@pytest.mark.parametrize("human_agent", [False, True])
def test_a_parked_reply_is_sent_again(human_agent):
    """A person wants it after all; what it was allowed it still is."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply("Sí", human_agent=human_agent))
    talk.hear(m.SendRefused(send=talk.calls(), kind="content"))

    talk.hear(m.SendRetried(send="p-1.1", by="ana"))
    assert talk.state.replies[0].human_agent == human_agent
    talk.sends()

    assert talk.said == ["Sí", "Sí"]
    assert (talk.state.given_up, talk.state.attention) == ((), "")


def test_retrying_what_is_not_parked():
    """Nothing happens, also at the second click."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply("Sí"))
    talk.hear(m.SendRefused(send=talk.calls(), kind="content"))

    talk.hear(m.SendRetried(send="p-1"), m.SendRetried(send="p-1"), m.SendRetried(send="p-9"))

    assert len(talk.state.replies) == 1


def test_a_persons_reply_survives_switching_off_and_stop():
    """Only the bot is cut."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply("Sí"))

    talk.writes("STOP")
    talk.hear(m.AgentModeSet(mode="off"))
    talk.sends()

    assert talk.said == ["Sí"]


def test_what_people_set_is_kept():
    """Status, assignee and tags are the state's."""
    talk = Talk()

    talk.hear(m.StatusSet(status="closed"), m.Assigned(assignee="ana"), m.TagsSet(tags=("vip",)), m.NoteAdded(text="x"))

    assert (talk.state.status, talk.state.assignee, talk.state.tags) == ("closed", "ana", ("vip",))


def test_a_message_opens_a_closed_conversation():
    """Who writes again is open again."""
    talk = Talk()
    talk.hear(m.StatusSet(status="closed"))

    talk.writes()

    assert talk.state.status == "open"


def test_a_scheduled_reply_waits_without_waking():
    """Nothing runs until its time."""
    talk = Talk(hand_back_minutes=0)
    talk.writes()
    talk.hear(a_reply("Sí", send_at=START + HOUR))

    talk.later(59 * MINUTE)

    assert len(talk.log) == 2


def test_a_reply_is_put_before_others():
    """What waited in the bot's queue waits in the people's, and its old place is worth nothing."""
    talk = Talk()
    talk.asks()
    talk.drafts("Yes")
    before = talk.effects(SendMessage)[-1]

    talk.hear(m.SendPrioritised(send="r1.1", priority="high", by="ana"))

    after = talk.effects(SendMessage)[-1]
    assert (before.queue, after.queue) == ("sends:normal", "sends:high")
    assert not talk.begin(before.id)
    talk.sends()
    assert talk.said == ["Yes"]


def test_a_priority_holds_for_every_part():
    """What follows goes with what went first."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply("", parts=("one", "two")))

    talk.hear(m.SendPrioritised(send="p-1", priority="low"))
    talk.sends()
    talk.sends()

    assert talk.said == ["one", "two"]
    assert [send.priority for send in talk.effects(SendMessage)] == ["high", "low", "low"]


def test_a_priority_comes_too_late():
    """What has been called is not called again."""
    talk = Talk()
    talk.asks()
    talk.drafts("Yes")
    call = talk.calls()

    talk.hear(m.SendPrioritised(send="r1", priority="low"), m.SendSucceeded(send=call, mid="o1"))

    assert talk.said == ["Yes"]
    assert talk.verdicts == [(1, "answered", "")]
