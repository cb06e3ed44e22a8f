"""The table of all outcomes, and what they come to."""

from collections.abc import Sequence

from evals.asking import Outcome

HEADINGS = ("conversation", "verdict", "tokens", "USD", "ms", "what failed")
LEFT = (0, 1, 5)


def as_text(outcomes: Sequence[Outcome], *, messages: bool = False) -> str:
    """One line for each conversation and one for all; with `messages`, what was said stands below each."""
    rows = [HEADINGS, *map(_cells, outcomes)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = [_line(row, widths) for row in rows]
    if messages:
        said = ["", *(f"    {outcome.message or '(silence)'}" for outcome in outcomes)]
        lines = [part for pair in zip(lines, said, strict=True) for part in pair if part]
    return "\n".join([*lines, "", total(outcomes)])


def total(outcomes: Sequence[Outcome]) -> str:
    """How many passed of those that were asked, by which model and prompt, and what it took."""
    asked = [outcome for outcome in outcomes if outcome.asked]
    passed = sum(outcome.has_passed for outcome in asked)
    share = f"{passed / len(asked):.0%}" if asked else "none asked"
    who = sorted({f"{outcome.model} with prompt {outcome.prompt}" for outcome in asked if outcome.model})
    tokens, cost = sum(outcome.tokens for outcome in outcomes), sum(outcome.cost_usd for outcome in outcomes)
    slowest = max((outcome.took_ms for outcome in outcomes), default=0)
    failed = len(outcomes) - len(asked)
    return (
        f"{passed} of {len(asked)} passed ({share}){f', {failed} not asked' if failed else ''}; "
        f"{', '.join(who) or 'no model'}; {tokens} tokens, {cost:.4f} USD, slowest {slowest} ms"
    )


def _cells(outcome: Outcome) -> tuple[str, ...]:
    verdict = "passed" if outcome.has_passed else "FAILED" if outcome.asked else "not asked"
    cost = f"{outcome.cost_usd:.4f}" if outcome.cost_usd else ""
    return outcome.name, verdict, str(outcome.tokens or ""), cost, str(outcome.took_ms), "; ".join(outcome.faults)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.ljust(width) if column in LEFT else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()
