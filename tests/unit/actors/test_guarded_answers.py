"""What the guard finds in the model's words keeps them from leaving unseen, whatever the mode."""

from moca.domain import messages as m
from moca.domain.guard import values_in
from moca.domain.rules import Rule
from tests.unit.actors.talk import Talk

FACTS = "La bolsa de 250 g vale 8.900 pesos."


def asked(**settings) -> Talk:
    talk = Talk(facts=FACTS, **settings)
    talk.asks("¿cuánto cuesta?")
    return talk


def test_what_stands_in_the_facts_is_said():
    """The gate names nothing, and the answer leaves."""
    talk = asked()

    talk.drafts("Cuesta 8.900 pesos.")
    talk.sends()

    (decided,) = talk.records(m.QuestionDecided)
    assert (talk.said, decided.hits) == (["Cuesta 8.900 pesos."], ())


def test_an_invented_price_is_put_before_a_person():
    """In `auto` too: with the place marked, the reason, and the team told."""
    talk = asked()

    talk.drafts("Cuesta 7.500 pesos.")

    (proposed,) = talk.records(m.DraftProposed)
    (hit,) = proposed.hits
    assert proposed.text[hit.start : hit.end] == "7.500 pesos"
    assert hit.reason in talk.state.attention
    assert (talk.phase, talk.verdicts) == ("", [])


def test_a_person_may_send_it_all_the_same():
    """Approving is the person's own judgement; the record keeps what was found."""
    talk = asked()
    talk.drafts("Cuesta 7.500 pesos.")

    talk.hear(m.DraftApproved(question=1, by="ana"))
    talk.sends()

    (decided,) = talk.records(m.QuestionDecided)
    assert (talk.said, decided.detail) == (["Cuesta 7.500 pesos."], "approved")
    assert [hit.kind for hit in decided.hits] == ["price"]
    assert [gate.verdict for gate in decided.gates if gate.name == "guard"] == ["stop"]


def test_what_the_business_said_in_the_thread_counts():
    """A person named another price to this customer: the bot may repeat it."""
    talk = asked()
    wanted = m.Evidence(values=values_in(["Te lo dejo en 7.500 pesos"]))

    talk.hear(m.ReplyDrafted(draft="q1.1", answer=m.Answer(send=True, message="Cuesta $7.500."), evidence=wanted))
    talk.sends()

    assert talk.said == ["Cuesta $7.500."]


def test_the_same_again_is_put_before_a_person():
    """A bot that repeats itself has not understood."""
    talk = asked()
    evidence = m.Evidence(repeats="Cuesta 8.900 pesos.")

    answer = m.Answer(send=True, message="Cuesta 8.900 pesos.")
    talk.hear(m.ReplyDrafted(draft="q1.1", answer=answer, evidence=evidence))

    (proposed,) = talk.records(m.DraftProposed)
    assert [hit.kind for hit in proposed.hits] == ["repetition"]


def test_watching_notes_what_was_found():
    """The owner reads what would have been put before a person."""
    talk = asked(agent="watch")

    talk.drafts("Cuesta 7.500 pesos.")

    (decided,) = talk.records(m.QuestionDecided)
    assert (decided.verdict, [hit.kind for hit in decided.hits]) == ("watched", ["price"])


def test_an_invention_is_no_line_of_a_hand_over():
    """The plain line is said in its place."""
    talk = asked(hand_over_text="Ana te escribe hoy")

    talk.drafts("Ana te llama a las 17:45", hand_over=m.HandOver(wanted=True, reason="asked for a person"))
    talk.sends()

    assert talk.said == ["Ana te escribe hoy"]


def test_an_owners_rule_is_not_guarded():
    """What the owner wrote is the owner's word."""
    talk = Talk(away_text="Volvemos a las 9:30")
    talk.asks("¿abren?")

    talk.fails_to_draft()
    talk.sends()

    assert talk.said == ["Volvemos a las 9:30"]


def test_the_mark_is_where_the_place_is_in_the_whole_draft():
    """What rules have said stands before the model's message."""
    talk = Talk(rules=(Rule(events=("message",), reply="¡Hola!", before_model=True, go_on=True),))
    talk.asks("¿cuánto cuesta?")

    talk.drafts("Cuesta 99 dólares")

    (proposed,) = talk.records(m.DraftProposed)
    assert [proposed.text[hit.start : hit.end] for hit in proposed.hits] == ["99 dólares"]
