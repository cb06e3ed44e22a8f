"""What is read of one person, for all pages that show them: as they stand, and what was before."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from moca.runtime.actor import Address
from moca.views.contacts import ContactRow
from moca.views.listing import Filters
from moca.views.rows import ConversationRow, DecisionRow, MessageRow
from moca.web.api.hot import hot_scores
from moca.web.office.desk import Desk, House
from moca.web.office.hub import ACCOUNTS, Loaded
from moca.web.office.naming import called

EARLIER = 12
"""Questions that are shown of those before."""
BUSY_SECONDS, GAP_SECONDS = 0.25, 2.0
"""How often a person is read again at most, and what was before."""


class Person(NamedTuple):
    """A person at one account. `mode`: the account's own agent mode; `charge`: the line that tells who is in charge."""

    row: ConversationRow
    contact: ContactRow
    mode: str
    charge: MessageRow | None

    @property
    def name(self) -> str:
        """What they are called: as somebody knows it, by the user name, or by the end of Meta's id."""
        known = self.contact.name.value if self.contact.name else ""
        return called(known, self.row.username, psid=self.row.psid)


Gone = Literal["gone"]
"""Nobody is known there, or nobody any more."""
Found = Person | Gone


class Earlier(NamedTuple):
    """What became of their questions, the team's notes, and where else they have written; the newest first."""

    decisions: tuple[DecisionRow, ...]
    has_more: bool
    notes: tuple[MessageRow, ...]
    elsewhere: tuple[ConversationRow, ...]


def person_of(desk: Desk, address: Address) -> Loaded[Found]:
    """The person of a conversation, kept current."""
    house = desk.house
    return desk.hub.value(
        ("person", address), lambda: Loaded(lambda: _person(house, address), [str(address), ACCOUNTS])
    )


def earlier_of(desk: Desk, address: Address) -> Loaded[Earlier]:
    """What was before, kept current."""
    house = desk.house
    return desk.hub.value(
        ("earlier", address), lambda: Loaded(lambda: _earlier(house, address), [str(address)], GAP_SECONDS)
    )


def of(select: Callable[[Person], Any]) -> Callable[[Found | None], Any]:
    """What is selected of a person; None as long as they are not read, or where nobody is."""
    return lambda found: select(found) if isinstance(found, Person) else None


async def _person(house: House, address: Address) -> Found:
    account = address.key.partition(":")[0]
    filters = Filters(hot_scores=await hot_scores(house.accounts, account))
    row = await house.views.conversation(address, filters)
    contact = await house.views.contact(address, filters)
    if row is None or contact is None:
        return "gone"
    held = await house.accounts.get(account)
    mode = held.account.settings.agent if held else ""
    return Person(row, contact, mode, await house.views.in_charge(address))


async def _earlier(house: House, address: Address) -> Earlier:
    page = await house.views.decisions(address, limit=EARLIER)
    contact = await house.views.contact(address)
    elsewhere = await house.views.elsewhere(address, contact.username) if contact and contact.username else []
    notes = await house.views.notes(address)
    return Earlier(tuple(page.items), page.next is not None, tuple(notes), tuple(elsewhere))
