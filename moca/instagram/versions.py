"""
The versions of an account's settings: who changed what and when, and the way back. None is ever deleted.

In the account's record: `settings:<version>`, and `change:<version>` with who, when and why.
"""

from collections.abc import Callable
from typing import Any

import msgspec
from redis.exceptions import WatchError

from moca.clock import now_ms
from moca.domain.account_settings import AccountSettings
from moca.errors import PermanentError
from moca.instagram.settings_form import RECORD, Shelf, packed
from moca.runtime.client import translated
from moca.runtime.store import Store

Decide = Callable[[AccountSettings], AccountSettings]


class Change(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Who made a version, when (ms) and, if they said so, why; empty and 0 where nobody noted it."""

    by: str = ""
    at: int = 0
    note: str = ""


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version, whole."""

    version: int
    settings: AccountSettings
    change: Change = Change()


def first(by: str) -> Change:
    """How a connected account begins."""
    return Change(by=by, at=now_ms(), note="connected")


def version_fields(version: Version) -> dict[str, str]:
    """The settings as they are now, and once more under their version, with who made it."""
    text, pieces = packed(version.settings)
    number = version.version
    change = msgspec.json.encode(version.change).decode()
    return {"version": str(number), "settings": text, f"settings:{number}": text, f"change:{number}": change} | pieces


def back_to(kept: Version) -> Decide:
    """
    All the settings of this version again.

    Raises, when it decides:
        PermanentError: they are the ones that stand; a version that changes nothing would only hide the others.
    """

    def decide(current: AccountSettings) -> AccountSettings:
        if current == kept.settings:
            raise PermanentError(
                f"the settings are those of version {kept.version} already: there is nothing to restore"
            )
        return kept.settings

    return decide


class Versions:
    """Reads and writes the versions of the accounts of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._shelf = Shelf(store)

    async def settings(self, id_: str, text: str) -> AccountSettings:
        """The settings whose JSON stands in the account's record."""
        return await self._shelf.unpacked(id_, text)

    async def newest(self, id_: str) -> int:
        """The number of the newest version; 0 = there is no such account."""
        with translated():
            text = await self._store.client.hget(f"{RECORD}{id_}", "version")
        return int(text or 0)

    async def get(self, id_: str, number: int) -> Version | None:
        """One version; None if it is not kept."""
        return next(iter(await self.several(id_, [number])), None)

    async def kept(self, id_: str, number: int) -> Version:
        """
        One version.

        Raises:
            PermanentError: it is not kept.
        """
        found = await self.get(id_, number)
        if found is None:
            raise PermanentError(f"there is no version {number} of the account {id_}")
        return found

    async def several(self, id_: str, numbers: list[int]) -> list[Version]:
        """Those of these versions that are kept, in the order asked for."""
        names = [f"{kind}:{number}" for number in numbers for kind in ("settings", "change")]
        with translated():
            texts: Any = await self._store.client.hmget(f"{RECORD}{id_}", names) if names else []
        found = zip(numbers, texts[::2], texts[1::2], strict=True)
        return [await self._version(id_, number, text, change) for number, text, change in found if text]

    async def all(self, id_: str) -> dict[int, AccountSettings]:
        """The settings of every version by its number."""
        newest = await self.newest(id_)
        return {each.version: each.settings for each in await self.several(id_, list(range(1, newest + 1)))}

    async def write(self, id_: str, decide: Decide, by: str, note: str) -> Version:
        """
        Make a new version of the newest settings; `decide` may be asked again if somebody else does so meanwhile.

        What changes nothing makes none: the newest is given back.

        Raises:
            PermanentError: there is no such account. Whatever `decide` raises.
        """
        while True:
            written = await self._try(id_, decide, by, note)
            if written is not None:
                return written

    async def _try(self, id_: str, decide: Decide, by: str, note: str) -> Version | None:
        record = f"{RECORD}{id_}"
        with translated():
            async with self._store.client.pipeline(transaction=True) as writing:
                await writing.watch(record)
                values: Any = await writing.hmget(record, ["settings", "version"])
                text, number = values
                if not await writing.exists(record):
                    raise PermanentError(f"there is no account {id_}")
                current = await self.settings(id_, text or "{}")
                settings = decide(current)
                if settings == current:
                    return Version(version=int(number or 1), settings=current)
                made = Version(
                    version=int(number or 1) + 1, settings=settings, change=Change(by=by, at=now_ms(), note=note)
                )
                writing.multi()  # type: ignore[no-untyped-call]  # redis-py's own
                writing.hset(record, mapping=version_fields(made))  # type: ignore[arg-type]  # str to str
                try:
                    await writing.execute()
                except WatchError:
                    return None
        return made

    async def _version(self, id_: str, number: int, text: str, change: str | None) -> Version:
        made = msgspec.json.decode(change or "{}", type=Change)
        return Version(version=number, settings=await self.settings(id_, text), change=made)
