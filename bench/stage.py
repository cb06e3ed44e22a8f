"""A store of its own with connected accounts, and the Mocas that play on it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bench.processes import Child, cpu_seconds
from moca.domain.account import Account
from moca.domain.account_settings import AccountSettings
from moca.instagram.accounts import Accounts
from moca.runtime.client import connect
from moca.runtime.embedded import EmbeddedStore
from moca.runtime.store import Store
from moca.settings import Secret
from moca.vault import Vault, key_file

SECRET = "the secret of the measured app"
FIRST_ACCOUNT = 17_841_400_000_000_001
ANSWERING_RULE: dict[str, Any] = {"name": "hola", "keywords": ["hola"], "before_model": True, "reply": "¡Hola! Sí."}
AT_ONCE: dict[str, Any] = {"debounce_ms": 0, "cooldown_seconds": 0, "rules": [ANSWERING_RULE]}
"""Settings by which every message is answered without quiet time and without a model."""


class Stage:
    """The store of one measurement, in `folder`, seen from this process."""

    def __init__(self, folder: Path, store: Store, store_url: str) -> None:
        self.folder = folder
        self.store = store
        self.store_url = store_url
        self.accounts: tuple[str, ...] = ()
        self._mocas = 0

    def moca(self, roles: str = "", **environ: str) -> Child:
        """A Moca on this store; empty roles = all of them. It is not ready yet."""
        self._mocas += 1
        return moca(self.folder, f"moca-{self._mocas}", roles, environ)

    async def connect_accounts(self, count: int, settings: Mapping[str, Any]) -> None:
        """Connect accounts that all have these settings."""
        vault = Vault(key_file(data_dir(self.folder)))
        accounts = Accounts(self.store, vault, AccountSettings(), model_available=False)
        self.accounts = tuple(str(FIRST_ACCOUNT + number) for number in range(count))
        for id_ in self.accounts:
            await accounts.connect(Account(id=id_), Secret(f"token-of-{id_}"), "bench")
            await accounts.change_settings(id_, dict(settings))

    async def used_memory(self) -> int:
        """Bytes that the store holds."""
        memory: Any = await self.store.client.info("memory")
        return int(memory["used_memory"])

    async def cpu_seconds(self) -> float:
        """Processor time of the store's server."""
        server: Any = await self.store.client.info("server")
        return cpu_seconds(int(server["process_id"]))


@asynccontextmanager
async def staged(folder: Path) -> AsyncIterator[Stage]:
    """A running, empty store."""
    embedded = EmbeddedStore(data_dir(folder))
    await embedded.start()
    client = connect(embedded.url, "bench")
    try:
        store = Store(client, "bench")
        await store.prepare()
        yield Stage(folder, store, embedded.url)
    finally:
        await client.aclose()
        await embedded.stop()


def moca(folder: Path, name: str, roles: str = "", environ: Mapping[str, str] | None = None) -> Child:
    """`moca serve` on a free port, with a store in `folder` and without a model. It is not ready yet."""
    settings = {
        "INSTAGRAM_APP_SECRET": SECRET,
        "INSTAGRAM_VERIFY_TOKEN": "measured",
        "INSTAGRAM_GRAPH_URL": "http://127.0.0.1:9",
        "ADMIN_TOKEN": "measuring",
        "AI_ENABLED": "false",
        "MOCA_DATA_DIR": str(data_dir(folder)),
        "MOCA_ROLES": roles,
        **(environ or {}),
    }
    return Child("moca", ["serve", "--port", "0"], folder, settings, name)


def data_dir(folder: Path) -> Path:
    return folder / "data"
