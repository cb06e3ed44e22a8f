"""A message is changed or taken back: before, during and after its answer."""

import pytest

from moca.actors.effects import DraftReply, ForgetMessage
from moca.domain import messages as m
from tests.builders import SECOND, a_message, a_rule, an_edit, an_unsending
from tests.unit.actors.talk import Talk


def test_edited_while_the_burst_is_gathered():
    """Rules see the new text."""
    talk = Talk(rules=(a_rule("corte", reply="18 €", before_model=True),))
    talk.writes("corta")

    talk.hear(an_edit("m1", "corte"))
    talk.wait_for("quiet")
    talk.sends()

    assert talk.said == ["18 €"]


def test_edited_while_the_model_is_asked():
    """The question is asked anew, and the draft of the old text ignored."""
    talk = Talk()
    talk.asks("¿abren hoi?")
    old = talk.effects(DraftReply)[0]

    talk.hear(an_edit("m1", "¿abren hoy?"))
    talk.wait_for("quiet")
    talk.hear(m.ReplyDrafted(draft=old.id, answer=m.Answer(send=True, message="What?")))
    talk.drafts("Yes")
    talk.sends()

    assert talk.said == ["Yes"]
    assert talk.verdicts == [(1, "answered", "")]


def test_edited_while_the_answer_is_queued():
    """The answer to the old text is withdrawn."""
    talk = Talk()
    talk.asks("¿abren hoi?")
    talk.drafts("What?")

    talk.hear(an_edit("m1", "¿abren hoy?"))
    talk.wait_for("quiet")
    talk.drafts("Yes")
    talk.sends()

    assert talk.said == ["Yes"]
    assert talk.verdicts == [(1, "answered", "")]


def test_edited_while_a_draft_waits_for_approval():
    """The proposal is put away with the attention it asked for."""
    talk = Talk(agent="draft")
    talk.asks("¿abren hoi?")
    talk.drafts("What?")

    talk.hear(an_edit("m1", "¿abren hoy?"))

    assert (talk.state.attention, talk.wake[1]) == ("", "quiet")


def test_edited_after_the_cut():
    """What was called stays called."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("Yes")
    call = talk.calls()

    talk.hear(an_edit("m1", "¿cierran?"), m.SendSucceeded(send=call, mid="o1"))

    assert talk.verdicts == [(1, "answered", "")]


@pytest.mark.parametrize("edit", [an_edit(num_edit=0), an_edit(text="")])
def test_announcements_change_nothing(edit):
    """No text or no number: nothing to gather anew."""
    talk = Talk()
    talk.writes("hola")
    before = talk.state

    talk.hear(edit)

    assert talk.state == before


def test_edited_before_it_came():
    """The edit of a message that is still to come gathers nothing anew, and is that message's text when it comes."""
    talk = Talk(rules=(a_rule("corte", reply="18 €", before_model=True),))
    talk.hear(an_edit("m1", "corte"))
    before = (talk.state.question, talk.wake)

    talk.hear(a_message("corta", "m1"))
    talk.wait_for("quiet")
    talk.sends()

    assert before == (None, (None, ""))
    assert talk.said == ["18 €"]


def test_the_highest_edit_counts():
    """An older edit that comes late changes nothing any more."""
    talk = Talk()
    talk.writes("uno")
    talk.hear(an_edit("m1", "tres", num_edit=2))

    talk.hear(an_edit("m1", "dos", num_edit=1))

    assert talk.state.question is not None
    assert talk.state.question.texts == ("tres",)


def test_an_early_edit_of_an_unsent_message_is_forgotten():
    """What was taken back leaves the state, also where only its edit had come."""
    talk = Talk()
    talk.hear(an_edit("m1", "secreto"), an_unsending("m1"), an_edit("m1", "secreto dos", num_edit=2))

    assert "secreto" not in repr(talk.state)


def test_unsent_while_the_burst_is_gathered():
    """It leaves the burst, which is answered without it."""
    talk = Talk()
    talk.writes("hola")
    talk.writes("¿abren?")

    talk.hear(an_unsending("m1"))
    talk.wait_for("quiet")
    talk.drafts("Yes")
    talk.sends()

    decided = talk.records(m.QuestionDecided)
    assert [(d.verdict, d.mids) for d in decided] == [("unsent", ("m1",)), ("answered", ("m2",))]


