"""Lengths of time as people read them."""

import pytest

from moca.web.office.durations import DAY, HOUR, MINUTE, SECOND, spoken
from moca.web.office.words import Words


@pytest.mark.parametrize(
    ("ms", "said"),
    [
        (0, "0.0 s"), (420, "0.4 s"), (12 * SECOND, "12 s"), (MINUTE, "1 min"), (80 * SECOND, "1 min 20 s"),
        (40 * MINUTE, "40 min"), (3 * HOUR, "3 h"), (3 * DAY, "3 días"),
    ],
)  # fmt: skip
def test_a_length_of_time_is_told_in_its_unit(ms: int, said: str) -> None:
    """The more it is, the less exactly."""
    assert spoken(Words("es"), ms) == said
