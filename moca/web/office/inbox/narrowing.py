"""
What the list is narrowed to and how it is sorted, as the address says it.

Whatever an address says that means nothing is left out: an old link still opens a list.
"""

from collections.abc import Mapping
from typing import NamedTuple, get_args
from urllib.parse import urlencode
from zlib import crc32

from moca.domain.messages import Owner, Status
from moca.views.listing import Filters
from moca.views.rows import Sort
from moca.web.office.place import Place

STATUSES: tuple[Status, ...] = get_args(Status)
OWNERS: tuple[Owner, ...] = get_args(Owner)
SORTS: tuple[Sort, ...] = ("newest", "time_left", "urgent")
NOT_CLOSED: tuple[Status, ...] = tuple(status for status in STATUSES if status != "closed")
ANY = "all"
ME, NOBODY = "me", "nobody"
LAST_MS = 2**53
LONGEST = 100
OF_A_CONVERSATION = {"at": "", "panel": ""}
"""Parameters of the address that tell of the conversation that is open, and not of the list."""


class Narrowing(NamedTuple):
    """
    `status` "" = all but the closed, `all`, or one. `assignee`: me, nobody, or an operator's id. Times are ms of the
    last activity, from `from_ms` to before `to_ms`; 0 = no bound. Elsewhere "" and False = everything.
    """

    status: str = ""
    account: str = ""
    tag: str = ""
    assignee: str = ""
    owner: str = ""
    from_ms: int = 0
    to_ms: int = 0
    unread: bool = False
    needs: bool = False
    draft: bool = False
    sort: Sort = "newest"

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Narrowing":
        """As the parameters of an address, or of a view that was kept, say it."""
        return cls(
            status=_known(asked.get("status", ""), (ANY, *STATUSES)),
            account=_short(asked.get("account", "")),
            tag=_short(asked.get("tag", "")),
            assignee=_short(asked.get("assignee", "")),
            owner=_known(asked.get("owner", ""), OWNERS),
            from_ms=_time(asked.get("from", "")),
            to_ms=_time(asked.get("to", "")),
            unread=asked.get("unread") == "1",
            needs=asked.get("needs") == "1",
            draft=asked.get("draft") == "1",
            sort=next((sort for sort in SORTS if sort == asked.get("sort")), "newest"),
        )

    def asked(self) -> dict[str, str]:
        """As an address says it; "" = nothing of the kind."""
        return {
            "status": self.status,
            "account": self.account,
            "tag": self.tag,
            "assignee": self.assignee,
            "owner": self.owner,
            "from": str(self.from_ms or ""),
            "to": str(self.to_ms or ""),
            "unread": "1" if self.unread else "",
            "needs": "1" if self.needs else "",
            "draft": "1" if self.draft else "",
            "sort": "" if self.sort == "newest" else self.sort,
        }

    @property
    def key(self) -> str:
        """Another for each; the same in every process."""
        return f"{crc32(repr(self).encode()):08x}"

    def filters(self, me: str, names: Mapping[str, str]) -> Filters:
        """What the views are asked: `me` is the name of who asks, `names` are the operators' by their ids."""
        assignees = {"": None, NOBODY: "", ME: me}
        return Filters(
            status=self.status if self.status in STATUSES else None,
            statuses=NOT_CLOSED if not self.status else (),
            account=self.account or None,
            tag=self.tag or None,
            assignee=assignees.get(self.assignee, names.get(self.assignee, self.assignee)),
            owner=self.owner or None,
            from_ms=self.from_ms or None,
            to_ms=self.to_ms or None,
            unread=self.unread,
            needs_person=self.needs,
            draft=self.draft,
        )

    def without(self, name: str) -> "Narrowing":
        """Without one of the address's parameters."""
        return Narrowing.of({**self.asked(), name: ""})


def narrowed(place: Place) -> Narrowing:
    """What the address asks for."""
    return Narrowing.of(dict(place.query))


def list_address(narrowing: Narrowing, **window: str) -> str:
    """
    The address of a list, from its beginning or in a window; relative, so that the conversation that is open stays so.
    """
    asked = {name: value for name, value in {**narrowing.asked(), **window}.items() if value}
    return f"?{urlencode(asked)}"


def conversation_address(place: Place, account: str, psid: str, at: str = "") -> str:
    """The address of a conversation beside the list as it is; `at`: one of its entries, to be shown."""
    opened = Place(("inbox", account, psid), place.query)
    return opened.but(**OF_A_CONVERSATION | {"at": at})


def _short(value: str) -> str:
    """No id and no tag is longer; what the team keeps as a view, every page reads."""
    return value if len(value) <= LONGEST else ""


def _known(value: str, choices: tuple[str, ...]) -> str:
    return value if value in choices else ""


def _time(value: str) -> int:
    return min(int(value), LAST_MS) if value.isascii() and value.isdecimal() and len(value) < len(str(LAST_MS)) else 0
