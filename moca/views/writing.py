"""The named statements of the writer, said about one conversation."""

import sqlite3
from typing import Any

from moca.views.sql import statements

WRITES = statements("writes.sql")


class Writing:
    """One conversation inside the writer's transaction; every statement gets its address."""

    def __init__(self, connection: sqlite3.Connection, address: str) -> None:
        self._connection = connection
        self._address = address

    def run(self, statement: str, **parameters: Any) -> int:
        """How many rows it changed."""
        return self._execute(statement, parameters).rowcount

    def one(self, statement: str, **parameters: Any) -> Any:
        """Its first row; None without any."""
        return self._execute(statement, parameters).fetchone()

    def all(self, statement: str, **parameters: Any) -> list[Any]:
        return self._execute(statement, parameters).fetchall()

    def marked(self, name: str, mark: str) -> str | None:
        """What was noted of something before that thing itself came."""
        row = self.one("marked", name=name, mark=mark)
        return None if row is None else str(row["value"])

    def _execute(self, statement: str, parameters: dict[str, Any]) -> sqlite3.Cursor:
        return self._connection.execute(WRITES[statement], parameters | {"address": self._address})
