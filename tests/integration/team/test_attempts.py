"""Attempts in a real store; the time is an argument."""

import asyncio

import msgspec
import pytest

from moca.runtime.store import Store
from moca.team.attempts import Attempts, place_of
from moca.team.tries import FREE, FREE_OF_ALL, Tries

NOW = 1_800_000_000_000
HERE = "203.0.113.7"


@pytest.fixture
def attempts(store: Store) -> Attempts:
    return Attempts(store.client)


async def test_the_sixth_try_must_wait(attempts: Attempts) -> None:
    """Five are judged; then the answer is how long to wait."""
    waits = [await attempts.begin(HERE, NOW) for _ in range(FREE + 1)]

    assert waits == [0] * FREE + [30_000]


async def test_many_at_once_are_slowed_like_one_after_another(attempts: Attempts) -> None:
    """A try is counted before it is judged."""
    waits = await asyncio.gather(*(attempts.begin(HERE, NOW) for _ in range(20)))

    assert waits.count(0) == FREE


async def test_other_addresses_are_not_slowed(attempts: Attempts) -> None:
    """Who guesses shuts out nobody elsewhere."""
    for _ in range(FREE + 1):
        await attempts.begin(HERE, NOW)

    assert await attempts.begin("198.51.100.1", NOW) == 0


async def test_a_success_forgets_the_mistakes(attempts: Attempts) -> None:
    """Of this address, for everybody there."""
    for _ in range(FREE):
        await attempts.begin(HERE, NOW)

    await attempts.succeeded(HERE, "right", NOW)

    assert await attempts.begin(HERE, NOW) == 0


async def test_who_was_let_in_is_known_there(attempts: Attempts) -> None:
    """With the same token, at the same address, until it is no longer right."""
    await attempts.succeeded(HERE, "right", NOW)

    known = [
        attempts.was_let_in(HERE, "right"),
        attempts.was_let_in(HERE, "other"),
        attempts.was_let_in("::1", "right"),
    ]
    attempts.was_wrong(HERE, "right")

    assert known == [True, False, False]
    assert not attempts.was_let_in(HERE, "right")


async def test_tries_from_everywhere_are_slowed_together(attempts: Attempts) -> None:
    """Each from an address of its own: after two hundred they wait for one another."""
    waits = [await attempts.begin(f"198.51.{number // 250}.{number % 250}", NOW) for number in range(FREE_OF_ALL + 1)]

    assert waits == [0] * FREE_OF_ALL + [1_000]


async def test_a_try_that_was_not_judged_is_not_counted_here(attempts: Attempts) -> None:
    """Who waits for everybody's sake has not guessed: nobody at their address is slowed for it."""
    for number in range(FREE_OF_ALL):
        await attempts.begin(f"198.51.{number // 250}.{number % 250}", NOW)

    turned_away = [await attempts.begin(HERE, NOW) for _ in range(FREE + 3)]

    assert turned_away == [1_000] * (FREE + 3)
    assert await attempts.begin(HERE, NOW + 1_000) == 0


async def test_right_tokens_slow_nobody(attempts: Attempts, store: Store) -> None:
    """A large team that comes in the morning is no attack: of all tries, only the wrong ones are left."""
    for number in range(3):
        await attempts.begin(f"198.51.100.{number}", NOW)

    await attempts.succeeded("198.51.100.1", "right", NOW)

    raw = await store.client.get("moca:office:attempts:all")
    assert msgspec.json.decode(str(raw), type=Tries).count == 2


async def test_every_key_expires(attempts: Attempts, store: Store) -> None:
    """No address is kept for long."""
    await attempts.begin(HERE, NOW)

    keys = await store.client.keys("moca:office:attempts:*")

    assert len(keys) == 2
    assert min([await store.client.pttl(key) for key in keys]) > 0


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("", "unknown"),
        ("testclient", "unknown"),
    ],
)
def test_an_address_is_a_place(address: str, place: str) -> None:
    """Of an IPv6 address the half that one line has whole."""
    assert place_of(address) == place
