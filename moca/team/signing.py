"""
The key under which cookies are signed: derived from the vault's, or where there is none kept in the store.

| key | type | holds |
|---|---|---|
| `moca:office:key` | STRING | a random key, only for a store of one's own without `MOCA_SECRET_KEY` |
"""

import hashlib
import hmac
import secrets

from redis.asyncio import Redis

from moca.runtime.client import translated
from moca.vault import Vault

KEY = "moca:office:key"
KEY_BYTES = 32


class Signing:
    """Signs texts. All processes of a store sign alike."""

    def __init__(self, client: Redis, vault: Vault | None) -> None:
        self._client = client
        self._key = vault.signing_key if vault else b""

    async def sign(self, text: str) -> str:
        """
        The text's signature, as 64 hexadecimal digits.

        Raises:
            StoreUnavailableError: the key is in a store that is away.
        """
        return hmac.new(await self._known_key(), text.encode(), hashlib.sha256).hexdigest()

    async def is_signed(self, text: str, signature: str) -> bool:
        """Whether this is the text's signature, in constant time."""
        return hmac.compare_digest((await self.sign(text)).encode(), signature.encode())

    async def _known_key(self) -> bytes:
        if not self._key:
            with translated():
                await self._client.set(KEY, secrets.token_hex(KEY_BYTES), nx=True)
                self._key = bytes.fromhex(str(await self._client.get(KEY)))
        return self._key
