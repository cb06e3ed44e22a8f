"""How guessing is slowed; the time is an argument."""

from moca.team.tries import FORGOTTEN_MS, FREE_OF_ALL, Tries

NOW = 1_800_000_000_000


def _after(count: int, now: int = NOW) -> Tries:
    tries = Tries()
    for _ in range(count):
        tries = tries.one_more(now)
    return tries


def test_four_mistakes_cost_nothing() -> None:
    """A person mistypes a token, or pastes another."""
    assert _after(4).wait(NOW) == 0


def test_after_five_each_pause_is_twice_the_last() -> None:
    """Half a minute after the fifth, then twice as long, and at most a quarter of an hour."""
    pauses = [_after(count).wait(NOW) // 1000 for count in range(5, 12)]

    assert pauses == [30, 60, 120, 240, 480, 900, 900]


def test_a_pause_ends() -> None:
    """Then one try may be made."""
    tries = _after(5)

    assert (tries.wait(NOW + 29_999), tries.wait(NOW + 30_000)) == (1, 0)


def test_mistakes_are_forgotten() -> None:
    """Ten minutes after the last pause one begins anew."""
    tries = _after(7)
    forgotten = tries.until + FORGOTTEN_MS

    assert tries.one_more(forgotten - 1).count == 8
    assert tries.one_more(forgotten) == Tries(1, forgotten)


def test_many_from_everywhere_are_only_slowed() -> None:
    """One try a second of all together, never more, so that nobody is shut out."""
    tries = Tries()
    for _ in range(FREE_OF_ALL * 2):
        tries = tries.one_more_of_all(NOW)

    assert tries.wait(NOW) == 1_000


def test_what_was_right_is_taken_back() -> None:
    """A right token leaves the count as it was, and no pause."""
    tries = Tries(FREE_OF_ALL - 1, NOW).one_more_of_all(NOW)

    back = tries.one_less(NOW)

    assert (tries.wait(NOW), back.wait(NOW), back.count) == (1_000, 0, FREE_OF_ALL - 1)
