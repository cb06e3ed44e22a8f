"""
The projection's one writer.

`<data_dir>/views.sqlite` is written by whoever holds `views.lock`; everybody else reads. A batch and the positions up
to which the feed was followed are one transaction, so that each entry counts exactly once, whatever dies in between. A
file of another layout, or a damaged one, is thrown away: the logs hold everything.
"""

import fcntl
import os
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import structlog

from moca.runtime.actor import Address
from moca.views.file import (
    FILE,
    LAYOUT,
    LOCK,
    ViewsUnavailableError,
    connected_for_writing,
    discard,
    emptied,
    is_damage,
    layout,
    transaction,
)
from moca.views.folding import Folding, Reading
from moca.views.merging import merge_some
from moca.views.writing import WRITES

log = structlog.get_logger()

FORGET = ("tags", "messages", "media", "versions", "reactions", "decisions", "sends", "marks", "conversation")


class DamagedError(Exception):
    """The file was damaged and thrown away; it is empty now."""


class Projection:
    """The writer. One connection, one thread at a time; `acquire` comes first."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._path = data_dir / FILE
        self._turn = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._lock_file = -1
        self._must_scrub = False
        self._must_merge = True
        """At first, too: a process before this one may have put it off."""

    def acquire(self) -> bool:
        """Become the writer and open the file; False if another process is."""
        with self._turn:
            if self._connection is None:
                if not self._take_lock():
                    return False
                self._connection = self._open()
            return True

    def close(self) -> None:
        """Stop writing and let another process be the writer. Idempotent."""
        with self._turn:
            self._close_connection()
            if self._lock_file >= 0:
                os.close(self._lock_file)
                self._lock_file = -1

    def positions(self) -> dict[int, str]:
        """The last feed entry followed, by partition; empty = this file was never complete."""
        with self._writing() as connection:
            return {row["partition"]: row["entry"] for row in connection.execute(WRITES["all_positions"])}

    def last_entries(self, addresses: Iterable[Address]) -> dict[Address, str]:
        """The last folded entry of each conversation; empty for one that is not known."""
        with self._writing() as connection:
            return {address: _last_entry(connection, address) for address in addresses}

    def apply(
        self, readings: Sequence[Reading], positions: Mapping[int, str] | None = None, *, afresh: bool = False
    ) -> None:
        """
        Fold what was read and move the positions, or nothing of it. The same readings again change nothing.

        `afresh`: what is known of these conversations goes first, in the same transaction.

        Raises:
            DamagedError: the file was damaged; it is empty now.
            ViewsUnavailableError: it could not be written; nothing was.
        """
        with self._writing() as connection:
            for reading in readings:
                if afresh and _forget(connection, str(reading.address)):
                    self._want_scrub(connection)
                folding = Folding(connection, reading.address)
                folding.fold(reading)
                if folding.has_blanked:
                    self._want_scrub(connection)
            for partition, entry in (positions or {}).items():
                connection.execute(WRITES["save_position"], {"partition": partition, "entry": entry})
        self._scrub()

    def forget_where(self, is_gone: Callable[[Address], bool]) -> list[Address]:
        """Forget the conversations of which this is true, and which those were."""
        with self._writing() as connection:
            known = [Address.parse(str(row["address"])) for row in connection.execute(WRITES["all_addresses"])]
            gone = [address for address in known if is_gone(address)]
            for address in gone:
                _forget(connection, str(address))
                self._want_scrub(connection)
        self._scrub()
        return gone

    def keep_only(self, addresses: Collection[str]) -> None:
        """Forget every conversation that is none of these: its log has gone."""
        with self._writing() as connection:
            known = {str(row["address"]) for row in connection.execute(WRITES["all_addresses"])}
            for address in known.difference(addresses):
                _forget(connection, address)
                self._want_scrub(connection)
        self._scrub()

    def tidy(self) -> bool:
        """
        Do a piece, of some ms, of what is put off: words that were taken out leave the index of the search, and the
        write-ahead log, where a reader held it.

        Whether there are more words to take out.
        """
        if self._must_merge:
            with self._writing() as connection:
                self._must_merge = merge_some(connection)
            self._must_scrub |= not self._must_merge
        self._scrub()
        return self._must_merge

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction on the one connection; a damaged file is replaced by an empty one."""
        with self._turn:
            if self._connection is None:
                raise RuntimeError("the projection is not open: acquire it first")
            try:
                with transaction(self._connection):
                    yield self._connection
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise ViewsUnavailableError(f"the projection cannot be written: {error}") from error
                self._close_connection()
                self._replace(str(error))
                self._connection = self._open()
                raise DamagedError(str(error)) from error

    def _want_scrub(self, connection: sqlite3.Connection) -> None:
        """A text was taken out: it is to leave the file, too."""
        connection.execute(WRITES["want_merge"])
        self._must_scrub = self._must_merge = True

    def _scrub(self) -> None:
        """Empty the write-ahead log, where a text that was taken out still stands. Readers may put it off."""
        with self._turn:
            if self._must_scrub and self._connection is not None:
                self._must_scrub = not emptied(self._connection)

    def _take_lock(self) -> bool:
        self._data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(self._data_dir / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._lock_file = file
        return True

    def _open(self) -> sqlite3.Connection:
        try:
            connection = connected_for_writing(self._path)
            connection.execute(WRITES["all_positions"]).fetchall()
            if layout(connection) == LAYOUT:
                return connection
            connection.close()
            self._replace("another layout")
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise ViewsUnavailableError(f"the projection cannot be opened: {error}") from error
            self._replace(str(error))
        return connected_for_writing(self._path)

    def _replace(self, reason: str) -> None:
        log.warning("projection.discarded", reason=reason)
        discard(self._path)

    def _close_connection(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _last_entry(connection: sqlite3.Connection, address: Address) -> str:
    row = connection.execute(WRITES["last_entry"], {"address": str(address)}).fetchone()
    return str(row["last_entry"]) if row else ""


def _forget(connection: sqlite3.Connection, address: str) -> bool:
    """Whether anything was known."""
    gone = [connection.execute(WRITES[f"forget_{table}"], {"address": address}).rowcount for table in FORGET]
    return any(gone)
