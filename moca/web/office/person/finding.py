"""Which contacts a page asks for, and what is found: pages of them, kept current."""

from typing import Literal, NamedTuple

from moca.views.contacts import ContactRow
from moca.views.listing import Filters
from moca.views.paging import BadCursorError
from moca.web.api.hot import hot_scores
from moca.web.office.desk import Desk, House
from moca.web.office.hub import CONVERSATIONS, Loaded
from moca.web.office.place import Place

Order = Literal["newest", "score"]
GAP_SECONDS = 2.0
ROWS = 50


class Asked(NamedTuple):
    """`cursor` leads to a further page, and only of a list in which nothing is searched."""

    q: str = ""
    is_hot: bool = False
    order: Order = "newest"
    cursor: str = ""

    @classmethod
    def of(cls, place: Place, q: str) -> "Asked":
        """As the address says, and the field, whose words stand in no address."""
        order: Order = "score" if place.asked("sort") == "score" else "newest"
        return cls(q, place.asked("hot") == "1", order, "" if q else place.asked("after"))


class Contacts(NamedTuple):
    """A page of contacts; `next` is the cursor of the following one, empty = this is the last. `asked`: for what."""

    asked: Asked
    rows: tuple[ContactRow, ...]
    next: str


def contacts_of(desk: Desk, asked: Asked) -> Loaded[Contacts]:
    """One page of the contacts."""
    house = desk.house
    return desk.hub.value(
        ("contacts", asked), lambda: Loaded(lambda: _read(house, asked), [CONVERSATIONS], GAP_SECONDS)
    )


async def _read(house: House, asked: Asked) -> Contacts:
    mark: Literal["hot"] | None = "hot" if asked.is_hot else None
    filters = Filters(q=asked.q or None, mark=mark, hot_scores=await hot_scores(house.accounts))
    try:
        page = await house.views.contacts(filters, asked.order, asked.cursor or None, ROWS)
    except BadCursorError:  # of an old link: from the beginning
        page = await house.views.contacts(filters, asked.order, None, ROWS)
    return Contacts(asked, tuple(page.items), page.next or "")
