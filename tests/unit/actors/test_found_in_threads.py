"""What a sweep finds in a thread: what it may do, and what the thread cannot tell."""

import pytest

from moca.actors.effects import DraftReply
from moca.domain import messages as m
from tests.builders import HOUR, MINUTE, SECOND, START, a_message, a_postback, an_echo, an_edit
from tests.unit.actors.talk import Talk


def test_a_button_that_the_thread_shows_as_a_message_is_not_asked_twice() -> None:
    """One mid is one question, whichever way it came."""
    talk = Talk()
    talk.hear(a_postback("Opening hours?", "p1", talk.now))
    talk.wait_for("quiet")
    talk.drafts("All day.")
    talk.sends()
    talk.later(90 * SECOND)

    talk.hear(a_message("Opening hours?", "p1", START, backfilled=True))
    talk.later(MINUTE)

    assert len(talk.effects(DraftReply)) == 1
    assert [verdict for _, verdict, _ in talk.verdicts] == ["answered"]


def test_a_stop_that_was_heard_too_late_to_answer_still_counts() -> None:
    """The customer wrote it while nobody listened: the bot keeps silent from now on."""
    talk = Talk()
    talk.later(30 * HOUR)

    talk.hear(a_message("STOP", "s1", talk.now - 25 * HOUR, backfilled=True))

    assert talk.state.opted_out


def test_a_late_message_that_was_edited_into_stop_counts_too() -> None:
    """The edit came by webhook, the message only by its thread."""
    talk = Talk()
    talk.later(30 * HOUR)
    talk.hear(an_edit("s1", "STOP"))

    talk.hear(a_message("hola", "s1", talk.now - 25 * HOUR, backfilled=True))

    assert talk.state.opted_out


def test_an_old_stop_does_not_undo_what_came_after_it() -> None:
    """The customer has written again since."""
    talk = Talk()
    talk.later(30 * HOUR)
    talk.writes("hola")

    talk.hear(a_message("STOP", "s1", talk.now - 25 * HOUR, backfilled=True))

    assert not talk.state.opted_out


@pytest.mark.parametrize(
    "found",
    [
        a_message("hola", "b1", START, backfilled=True),
        an_echo("hola", "b1", START, backfilled=True),
    ],
)
def test_the_app_in_charge_stays_in_charge(found: m.Struct) -> None:
    """A thread does not tell what is in standby, nor who wrote for the business."""
    talk = Talk()
    talk.hear(m.ThreadControlChanged(sent_at=START, action="take", new_app="9"))
    talk.later(MINUTE)

    talk.hear(found)
    talk.later(MINUTE)

    assert talk.state.owner == "app"
    assert talk.effects(DraftReply) == []


def test_a_person_in_the_app_takes_over_also_when_found_late() -> None:
    """Where no other app is in charge, the business's own words are a person's."""
    talk = Talk()
    talk.writes("hola")

    talk.hear(an_echo("Soy Ana", "b1", START, backfilled=True))

    assert talk.state.owner == "person"
