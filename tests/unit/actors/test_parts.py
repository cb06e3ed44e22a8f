"""Answers in several parts: one at a time, in order, and what ends the rest."""

from moca.actors.effects import SendMessage
from moca.domain import messages as m
from tests.builders import a_reply
from tests.unit.actors.talk import Talk

THREE = "\n\n".join(letter * 900 for letter in "xyz")


def with_three_parts() -> Talk:
    talk = Talk(cooldown_seconds=0)
    talk.asks("¿abren?")
    talk.drafts(THREE)
    return talk


def test_all_parts_are_planned_at_once():
    """The thread shows what will leave."""
    talk = with_three_parts()

    assert [(p.send, p.part, p.parts, p.answer) for p in talk.records(m.MessagePlanned)] == [
        ("r1.1", 1, 3, "r1"),
        ("r1.2", 2, 3, "r1"),
        ("r1.3", 3, 3, "r1"),
    ]


def test_the_next_part_waits_for_the_result():
    """Only one part is in the sender's queue, and the next comes with the result of the one before."""
    talk = with_three_parts()
    call = talk.calls()
    waiting = [send.id for send in talk.effects(SendMessage)]

    talk.hear(m.SendSucceeded(send=call, mid="o1"))

    assert waiting == ["r1.1#1"]
    assert [send.id for send in talk.effects(SendMessage)] == ["r1.1#1", "r1.2#1"]


def test_the_question_is_answered_with_the_last_part():
    """One verdict for all parts."""
    talk = with_three_parts()
    for _ in range(2):
        talk.sends()
    before = talk.verdicts

    talk.sends()

    assert (before, talk.verdicts) == ([], [(1, "answered", "")])
    assert [sent.mid for sent in talk.records(m.MessageSent)] == [f"mid-of-r1.{n}#1" for n in (1, 2, 3)]


def test_new_text_does_not_end_the_rest():
    """The customer writes between two parts: the answer is said to its end, the new question after it."""
    talk = with_three_parts()
    talk.sends()

    talk.asks("¿y mañana?")
    talk.drafts("Also")
    for _ in range(3):
        talk.sends()

    assert talk.said == ["x" * 900, "y" * 900, "z" * 900, "Also"]
    assert talk.verdicts == [(1, "answered", ""), (2, "answered", "")]


def test_a_takeover_ends_the_rest():
    """What has left is answered, cut short."""
    talk = with_three_parts()
    talk.sends()

    talk.hear(a_reply("Sí"))
    talk.sends()

    assert talk.said == ["x" * 900, "Sí"]
    assert talk.verdicts == [(1, "answered", "cut short: person")]
    assert [w.send for w in talk.records(m.MessageWithdrawn)] == ["r1.2", "r1.3"]


def test_stop_ends_the_rest():
    """STOP between two parts ends the answer."""
    talk = with_three_parts()
    talk.sends()

    talk.asks("STOP")

    assert talk.said == ["x" * 900]
    assert talk.verdicts == [(1, "answered", "cut short: opted_out"), (2, "blocked", "opted_out")]


def test_a_part_that_is_refused_ends_the_rest():
    """The rest is withdrawn and kept for a person."""
    talk = with_three_parts()
    talk.sends()

    talk.hear(m.SendRefused(send=talk.calls(), kind="content", detail="not allowed"))

    assert talk.verdicts == [(1, "failed", "refused")]
    assert [w.send for w in talk.records(m.MessageWithdrawn)] == ["r1.3"]
    assert talk.state.given_up[0].parts == ("y" * 900, "z" * 900)


def test_the_status_of_the_answer_is_taken_with_its_end():
    """The model's status becomes the conversation's when the answer has arrived."""
    talk = Talk()
    talk.asks("hasta luego, ¿vale?")
    talk.drafts("Bye", status="closed")
    before = talk.state.status

    talk.sends()

    assert (before, talk.state.status) == ("new", "closed")


def test_the_status_is_not_taken_while_a_question_is_open():
    """Who has written meanwhile is not closed."""
    talk = Talk()
    talk.asks("hasta luego, ¿vale?")
    talk.drafts("Bye", status="closed")
    call = talk.calls()

    talk.writes("una cosa más")
    talk.hear(m.SendSucceeded(send=call, mid="o1"))

    assert talk.state.status == "open"
