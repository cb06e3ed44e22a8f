"""
Sealing of access tokens at rest: nothing in the store or on disk shows one.

The key comes from `MOCA_SECRET_KEY`, or, for the embedded store, from a file of mode 0600 made at the first start.
"""

import base64
import hmac
import os
from contextlib import suppress
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from moca.errors import PermanentError
from moca.settings import Secret

KEY_FILE = "secret.key"


class Vault:
    """Seals and opens secrets under one key, and knows names again without keeping them."""

    def __init__(self, key: Secret) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(_derived(key, b"moca tokens")))
        self.signing_key = _derived(key, b"moca office sessions")
        """Signs what is given out and must be known again; it opens nothing that is sealed."""
        self._graves = _derived(key, b"moca erased")

    def seal(self, secret: Secret) -> str:
        return self._fernet.encrypt(secret.reveal().encode()).decode()

    def grave_of(self, name: object) -> str:
        """The keyed hash under which somebody is remembered who was erased: who has no key cannot try names."""
        return hmac.digest(self._graves, str(name).encode(), "sha256").hex()[:40]

    def open(self, sealed: str) -> Secret:
        """
        Give the secret that was sealed.

        Raises:
            PermanentError: it was sealed under another key.
        """
        try:
            return Secret(self._fernet.decrypt(sealed.encode()).decode())
        except InvalidToken as error:
            raise PermanentError("a stored token was sealed under another MOCA_SECRET_KEY: give that one") from error


def _derived(key: Secret, purpose: bytes) -> bytes:
    """32 bytes for one purpose, which tell nothing of those for another."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key.reveal().encode())


def key_file(data_dir: Path) -> Secret:
    """The key of an embedded store: read from its data directory, made there at the first start."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = data_dir / KEY_FILE
    if not path.exists():
        draft = data_dir / f"{KEY_FILE}.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(Fernet.generate_key())
        with suppress(FileExistsError):  # another process was first: its key is the one
            path.hardlink_to(draft)
        draft.unlink()
    return Secret(path.read_text().strip())
