"""A list as one statement: its source, filters, place to go on from and order. Values are only ever parameters."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

import msgspec

from moca.domain.account_settings import AccountSettings
from moca.domain.text import folded
from moca.views.paging import RANK, Cursor
from moca.views.rows import Sort

Mark = Literal["urgent", "hot"]
HOT = AccountSettings().hot_score


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """
    What a list is narrowed to; None = everything. `from_ms` ≤ last activity < `to_ms`.

    `q` is a part of the last text, a name, the user name, the e-mail address, the phone number or the PSID, whatever
    its case and accents. `hot_scores`: from which score on each account's conversations are hot, where not from 6.
    `test`: the test chats instead of the conversations with people.
    """

    status: str | None = None
    account: str | None = None
    tag: str | None = None
    assignee: str | None = None
    owner: str | None = None
    intent: str | None = None
    mark: Mark | None = None
    q: str | None = None
    from_ms: int | None = None
    to_ms: int | None = None
    hot_scores: Mapping[str, int] = MappingProxyType({})
    test: bool = False

    def hot_score(self, account: str) -> int:
        return self.hot_scores.get(account, HOT)


class Listing:
    """One page of one list, ready to be asked."""

    def __init__(self, filters: Filters, sort: Sort, after: Cursor | None) -> None:
        self._filters = filters
        self._sort = sort
        self._after = after
        self._by_tag = filters.tag is not None and sort in {"newest", "oldest"}

    @property
    def values(self) -> dict[str, Any]:
        """The parameters, beside `limit` and `now`."""
        place = {"key": self._after.key, "address": self._after.address} if self._after else {}
        return msgspec.structs.asdict(self._filters) | place | self._hot | {"q": folded(self._filters.q or "")}

    @property
    def _hot(self) -> dict[str, Any]:
        scores = self._filters.hot_scores
        lowest = min([*scores.values(), HOT])
        return {"hot": HOT, "hot_from": lowest * RANK, "hot_scores": msgspec.json.encode(dict(scores)).decode()}

    def statement(self, pieces: Mapping[str, str], rows: str = "list") -> str:
        """Put together from the named pieces of `queries.sql`; `rows` names what is shown of each."""
        key = "t" if self._by_tag else "c"
        where = " AND ".join(pieces[name] for name in self._conditions())
        return pieces[rows].format(
            source=pieces[self._source()],
            where=f"WHERE {where.format(key=key)}" if where else "",
            inner_order=pieces[f"by_{self._sort}"].format(key=key),
            order=pieces[f"by_{self._sort}"].format(key="conversations"),
        )

    def _source(self) -> str:
        if self._by_tag:
            return "from_tag"
        return f"from_{self._filters.mark}" if self._filters.mark else "from_conversations"

    def _conditions(self) -> list[str]:
        names = [piece for name, piece in _FILTERS.items() if getattr(self._filters, name) is not None]
        names.append("of_test_chats" if self._filters.test else "of_people")
        if self._filters.tag is not None:
            names.append("of_this_tag" if self._by_tag else "of_tag")
        if self._filters.mark is not None:
            names.append(f"of_{self._filters.mark}")
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
    "intent": "of_intent",
    "q": "of_text",
    "from_ms": "since_time",
    "to_ms": "until_time",
}
