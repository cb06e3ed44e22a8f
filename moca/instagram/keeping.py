"""
The performer of media: what came with a message is fetched and kept, and dropped when its message is taken back.

A file that cannot be had is told as such, with the reason; it never holds anything up. Each errand may be run twice:
the same attachment becomes the same file.
"""

import asyncio
from collections.abc import Awaitable, Callable

import msgspec
import structlog

from moca.actors.effects import DropMedia, FetchMedia, WantedItem
from moca.domain.account import Context
from moca.domain.messages import KeptItem, MediaKept
from moca.instagram.media import Fetcher, Limits, MediaAwayError, NoMediaError
from moca.media.files import MediaFiles
from moca.media.kinds import seconds_of
from moca.runtime.actor import Address
from moca.runtime.store import Letter, Waiting

log = structlog.get_logger()

PAUSES_SECONDS = (1.0, 4.0)
"""Between the tries of what could not be had now. Addresses live for days: more patience would not find more."""


async def _is_wanted(_: Waiting) -> bool:
    return False


class Keeping:
    """Performs `FetchMedia` and `DropMedia`. `is_void`: whether nobody may have what an effect asks for any more."""

    def __init__(
        self,
        files: MediaFiles,
        fetcher: Fetcher,
        contexts: Callable[[Address], Awaitable[Context]],
        pauses_seconds: tuple[float, ...] = PAUSES_SECONDS,
        *,
        is_void: Callable[[Waiting], Awaitable[bool]] = _is_wanted,
    ) -> None:
        self._files = files
        self._fetcher = fetcher
        self._contexts = contexts
        self._pauses_seconds = pauses_seconds
        self._is_void = is_void

    async def __call__(self, waiting: Waiting) -> Letter | None:
        account = waiting.address.key.partition(":")[0]
        if waiting.type == DropMedia.__name__:
            mid = msgspec.json.decode(waiting.body, type=DropMedia).mid
            await asyncio.to_thread(self._files.drop, account, mid)
            return None
        effect = msgspec.json.decode(waiting.body, type=FetchMedia)
        settings = (await self._contexts(waiting.address)).settings
        limits = Limits(settings.media_image_bytes, settings.media_file_bytes)
        items = await asyncio.gather(*(self._item(account, effect.mid, item, limits) for item in effect.items))
        if await self._is_void(waiting):  # whose it is was erased meanwhile, and their files looked for too early
            await asyncio.to_thread(self._files.drop, account, effect.mid)
            return None
        kept = MediaKept(mid=effect.mid, items=tuple(items))
        return Letter.of(waiting.address, f"media:{waiting.address} {waiting.id}", kept)

    async def _item(self, account: str, mid: str, wanted: WantedItem, limits: Limits) -> KeptItem:
        if wanted.skip:
            return KeptItem(index=wanted.index, type=wanted.type, state="skipped", reason=wanted.skip)
        pauses = iter(self._pauses_seconds)
        while True:
            try:
                return await self._kept(account, mid, wanted, limits)
            except NoMediaError as error:
                return _failed(wanted, error)
            except (MediaAwayError, OSError) as error:
                pause = next(pauses, None)
                if pause is None:
                    return _failed(wanted, error)
                await asyncio.sleep(pause)

    async def _kept(self, account: str, mid: str, wanted: WantedItem, limits: Limits) -> KeptItem:
        incoming = await asyncio.to_thread(self._files.incoming, account)
        with incoming:
            got = await self._fetcher.fetch(wanted.url, wanted.type, limits, incoming)
            name = await asyncio.to_thread(self._files.name, account, mid, wanted.index, got.kind.extension)
            path = await asyncio.to_thread(incoming.keep, name)
        seconds = await asyncio.to_thread(seconds_of, path, got.kind.mime)
        return KeptItem(
            index=wanted.index,
            type=wanted.type,
            state="kept",
            name=name,
            mime=got.kind.mime,
            bytes=got.bytes,
            seconds=seconds,
        )


def _failed(wanted: WantedItem, error: Exception) -> KeptItem:
    reason = str(error) if isinstance(error, NoMediaError | MediaAwayError) else "the disk would not take it"
    log.warning("media.failed", type=wanted.type, reason=reason)
    return KeptItem(index=wanted.index, type=wanted.type, state="failed", reason=reason)
