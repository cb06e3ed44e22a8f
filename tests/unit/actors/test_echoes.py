"""Echoes: ours are told by mid, then by text; everything else was a person's."""

from moca.domain import messages as m
from tests.builders import MINUTE, SECOND, a_message, a_reply, an_echo
from tests.unit.actors.talk import Talk


def while_calling(text="Yes") -> tuple[Talk, str]:
    talk = Talk(cooldown_seconds=0)
    talk.asks("¿abren?")
    talk.drafts(text)
    return talk, talk.calls()


def test_an_echo_of_a_known_mid_is_nothing_new():
    """The echo of what Graph has named already changes nothing."""
    talk = Talk()
    mid = talk.answers()
    before = talk.state

    talk.hear(an_echo("hello", mid=mid, sent_at=talk.now))

    assert talk.state == before
    assert talk.log[-1].outcome.records == ()


def test_an_echo_before_the_response():
    """It settles the send, and the response adds nothing."""
    talk, call = while_calling()

    talk.hear(an_echo("Yes", mid="o1", sent_at=talk.now), m.SendSucceeded(send=call, mid="o1"))

    assert talk.records(m.MessageSent) == [m.MessageSent(send="r1.1", mid="o1", how="echo")]
    assert talk.verdicts == [(1, "answered", "")]


def test_white_space_does_not_make_another_text():
    """Meta may give back the text with other spaces."""
    talk, _ = while_calling("Yes,\n\nuntil late")

    talk.hear(an_echo("Yes, until late ", mid="o1", sent_at=talk.now))

    assert talk.verdicts == [(1, "answered", "")]


def test_a_foreign_echo_is_held_while_a_call_is_out():
    """Nobody can say yet whose it is."""
    talk, _ = while_calling()

    talk.hear(an_echo("Hola, soy Ana", sent_at=talk.now))

    assert talk.records(m.PersonWrote) == []
    assert [echo.mid for echo in talk.state.held_echoes] == ["e1"]


def test_a_held_echo_that_was_ours():
    """The response names its mid: Meta has changed the text, nobody has taken over."""
    talk, call = while_calling()
    talk.hear(an_echo("Yes ☺", mid="o1", sent_at=talk.now))

    talk.hear(m.SendSucceeded(send=call, mid="o1"))

    assert (talk.records(m.PersonWrote), talk.state.held_echoes) == ([], ())
    assert talk.state.owner == "bot"


def test_a_held_echo_that_was_a_persons():
    """The response names another mid: a person has taken over."""
    talk, call = while_calling()
    talk.hear(an_echo("Hola, soy Ana", sent_at=talk.now))

    talk.hear(m.SendSucceeded(send=call, mid="o1"))

    assert [written.mid for written in talk.records(m.PersonWrote)] == ["e1"]
    assert talk.state.owner == "person"


def test_a_held_echo_ends_the_rest_of_an_answer():
    """It is judged before the next part leaves."""
    talk, call = while_calling("x" * 900 + "\n\n" + "y" * 900)
    talk.hear(an_echo("Hola, soy Ana", sent_at=talk.now))

    talk.hear(m.SendSucceeded(send=call, mid="o1"))

    assert talk.state.permit is None
    assert talk.verdicts == [(1, "answered", "cut short: person")]


def test_an_echo_twice():
    """The second one is known."""
    talk = Talk()
    echo = an_echo("Hola, soy Ana")

    talk.hear(echo, echo)

    assert len(talk.records(m.PersonWrote)) == 1


def test_a_held_echo_twice():
    """It is heard once when it is judged."""
    talk, call = while_calling()
    echo = an_echo("Hola, soy Ana", sent_at=talk.now)

    talk.hear(echo, echo, m.SendSucceeded(send=call, mid="o1"))

    assert len(talk.records(m.PersonWrote)) == 1


def test_an_older_echo_is_not_the_calls():
    """The same words typed by a person well before the call are the person's."""
    talk, call = while_calling()

    talk.hear(an_echo("Yes", sent_at=talk.now - MINUTE), m.SendSucceeded(send=call, mid="o1"))

    assert [sent.mid for sent in talk.records(m.MessageSent)] == ["o1"]
    assert [written.mid for written in talk.records(m.PersonWrote)] == ["e1"]


def test_an_echo_of_a_refused_text_is_a_persons():
    """Meta refused it, so who writes the same words in Instagram is a person."""
    talk, call = while_calling()
    talk.hear(m.SendRefused(send=call, kind="content"))
    talk.later(SECOND)

    talk.hear(an_echo("Yes", sent_at=talk.now))

    assert [written.text for written in talk.records(m.PersonWrote)] == ["Yes"]
    assert talk.records(m.MessageSent) == []


def test_an_echo_makes_no_question():
    """What the business wrote is nothing to answer and opens no window."""
    talk = Talk()

    talk.hear(an_echo())

    assert (talk.state.question, talk.state.window_until) == (None, 0)


def test_echoes_of_two_equal_parts():
    """Two parts of the same text are two messages."""
    talk = Talk()
    talk.hear(a_message(), a_reply("z" * 1_990))
    first = talk.calls()
    talk.hear(an_echo("z" * 1_000, mid="o1", sent_at=talk.now), m.SendSucceeded(send=first, mid="o1"))
    second = talk.calls()

    talk.hear(an_echo("z" * 990, mid="o2", sent_at=talk.now), m.SendSucceeded(send=second, mid="o2"))

    assert [(sent.send, sent.mid) for sent in talk.records(m.MessageSent)] == [("p-1.1", "o1"), ("p-1.2", "o2")]
