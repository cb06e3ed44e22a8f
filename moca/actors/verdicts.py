"""The one verdict of a question: written here and nowhere else."""

import msgspec

from moca.actors.step import Step
from moca.domain.decision import Verdict
from moca.domain.messages import QuestionDecided, Source
from moca.domain.question import Question


def close(
    step: Step, question: Question, verdict: Verdict, detail: str = "", *, edited: bool = False, by: str = ""
) -> None:
    """End the open question. `by`: who decided about its draft; `edited`: and sent other words than those proposed."""
    put_away(step, question)
    decide(step, question, verdict, detail, edited=edited, by=by)


def put_away(step: Step, question: Question) -> None:
    """Take the open question out of the state; a draft of it asks nobody to look any more."""
    step.change(question=None, attention="" if question.phase == "proposed" else step.state.attention)


def decide(
    step: Step,
    question: Question,
    verdict: Verdict,
    detail: str = "",
    source: Source | None = None,
    *,
    edited: bool = False,
    by: str = "",
) -> None:
    """Record what became of a question, with every gate that spoke."""
    decided = QuestionDecided(
        question=question.number,
        verdict=verdict,
        detail=detail,
        mids=question.mids,
        gates=question.gates,
        source=source,
        answer=question.answer,
        model=question.model,
        prompt=question.prompt,
        tokens_in=question.tokens_in,
        tokens_out=question.tokens_out,
        took_ms=question.took_ms,
        opened_at=question.opened_at,
        version=step.context.version,
        hits=question.hits,
        retrieved=question.retrieved,
        edited=edited,
        by=by,
    )
    if question.cost_usd is not None:
        decided = msgspec.structs.replace(decided, cost_usd=question.cost_usd)
    step.record(decided)


def apply_status(step: Step, question: Question | None) -> None:
    """
    The status that the model gave with its answer, unless the customer has written since.

    `scheduled` is what waits for a time, which `follow_ups` knows and no model.
    """
    answer = question.answer if question else None
    if answer is not None and step.state.question is None:
        step.change(status="closed" if answer.status == "closed" else "open")
