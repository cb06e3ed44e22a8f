"""Accounts as the settings' pages show them, kept current: each read once after a change, whoever looks at it."""

from typing import NamedTuple

from moca.clock import now_ms
from moca.domain.account_alarms import alarms
from moca.domain.account_life import Upkeep
from moca.domain.account_settings import AccountSettings
from moca.instagram.accounts import Accounts, Held
from moca.web.office.desk import Desk
from moca.web.office.hub import ACCOUNTS, Loaded

LOOK_SECONDS = 5.0
"""A token ages and an account comes back without anybody's word."""


class Standing(NamedTuple):
    """An account as it stands, None where there is none, and who made the newest version of its settings."""

    held: Held | None
    by: str = ""

    @property
    def settings(self) -> AccountSettings:
        return self.held.account.settings if self.held else AccountSettings()

    @property
    def version(self) -> int:
        return self.held.account.version if self.held else 0


class AccountLine(NamedTuple):
    """An account in the list of all. `alarms` are what a person must do about it."""

    id: str
    name: str
    is_connected: bool
    held_until: int
    alarms: tuple[str, ...]


def standing(desk: Desk, account: str) -> Loaded[Standing]:
    """The account of this id."""
    topics = [ACCOUNTS, f"account/{account}"]
    return desk.hub.value(
        ("settings", account), lambda: Loaded(lambda: _standing(desk.accounts, account), topics, poll=LOOK_SECONDS)
    )


def all_accounts(desk: Desk) -> Loaded[tuple[AccountLine, ...]]:
    """Every account that was ever connected."""
    return desk.hub.value(
        ("settings", "accounts"), lambda: Loaded(lambda: _lines(desk.accounts), [ACCOUNTS], poll=LOOK_SECONDS)
    )


def name_of(held: Held) -> str:
    """How people call the account."""
    account = held.account
    return f"@{account.username}" if account.username else account.settings.business_name or account.id


async def _standing(accounts: Accounts, account: str) -> Standing:
    held = await accounts.get(account)
    if held is None:
        return Standing(None)
    newest = await accounts.versions.get(account, held.account.version)
    return Standing(held, newest.change.by if newest else "")


async def _lines(accounts: Accounts) -> tuple[AccountLine, ...]:
    return tuple(map(_line, await accounts.all()))


def _line(held: Held) -> AccountLine:
    return AccountLine(
        id=held.account.id,
        name=name_of(held),
        is_connected=bool(held.token) and not held.health.disconnected,
        held_until=held.health.held_until,
        alarms=tuple(alarms(held.health, Upkeep(), now_ms(), held.used_up)),
    )
