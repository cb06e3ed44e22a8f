"""What a thread must know of its account: what its facts are about, and in which mode its agent is."""

from collections.abc import Mapping
from typing import NamedTuple

from moca.domain.facts import facts_of
from moca.instagram.accounts import Accounts
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded

LONGEST_TITLE = 32
POLL_SECONDS = 60.0


class Shop(NamedTuple):
    """An account. `titles`: of its facts, by their ids."""

    agent: str = "auto"
    titles: Mapping[str, str] = {}


NO_SHOP = Shop()


def shop_of(desk: Desk, account: str) -> Loaded[Shop]:
    """The account, kept current."""
    accounts = desk.accounts
    return desk.hub.value(
        ("shop", account), lambda: Loaded(lambda: _read(accounts, account), [f"account/{account}"], poll=POLL_SECONDS)
    )


async def _read(accounts: Accounts, account: str) -> Shop:
    held = await accounts.get(account)
    if held is None:
        return NO_SHOP
    settings = held.account.settings
    return Shop(settings.agent, {fact.id: _title(fact.title or fact.text) for fact in facts_of(settings)})


def _title(text: str) -> str:
    """What a fact is about: its title, or its words up to the first colon."""
    head = text.partition(":")[0]
    return head if len(head) <= LONGEST_TITLE else f"{head[: LONGEST_TITLE - 1]}…"
