"""The functions as they are called on the wire: every key of partition 0, the time given, the reply untouched."""

from typing import Any

from redis.asyncio import Redis

from moca.runtime.actor import Address
from moca.runtime.keys import Partition

T = 1_800_000_000_000
"""The moment at which the tests begin, ms."""

LEASE_MS = 10_000
KEEP_SEEN_MS = 60_000
ACTOR = Address("counter", "7")
SEND = "r1.1"
GRAVE = "1234abcd"
"""The hash under which the actor is known once it was erased."""


class Calls:
    """One method per function; defaults are those of a healthy day in the life of one actor."""

    def __init__(self, client: Redis) -> None:
        self.client: Any = client  # redis-py's types name every reply that any setting could give
        self.partition = Partition(0)

    async def tell(self, event: str, *, at: int | str = T, type_: str = "Added", body: str = "{}",
                   to: Address = ACTOR, followed: int | str = 1, said_at: int | str = "", opens: int = 1) -> Any:  # fmt: skip
        p = self.partition
        keys = [p.log(to), p.seen, p.due, p.owners, p.feed, p.erased]
        return await self._call("moca_tell_v1", keys, str(to), event, type_, body, p.wake, KEEP_SEEN_MS, at, followed,
                                GRAVE, said_at, opens)  # fmt: skip

    async def tell_result(
        self, event: str, *, at: int = T, waiting: str = "", send: str = "", followed: int = 1, said_at: int | str = ""
    ) -> Any:
        p = self.partition
        keys = [p.log(ACTOR), p.seen, p.due, p.owners, p.feed, p.queue("drafts"), p.calling, p.erased]
        return await self._call(
            "moca_tell_result_v1",
            keys,
            str(ACTOR),
            event,
            "Drafted",
            "{}",
            p.wake,
            KEEP_SEEN_MS,
            waiting,
            send,
            at,
            followed,
            GRAVE,
            said_at,
            1,
        )

    async def claim(self, *, at: int | str = T, worker: str = "w1", limit: int = 10) -> Any:
        p = self.partition
        return await self._call("moca_claim_v1", [p.due, p.owners, p.epoch], worker, LEASE_MS, limit, at)

    async def claimed(self, *, at: int = T, worker: str = "w1") -> str:
        """The epoch under which the one due actor is claimed now."""
        reply = await self.claim(at=at, worker=worker)
        [[address, epoch, _, _]] = reply[3:]
        assert address == str(ACTOR)
        return str(epoch)

    async def take(self, epoch: str, *, at: int = T, worker: str = "w1", limit: int = 200) -> Any:
        p = self.partition
        keys = [p.state(ACTOR), p.log(ACTOR), p.due, p.owners]
        return await self._call("moca_take_v1", keys, str(ACTOR), epoch, worker, LEASE_MS, limit, at)

    async def commit(
        self, epoch: str, before: str, after: str, *, at: int = T, worker: str = "w1", wake_at: int | str = "",
        wake_name: str = "", changed: dict[str, str] | None = None, deleted: tuple[str, ...] = (),
        records: tuple[tuple[str, str, str, str], ...] = (), effects: tuple[tuple[str, str, str], ...] = (),
        keep_ms: int = 0, followed: int = 1,
    ) -> Any:  # fmt: skip
        p = self.partition
        keys = [p.state(ACTOR), p.log(ACTOR), p.due, p.owners, p.feed, p.queue("drafts")]
        rows: list[Any] = [len(changed or {}), *(text for pair in (changed or {}).items() for text in pair)]
        rows += [len(deleted), *deleted]
        rows += [len(records), *(text for record in records for text in record)]
        rows += [len(effects), *(text for effect in effects for text in ("6", *effect))]
        return await self._call(
            "moca_commit_v1", keys, str(ACTOR), epoch, worker, LEASE_MS, p.wake, at, before, after, wake_at, wake_name,
            *rows, keep_ms, followed,
        )  # fmt: skip

    async def release(self, epoch: str, *, at: int | str = T, worker: str = "w1", delay_ms: int = 0,
                      failing: str = "") -> Any:  # fmt: skip
        p = self.partition
        keys = [p.state(ACTOR), p.due, p.owners]
        return await self._call("moca_release_v1", keys, str(ACTOR), epoch, worker, delay_ms, p.wake, failing, at)

    async def begin_call(self, caller: str = "c1", *, at: int = T, send: str = SEND, slot: tuple[int | str, int | str] = ("", "")) -> Any:  # fmt: skip
        p = self.partition
        keys = [p.state(ACTOR), p.log(ACTOR), p.calling, p.due, p.owners, p.seen, p.feed]
        return await self._call(
            "moca_begin_call_v1", keys, str(ACTOR), send, caller, 8_000, "sends:high", "5-0", p.wake, KEEP_SEEN_MS, at,
            *slot,
        )  # fmt: skip

    async def rewrite(self, *changes: tuple[str, str, str], longest: int = 100) -> Any:
        p = self.partition
        values = [text for change in changes for text in change]
        return await self._call("moca_rewrite_v1", [p.log(ACTOR), p.beside(ACTOR)], longest, *values)

    async def erase(self, *, at: int = T, grace_ms: int = 1_000) -> Any:
        p = self.partition
        keys = [p.state(ACTOR), p.log(ACTOR), p.aside(ACTOR), p.contact("7"), p.due, p.owners, p.erasing, p.erased,
                p.calling, p.seen, p.feed, p.waiting("x"), p.queue("drafts"), p.queue("parked")]  # fmt: skip
        return await self._call("moca_erase_v1", keys, str(ACTOR), GRAVE, grace_ms, at)

    async def wish(self, *, at: int = T) -> None:
        """Somebody wants the actor erased."""
        await self.client.hset(self.partition.erasing, str(ACTOR), f'{{"at":{at}}}')

    async def contact(self, asked_at: int, **fields: str) -> Any:
        p = self.partition
        values = [text for pair in fields.items() for text in pair]
        return await self._call("moca_contact_v1", [p.contact("7"), p.erased, p.log(ACTOR)], GRAVE, asked_at, *values)

    async def pack(self, stream: str) -> Any:
        return await self._call("moca_pack_v1", [stream, f"{stream}:beside"])

    async def beat(self, worker: str, *, at: int = T, note: str = "{}") -> Any:
        return await self._call("moca_beat_v1", ["moca:workers"], worker, 5_000, 60_000, note, at)

    async def reserve(self, *, at_us: int | str, interval_us: int = 336_000, horizon_us: int = 1_000_000,
                      not_before_us: int = 0, unused_at_us: int | str = "") -> Any:  # fmt: skip
        """The word and the wait."""
        args = (interval_us, horizon_us, at_us, not_before_us, unused_at_us)
        reply = await self._call("moca_reserve_v1", ["moca:limit:global"], *args)
        return reply[:2]

    async def advance(self, entry: str, field: str = "ana") -> Any:
        return await self._call("moca_advance_v1", ["moca:marks"], field, entry)

    # What stands in the store

    async def log(self) -> list[tuple[str, str, str]]:
        """Every entry of the actor's log: type, id, cause."""
        rows: Any = await self.client.xrange(self.partition.log(ACTOR))
        return [(fields["type"], fields["id"], fields.get("cause", "")) for _, fields in rows]

    async def state(self) -> dict[str, str]:
        found: Any = await self.client.hgetall(self.partition.state(ACTOR))
        return dict(found)

    async def due(self) -> int | None:
        """When the actor must run next, ms."""
        score = await self.client.zscore(self.partition.due, str(ACTOR))
        return None if score is None else int(score)

    async def owner(self) -> str | None:
        text: str | None = await self.client.hget(self.partition.owners, str(ACTOR))
        return text

    async def everything(self) -> dict[str, Any]:
        """All keys with their dumps, to compare before and after."""
        return {key: await self._dump(key) for key in await self.client.keys()}

    async def _dump(self, key: str) -> Any:
        match await self.client.type(key):
            case "hash":
                return await self.client.hgetall(key)
            case "stream":
                return await self.client.xrange(key)
            case "zset":
                return await self.client.zrange(key, 0, -1, withscores=True)
            case "set":
                return await self.client.smembers(key)
            case _:
                return await self.client.get(key)

    async def _call(self, function: str, keys: list[str], *args: Any) -> Any:
        return await self.client.fcall(function, len(keys), *keys, *args)