def test_each_question_has_one_record():
    """What was taken out of a question is decided under a number of its own."""
    talk = Talk()
    talk.writes("hola")
    talk.writes("¿abren?")

    talk.hear(an_unsending("m1"))
    talk.wait_for("quiet")
    talk.drafts("Yes")
    talk.sends()

    assert len({number for number, _, _ in talk.verdicts}) == 2


def test_the_only_message_unsent():
    """The question ends, and nobody waits."""
    talk = Talk()
    talk.writes("¿abren?")

    talk.hear(an_unsending("m1"))

    assert talk.verdicts == [(1, "unsent", "")]
    assert talk.wake[0] is None


def test_unsent_while_the_model_is_asked():
    """The draft that comes answers nothing any more."""
    talk = Talk()
    talk.asks("¿abren?")

    talk.hear(an_unsending("m1"))
    talk.drafts("Yes")

    assert talk.verdicts == [(1, "unsent", "")]
    assert talk.phase == ""


def test_unsent_while_the_answer_is_queued():
    """The answer to it does not leave."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("Yes")

    talk.hear(an_unsending("m1"))

    assert not talk.begin("r1.1#1")
    assert talk.verdicts == [(1, "unsent", "")]


def test_unsent_after_the_cut():
    """What was called stays called, and the state forgets the text."""
    talk = Talk()
    talk.asks("¿mi clave es 1234?")
    talk.drafts("Yes")
    call = talk.calls()

    talk.hear(an_unsending("m1"))
    assert "1234" not in str(talk.state)
    talk.hear(m.SendSucceeded(send=call, mid="o1"))

    assert talk.verdicts == [(1, "answered", "")]


def test_unsent_before_it_came():
    """Deliveries overtake each other: the message is decided when it comes, and never answered."""
    talk = Talk()

    talk.hear(an_unsending("m1"), a_message(mid="m1"))

    assert talk.verdicts == [(1, "unsent", "")]
    assert talk.wake[0] is None


def test_unsent_after_its_question_was_superseded():
    """Its words are not carried on."""
    talk = Talk()
    talk.asks("mi clave es 1234")
    talk.writes("¿abren?")

    talk.hear(an_unsending("m1"))

    assert "1234" not in str(talk.state)


def test_unsent_after_it_superseded_another():
    """The question before it is still asked."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.writes("mejor no")

    talk.hear(an_unsending("m2"))
    talk.wait_for("quiet")
    talk.drafts("Yes")
    talk.sends()

    assert talk.effects(DraftReply)[1].mids == ("m1",)
    assert [verdict for _, verdict, _ in talk.verdicts] == ["superseded", "unsent", "answered"]


def test_unsent_twice():
    """The second time there is nothing left to do."""
    talk = Talk()
    talk.writes("¿abren?")

    talk.hear(an_unsending("m1"), an_unsending("m1"))

    assert talk.verdicts == [(1, "unsent", "")]
    assert talk.state.unsent_mids == ("m1",)


def test_a_message_that_is_edited_into_stop_is_obeyed() -> None:
    """Whatever order the words came in: the bot keeps silent."""
    talk = Talk()
    mid = talk.writes("hola")

    talk.hear(an_edit(mid, "STOP"))
    talk.later(10 * SECOND)

    assert talk.state.opted_out
    assert talk.effects(DraftReply) == []


def test_taken_back_and_not_forgotten():
    """A person is told in words; nothing is asked for again."""
    talk = Talk()
    talk.writes("my secret")
    talk.hear(an_unsending("m1"))
    asked = talk.effects(ForgetMessage)

    talk.hear(m.ForgettingFailed(mid="m1"))

    assert "still stands in the log" in talk.state.attention
    assert talk.effects(ForgetMessage) == asked


def test_every_draft_of_a_question_is_paid_for():
    """The record tells what the draft cost that the edit made useless, too."""
    talk = Talk()
    talk.asks("¿abren hoi?")
    for draft in ("q1.1", "q1.2"):
        answer = m.Answer(send=True, message="Yes")
        talk.hear(m.ReplyDrafted(draft=draft, answer=answer, tokens_in=100, tokens_out=10, cost_usd=0.5))
        if draft == "q1.1":
            talk.hear(an_edit("m1", "¿abren hoy?"))
            talk.wait_for("quiet")
    talk.sends()

    assert [(d.tokens_in, d.tokens_out, d.cost_usd) for d in talk.records(m.QuestionDecided)] == [(200, 20, 1.0)]
