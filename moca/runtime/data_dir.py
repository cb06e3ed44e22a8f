"""
The directory of an embedded store: its files, its lock, its room, and where its socket stands.

Every process that is given the same directory comes to the same paths and the same lock.
"""

import errno
import fcntl
import hashlib
import os
import stat
import sys
import tempfile
from pathlib import Path

from moca.errors import MocaError

LOG_LIMIT_BYTES = 5_000_000
ROOM_BYTES = 1 << 20
SOCKET_PATH_BYTES = 107 if sys.platform == "linux" else 103
_TAIL_BYTES = 4_096
_TAIL_LINES = 5
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class StoreStartError(MocaError):
    """The embedded store cannot start; the text is one line that says why and what would help."""


class DataDir:
    """Holds `appendonlydir`, `redis.sock`, `redis.log` and `lock`. Nothing is touched before `make`."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.socket_path = _socket_path(self.path)
        self.log_path = self.path / "redis.log"
        self.lock_path = self.path / "lock"

    def __str__(self) -> str:
        return str(self.path)

    @property
    def disk_full(self) -> str:
        return f"disk full: the store has no room left in {self}; free some space"

    def make(self) -> None:
        """Make what is missing, for the owner only. A directory that is there keeps its mode."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.socket_path.parent != self.path:
                _make_private(self.socket_path.parent)
        except OSError as error:
            raise self._refused(error) from error

    def lock(self) -> int | None:
        """The descriptor that holds the lock, for the server to inherit; None while another server holds it."""
        try:
            return _flock(self.lock_path, fcntl.LOCK_EX)
        except OSError as error:
            raise self._refused(error) from error

    def is_locked(self) -> bool:
        """Whether a server lives here. Looking takes a shared lock, so those who look do not stop each other."""
        try:
            descriptor = _flock(self.lock_path, fcntl.LOCK_SH)
        except OSError:  # no directory, no server
            return False
        if descriptor is not None:
            os.close(descriptor)
        return descriptor is None

    def require_room(self) -> None:
        """Write a megabyte and let it go: the sure way to learn whether a disk, or a quota, is full. Blocks."""
        try:
            with tempfile.TemporaryFile(dir=self.path) as file:
                file.write(bytes(ROOM_BYTES))
        except OSError as error:
            raise self._refused(error) from error

    def rotate_log(self) -> None:
        """Keep one old log beside the new one. Only for the holder of the lock."""
        if self.log_path.exists() and self.log_path.stat().st_size > LOG_LIMIT_BYTES:
            self.log_path.replace(self.log_path.with_suffix(".log.1"))

    def last_words(self, from_byte: int = 0) -> list[str]:
        """The last few lines that a server wrote behind `from_byte` of the log; none where it cannot be read."""
        try:
            with self.log_path.open("rb") as log:
                end = log.seek(0, os.SEEK_END)
                log.seek(max(from_byte, end - _TAIL_BYTES))
                return log.read().decode(errors="replace").splitlines()[-_TAIL_LINES:]
        except OSError:
            return []

    def _refused(self, error: OSError) -> StoreStartError:
        if error.errno in _FULL:
            return StoreStartError(self.disk_full)
        return StoreStartError(f"the data directory {self} cannot be used: {error.strerror}")


def _socket_path(data_dir: Path) -> Path:
    """
    Inside the data directory; in a short private one where that would be longer than a socket's path may be.

    The short one stands in /tmp by name: every process must come to the same path, whatever its TMPDIR says.
    """
    path = data_dir / "redis.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_BYTES:
        return path
    digest = hashlib.sha256(f"{os.getuid()}:{data_dir}".encode(errors="surrogateescape")).hexdigest()
    return Path("/tmp", f"moca-{digest[:16]}", "redis.sock")  # noqa: S108  # _make_private refuses a foreign one


def _make_private(directory: Path) -> None:
    """Make the socket's short directory; one that somebody else may have prepared is refused."""
    directory.mkdir(mode=0o700, exist_ok=True)
    found = directory.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise StoreStartError(f"{directory}, which is to hold the store's socket, is not private: remove it")


def _flock(path: Path, kind: int) -> int | None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
