"""What happens next with the open question."""

from moca.domain.conversation import Conversation
from moca.domain.messages import Hit
from moca.domain.question import Question
from moca.web.office.inbox.next_step import NOTHING, next_step


def state(question: Question | None, quiet: int = 0, cooldown: int = 0) -> Conversation:
    return Conversation(question=question, quiet_until=quiet, cooldown_until=cooldown, window_until=99)


def open_(phase: str, **fields: object) -> Question:
    return Question(number=1, opened_at=1, waiting_since=1, phase=phase, **fields)  # type: ignore[arg-type]  # a test's own


def test_a_burst_is_listened_to_until_it_is_quiet() -> None:
    """Or until the cooldown is over, if that is later."""
    assert next_step(state(open_("collecting"), quiet=5, cooldown=3)).until == 5
    assert next_step(state(open_("collecting"), quiet=5, cooldown=8)).until == 8


def test_the_model_is_waited_for_without_a_promise() -> None:
    """Nobody knows when it answers."""
    assert next_step(state(open_("drafting"))).until == 0


def test_a_draft_waits_until_the_window_closes() -> None:
    """And says whether something in it must be looked at."""
    plain = next_step(state(open_("proposed")))
    marked = next_step(state(open_("proposed", hits=(Hit(kind="price", start=0, end=1, reason="not in the facts"),))))

    assert (plain.until, plain.symbol, marked.symbol) == (99, "edit", "alert")


def test_without_an_open_question_nothing_is_said() -> None:
    """The line is not there."""
    assert next_step(state(None)) == NOTHING
