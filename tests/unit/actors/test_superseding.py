"""Whatever completes a question takes its answer back, up to the call and no further."""

from moca.actors.effects import DraftReply
from moca.domain import messages as m
from tests.builders import SECOND, a_rule
from tests.unit.actors.talk import Talk


def test_while_the_model_is_asked():
    """The question is superseded, its late draft ignored, and one answer leaves."""
    talk = Talk()
    talk.asks("¿cuánto cuesta")

    talk.writes("el corte?")
    talk.drafts("¿A qué se refiere?")
    talk.wait_for("quiet")
    talk.drafts("Enseguida")
    talk.sends()

    assert talk.verdicts == [(1, "superseded", "2"), (2, "answered", "")]
    assert talk.said == ["Enseguida"]


def test_while_the_answer_is_queued():
    """Its permit is withdrawn, so the sender gets nothing."""
    talk = Talk()
    talk.asks("¿cuánto cuesta")
    talk.drafts("¿A qué se refiere?")

    talk.writes("el corte?")

    assert talk.state.permit is None
    assert not talk.begin("r1.1#1")
    assert talk.records(m.MessageWithdrawn) == [m.MessageWithdrawn(send="r1.1", reason="superseded")]


def test_after_the_call_the_answer_stays():
    """Past the cut a new message opens a new question, and both are answered in order."""
    talk = Talk(cooldown_seconds=0)
    talk.asks("¿abren?")
    talk.drafts("Yes")
    call = talk.calls()

    talk.asks("¿y mañana?")
    talk.drafts("Also")
    talk.hear(m.SendSucceeded(send=call, mid="o1"))
    talk.sends()

    assert talk.verdicts == [(1, "answered", ""), (2, "answered", "")]
    assert talk.said == ["Yes", "Also"]


def test_the_earlier_words_are_carried():
    """A rule sees the whole of what nobody has answered, however many questions it came in."""
    talk = Talk(rules=(a_rule("corte", reply="Enseguida"),), cooldown_seconds=0)
    talk.asks("quiero un corte")

    talk.asks("lo más barato")
    talk.fails_to_draft()
    talk.sends()

    assert talk.verdicts == [(1, "superseded", "2"), (2, "answered", "")]
    assert talk.said == ["Enseguida"]


def test_the_model_is_asked_about_all_that_awaits_an_answer():
    """The draft names the superseded messages beside the new one."""
    talk = Talk()
    talk.asks("¿cuánto cuesta")

    talk.asks("el corte?")

    assert talk.effects(DraftReply)[1].mids == ("m1", "m2")


def test_a_courtesy_that_completes_a_question_does_not_silence_it():
    """ "¿Abren?" and, while the model thinks, "gracias": still a question."""
    talk = Talk()
    talk.asks("¿abren?")

    talk.asks("gracias")

    assert len(talk.effects(DraftReply)) == 2


def test_the_cap_is_carried():
    """Superseding again and again does not put the answer off beyond the cap, counted from the first message."""
    talk = Talk(debounce_ms=4_000, debounce_max_ms=10_000)
    talk.asks("uno")
    talk.later(SECOND)

    talk.writes("dos")
    talk.later(4 * SECOND)
    talk.writes("tres")

    assert talk.wake == (talk.log[0].at + 10_000, "quiet")


def test_each_message_is_decided_once():
    """A chain of superseded questions names each of its messages in one decision."""
    talk = Talk()
    for text in ("uno", "dos", "tres"):
        talk.asks(text)
    talk.drafts()
    talk.sends()

    assert [decided.mids for decided in talk.records(m.QuestionDecided)] == [("m1",), ("m2",), ("m3",)]


def test_an_answer_that_comes_back_unsent_has_become_stale():
    """Called, completed by a new message, and not made: it is not called again beside the new question."""
    talk = Talk()
    talk.asks("¿cuánto cuesta")
    talk.drafts("¿A qué se refiere?")
    call = talk.calls()
    talk.writes("el corte?")

    talk.hear(m.SendNotMade(send=call, detail="no route"))

    assert talk.verdicts == [(1, "superseded", "2")]
    assert talk.state.question is not None
    assert talk.state.question.texts == ("¿cuánto cuesta", "el corte?")


def test_an_answer_that_comes_back_unsent_gives_way_to_the_newer_one():
    """Two answers never wait side by side: the newer question is asked anew with the words of both."""
    talk = Talk(cooldown_seconds=0)
    talk.asks("¿cuánto cuesta")
    talk.drafts("¿A qué se refiere?")
    call = talk.calls()
    talk.asks("el corte?")
    talk.drafts("¿Cuál?")

    talk.hear(m.SendNotMade(send=call, detail="no route"))
    talk.wait_for("quiet")
    talk.drafts("Enseguida")
    talk.sends()

    assert talk.verdicts == [(1, "superseded", "2"), (2, "answered", "")]
    assert talk.said == ["¿A qué se refiere?", "Enseguida"]


def test_an_answer_that_comes_back_unsent_is_said_when_nothing_completed_it():
    """A courtesy in between was silence: the answer is still wanted."""
    talk = Talk(cooldown_seconds=0)
    talk.asks("¿abren?")
    talk.drafts("Yes")
    call = talk.calls()
    talk.asks("gracias")

    talk.hear(m.SendNotMade(send=call, detail="no route"))
    talk.wait_for("retry")
    talk.sends()

    assert talk.verdicts == [(2, "silent", "needs_no_answer"), (1, "answered", "")]


def test_no_question_is_lost_beside_an_answer_that_comes_back():
    """Message, call, message, not made, message: all three are decided."""
    talk = Talk(cooldown_seconds=0)
    talk.asks("uno")
    talk.drafts()
    call = talk.calls()
    talk.asks("dos")
    talk.hear(m.SendNotMade(send=call))

    talk.asks("tres")
    talk.drafts()
    talk.sends()

    decided = {mid for record in talk.records(m.QuestionDecided) for mid in record.mids}
    assert decided == {"m1", "m2", "m3"}
