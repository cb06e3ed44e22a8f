"""Why: one decision opened, from its conversation's log alone."""

from moca.domain import messages as m
from moca.replay.why import Opened, decision_in, opened
from tests.builders import MINUTE, a_rule, an_edit, an_unsending
from tests.unit.actors.talk import Talk
from tests.unit.replay.logs import history_of


def why(talk: Talk, question: int = 1) -> Opened:
    entries = history_of(talk).entries
    decision = decision_in(entries, question)
    assert decision is not None
    return opened(entries, decision)


def test_an_answer_is_opened_with_what_led_to_it():
    """The customer's words, each gate, the model's whole answer, and the send that arrived."""
    talk = Talk(version=7)
    talk.asks("¿abren?")
    talk.drafts("yes", intent="hours", facts=("h1",), confidence=0.9)
    mid = talk.sends()

    found = why(talk)

    assert [message.text for message in found.asked] == ["¿abren?"]
    assert [gate.name for gate in found.gates][:3] == ["account", "agent", "owner"]
    assert found.answer is not None
    assert (found.answer.intent, found.answer.facts, found.version) == ("hours", ("h1",), 7)
    assert [(sent.text, sent.state, sent.mid, sent.calls) for sent in found.sends] == [("yes", "sent", mid, 1)]
    assert found.context is not None
    assert found.context.version == 7


def test_a_draft_shows_what_a_person_made_of_it():
    """What was proposed, who approved it, with which words it left."""
    talk = Talk(agent="draft")
    talk.asks("¿abren?")
    talk.drafts("yes")
    talk.hear(m.DraftApproved(question=1, text="Yes, at 9", by="ana"))
    talk.sends()

    found = why(talk)

    assert (found.proposed, found.approved_by, found.is_edited) == ("yes", "ana", True)
    assert [(sent.text, sent.by, sent.state) for sent in found.sends] == [("Yes, at 9", "ana", "sent")]


def test_marks_quote_what_they_mark():
    """From the text that was drafted, what a rule says before it included: the price that no fact knows."""
    talk = Talk(rules=(a_rule("cuánto", reply="Hi!", before_model=True, go_on=True),))
    talk.asks("¿cuánto?")
    talk.drafts("It is 99 dollars.")
    talk.hear(m.DraftDiscarded(question=1, by="ana"))

    found = why(talk)

    assert [(mark.kind, mark.quote) for mark in found.marks] == [("price", "99 dollars")]
    assert (found.verdict, found.detail, found.approved_by, found.sends) == ("drafted", "discarded", "ana", ())


def test_messages_are_shown_as_they_stand_now():
    """Edited, or without their words where they were taken back."""
    talk = Talk()
    talk.writes("¿abrne?")
    talk.hear(an_edit("m1", "¿abren?", sent_at=talk.now))
    talk.asks("¿hoy?")
    talk.drafts("yes")
    talk.sends()
    talk.hear(an_unsending("m2", talk.now))

    asked = why(talk).asked

    assert [(message.text, message.is_edited, message.is_unsent) for message in asked] == [
        ("¿abren?", True, False), ("", False, True),
    ]  # fmt: skip


def test_a_send_that_was_withdrawn_says_why():
    """A newer question made it stale."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("yes")
    talk.writes("¿y mañana?")

    found = why(talk)

    assert (found.verdict, [(sent.state, sent.reason) for sent in found.sends]) == (
        "superseded", [("withdrawn", "superseded")],
    )  # fmt: skip


def test_each_question_has_its_own_sends():
    """Whatever else was said before and after."""
    talk = Talk(rules=(a_rule("horario", before_model=True),))
    talk.answers("¿abren?", "yes")
    talk.later(MINUTE)
    talk.asks("horario")
    talk.sends()

    assert [[sent.text for sent in why(talk, question).sends] for question in (1, 2)] == [["yes"], ["We open at 9"]]
