"""
Attempts to be let in, slowed where they are many: of one address, and more softly of all together.

| key | type | holds |
|---|---|---|
| `moca:office:attempts:<address>` | STRING, expires | the tries of an address, as JSON; `all`: of all |

A try is counted before it is judged, so that any number at the same moment are slowed like those that follow one
another. Whoever was let in at an address with a token is never slowed there with the same one; this each process
remembers for itself.
"""

import asyncio
import ipaddress
from collections import OrderedDict
from collections.abc import Callable
from weakref import WeakValueDictionary

import msgspec
from redis.asyncio import Redis
from redis.exceptions import WatchError

from moca.runtime.client import translated
from moca.team.operators import print_of
from moca.team.tries import FORGOTTEN_MS, Tries

ALL = "all"
REMEMBERED = 10_000

Change = Callable[[Tries, int], Tries]


class Attempts:
    """The attempts at the doors of a store. An `address` is the caller's, `now` is ms."""

    def __init__(self, client: Redis) -> None:
        self._client = client
        self._let_in: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._judging: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    def one_by_one(self, address: str, token: str) -> asyncio.Lock:
        """
        Held while a token is judged: who gives the same one at the same moment waits for that judgement.

        A program that begins with many calls at once has tried once, not many times.
        """
        return self._judging.setdefault((place_of(address), print_of(token)), asyncio.Lock())

    def was_let_in(self, address: str, token: str) -> bool:
        """Whether this token was right here before."""
        return (place_of(address), print_of(token)) in self._let_in

    async def begin(self, address: str, now: int) -> int:
        """Count one try; how long it must wait instead (ms), 0 = it may be judged."""
        place = place_of(address)
        if wait := await self._count(place, Tries.one_more, now):
            return wait
        if wait := await self._count(ALL, Tries.one_more_of_all, now):  # nothing is judged, so nothing was tried here
            await self._count(place, Tries.one_less, now, is_forced=True)
        return wait

    async def succeeded(self, address: str, token: str, now: int) -> None:
        """The token was right: what was tried at this address is forgotten, and of all the try that it was."""
        place = place_of(address)
        with translated():
            await self._client.delete(_key(place))
        await self._count(ALL, Tries.one_less, now, is_forced=True)
        self._let_in[place, print_of(token)] = None
        if len(self._let_in) > REMEMBERED:
            self._let_in.popitem(last=False)

    def was_wrong(self, address: str, token: str) -> None:
        """The token is no longer right."""
        self._let_in.pop((place_of(address), print_of(token)), None)

    async def _count(self, place: str, change: Change, now: int, *, is_forced: bool = False) -> int:
        key = _key(place)
        while True:
            with translated():
                async with self._client.pipeline(transaction=True) as writing:
                    await writing.watch(key)
                    raw = await writing.get(key)
                    tries = msgspec.json.decode(raw, type=Tries) if raw else Tries()
                    if (wait := tries.wait(now)) and not is_forced:
                        return wait
                    counted = change(tries, now)
                    writing.multi()  # type: ignore[no-untyped-call]  # redis-py's own
                    writing.set(key, msgspec.json.encode(counted), px=counted.wait(now) + FORGOTTEN_MS)
                    try:
                        await writing.execute()
                    except WatchError:
                        continue
            return 0


def place_of(address: str) -> str:
    """Where somebody is: an IPv4 address, or the /64 of an IPv6 one, which one person has whole."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or ipaddress.ip_network((found.packed[:8] + bytes(8), 64)).network_address)
    return str(found)


def _key(place: str) -> str:
    return f"moca:office:attempts:{place}"
