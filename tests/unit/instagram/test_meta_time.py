"""Meta's five units of time become milliseconds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moca.instagram.time import to_ms


@pytest.mark.parametrize(
    ("value", "ms"),
    [
        (1767963330889, 1767963330889),
        (1754520281, 1754520281000),
        (1767963192155064, 1767963192155),
        ("1527459824", 1527459824000),
        ("1767963330889", 1767963330889),
        ("2021-09-08T06:34:04+0000", 1631082844000),
        ("2025-07-28T22:44:49+00:00", 1753742689000),
        ("2025-07-28T22:44:49Z", 1753742689000),
        ("2025-07-28T22:44:49", 1753742689000),
        ("2025-07-28T22:44:49.5+0200", 1753735489500),
        (1692048000.5, 1692048000500),
    ],
)
def test_a_time_is_told_by_its_size_and_form(value: object, ms: int) -> None:
    """Seconds, milliseconds, microseconds, digits as text and ISO 8601 are told apart."""
    assert to_ms(value) == ms


@pytest.mark.parametrize(
    "value",
    [None, True, 0, -5, 10**400, float("nan"), float("inf"), "", "soon", "-1", "9" * 40, "9" * 5000, "²", [], {}],
)
def test_what_is_no_time_is_none(value: object) -> None:
    """Nothing is guessed."""
    assert to_ms(value) is None


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.datetimes().map(str)))
def test_a_time_is_a_positive_whole_number_or_none(value: object) -> None:
    """Whatever comes, nothing is raised."""
    ms = to_ms(value)
    assert ms is None or (isinstance(ms, int) and 0 < ms < 10**15)
