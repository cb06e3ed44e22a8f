"""
Which store the settings name: how our own is started, how either is looked into, what seals the tokens in it, and how
its accounts are worked on.
"""

import os
from collections.abc import Awaitable, Callable
from typing import TypeVar

from moca.defaults import account_defaults
from moca.errors import MocaError
from moca.instagram.accounts import Accounts
from moca.instagram.connecting import Connector
from moca.instagram.flavours import Graphs
from moca.instagram.transport import graph_client
from moca.runtime.client import connect
from moca.runtime.embedded import EmbeddedStore
from moca.runtime.exchange import GraveOf
from moca.runtime.store import Store
from moca.settings import Settings
from moca.vault import Vault, key_file

T = TypeVar("T")


async def inspect(settings: Settings, look: Callable[[Store], Awaitable[T]], *, may_begin: bool = False) -> T:
    """
    Look into the store of these settings: of a running Moca, or, where none runs, of the stopped one's directory.

    `may_begin`: where there is no store yet, one is made.
    """
    embedded = None if settings.store.url else embedded_of(settings)
    if embedded is not None:
        if not may_begin and not has_store(settings):
            raise MocaError(f"there is no store in {settings.store.data_dir}: give --data-dir or MOCA_DATA_DIR")
        await embedded.start()
    client = connect(settings.store.url or embedded.url, f"moca:look-{os.getpid()}")  # type: ignore[union-attr]  # one of the two is there
    try:
        return await look(Store(client, "look", settings.store.partitions, grave_of(vault_of(settings))))
    finally:
        await client.aclose()
        if embedded is not None:
            await embedded.stop()


async def with_accounts(
    settings: Settings, work: Callable[[Accounts, Connector], Awaitable[T]], *, may_begin: bool = False
) -> T:
    """Work on the accounts of the store, as a running Moca does."""

    async def look(store: Store) -> T:
        if may_begin:
            await store.prepare()
        vault, defaults = vault_of(settings), account_defaults(settings)
        accounts = Accounts(store, vault, defaults, model_available=settings.model.is_available)
        async with graph_client(settings.instagram.send_timeout_seconds) as client:
            return await work(accounts, Connector(store, accounts, Graphs(settings.instagram, client)))

    return await inspect(settings, look, may_begin=may_begin)


def has_store(settings: Settings) -> bool:
    """Whether there is a store to look into: one's own always counts as there."""
    return bool(settings.store.url) or (settings.store.data_dir / "appendonlydir").exists()


def embedded_of(settings: Settings) -> EmbeddedStore:
    return EmbeddedStore(settings.store.data_dir, settings.store.port, settings.store.binary)


def grave_of(vault: Vault | None) -> GraveOf:
    """How the erased are known again; nobody is without a key."""
    return vault.grave_of if vault else lambda _: ""


def vault_of(settings: Settings) -> Vault | None:
    """The key of the settings, or the embedded store's own; none for a foreign store without a key."""
    if settings.secret_key:
        return Vault(settings.secret_key)
    return None if settings.store.url else Vault(key_file(settings.store.data_dir))
