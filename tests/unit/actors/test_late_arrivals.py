"""What was closed, or proved absent, arrives after all: it is recorded, and not sent again."""

from moca.domain import messages as m
from tests.builders import SECOND, a_thread_message, an_echo
from tests.unit.actors.talk import in_doubt, seen_in_thread


def test_a_late_success_settles_the_doubt():
    """The response came after all."""
    talk = in_doubt()

    talk.hear(m.SendSucceeded(send="r1.1#1", mid="o1"))

    assert talk.records(m.MessageSent) == [m.MessageSent(send="r1.1", mid="o1", how="response")]


def test_a_late_success_after_parking():
    """What happened is recorded, and nobody is asked to send it again."""
    talk = in_doubt()
    talk.looks(a_thread_message("m9", "¿hola?", talk.now))

    talk.hear(m.SendSucceeded(send="r1.1#1", mid="o1"))

    assert talk.records(m.MessageSent) == [m.MessageSent(send="r1.1", mid="o1", how="response")]
    assert (talk.state.given_up, talk.state.attention) == ((), "")


def test_a_late_echo_after_parking():
    """It is the parked message's, not a person's."""
    talk = in_doubt()
    talk.looks(a_thread_message("m9", "¿hola?", talk.now))

    talk.hear(an_echo("Yes", mid="o1", sent_at=talk.now - 20 * SECOND))

    assert talk.records(m.MessageSent) == [m.MessageSent(send="r1.1", mid="o1", how="echo")]
    assert talk.records(m.PersonWrote) == []


def test_the_parts_behind_a_late_arrival_may_still_be_sent():
    """Part 1 arrived after all; what a person may send again is the rest."""
    talk = in_doubt("x" * 900 + "\n\n" + "y" * 900)
    talk.looks(a_thread_message("m9", "¿hola?", talk.now))

    talk.hear(m.SendSucceeded(send="r1.1#1", mid="o1"))
    talk.hear(m.SendRetried(send="r1.2"))
    talk.sends()

    assert talk.said == ["x" * 900, "y" * 900]


def test_a_late_echo_of_an_attempt_that_was_proven_absent():
    """The proof was wrong: the message has arrived and is not sent again."""
    talk = in_doubt()
    sent_at = talk.now
    talk.looks(seen_in_thread())
    talk.looks(seen_in_thread())
    talk.wait_for("retry")

    talk.hear(an_echo("Yes", mid="o1", sent_at=sent_at))

    assert talk.records(m.MessageSent) == [m.MessageSent(send="r1.1", mid="o1", how="echo")]
    assert not talk.begin("r1.1#2")
    assert talk.verdicts == [(1, "answered", "")]


def test_a_late_success_of_an_attempt_that_was_proven_absent():
    """The same by the response."""
    talk = in_doubt()
    talk.looks(seen_in_thread())
    talk.looks(seen_in_thread())

    talk.hear(m.SendSucceeded(send="r1.1#1", mid="o1"))

    assert talk.verdicts == [(1, "answered", "")]
    assert talk.phase == ""
