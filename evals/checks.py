"""What is wrong with an answer: each unmet expectation in a few words. No model judges."""

from collections.abc import Iterator, Sequence

from evals.conversations import Expected
from moca.domain.messages import Answer, Hit, LeadSaid


def faults(expected: Expected, answer: Answer, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Every expectation that the answer does not meet; `hits` are what the guard found in it."""
    return (
        *_decision(expected, answer),
        *_message(expected, answer),
        *_customer(expected, answer),
        *_guard(expected, hits),
    )


def _decision(expected: Expected, answer: Answer) -> Iterator[str]:
    if expected.send is not None and answer.send != expected.send:
        yield "is silent" if expected.send else "speaks"
    if expected.intents and answer.intent not in expected.intents:
        yield f"intent {answer.intent or 'none'}"
    if expected.hand_over is not None and answer.hand_over.wanted != expected.hand_over:
        yield "calls nobody" if expected.hand_over else "calls a person"
    confidence = answer.confidence
    if expected.confidence_at_least is not None and (confidence is None or confidence < expected.confidence_at_least):
        yield f"too unsure: {confidence}"
    if expected.confidence_at_most is not None and (confidence is None or confidence > expected.confidence_at_most):
        yield f"too sure: {confidence}"


def _message(expected: Expected, answer: Answer) -> Iterator[str]:
    said = _plain(answer.message)
    if expected.language and not answer.language.lower().startswith(expected.language):
        yield f"language {answer.language or 'none'}"
    if not answer.send:
        return
    yield from (f"lacks {part!r}" for part in expected.all_of if _plain(part) not in said)
    yield from (f"says {part!r}" for part in expected.none_of if _plain(part) in said)
    if expected.any_of and not any(_plain(part) in said for part in expected.any_of):
        yield f"lacks all of {', '.join(map(repr, expected.any_of))}"


def _customer(expected: Expected, answer: Answer) -> Iterator[str]:
    if expected.sentiment and answer.sentiment != expected.sentiment:
        yield f"sentiment {answer.sentiment or 'none'}"
    if answer.score < expected.score_at_least:
        yield f"score {answer.score}"
    for field in LeadSaid.__struct_fields__:
        wanted, found = getattr(expected.lead, field), getattr(answer.lead, field)
        if _plain(wanted) not in _plain(found):
            yield f"lead: {field} is {found!r}"


def _guard(expected: Expected, hits: Sequence[Hit]) -> Iterator[str]:
    if expected.guard:
        yield from (f"guard: {hit.kind}, {hit.reason}" for hit in hits)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
