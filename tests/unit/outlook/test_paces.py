"""How long the queue needs: by the pace of all, of each account, and of its private replies."""

import pytest

from moca.outlook.paces import drains_ms
from moca.views.loads import Load

A, B = "1784", "1785"


@pytest.mark.parametrize(
    ("loads", "rates", "ms"),
    [
        ([], {A: 3.0}, 0),
        ([Load(A, "normal", 30)], {A: 3.0}, 10_080),
        ([Load(A, "normal", 30), Load(B, "high", 30)], {A: 3.0, B: 3.0}, 20_160),
        ([Load(A, "normal", 30)], {A: 1.0}, 30_240),
        ([Load(A, "private", 10), Load(A, "normal", 3)], {A: 3.0}, 48_080),
    ],
)
def test_the_slowest_pace_tells_how_long(loads: list[Load], rates: dict[str, float], ms: int) -> None:
    """At 3 a second a slot comes each 336 ms; private replies leave 750 an hour whatever else waits."""
    assert drains_ms(loads, rates, 3.0) == ms
