"""A burst is gathered until it is quiet, asked once, answered once."""

from moca.actors.effects import DraftReply, SendMessage
from moca.domain import messages as m
from tests.builders import SECOND, a_message, a_postback
from tests.unit.actors.talk import Talk


def test_the_window_starts_again_with_each_message():
    """The question is decided one quiet window after the last message, not after the first."""
    talk = Talk(debounce_ms=4_000, debounce_max_ms=60_000)

    talk.writes("hola")
    talk.later(3_999)
    talk.writes("¿abren hoy?")
    talk.later(3_999)

    assert talk.effects(DraftReply) == []
    talk.later(1)
    assert len(talk.effects(DraftReply)) == 1


def test_the_window_is_capped():
    """Somebody who never stops writing is answered after the cap, counted from the first message."""
    talk = Talk(debounce_ms=4_000, debounce_max_ms=10_000)

    for _ in range(4):
        talk.writes("y otra cosa")
        talk.later(2_500)

    (draft,) = talk.effects(DraftReply)
    assert draft.mids == ("m1", "m2", "m3", "m4")


def test_a_burst_is_one_question_one_draft_one_reply():
    """Three messages in a burst end in one decision that names all three."""
    talk = Talk()

    talk.writes("hola")
    talk.writes("¿qué precio tiene el corte?")
    talk.asks("para hoy")
    talk.drafts("Hoy mismo")
    talk.sends()

    (decided,) = talk.records(m.QuestionDecided)
    assert (decided.verdict, decided.mids, decided.source) == ("answered", ("m1", "m2", "m3"), "bot")
    assert len(talk.effects(DraftReply)) == len(talk.effects(SendMessage)) == 1


def test_the_draft_names_the_messages_of_its_question():
    """The effect carries references, not texts."""
    talk = Talk()

    talk.writes("hola")
    talk.asks("¿abren?")

    (draft,) = talk.effects(DraftReply)
    assert (draft.question, draft.mids) == (1, ("m1", "m2"))


def test_no_window_at_all():
    """With a window of 0 ms the question is decided in the same turn."""
    talk = Talk(debounce_ms=0, debounce_max_ms=0)

    talk.writes("hola")

    assert len(talk.effects(DraftReply)) == 1


def test_drafts_of_one_millisecond_are_told_apart():
    """A question that is asked again within its millisecond asks under another id."""
    talk = Talk(debounce_ms=0, debounce_max_ms=0)

    talk.writes("hola")
    talk.hear(m.MessageEdited(mid="m1", sent_at=talk.now, text="¿abren?", num_edit=1))

    first, second = talk.effects(DraftReply)
    assert first.id != second.id


def test_a_postback_is_a_message():
    """A pressed button opens a question, and one without a mid is named by its time."""
    talk = Talk()

    talk.hear(a_postback(mid="", sent_at=talk.now))
    talk.wait_for("quiet")

    assert talk.effects(DraftReply)[0].mids == (f"postback:{talk.now - 4_000}",)


def test_an_accounts_message_to_itself_is_no_question():
    """What the account writes to itself is neither answered nor decided."""
    talk = Talk()

    talk.hear(a_message(is_self=True))

    assert talk.state.question is None
    assert talk.wake[0] is None


def test_a_timer_without_reason_changes_nothing():
    """A wake-up that comes too early or twice is harmless."""
    talk = Talk()
    talk.writes("hola")
    before = talk.state

    talk.hear(m.MessageRead(mid="m0", sent_at=talk.now))
    talk.later(SECOND)

    assert talk.state == before


def test_who_writes_faster_than_the_model_costs_one_call_each_cap():
    """Not one for every message: none of those drafts would be of use."""
    talk = Talk(debounce_ms=4_000, debounce_max_ms=15_000)

    for _ in range(60):
        talk.writes("y otra cosa")
        talk.later(SECOND)

    assert len(talk.effects(DraftReply)) == 4
