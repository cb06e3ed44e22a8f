"""An entry of a list is changed where it stands by now, and not where it stood."""

import pytest

from moca.web.office.settings.ordered import keyed, moved, replaced, without
from moca.web.problems import ConflictError

ALL = ["a", "b", "c"]


def test_one_takes_the_place_of_another() -> None:
    """And stands at the end where there is none."""
    assert (replaced(ALL, "b", "x"), replaced(ALL, None, "x")) == (["a", "x", "c"], ["a", "b", "c", "x"])


def test_moving_stops_at_the_ends() -> None:
    """Up and down, one place at a time."""
    assert (moved(ALL, "b", -1), moved(ALL, "b", 1)) == (["b", "a", "c"], ["a", "c", "b"])
    assert (moved(ALL, "a", -1), moved(ALL, "c", 1)) == (ALL, ALL)


def test_what_somebody_took_out_is_not_changed() -> None:
    """Nothing comes back by an old page."""
    for change in (lambda: replaced(ALL, "z", "x"), lambda: without(ALL, "z"), lambda: moved(ALL, "z", 1)):
        with pytest.raises(ConflictError):
            change()


def test_keys_are_short_and_each_ones_own() -> None:
    """Equal entries too; what is long must not make an event's way to its handler too long."""
    keys = [key for key, _ in keyed(["a", "b", "a", "x" * 5_000])]

    assert len(set(keys)) == 4
    assert max(map(len, keys)) < 20
    assert keys[0] == keyed(["a"])[0][0]
