"""The pure parts of the views: order of entries, cursors, spreads, named statements."""

import pytest

from moca.views import sql
from moca.views.columns import order
from moca.views.figures import share, spread
from moca.views.paging import BadCursorError, Cursor


def test_entries_are_ordered_as_numbers() -> None:
    """9 comes before 10, in both halves of an entry's id."""
    assert sorted(["10-0", "9-10", "9-9", ""], key=order) == ["", "9-9", "9-10", "10-0"]


def test_a_cursor_survives_its_journey() -> None:
    """What was written is read back, whatever the address holds."""
    cursor = Cursor("newest", 1_760_000_000_000, "conversation/1:comment-ñ")

    assert Cursor.parse(cursor.text(), "newest") == cursor


@pytest.mark.parametrize("text", ["x", "????", "e30", "Wzk5OV0", "ñ"])
def test_what_is_no_cursor_is_refused(text: str) -> None:
    """Nothing that a list has not given goes on anywhere."""
    with pytest.raises(BadCursorError):
        Cursor.parse(text, "newest")


def test_spreads_take_the_nearest_rank() -> None:
    """Of a hundred times the median is the fiftieth, and the 99th percentile the ninety-ninth."""
    times = spread(list(range(1, 101)))

    assert (times.count, times.median_ms, times.p99_ms) == (100, 50, 99)


def test_nothing_has_no_share() -> None:
    """A share of nothing is not known."""
    assert (share(0, 0), share(1, 4)) == (None, 0.25)


def test_every_file_of_sql_holds_named_statements() -> None:
    """Names are unique, and no statement is empty."""
    for file in ("writes.sql", "queries.sql"):
        found = sql.statements(file)
        assert len(found) == sum(
            line.endswith(" --") and line.startswith("-- ") for line in sql.text(file).splitlines()
        )
        assert all(found.values())
