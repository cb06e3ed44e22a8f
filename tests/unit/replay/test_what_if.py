"""What if: the questions that would end otherwise under changed settings, and only those."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from moca.domain import messages as m
from moca.replay.what_if import Compared, WhatIf
from tests.builders import HOUR, MINUTE, a_message, a_rule, an_echo
from tests.unit.actors.talk import Talk
from tests.unit.actors.test_any_order import SCHEDULES, lived
from tests.unit.replay.logs import history_of, versions, versions_of

RULE = msgspec.to_builtins((a_rule("abren", reply="A las 9", before_model=True),))


def compared(talk: Talk, changes: dict[str, Any], **settings: Any) -> Compared:
    return WhatIf(versions(**settings), changes).compare(history_of(talk))


def a_day(questions: int = 3) -> Talk:
    """A talk of so many answered questions, an hour apart."""
    talk = Talk()
    for number in range(questions):
        talk.answers("¿abren?" if number % 2 == 0 else "¿cuánto?", "yes" if number % 2 == 0 else "it depends")
        talk.later(HOUR)
    return talk


@settings(max_examples=40, database=None)
@given(SCHEDULES)
def test_without_a_change_nothing_differs(schedule):
    """Both sides are lived alike, whatever happened."""
    world = lived(*schedule)

    found = WhatIf(versions_of(world), {}).compare(history_of(world))

    assert (found.kinds, found.changes) == ({}, ())


def test_a_rule_that_answers_before_the_model_is_shown():
    """Only what it answers differs, with the words of both sides."""
    found = compared(a_day(), {"rules": RULE})

    assert (found.questions, found.kinds) == (3, {"answered by a rule instead of answered by the model": 2})
    change = found.changes[0]
    assert change.asked == ("¿abren?",)
    assert [decided.said for decided in (*change.old, *change.new)] == [("yes",), ("A las 9",)]


def test_the_models_recorded_answers_are_used():
    """What a change does not touch is answered as it was."""
    found = WhatIf(versions(), {"tone": "calm"}).compare(history_of(a_day()))

    assert (found.questions, found.different, found.unknown) == (3, 0, 0)


def test_a_question_that_the_model_was_never_asked_is_not_known():
    """Nobody invents an answer: without the rule the model would have been asked."""
    rule = a_rule("abren", before_model=True)
    talk = Talk(rules=(rule,))
    talk.asks("¿abren?")
    talk.sends()

    found = compared(talk, {"rules": []}, rules=(rule,))

    assert (found.unknown, found.kinds) == (
        1, {"not known (the model was never asked) instead of answered by a rule": 1},
    )  # fmt: skip


def test_a_longer_quiet_window_gathers_other_questions():
    """What two questions were before is one: known by the messages that they share."""
    talk = Talk(cooldown_seconds=0)
    talk.answers("¿abren?")
    talk.later(6_000)
    talk.answers("¿y mañana?")

    found = compared(talk, {"debounce_ms": 12_000}, cooldown_seconds=0)

    assert (found.questions, found.kinds) == (1, {"gathered into other questions": 1})
    assert [len(side) for side in (found.changes[0].old, found.changes[0].new)] == [2, 1]


def test_a_mode_that_asks_people_first_puts_answers_before_them():
    """A draft that nobody has approved counts as a draft, whatever supersedes it."""
    found = compared(a_day(1), {"agent": "draft"})

    assert found.kinds == {"put before a person instead of answered by the model": 1}


def test_a_draft_that_was_approved_is_approved_again():
    """People's requests are heard again, under the numbers of now."""
    talk = Talk(agent="draft")
    talk.asks("¿abren?")
    talk.drafts("yes")
    talk.hear(m.DraftApproved(question=1))
    talk.sends()

    found = compared(talk, {"cooldown_seconds": 1}, agent="draft")

    assert (found.questions, found.different) == (1, 0)


def test_what_a_person_wrote_in_instagram_takes_over_on_both_sides():
    """Echoes of our own sends are dropped, people's words stay."""
    talk = a_day(1)
    talk.hear(an_echo("Soy Ana", "e9", talk.now))
    talk.writes("¿abren?")
    talk.later(MINUTE)

    found = compared(talk, {"rules": RULE})

    assert found.kinds == {"answered by a rule instead of answered by the model": 1}
    assert talk.verdicts[-1][1:] == ("blocked", "person")


def test_only_questions_of_the_span_count():
    """What came before is lived as it was, so that the span begins as it did."""
    talk = a_day(4)
    second = talk.log[0].at + HOUR

    found = WhatIf(versions(), {"rules": RULE}, since=second).compare(history_of(talk))

    assert (found.questions, found.different) == (3, 1)


def test_a_faster_answer_shows_in_the_waiting_times():
    """Timings that change no answer change when it comes."""
    found = compared(a_day(1), {"debounce_ms": 1_000})

    assert found.different == 0
    old, new = found.waited_ms
    assert (len(old), old[0] - new[0]) == (1, 3_000)


def test_an_unknown_setting_is_refused():
    """Before anything is lived."""
    with pytest.raises(msgspec.ValidationError, match="tome"):
        WhatIf(versions(), {"tome": "calm"})


def test_a_customers_edit_is_shown_as_edited():
    """The words that were decided on."""
    talk = Talk()
    talk.hear(a_message("abrne?", "m1", talk.now))
    talk.hear(m.MessageEdited(mid="m1", sent_at=talk.now, text="¿abren?", num_edit=1))
    talk.wait_for("quiet")
    talk.drafts("yes")
    talk.sends()

    found = compared(talk, {"rules": RULE})

    assert found.changes[0].asked == ("¿abren?",)


def test_a_thousand_questions_report_their_difference():
    """A rule that answers every second of a thousand questions, over twenty conversations."""
    history = history_of(a_day(50))
    what_if = WhatIf(versions(), {"rules": RULE})
    found = Compared()
    for _ in range(20):
        found = found.and_(what_if.compare(history))

    assert (found.conversations, found.questions) == (20, 1_000)
    assert found.kinds == {"answered by a rule instead of answered by the model": 500}
    assert len(found.changes) == 500
