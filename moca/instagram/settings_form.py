"""
Settings as an account's record keeps them: one JSON each version, with what is large apart and once.

`settings` and `settings:<version>` hold everything but the knowledge, of which they name a print: it stands under
`knowledge:<print>`, so that a hundred versions of a tone share one catalogue. Records that hold it whole are read too.
"""

import hashlib
from typing import Any

import msgspec

from moca.domain.account_settings import AccountSettings
from moca.domain.knowledge import Knowledge
from moca.runtime.client import translated
from moca.runtime.store import Store

RECORD = "moca:account:"
KEPT = 64
"""How many pieces of knowledge a process keeps decoded."""


class _Named(msgspec.Struct):
    knowledge_print: str = ""


def packed(settings: AccountSettings) -> tuple[str, dict[str, str]]:
    """The JSON of the settings, and the field that holds what it only names."""
    if settings.knowledge == Knowledge():
        return _text(settings), {}
    knowledge = _text(settings.knowledge)
    name = hashlib.sha256(knowledge.encode()).hexdigest()[:12]
    rest: Any = msgspec.to_builtins(msgspec.structs.replace(settings, knowledge=Knowledge()))
    return _text(rest | {"knowledge_print": name}), {f"knowledge:{name}": knowledge}


class Shelf:
    """Reads packed settings; what they name is fetched and decoded once for each print."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pieces: dict[str, Knowledge] = {}

    async def unpacked(self, account: str, text: str) -> AccountSettings:
        """The settings whose JSON this is; fields that an older version did not write have their defaults."""
        settings = msgspec.json.decode(text, type=AccountSettings)
        name = msgspec.json.decode(text, type=_Named).knowledge_print if "knowledge_print" in text else ""
        if not name:
            return settings
        return msgspec.structs.replace(settings, knowledge=await self._piece(account, name))

    async def _piece(self, account: str, name: str) -> Knowledge:
        known = self._pieces.get(name)
        if known is None:
            with translated():
                text = await self._store.client.hget(f"{RECORD}{account}", f"knowledge:{name}")
            known = msgspec.json.decode(text or "{}", type=Knowledge)
            if len(self._pieces) >= KEPT:
                self._pieces.pop(next(iter(self._pieces)))
            self._pieces[name] = known
        return known


def _text(value: Any) -> str:
    return msgspec.json.encode(value).decode()
