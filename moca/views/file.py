"""
The file of the projection: where it lies, its layout, and how it is opened for writing and for reading.

A reader opens it for each question and closes it: it never holds on to a file that the writer has thrown away.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from moca.errors import TransientError
from moca.views import sql

FILE = "views.sqlite"
LOCK = "views.lock"
LAYOUT = 13
"""Goes up with every change of `schema.sql` or of what the rows mean."""
BUSY_SECONDS = 5.0
EMPTYING_SECONDS = 0.1
"""So long the writer waits for readers before it puts off emptying its log: nothing is folded meanwhile."""


class ViewsUnavailableError(TransientError):
    """The projection cannot be read or written now: it is being made, or its disk is full."""


def connected_for_writing(path: Path) -> sqlite3.Connection:
    """
    The one writer's connection; the file is made if it is missing. What is deleted is overwritten.

    Raises:
        sqlite3.DatabaseError: the file is none of ours, or damaged.
    """
    is_new = not path.exists()
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}").fetchone()
        if is_new:
            path.chmod(0o600)
            connection.executescript(f"BEGIN;{sql.text('schema.sql')};PRAGMA user_version={LAYOUT};COMMIT;")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """
    A connection for one question: everything asked in the block sees one moment.

    Raises:
        ViewsUnavailableError: there is no such file yet, or it is being replaced.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as asked:
            asked.row_factory = sqlite3.Row
            asked.execute("BEGIN")
            if layout(asked) != LAYOUT:
                raise ViewsUnavailableError("the projection is being rebuilt in another layout")
            yield asked
    except sqlite3.DatabaseError as error:
        raise ViewsUnavailableError(f"the projection cannot be read: {error}") from error


def layout(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def emptied(connection: sqlite3.Connection) -> bool:
    """Empty the write-ahead log into the file; False: somebody still reads from it."""
    connection.execute(f"PRAGMA busy_timeout={EMPTYING_SECONDS * 1000:.0f}")
    try:
        return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000:.0f}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the file itself is broken or not ours, as opposed to a full disk or a busy moment."""
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}


def discard(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
