"""
Erasing a person: everything that Moca holds of them goes, and a tombstone keeps it from coming back.

The wish is durable first; whichever process with the role `actors` comes to it fulfils it, and another goes on where
one has died. A call under way is waited for until its deadline. Then, in one function, log, state, contact, due time,
owner and every waiting effect are gone; what lies elsewhere (kept files, whose threads and comments these were, the
feed, the quarantine, the team's read mark) is found by the log that was put aside, which goes last. The projection
follows by the feed, the append-only file is written anew. May be run by several at once, and again.

What they write later makes a new contact.
"""

import asyncio
from collections.abc import Iterable, Iterator

import msgspec
import structlog

from moca.errors import PermanentError, StoreUnavailableError
from moca.instagram.comment_places import CommentPlaces
from moca.instagram.nameless import Threads
from moca.instagram.receipts import Receipt, Receipts, new_code
from moca.media.files import MediaFiles
from moca.runtime import graves
from moca.runtime.actor import Address
from moca.runtime.bells import Bell
from moca.runtime.client import translated
from moca.runtime.compaction import Compaction
from moca.runtime.exchange import Erased
from moca.runtime.graves import Wish
from moca.runtime.history import aside, pages
from moca.runtime.keys import QUARANTINE
from moca.runtime.store import Store
from moca.team.read_marks import ReadMarks

log = structlog.get_logger()

GRACE_MS = 1_000
"""So long after its deadline a call's result may still be told."""
LOOK_SECONDS = 0.1
QUARANTINE_PAGE = 100
"""A body of Meta's may be long."""

DELETED = (
    "the conversation: every message, comment, draft, decision and note, and what was still to be sent",
    "the contact: name, user name, picture, e-mail, phone, score, tags and everything else that was known",
    "the files that were kept of what they sent",
)
REMAINS = (
    "a keyed hash of their id, so that their history is not taken in again; nobody can read the id from it",
    "counts in which nobody is named: messages and tokens of a day",
    "what Instagram itself keeps, and your own backups: erase them there",
)


class Eraser:
    """Erases people of accounts. `files` are those of this process's data directory; `bell` rings at a wish."""

    def __init__(self, store: Store, files: MediaFiles, bell: Bell | None = None) -> None:
        self._store = store
        self._files = files
        self._bell = bell or Bell()
        self._receipts = Receipts(store)
        self._compaction = Compaction(store)
        self._failed: set[str] = set()

    async def ask(self, address: Address, by: str) -> Receipt | None:
        """
        Have somebody erased: durable, and done within seconds by any process with the role `actors`.

        Again while it goes on, it is the same receipt. None: nothing is known of them.

        Raises:
            PermanentError: there is no key to keep their history out with.
        """
        if not self._store.grave_of(address):
            raise PermanentError("set MOCA_SECRET_KEY: without a key nobody who was erased can be known again")
        if not await self._is_known(address):
            return None
        wanted = await graves.wish(self._store, address, Wish(at=await self._now(), by=by, code=new_code()))
        begun = Receipt(code=wanted.code, at=wanted.at, deleted=DELETED, remains=REMAINS, is_done=False)
        return await self._receipts.begin(begun)

    async def run(self) -> None:
        """Fulfil every wish, those that a dead process has left first; until cancelled."""
        while True:
            try:
                await self.run_once()
            except StoreUnavailableError as error:
                log.debug("store.away", detail=str(error))
            await self._bell.wait()

    async def run_once(self) -> None:
        """
        Fulfil what is wished for now. What fails, as a disk may, stays a wish and holds up no other, nor the process.
        """
        for partition in self._store.partitions:
            async for address, wanted in graves.wishes(self._store, partition):
                try:
                    await self.erase(address, wanted)
                except StoreUnavailableError:
                    raise
                except Exception as error:
                    self._note_failure(wanted.code, error)

    def _note_failure(self, code: str, error: Exception) -> None:
        """Once for each wish: it is tried again every second."""
        if code not in self._failed:
            self._failed.add(code)
            log.error("erasure.failed", code=code, reason=type(error).__name__)

    async def erase(self, address: Address, wanted: Wish) -> None:
        """Fulfil one wish, from wherever it stands."""
        erased = await self._take_away(address)
        if erased is None:
            return
        await self._follow_traces(address, erased.at)
        await graves.put_aside(self._store, address)
        p = self._store.partition(address)
        streams = (p.feed, p.queue("parked"), QUARANTINE)
        await self._compaction.want(*streams)
        done = Receipt(code=wanted.code, at=wanted.at, deleted=DELETED, remains=REMAINS)
        await self._receipts.keep(done)
        await graves.fulfil(self._store, address)
        await self._compaction.want(*streams)  # once more, as the wish has named them
        log.info("person.erased", account=address.key.partition(":")[0], code=wanted.code)

    async def _take_away(self, address: Address) -> Erased | None:
        """The one step, as soon as no call is under way."""
        account = address.key.partition(":")[0]
        erased = await self._store.erase(address, account, GRACE_MS)
        while isinstance(erased, int):
            await asyncio.sleep(LOOK_SECONDS)
            erased = await self._store.erase(address, account, GRACE_MS)
        return erased

    async def _follow_traces(self, address: Address, erased_at: int) -> None:
        account, _, person = address.key.partition(":")
        found = Traces([body async for body in aside(self._store, address)])
        for mid in found.mids:
            await asyncio.to_thread(self._files.drop, account, mid)
        await Threads(self._store).leave(account, person, found.mids)
        await CommentPlaces(self._store).leave({person}, [(account, comment) for comment in found.comments])
        await self._leave_feed(address, erased_at)
        await self._leave_quarantine({person, *found.mids})
        await ReadMarks(self._store).forget(address)

    async def _leave_feed(self, address: Address, erased_at: int) -> None:
        feed = self._store.partition(address).feed
        async for page in pages(self._store, feed, last=str(erased_at)):
            await self._delete(feed, [entry for entry, fields in page if fields.get("address") == str(address)])

    async def _leave_quarantine(self, names: set[str]) -> None:
        async for page in pages(self._store, QUARANTINE, count=QUARANTINE_PAGE):
            gone = [entry for entry, fields in page if _names_any(fields.get("item", ""), names)]
            await self._delete(QUARANTINE, gone)

    async def _delete(self, stream: str, entries: list[str]) -> None:
        if entries:
            with translated():
                await self._store.client.xdel(stream, *entries)

    async def _is_known(self, address: Address) -> bool:
        p = self._store.partition(address)
        with translated():
            keys = await self._store.client.exists(p.log(address), p.state(address), p.contact(address.key))
        return bool(keys) or await graves.wish_for(self._store, address) is not None

    async def _now(self) -> int:
        """By the store's clock, which the tombstone is told by too."""
        with translated():
            seconds, micros = await self._store.client.time()
        return int(seconds) * 1_000 + int(micros) // 1_000


class Traces:
    """What the bodies of a log name: messages, and comments."""

    def __init__(self, bodies: Iterable[str]) -> None:
        self.mids: set[str] = set()
        self.comments: set[str] = set()
        for body in bodies:
            for name, value in _named(msgspec.json.decode(body)):
                if name in {"mid", "mids"}:
                    self.mids.add(value)
                elif name == "comment_id":
                    self.comments.add(value)


def _named(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for inner, it in value.items():
                yield from _named(it, inner)
        case list():
            for it in value:
                yield from _named(it, name)
        case str() if value:
            yield name, value


def _names_any(item: str, names: set[str]) -> bool:
    """Whether a body of Meta's names any of these, as JSON does."""
    return any(f'"{name}"' in item for name in names)
