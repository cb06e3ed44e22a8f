"""What turns add to the metrics of their process."""

import msgspec

from moca.clock import now_ms
from moca.domain import messages as m
from moca.domain.decision import AWAY_LINE
from moca.metrics import Metrics
from moca.runtime.actor import Address
from moca.runtime.store import Turn
from moca.web.figures import Figures
from tests.builders import ACCOUNT


def observed(*decided: m.QuestionDecided, person: str = "9001") -> dict[str, float]:
    """What is counted after a turn with these records: each verdict, and how many first answers were timed."""
    metrics = Metrics()
    records = [(type(each).__name__, "", msgspec.json.encode(each).decode(), "") for each in decided]
    turn = Turn("0-0", "1-0", None, "", {}, [], records, [])
    Figures(metrics).observe_turn(Address("conversation", f"{ACCOUNT}:{person}"), turn)
    names = {"moca_questions_decided_total", "moca_first_answer_seconds_count"}
    samples = (sample for metric in metrics.registry.collect() for sample in metric.samples if sample.name in names)
    return {sample.labels.get("verdict", "timed"): sample.value for sample in samples}


def answered(**fields: object) -> m.QuestionDecided:
    return msgspec.structs.replace(
        m.QuestionDecided(question=1, verdict="answered", opened_at=now_ms()), **fields
    )  # fmt: skip


def test_verdicts_are_counted_and_answers_timed() -> None:
    """One label each."""
    silent = m.QuestionDecided(question=2, verdict="silent")

    assert observed(answered(), silent) == {"answered": 1, "silent": 1, "timed": 1}


def test_the_away_line_counts_apart() -> None:
    """It is no answer, and not the first one either; a share that is made of the counters can leave it out."""
    assert observed(answered(gates=(AWAY_LINE,))) == {"away": 1, "timed": 0}


def test_test_chats_are_not_counted() -> None:
    """The team's own questions say nothing of how customers are answered."""
    assert observed(answered(), person="test-ana") == {"timed": 0}
