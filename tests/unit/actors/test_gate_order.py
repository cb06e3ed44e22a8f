"""The gates speak in order, and the decision's record holds what each of them said."""

import pytest

from moca.actors.effects import FetchProfile
from moca.domain import messages as m
from tests.builders import DAY, MINUTE, START, a_message, a_reply
from tests.unit.actors.talk import Talk

BEFORE_THE_MODEL = ["account", "agent", "owner", "opted_out", "window", "cooldown", "caps", "needs_answer"]
AFTER_IT = ["rules", "current", "schema", "guard", "repetition", "mode", "send"]


def test_all_gates_stand_in_the_record_in_order():
    """An answered question names every gate it passed."""
    talk = Talk()

    talk.answers()

    (decided,) = talk.records(m.QuestionDecided)
    assert [gate.name for gate in decided.gates] == [*BEFORE_THE_MODEL, *AFTER_IT]
    assert {gate.verdict for gate in decided.gates} == {"pass"}


def test_the_record_names_model_cost_and_version():
    """What the draft was made with is kept with the decision."""
    talk = Talk(version=7)
    talk.asks()

    answer = m.Answer(send=True, message="hello", reason="asked")
    talk.hear(m.ReplyDrafted(draft="q1.1", answer=answer, model="gpt", prompt="p1", tokens_in=9, cost_usd=0.1))
    talk.sends()

    (decided,) = talk.records(m.QuestionDecided)
    assert (decided.model, decided.prompt, decided.tokens_in, decided.cost_usd) == ("gpt", "p1", 9, 0.1)
    assert (decided.version, decided.opened_at, decided.answer) == (7, START, answer)


@pytest.mark.parametrize(
    ("settings", "facts", "gate", "verdict", "detail"),
    [
        ({"agent": "off"}, [], "agent", "blocked", "agent_off"),
        ({}, [m.OwnerSet(owner="person")], "owner", "blocked", "person"),
        ({}, [a_message("STOP", mid="stop")], "opted_out", "blocked", "opted_out"),
        ({"daily_cap": 0}, [], "caps", "blocked", "capped"),
    ],
)
def test_the_first_gate_that_stops_is_the_last_that_speaks(settings, facts, gate, verdict, detail):
    """A stopped question ends with that gate's verdict, and nothing is asked of the model."""
    talk = Talk(**settings)
    talk.hear(*facts)

    talk.asks("¿abren?")

    decided = talk.records(m.QuestionDecided)[-1]
    assert (decided.verdict, decided.detail) == (verdict, detail)
    assert (decided.gates[-1].name, decided.gates[-1].verdict) == (gate, "stop")
    assert [said.name for said in decided.gates] == BEFORE_THE_MODEL[: BEFORE_THE_MODEL.index(gate) + 1]
    assert {type(effect) for effect in talk.outbox} == {FetchProfile}


def test_a_closed_window_blocks():
    """A message that comes a day late is decided, not answered."""
    talk = Talk()

    talk.hear(a_message(sent_at=START - DAY))
    talk.wait_for("quiet")

    assert talk.verdicts == [(1, "blocked", "window")]


def test_an_unusable_account_does_not_keep_a_question_from_being_answered():
    """The account's gate says that sends wait, and the answer is drafted all the same."""
    talk = Talk(disconnected="token expired")

    talk.asks()
    talk.drafts()

    assert talk.phase == "account"


def test_the_daily_cap_counts_answers_and_not_parts():
    """With a cap of one, the second question of the day is blocked."""
    talk = Talk(daily_cap=1, cooldown_seconds=0)
    talk.asks()
    talk.drafts("x" * 1_500)
    talk.sends()
    talk.sends()

    talk.asks("¿y mañana?")

    assert [verdict for _, verdict, _ in talk.verdicts] == ["answered", "blocked"]


def test_the_daily_cap_ends_with_the_utc_day():
    """The count starts again at midnight, UTC."""
    talk = Talk(daily_cap=1, cooldown_seconds=0)
    talk.answers()

    talk.later(DAY - talk.now % DAY)
    talk.answers("¿y hoy?")

    assert [verdict for _, verdict, _ in talk.verdicts] == ["answered", "answered"]


def test_a_persons_words_do_not_count():
    """The cap is the bot's."""
    talk = Talk(daily_cap=1, cooldown_seconds=0, hand_back_minutes=1)
    talk.writes()
    talk.hear(a_reply())
    talk.sends()
    talk.later(MINUTE)

    talk.answers("¿abren?")

    assert talk.verdicts[-1] == (2, "answered", "")


def test_a_message_from_the_future_opens_a_window_from_now():
    """A wrong clock at Meta's side does not keep the window open for years."""
    talk = Talk()

    talk.hear(a_message("¿abren hoy?", sent_at=talk.now + 365 * DAY))

    assert talk.state.window_until == talk.now + DAY
