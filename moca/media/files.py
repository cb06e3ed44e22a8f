"""
The files themselves: written whole or not at all, readable by this user alone, under names that nobody can guess.

A name is made from the message's id with a key of this directory, so that the same attachment fetched twice is one
file, and the files of a message are found again without a list. Nothing of what a customer wrote stands in it. All
functions block for as long as a disk does: call them in a thread.
"""

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from moca.media.kinds import MIMES

ROOM = "media"
_KEY = ".key"
_KEY_BYTES = 32
_PART = ".part"
_ACCOUNT = re.compile(r"[0-9]{1,128}", re.ASCII)
_NAME = re.compile(r"[0-9a-f]{40}-[0-9]{1,2}\.([a-z0-9]{3,4})", re.ASCII)


class Incoming:
    """A file that is being written; it is nowhere to be found until `keep`, and gone without it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        self._folder = folder
        self._path = folder / f".{secrets.token_hex(16)}{_PART}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        self._file = os.fdopen(os.open(self._path, flags, 0o600), "wb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)

    def write(self, data: bytes) -> None:
        self._file.write(data)

    def keep(self, name: str) -> Path:
        """Give the whole file its name, in place of an older one; where it lies now."""
        self._file.flush()
        os.fsync(self._file.fileno())
        path = self._folder / name
        self._path.rename(path)
        return path


class MediaFiles:
    """The files of one data directory; any number of processes may use it."""

    def __init__(self, data_dir: Path) -> None:
        self.root = data_dir / ROOM
        self._key = b""

    def incoming(self, account: str) -> Incoming:
        """
        Begin a file of an account.

        Raises:
            ValueError: this is no account's id.
            OSError: the disk would not take it.
        """
        if not _ACCOUNT.fullmatch(account):
            raise ValueError("an account's id is decimal")
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Incoming(self.root / account)

    def name(self, account: str, mid: str, index: int, extension: str) -> str:
        """The name of one attachment's file: always the same, and not to be guessed from the ids."""
        return f"{self._stem(account, mid)}-{index}.{extension}"

    def find(self, account: str, name: str) -> Path | None:
        """The file of this name; None if there is none, or if this could not be the name of one."""
        if not (_ACCOUNT.fullmatch(account) and mime_of(name)):
            return None
        path = self.root / account / name
        return path if path.is_file() and not path.is_symlink() else None

    def read(self, account: str, name: str, most_bytes: int) -> bytes | None:
        """A file's content; None if it is not there, or larger than that."""
        path = self.find(account, name)
        try:
            return path.read_bytes() if path is not None and path.stat().st_size <= most_bytes else None
        except FileNotFoundError:
            return None

    def drop(self, account: str, mid: str) -> int:
        """Delete everything of a message; how many files that were. Again changes nothing."""
        if not _ACCOUNT.fullmatch(account):
            return 0
        found = list((self.root / account).glob(f"{self._stem(account, mid)}-*"))
        for path in found:
            path.unlink(missing_ok=True)
        return len(found)

    def accounts(self) -> list[str]:
        """The accounts of which anything was ever kept."""
        with suppress(FileNotFoundError):
            return sorted(entry.name for entry in self.root.iterdir() if _ACCOUNT.fullmatch(entry.name))
        return []

    def of(self, account: str) -> Iterator[Path]:
        """The files of an account, those that are still being written among them."""
        with suppress(FileNotFoundError):
            yield from (self.root / account).iterdir()

    def _stem(self, account: str, mid: str) -> str:
        return hmac.new(self._secret(), f"{account}/{mid}".encode(), hashlib.sha256).hexdigest()[:40]

    def _secret(self) -> bytes:
        """The directory's key, made by whoever comes first."""
        if not self._key:
            path = self.root / _KEY
            if not path.exists():
                _make_key(path)
            self._key = path.read_bytes()
        return self._key


def mime_of(name: str) -> str:
    """What a file of this name is; empty for what could not be the name of a kept file."""
    matched = _NAME.fullmatch(name)
    return MIMES.get(matched[1], "") if matched else ""


def is_part(path: Path) -> bool:
    """Whether it is being written, or was left over by a process that died at it."""
    return path.name.endswith(_PART)


def _make_key(path: Path) -> None:
    """Write a key aside and link it to its place, which only the first can do."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".{secrets.token_hex(16)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb") as file:
        file.write(secrets.token_bytes(_KEY_BYTES))
    with suppress(FileExistsError):
        os.link(aside, path)
    aside.unlink()
