"""Every row of a projection, for comparing two of them."""

import sqlite3
from contextlib import closing
from pathlib import Path

from moca.views.file import FILE

TABLES = ("conversations", "tags", "messages", "media", "versions", "reactions", "decisions", "sends", "marks")


def dump(data_dir: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(data_dir / FILE)) as connection:
        return {table: sorted(connection.execute(f"SELECT * FROM {table}")) for table in TABLES}
