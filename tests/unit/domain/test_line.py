"""The line before the sender: persons before the bot before follow-ups, accounts in turn, nobody overtaken for ever."""

from moca.domain.line import AGEING_MS, Line
from tests.builders import START


def a_line(*places: tuple[str, str, str], since: int = START) -> Line[str]:
    """A line of (priority, account, key); each item is its key."""
    line: Line[str] = Line()
    for priority, account, key in places:
        line.add(priority, account, key, key, since)
    return line


def order(line: Line[str], now: int = START) -> list[str]:
    """In which order all would leave, one at a time."""
    left = []
    while len(line):
        account, key, _ = next(line.candidates(now, lambda _: True))
        line.remove(account, key)
        left.append(key)
    return left


def test_priorities():
    """A person's reply leaves before the bot's, the bot's before a follow-up."""
    line = a_line(("low", "a", "follow-up"), ("normal", "a", "bot"), ("high", "a", "person"))

    assert order(line) == ["person", "bot", "follow-up"]


def test_slow_replies_stand_behind_the_bots_and_before_follow_ups():
    """What leaves at a slow pace of its own lets every other reply go first."""
    line = a_line(("low", "a", "follow-up"), ("private", "a", "slow"), ("normal", "a", "bot"))

    assert order(line) == ["bot", "slow", "follow-up"]


def test_first_come_first_served():
    """Within a priority and an account, order is kept."""
    assert order(a_line(("normal", "a", "1"), ("normal", "a", "2"), ("normal", "a", "3"))) == ["1", "2", "3"]


def test_accounts_in_turn():
    """Whoever left goes behind the other accounts of its priority."""
    line = a_line(*(("normal", "a", f"a{number}") for number in range(3)), ("normal", "b", "b0"), ("normal", "c", "c0"))

    assert order(line) == ["a0", "b0", "c0", "a1", "a2"]


def test_known_key_keeps_its_place():
    """Joining twice changes nothing."""
    line = a_line(("normal", "a", "1"), ("normal", "a", "2"), ("high", "a", "2"))

    assert len(line) == 2
    assert order(line) == ["1", "2"]


def test_removed_may_join_again():
    """Who has left is not remembered."""
    line = a_line(("normal", "a", "1"))
    line.remove("a", "1")
    line.add("normal", "a", "1", "1", START)

    assert order(line) == ["1"]


def test_removing_a_stranger():
    """Removing what is not there changes nothing."""
    line = a_line(("normal", "a", "1"))
    line.remove("a", "2")
    line.remove("b", "1 of another")

    assert order(line) == ["1"]


def test_unusable_account_is_passed_over():
    """An account without a slot keeps its place and stops nobody."""
    line = a_line(("high", "a", "person"), ("normal", "b", "bot"))

    assert [key for _, key, _ in line.candidates(START, lambda account: account != "a")] == ["bot"]
    assert len(line) == 2


def test_young_follow_up_waits():
    """Before its minute is over, a follow-up lets every reply of the bot's pass."""
    line = a_line(("low", "a", "follow-up"))
    line.add("normal", "a", "bot", "bot", START + AGEING_MS - 1)

    assert order(line, START + AGEING_MS - 1) == ["bot", "follow-up"]


def test_aged_follow_up_joins_the_replies():
    """After a minute it is one of the bot's replies: those that came before it leave first, those after it do not."""
    line = a_line(("low", "a", "follow-up"))
    line.add("normal", "a", "before", "before", START + 1)
    next(line.candidates(START + AGEING_MS, lambda _: True))
    line.add("normal", "a", "after", "after", START + AGEING_MS)

    assert order(line, START + AGEING_MS) == ["before", "follow-up", "after"]


def test_aged_follow_ups_do_not_starve_replies():
    """Many aged follow-ups of one account let another account's reply have its turn."""
    line = a_line(*(("low", "a", f"f{number}") for number in range(5)))
    line.add("normal", "b", "bot", "bot", START + AGEING_MS)

    assert "bot" in order(line, START + AGEING_MS)[:2]


def test_length_by_priority():
    """Each priority has its own length, so that one cannot fill the line."""
    line = a_line(("high", "a", "1"), ("normal", "a", "2"), ("normal", "b", "3"), ("private", "b", "4"))

    assert [line.length(priority) for priority in ("high", "normal", "private", "low")] == [1, 2, 1, 0]
    assert line.accounts() == {"a", "b"}


def test_candidates_stand_in_the_order_in_which_they_leave():
    """Who looks further ahead than the next sees the turns of the accounts too."""
    line = a_line(
        ("normal", "a", "a1"), ("normal", "a", "a2"), ("normal", "a", "a3"), ("normal", "b", "b1"),
        ("low", "c", "c1"), ("high", "b", "b2"), ("normal", "c", "c2"), ("normal", "c", "c3"),
    )  # fmt: skip

    assert [key for _, key, _ in line.candidates(START, lambda _: True)] == order(line)


def test_account_whose_turn_it_is_comes_first_among_equals():
    """Whoever holds the slot goes first, but not before a better priority."""
    line = a_line(("normal", "a", "a1"), ("normal", "b", "b1"), ("normal", "b", "b2"), ("high", "c", "c1"))

    assert [key for _, key, _ in line.candidates(START, lambda _: True, "b")] == ["c1", "b1", "a1", "b2"]


def test_line_may_change_while_it_is_walked():
    """Who leaves while the candidates are walked is not offered any more."""
    line = a_line(("normal", "a", "1"), ("normal", "a", "2"), ("normal", "b", "3"))
    walk = line.candidates(START, lambda _: True)
    assert next(walk)[1] == "1"
    line.remove("a", "1")
    line.remove("a", "2")

    assert [key for _, key, _ in walk] == ["3"]
