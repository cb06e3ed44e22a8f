"""
A list as one statement: its source, filters, place to go on from and order. Values are only ever parameters.

What only few conversations are (urgent, hot, with a draft, in need of a person) is read from an index of these few. The
order `urgent` changes with the time: it is put together from the urgent ones, those with time left, and the others.
"""

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
    `test`: the test chats instead of the conversations with people. `assignee` "" = nobody's. `statuses`: any of these;
    none = all. `unread`, `draft` (one waits, of either kind), `needs_person`: only those.
    """

    status: str | None = None
    statuses: tuple[str, ...] = ()
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
    unread: bool = False
    draft: bool = False
    needs_person: bool = False

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
        told = {"q": folded(self._filters.q or ""), "statuses": msgspec.json.encode(self._filters.statuses).decode()}
        return msgspec.structs.asdict(self._filters) | place | self._hot | told

    @property
    def _hot(self) -> dict[str, Any]:
        scores = self._filters.hot_scores
        lowest = min([*scores.values(), HOT])
        return {"hot": HOT, "hot_from": lowest * RANK, "hot_scores": msgspec.json.encode(dict(scores)).decode()}

    def statement(self, pieces: Mapping[str, str], rows: str = "list") -> str:
        """Put together from the named pieces of `queries.sql`; `rows` names what is shown of each."""
        order = pieces[f"by_{self._sort}"].format(key="listed")
        return pieces[rows].format(chosen=self._chosen(pieces), order=order)

    def counting(self, pieces: Mapping[str, str]) -> str:
        """How many it holds, at most 1,000."""
        return pieces["count"].format(source=pieces[self._source()], where=self._where(pieces))

    def _chosen(self, pieces: Mapping[str, str]) -> str:
        """Which rows: of each section at most a page."""
        if self._sort != "urgent" or self._few:
            return self._section(pieces, self._source(), f"by_{self._sort}")
        sections = (
            self._section(pieces, "from_urgent", "by_urgent", "of_urgent"),
            self._section(pieces, "from_by_window", "by_time_left", "of_calm", "with_open_window"),
            self._section(pieces, "from_by_time", "by_newest", "of_calm", "with_closed_window"),
        )
        return " UNION ALL ".join(pieces["one_section"].format(section=section) for section in sections)

    def _section(self, pieces: Mapping[str, str], source: str, order: str, *also: str) -> str:
        return pieces["chosen"].format(
            source=pieces[source],
            where=self._where(pieces, *also),
            order=pieces[order].format(key=self._key),
        )

    def _where(self, pieces: Mapping[str, str], *also: str) -> str:
        where = " AND ".join(pieces[name] for name in (*self._conditions(), *also))
        return f"WHERE {where}".format(key=self._key)

    @property
    def _key(self) -> str:
        return "t" if self._by_tag else "c"

    @property
    def _few(self) -> str:
        """The piece of what only few conversations are, if that is asked for; empty = it is not."""
        is_by_time = self._sort in {"newest", "oldest"}
        few = {
            f"from_{self._filters.mark}": self._filters.mark is not None,
            "from_draft": self._filters.draft,
            "from_needing": self._filters.needs_person,
            "from_unread": self._filters.unread and is_by_time,
        }
        return next((source for source, is_asked in few.items() if is_asked), "")

    def _source(self) -> str:
        if self._by_tag:
            return "from_tag"
        return self._few or ("from_by_window" if self._sort == "time_left" else "from_conversations")

    def _conditions(self) -> list[str]:
        names = [piece for name, piece in _FILTERS.items() if getattr(self._filters, name) is not None]
        names += [piece for name, piece in _ONLY.items() if getattr(self._filters, name)]
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
_ONLY = {"statuses": "of_statuses", "unread": "of_unread", "draft": "of_draft", "needs_person": "of_needing"}
