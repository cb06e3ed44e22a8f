"""The five figures over decoded logs."""

import pytest

from moca.domain import messages as m
from moca.outlook.figures import Samples, figures_of, percentile
from tests.builders import MINUTE, SECOND, START, a_reply
from tests.unit.actors.talk import Talk
from tests.unit.verify.book import Book


def sampled(talk: Talk, since: int = START) -> Samples:
    samples = Samples()
    samples.add(Book(talk).evidence, since)
    return samples


def test_without_data_no_aim_is_reached_or_missed():
    """Nothing was measured, so nothing is said."""
    figures = figures_of(Samples(), {})

    assert [(figure.value, figure.ok) for figure in figures] == [(None, None)] * 5


def test_an_answer_is_timed_from_its_question():
    """From the first message to its arrival: here the quiet window."""
    talk = Talk()
    talk.answers()

    samples = sampled(talk)

    assert (samples.first_answers, samples.queue_times) == ([4 * SECOND], [0])
    assert (samples.wanted, samples.answered, samples.arrived, samples.failed) == (1, 1, 1, 0)


def test_a_superseded_question_counts_from_its_own_first_message():
    """The customer has waited since then."""
    talk = Talk()
    talk.asks("one")
    talk.asks("two")
    talk.drafts()
    talk.sends()

    assert sampled(talk).first_answers == [8 * SECOND]


def test_a_reply_asked_for_later_did_not_wait_in_the_queue():
    """Its wait was wanted."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply(send="p-1", send_at=talk.now + MINUTE))
    talk.later(MINUTE)
    talk.sends()

    assert sampled(talk).queue_times == []


def test_the_wait_of_a_held_message_counts():
    """From the plan to the first call."""
    talk = Talk()
    talk.asks()
    talk.drafts()
    talk.later(3 * SECOND)
    talk.sends()

    assert sampled(talk).queue_times == [3 * SECOND]


@pytest.mark.parametrize(
    ("verdict", "detail", "counted"),
    [("answered", "", (1, 1)), ("drafted", "approved", (1, 1)), ("drafted", "discarded", (0, 0)),
     ("handed_over", "", (1, 0)), ("failed", "parked", (1, 0)), ("blocked", "capped", (1, 0)),
     ("blocked", "person", (0, 0)), ("silent", "", (0, 0)), ("superseded", "2", (0, 0))],
)  # fmt: skip
def test_what_wanted_an_answer_is_counted(verdict, detail, counted):
    """By the verdict, as the figure says in words."""
    talk = Talk()
    talk.writes()
    book = Book(talk)
    book.record(m.QuestionDecided(question=1, verdict=verdict, detail=detail, mids=("m1",)))
    samples = Samples()

    samples.add(book.evidence, START)

    assert (samples.wanted, samples.answered) == counted


def test_the_away_line_answers_nobody():
    """The question wanted an answer and got none, however fast the line came."""
    talk = Talk(away_text="We answer tomorrow")
    talk.asks("¿abren?")
    talk.fails_to_draft()
    talk.sends()

    samples = sampled(talk)

    assert talk.verdicts == [(1, "answered", "")]
    assert (samples.wanted, samples.answered, samples.first_answers, samples.arrived) == (1, 0, [], 1)


def test_an_away_line_is_no_answer_when_a_person_approves_it():
    """In other words it is the person's own answer."""
    counted = []
    for text in ("", "We open at 9"):
        talk = Talk(away_text="We answer tomorrow", agent="draft")
        talk.asks("¿abren?")
        talk.fails_to_draft()
        talk.hear(m.DraftApproved(question=1, text=text))
        counted.append((sampled(talk).wanted, sampled(talk).answered))

    assert counted == [(1, 0), (1, 1)]


def test_a_message_given_up_is_a_failure_unless_it_arrived_after_all():
    """A late echo tells."""
    talk = Talk()
    talk.asks()
    talk.drafts()
    talk.hear(m.SendRefused(send=talk.calls(), kind="content"))
    book, late = Book(talk), Samples()

    assert sampled(talk).failed == 1

    book.record(m.MessageSent(send="r1.1", mid="x"))
    late.add(book.evidence, START)
    assert (late.arrived, late.failed) == (1, 0)


def test_what_ended_before_the_day_is_left_out():
    """Only its last 24 hours."""
    talk = Talk()
    talk.answers()

    assert sampled(talk, START + MINUTE) == Samples()


def test_the_aims_are_the_seeds():
    """100 ms, 30 s, 1 s, 95 % and 1 %, each reached or missed by its own sign."""
    samples = Samples(first_answers=[31_000], queue_times=[999], wanted=100, answered=95, arrived=99, failed=1)
    notes = {"w1": {"webhook_ms": {"p50": 2.0, "p99": 9.0, "count": 5}},
             "w2": {"webhook_ms": {"p50": 1.0, "p99": 99.0, "count": 1}}, "w3": {}}  # fmt: skip

    figures = figures_of(samples, notes)

    assert [(figure.aim, figure.value, figure.ok) for figure in figures] == [
        (100, 99.0, True), (30_000, 31_000, False), (1_000, 999, True), (95, 95.0, True), (1, 1.0, False),
    ]  # fmt: skip


def test_percentiles_are_of_the_nearest_rank():
    """A value that was really seen."""
    assert percentile(range(1, 101), 0.95) == 95
    assert percentile([7], 0.5) == 7
    assert percentile([], 0.5) is None
