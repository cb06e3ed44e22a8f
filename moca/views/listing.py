"""A list as one statement: its source, filters, place to go on from and order. Values are only ever parameters."""

from collections.abc import Mapping
from typing import Any

import msgspec

from moca.domain.text import folded
from moca.views.paging import Cursor
from moca.views.rows import Sort


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """
    What a list is narrowed to; None = everything. `from_ms` ≤ last activity < `to_ms`.

    `q` is a part of the last text, the name, the user name or the PSID, whatever its case and accents.
    """

    status: str | None = None
    account: str | None = None
    tag: str | None = None
    assignee: str | None = None
    owner: str | None = None
    q: str | None = None
    from_ms: int | None = None
    to_ms: int | None = None


class Listing:
    """One page of one list, ready to be asked."""

    def __init__(self, filters: Filters, sort: Sort, after: Cursor | None) -> None:
        self._filters = filters
        self._sort = sort
        self._after = after
        self._by_tag = filters.tag is not None and sort != "time_left"

    @property
    def values(self) -> dict[str, Any]:
        """The parameters, beside `limit` and `now`."""
        place = {"key": self._after.key, "address": self._after.address} if self._after else {}
        return msgspec.structs.asdict(self._filters) | place | {"q": folded(self._filters.q or "")}

    def statement(self, pieces: Mapping[str, str]) -> str:
        """Put together from the named pieces of `queries.sql`."""
        key = "t" if self._by_tag else "c"
        where = " AND ".join(pieces[name] for name in self._conditions())
        return pieces["list"].format(
            source=pieces["from_tag" if self._by_tag else "from_conversations"],
            where=f"WHERE {where.format(key=key)}" if where else "",
            inner_order=pieces[f"by_{self._sort}"].format(key=key),
            order=pieces[f"by_{self._sort}"].format(key="conversations"),
        )

    def _conditions(self) -> list[str]:
        names = [piece for name, piece in _FILTERS.items() if getattr(self._filters, name) is not None]
        if self._filters.tag is not None:
            names.append("of_this_tag" if self._by_tag else "of_tag")
        if self._sort == "time_left":
            names.append("with_open_window")
        if self._after is not None:
            names.append(f"after_{self._sort}")
        return names


_FILTERS = {
    "status": "of_status",
    "account": "of_account",
    "assignee": "of_assignee",
    "owner": "of_owner",
    "q": "of_text",
    "from_ms": "since_time",
    "to_ms": "until_time",
}
