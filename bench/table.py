"""The one table in which all measurements end: as text for a terminal, as Markdown for the documentation."""

from collections.abc import Sequence
from typing import Literal

import msgspec

HEADINGS = ("bench", "what", "value", "ratio", "aim", "met")
LEFT_COLUMNS = 2


class Aim(msgspec.Struct, frozen=True):
    """What a figure should be: at least, at most or below `bound`. Of a row with a ratio it is the ratio's aim."""

    sign: Literal["≥", "≤", "<"]
    bound: float

    def is_met(self, figure: float) -> bool:
        match self.sign:
            case "≥":
                return figure >= self.bound
            case "≤":
                return figure <= self.bound
            case "<":
                return figure < self.bound


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One figure. `note` stands behind the value, for what one number cannot say."""

    bench: str
    what: str
    value: float
    unit: str = ""
    note: str = ""
    ratio: float | None = None
    aim: Aim | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether the aim is reached; None without an aim."""
        if self.aim is None:
            return None
        return self.aim.is_met(self.value if self.ratio is None else self.ratio)

    def cells(self) -> tuple[str, ...]:
        aim = self.aim
        unit = self.unit if self.ratio is None else ""
        return (
            self.bench,
            self.what,
            " ".join(filter(None, (number(self.value), self.unit, self.note and f"({self.note})"))),
            "" if self.ratio is None else f"{self.ratio:.2f}",
            "" if aim is None else f"{aim.sign} {number(aim.bound)} {unit}".strip(),
            {None: "", True: "yes", False: "no"}[self.is_met],
        )


def number(value: float) -> str:
    """Three digits that matter, and thousands apart."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def as_text(machine: str, rows: Sequence[Row]) -> str:
    """Aligned columns under the machine's line."""
    table = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(cells[column]) for cells in table) for column in range(len(HEADINGS))]
    return "\n".join([machine, "", *(_aligned(cells, widths) for cells in table)])


def as_markdown(machine: str, rows: Sequence[Row]) -> str:
    """A table for the documentation, with the machine below it."""
    rule = ["---"] * LEFT_COLUMNS + ["---:"] * (len(HEADINGS) - LEFT_COLUMNS)
    lines = [HEADINGS, rule, *(row.cells() for row in rows)]
    return "\n".join([*(f"| {' | '.join(cells)} |" for cells in lines), "", machine])


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        cell.ljust(width) if column < LEFT_COLUMNS else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()
