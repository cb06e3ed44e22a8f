"""What the team's conversations can be told apart by: accounts, people of the team, tags."""

from typing import NamedTuple

from moca.team.operators import Operators
from moca.web.office.desk import Desk, House
from moca.web.office.hub import ACCOUNTS, TEAM, Loaded

GAP_SECONDS = 2.0
POLL_SECONDS = 60.0
"""A tag that is new is offered after a minute at most."""


class Choices(NamedTuple):
    """`accounts`: id and what it is called; `operators`: id and name, of those who still work here."""

    accounts: tuple[tuple[str, str], ...] = ()
    operators: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def labels(self) -> dict[str, str]:
        """What the accounts are called, where there are several: one alone needs no name."""
        return dict(self.accounts) if len(self.accounts) > 1 else {}


def choices(desk: Desk) -> Loaded[Choices]:
    """As they stand."""
    house = desk.house
    topics = [ACCOUNTS, TEAM]
    return desk.hub.value("choices", lambda: Loaded(lambda: _read(house), topics, GAP_SECONDS, POLL_SECONDS))


async def _read(house: House) -> Choices:
    accounts = [held.account for held in await house.accounts.all()]
    operators = await Operators(house.store.client, house.settings.admin_token).all()
    return Choices(
        tuple((each.id, f"@{each.username}" if each.username else each.id) for each in accounts),
        tuple((each.id, each.name) for each in operators if not each.revoked_at),
        tuple(await house.views.tags()),
    )
