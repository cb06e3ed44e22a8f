"""What there is to erase, and whoever looks for what is left of it."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from moca.domain import messages as m
from moca.instagram.accounts import Accounts
from moca.instagram.comment_places import CommentPlaces
from moca.instagram.erasing import Eraser
from moca.instagram.heard import Heard
from moca.instagram.letters import letter_of
from moca.instagram.nameless import Threads
from moca.instagram.receipts import Receipt
from moca.media.files import MediaFiles
from moca.runtime.actor import Address
from moca.runtime.compaction import Compaction
from moca.runtime.keys import QUARANTINE
from moca.runtime.queues import Queue
from moca.runtime.store import Store, Waiting
from moca.team.read_marks import READ
from moca.views.feed import Follower
from moca.views.projection import Projection
from tests.builders import ACCOUNT, a_comment, a_message, a_reply
from tests.integration.verify.shop import Shop, who
from tests.waiting import until

PERSON = "9004455667788"
NAMES = ("zenobia.quetzal", "Zenobia Quetzal")
SAID = (
    "horas-xylophone",
    "maracuya-pastel",
    "reply-by-a-person",
    "a-note-on-her",
    "she-commented-so",
    "tell-her-later",
)
MID = (
    "aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlEOjE3ODQxNDAwMDAwMDAwMDAxOjM0MDI4MjM2Njg0MTcxMDMwMTI0NDI1OTU4OTEyNDE1Mjoz"
    "MzEzMDA4NzQ0MjY5MDcxMjE1OTQ2NTI0MjYyNDAxMjM0NQZDZD"
)
COMMENT = "17900001112223334"
BYTES = b"her-photo's-bytes"
TRACES = (PERSON, *NAMES, *SAID, MID, COMMENT, BYTES.decode())


class House:
    """One shop. `shop` plays the hands of customers and of Meta, `eraser` is what is tried."""

    def __init__(self, store: Store, projection: Projection, data_dir: Path, aof: Path) -> None:
        self.store = store
        self.client: Any = store.client
        self.partition = store.partitions[0]
        self.shop = Shop(store)
        self.files = MediaFiles(data_dir)
        self.eraser = Eraser(store, self.files)
        self.told_windows: set[Address] = set()
        self.follower = Follower(store, projection, self._tell_windows)
        self._data_dir = data_dir
        self._aof = aof

    @property
    def accounts(self) -> Accounts:
        return self.shop.accounts

    async def is_full_of_her(self) -> tuple[Waiting, Waiting]:
        """Everything that one person may leave: a call that is under way, and a draft that somebody writes."""
        shop, account = self.shop, ACCOUNT
        await shop.writes(f"¿a qué horas? {SAID[0]}", PERSON)
        await shop.sends()
        now = await self.now()
        photo = m.Attachment(type="image", url="https://cdn.example/photo")
        message = m.MessageReceived(mid=MID, sent_at=now, text=SAID[1], attachments=(photo,))
        await shop.hear(message, f"message:{account}:{MID}", PERSON)
        heard = Heard(account, PERSON, f"comment:{account}:{COMMENT}", a_comment(SAID[4], COMMENT, now))
        await self.store.tell(*map(letter_of, await CommentPlaces(self.store).placed([heard])))
        await Threads(self.store).learn([Heard(account, PERSON, "", a_message(mid=MID))])
        await shop.hear(m.NoteAdded(text=SAID[3], by="ana"), "note", PERSON)
        await shop.hear(m.FollowUpRequested(at=now + 9_000_000, text=SAID[5], by="ana"), "later", PERSON)
        draft = await self.taken("drafts")
        await shop.hear(a_reply(SAID[2], send="p-1"), "request:p-1", PERSON)
        call = await shop.calls()
        self.keep_photo()
        await self.leave_traces()
        await self.follow()
        return call, draft

    async def leave_traces(self) -> None:
        """What other rooms write of her."""
        key = f"{ACCOUNT}:{PERSON}"
        await self.client.hset(self.partition.contact(key), mapping={"name": NAMES[1], "username": NAMES[0]})
        item = f'{{"message_edit":{{"mid":"{MID}"}},"sender":{{"id":"{PERSON}"}}}}'
        await self.client.xadd(QUARANTINE, {"reason": "unknown_event", "account": ACCOUNT, "at": "1", "item": item})
        await self.client.hset(READ, str(who(PERSON)), "1-0")
        await self.client.sadd(self.partition.waiting(ACCOUNT), str(who(PERSON)))
        parked = {"address": str(who(PERSON)), "type": "x", "id": "x", "body": "{}", "reason": "x"}
        await self.client.xadd(self.partition.queue("parked"), parked)

    def keep_photo(self, mid: str = MID) -> None:
        with self.files.incoming(ACCOUNT) as incoming:
            incoming.write(BYTES)
            incoming.keep(self.files.name(ACCOUNT, mid, 0, "jpg"))

    async def taken(self, queue: str) -> Waiting:
        """The effect of hers that a performer has taken."""
        waiting = Queue(self.store, self.partition, queue)

        async def hers() -> Any:
            return next((found for found in await waiting.read(10) if found.address == who(PERSON)), None)

        found: Waiting = await until(hers)
        return found

    async def ask(self, person: str = PERSON) -> Receipt:
        asked = await self.eraser.ask(who(person), "ana")
        assert asked is not None
        return asked

    async def erase(self, person: str = PERSON) -> Receipt:
        asked = await self.ask(person)
        await self.eraser.run_once()
        await self.follow()
        return asked

    async def follow(self) -> None:
        await self.shop.run()
        while await self.follower.run_once():
            pass

    async def _tell_windows(self, changed: Collection[Address]) -> None:
        self.told_windows |= set(changed)

    async def now(self) -> int:
        seconds, micros = await self.client.time()
        return int(seconds) * 1000 + int(micros) // 1000

    # What is left

    async def left(self, *traces: str) -> list[str]:
        """Where any of these still stands: keys and values of the store, views and files."""
        wanted = traces or TRACES
        places = {key: f"{key} {await self._value(key)}" for key in await self.client.keys()}
        files = {str(path): path.read_bytes().decode("latin-1") for path in self._data_dir.rglob("*") if path.is_file()}
        found = [place for place, text in (places | files).items() if any(trace in text for trace in wanted)]
        return sorted(found)

    async def left_in_aof(self, *traces: str) -> list[str]:
        """Which of these the append-only file holds after it was written anew."""
        await self.client.config_set("rdbcompression", "no")  # or a text could stand there in other bytes
        assert await Compaction(self.store).run_once()
        await until(self._is_rewritten)
        written = b"".join(path.read_bytes() for path in self._aof.iterdir()).decode("latin-1")
        return [trace for trace in traces or TRACES if trace in written]

    async def _is_rewritten(self) -> bool:
        about = await self.client.info("persistence")
        return not about["aof_rewrite_in_progress"] and not about["aof_rewrite_scheduled"]

    async def _value(self, key: str) -> str:
        match await self.client.type(key):
            case "hash":
                return str(await self.client.hgetall(key))
            case "stream":
                return str(await self.client.xrange(key))
            case "zset":
                return str(await self.client.zrange(key, 0, -1))
            case "set":
                return str(await self.client.smembers(key))
            case _:
                return str(await self.client.get(key))
