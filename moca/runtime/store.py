"""
The only caller of the Redis Functions: one typed method each, whose reply's first word becomes a type.

Every method may raise `StoreUnavailableError`; whether it may then be called again is said in the function's header.
"""

import uuid
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import msgspec
from redis.asyncio import Redis

from moca.errors import StoreUnavailableError
from moca.runtime import keys
from moca.runtime.actor import Address, Entry
from moca.runtime.client import StoreFaultError, translated
from moca.runtime.exchange import Called, Change, Claim, Claims, Erased, GraveOf, Letter, Slot, Taken, Turn, Waiting
from moca.runtime.keys import Partition
from moca.runtime.library import source

T = TypeVar("T")
KEEP_SEEN_MS = 8 * 24 * 3600 * 1000
TAKE_ENTRIES = 200
GROUP = "performers"


class Store:
    """The store as the runtime uses it. `worker` names this process in owners, groups and CLIENT LIST."""

    def __init__(self, client: Redis, worker: str, partitions: int = 1, grave_of: GraveOf = lambda _: "") -> None:
        self.client = client
        self.worker = worker
        self.grave_of = grave_of
        self.partitions = [Partition(number) for number in range(partitions)]

    def partition(self, address: Address) -> Partition:
        return self.partitions[address.partition(len(self.partitions))]

    async def prepare(self) -> None:
        """
        Load the functions and fix the number of partitions at the first start.

        Raises:
            StoreFaultError: the store was made with another number of partitions.
        """
        with translated():
            await self.client.function_load(source(), replace=True)
            await self.client.hsetnx(keys.LAYOUT, "version", "1")
            await self.client.hsetnx(keys.LAYOUT, "partitions", str(len(self.partitions)))
            recorded = await self.client.hget(keys.LAYOUT, "partitions")
        if recorded != str(len(self.partitions)):
            raise StoreFaultError(f"the store has {recorded!s} partitions: set MOCA_PARTITIONS={recorded!s}")

    # Mail

    async def tell(self, *letters: Letter) -> list[str | None]:
        """
        Append facts to their actors' logs, all in one round trip; the entry of each, None for a known id, empty for
        what is of before an erasure and was told to nobody.

        Safe to call again after an error: what was told before is a duplicate then.
        """
        if len(letters) <= 1:
            return [await self._tell_one(letter) for letter in letters]

        async def send() -> list[Any]:
            pipeline = self.client.pipeline(transaction=False)
            for letter in letters:
                pipeline.fcall(*self._telling(letter))
            replies = list(await pipeline.execute(raise_on_error=False))  # raised by it, an error loses its first word
            for reply in replies:
                if isinstance(reply, Exception):
                    raise reply
            return replies

        replies = await self._retried(send)
        return list(map(_told, replies))

    async def _tell_one(self, letter: Letter) -> str | None:
        return _told(await self._retried(lambda: self.client.fcall(*self._telling(letter))))

    def _telling(self, letter: Letter) -> tuple[Any, ...]:
        p = self.partition(letter.address)
        return (
            "moca_tell_v1", 6, p.log(letter.address), p.seen, p.due, p.owners, p.feed, p.erased,
            str(letter.address), letter.event, letter.type, letter.body, p.wake, KEEP_SEEN_MS, "",
            int(letter.is_followed), *self._of_before(letter, letter.said_at),
        )  # fmt: skip

    def _of_before(self, letter: Letter, said_at: int | None) -> tuple[Any, ...]:
        """By what a function knows a fact from before an erasure."""
        return self.grave_of(letter.address), "" if said_at is None else said_at, int(letter.opens)

    async def tell_result(self, letter: Letter, waiting: Waiting | None = None, send: str = "") -> str | None:
        """
        Tell what came of an effect and take it out of its queue; None if it was told before, empty if nobody is told
        because the actor was erased after it had asked.
        """
        p = self.partition(letter.address)
        queue = p.queue(waiting.queue) if waiting else p.queue("hooks")
        said_at = waiting.asked_at if waiting and waiting.address == letter.address else letter.said_at
        reply = await self._call(
            "moca_tell_result_v1",
            [p.log(letter.address), p.seen, p.due, p.owners, p.feed, queue, p.calling, p.erased],
            [str(letter.address), letter.event, letter.type, letter.body, p.wake, KEEP_SEEN_MS,
             waiting.entry if waiting else "", send, "", int(letter.is_followed), *self._of_before(letter, said_at)],
        )  # fmt: skip
        return _told(reply)

    async def keep_contact(self, waiting: Waiting, fields: dict[str, str]) -> bool:
        """Note who somebody is, as an effect has found it out; False if they were erased since it was asked for."""
        p, values = waiting.partition, [text for pair in fields.items() for text in pair]
        names = [p.contact(waiting.address.key), p.erased, p.log(waiting.address)]
        args = [self.grave_of(waiting.address), waiting.asked_at, *values]
        return bool((await self._call("moca_contact_v1", names, args))[0] == "noted")

    async def erase(self, address: Address, waits_for: str, grace_ms: int) -> Erased | int | None:
        """
        Take away all that this partition holds of an actor, if it is wished for in `erasing`; None if it is not.

        Its log is left `aside`. A number: until when (ms) to wait for its call under way, while it stands still.
        `waits_for`: the name of the room in which it may wait. `grace_ms`: as long as a result may be late.
        """
        p = self.partition(address)
        reply = await self._call(
            "moca_erase_v1",
            [p.state(address), p.log(address), p.aside(address), p.contact(address.key), p.due, p.owners, p.erasing,
             p.erased, p.calling, p.seen, p.feed, p.waiting(waits_for), *map(p.queue, keys.QUEUES)],
            [str(address), self.grave_of(address), grace_ms, ""],
        )  # fmt: skip
        if reply[0] == "erased":
            return Erased(int(reply[1]), bool(int(reply[2])))
        return int(reply[1]) if reply[0] == "calling" else None

    async def rewrite(self, address: Address, changes: Sequence[Change], longest: int) -> str:
        """Give entries of a log other bodies, all or none: `rewritten`, `same`, `stale` (read again) or `long`."""
        p = self.partition(address)
        values = [text for change in changes for text in change]
        reply = await self._call("moca_rewrite_v1", [p.log(address), p.beside(address)], [longest, *values])
        return str(reply[0])

    async def pack(self, stream: str) -> None:
        """Free a stream without groups of the bytes of what was deleted from it. May be called twice."""
        await self._call("moca_pack_v1", [stream, f"{stream}:beside"], [])

    # Turns

    async def claim(self, partition: Partition, lease_ms: int, limit: int) -> Claims:
        """Take what is due. A lost reply leaves its actors to the end of their lease."""
        reply = await self._call(
            "moca_claim_v1",
            [partition.due, partition.owners, partition.epoch],
            [self.worker, lease_ms, limit, ""],
        )
        claims = [Claim(Address.parse(a), epoch, int(due), int(tries)) for a, epoch, due, tries in reply[3:]]
        return Claims(claims, int(reply[1]), int(reply[2]) if reply[2] else None)

    async def take(self, claim: Claim, lease_ms: int) -> Taken | None:
        """State and unread entries of a claimed actor; None if the claim is stale."""
        p = self.partition(claim.address)
        reply = await self._call(
            "moca_take_v1",
            [p.state(claim.address), p.log(claim.address), p.due, p.owners],
            [str(claim.address), claim.epoch, self.worker, lease_ms, TAKE_ENTRIES, ""],
        )
        if reply[0] == "stale":
            return None
        return Taken(_pairs(reply[1]), [entry_of(*row) for row in reply[2]])

    async def commit(self, claim: Claim, turn: Turn, lease_ms: int) -> str:
        """
        Make one turn durable, or nothing of it. Answers `more`, `released` or `stale`.

        Safe to call again after a lost reply: the first result is returned. On `stale` drop the activation.
        """
        p = self.partition(claim.address)
        queues = sorted({effect[0] for effect in turn.effects})
        place = {queue: 6 + index for index, queue in enumerate(queues)}
        effects = [(place[queue], *rest) for queue, *rest in turn.effects]
        reply = await self._call(
            "moca_commit_v1",
            [p.state(claim.address), p.log(claim.address), p.due, p.owners, p.feed, *map(p.queue, queues)],
            [str(claim.address), claim.epoch, self.worker, lease_ms, p.wake, "", turn.before, turn.after,
             "" if turn.wake_at is None else turn.wake_at, turn.wake_name,
             *_counted(list(turn.changed.items())), *_counted([(name,) for name in turn.deleted]),
             *_counted(turn.records), *_counted(effects), turn.keep_ms, int(turn.is_followed)],
        )  # fmt: skip
        return "stale" if reply[0] == "stale" else str(reply[1])

    async def release(self, claim: Claim, delay_ms: int, failing_entry: str = "") -> int | None:
        """Give a claimed actor back; how often the entry has failed by now, None if the claim is stale."""
        p = self.partition(claim.address)
        reply = await self._call(
            "moca_release_v1",
            [p.state(claim.address), p.due, p.owners],
            [str(claim.address), claim.epoch, self.worker, delay_ms, p.wake, failing_entry, ""],
        )
        return None if reply[0] == "stale" else int(reply[1])

    async def beat(self, note: str, alive_ms: int, forgotten_ms: int) -> None:
        """Say that this process lives, for so long; `note` is a JSON object."""
        await self._call("moca_beat_v1", [keys.WORKERS], [self.worker, alive_ms, forgotten_ms, note, ""])

    # Beside the logs

    async def advance(self, key: str, field: str, entry: str) -> bool:
        """Note in a hash that something has come to this entry of its log; False: it was there already, or further."""
        reply = await self._call("moca_advance_v1", [key], [field, entry])
        return bool(reply[0] == "advanced")

    async def announce(self, address: Address, entry: str, type_: str) -> None:
        """Say in the feed that something about an actor has changed that stands in no log."""
        fields: Any = {"address": str(address), "entry": entry, "type": type_}
        with translated():
            await self.client.xadd(self.partition(address).feed, fields)  # whoever appends to a log trims the feed

    # Sends

    async def reserve(
        self, name: str, interval_us: int, horizon_us: int, *, not_before_us: int = 0, unused_at_us: int = 0
    ) -> Slot:
        """Take the next slot of the pace `name`, at least `not_before_us` away; an unused one is given back."""
        args = [interval_us, horizon_us, "", not_before_us, unused_at_us or ""]
        word, wait_us, *at_us = await self._call("moca_reserve_v1", [keys.limit(name)], args)
        return Slot(word == "slot", int(wait_us), int(at_us[0]) if at_us else 0)

    async def begin_call(
        self, waiting: Waiting, send: str, deadline_ms: int, slot: tuple[int, int] | None = None, caller: str = ""
    ) -> Called | str:
        """
        The last gate. The permit, or a word: `behind`, `withdrawn`, `expired`, `already`, `early`, `late`.

        `slot`: the first and the last ms, of the store's clock, at which the call may begin. `caller`: the same in a
        repeat after a lost reply, which then gets the first reply again.
        """
        p = waiting.partition
        reply = await self._call(
            "moca_begin_call_v1",
            [p.state(waiting.address), p.log(waiting.address), p.calling, p.due, p.owners, p.seen, p.feed],
            [str(waiting.address), send, caller or uuid.uuid4().hex, deadline_ms,
             waiting.queue, waiting.entry, p.wake, KEEP_SEEN_MS, "",
             *(slot or ("", ""))],
        )  # fmt: skip
        return Called(reply[1], int(reply[2])) if reply[0] == "called" else str(reply[0])

    async def overdue_calls(self, partition: Partition, grace_ms: int) -> list[Waiting]:
        """Calls whose deadline passed so long ago: their sender died, or was never heard again."""
        with translated():
            calls = await self.client.hgetall(partition.calling)
            seconds, micros = await self.client.time()
        now = int(seconds) * 1000 + int(micros) // 1000
        overdue = []
        for name, text in calls.items():
            address, _, send = str(name).partition(" ")
            call = msgspec.json.decode(text, type=_Call)
            if now > call.deadline + grace_ms:
                overdue.append(Waiting(partition, call.queue, call.entry, Address.parse(address), "", send, ""))
        return overdue

    # The one way in

    async def _call(self, function: str, names: Sequence[str], args: Sequence[Any]) -> Any:
        return await self._retried(lambda: self.client.fcall(function, len(names), *names, *args))

    async def _retried(self, send: Callable[[], Awaitable[T]]) -> T:
        """Send; if a restarted store has lost the functions, load them and send again."""
        with translated():
            try:
                return await _await(send())
            except Exception as error:
                if "Function not found" not in str(error):
                    raise
                await self.client.function_load(source(), replace=True)
                return await _await(send())


class _Call(msgspec.Struct):
    deadline: int
    queue: str
    entry: str


def _told(reply: Any) -> str | None:
    if reply[0] == "told":
        return str(reply[1])
    return "" if reply[0] == "erased" else None


async def _await(answer: Awaitable[T]) -> T:
    return await answer


def entry_of(id_: str, fields: Any) -> Entry:  # a list of names and values, or a dict, as the command answers
    """An entry of a log as the store gives it."""
    values = fields if isinstance(fields, dict) else _pairs(fields)
    return Entry(id_, values["type"], values["id"], values["body"], values.get("cause", ""))


def _pairs(flat: Any) -> dict[str, str]:
    if isinstance(flat, dict):
        return flat
    return dict(zip(flat[::2], flat[1::2], strict=True))


def _counted(rows: Sequence[tuple[Any, ...]]) -> list[Any]:
    return [len(rows), *(value for row in rows for value in row)]


__all__ = ["Called", "Claim", "Claims", "Letter", "Slot", "Store", "StoreUnavailableError", "Taken", "Turn", "Waiting"]
