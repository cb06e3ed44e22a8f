"""
Taking words out of the search for good.

What is deleted from a full-text index only stops being found: SQLite keeps the words in older segments until these are
merged. So all segments are merged into one, a few pages at a time and between two batches; secure deletion overwrites
what they were.
"""

import sqlite3

from moca.views.writing import WRITES

PAGES = 200
"""Pages of 4 KB that are written in one piece: some 15 ms."""
WANTED = 1
NOTHING_DONE = 2
"""SQLite's own sign: fewer changes than these, and there was nothing left to merge."""


def merge_some(connection: sqlite3.Connection) -> bool:
    """Merge some pages if that is wanted; whether there is more to do."""
    wanted = connection.execute(WRITES["merge_wanted"]).fetchone()
    if wanted is None:
        return False
    before = connection.total_changes
    connection.execute(WRITES["merge_words"], {"pages": -PAGES if wanted["value"] == WANTED else PAGES})
    is_done = connection.total_changes - before < NOTHING_DONE
    connection.execute(WRITES["merge_is_done" if is_done else "merge_goes_on"])
    return not is_done
