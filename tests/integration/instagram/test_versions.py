"""The versions of an account's settings on a real store: who, when, why, the way back, and what is kept once."""

import asyncio
from typing import Any

import msgspec
import pytest

from moca.domain.account import Account
from moca.domain.account_settings import AccountSettings
from moca.errors import PermanentError
from moca.instagram.accounts import Accounts
from moca.runtime.store import Store
from moca.settings import Secret
from moca.vault import Vault

ID = "17841400000000001"
CATALOGUE = {"catalogue": [{"name": f"cake {number}", "price": "8.900"} for number in range(500)]}


@pytest.fixture
async def accounts(store: Store) -> Accounts:
    made = another(store)
    await made.connect(Account(id=ID), Secret("IGAAfirst"), "api")
    return made


def another(store: Store) -> Accounts:
    """The accounts as another process sees them."""
    return Accounts(store, Vault(Secret("the key of the tests")), AccountSettings(), model_available=True)


async def record_of(store: Store) -> dict[str, str]:
    found: Any = await store.client.hgetall(f"moca:account:{ID}")
    return dict(found)


async def test_a_version_says_who_made_it_when_and_why(accounts: Accounts) -> None:
    """The first one is the connecting itself."""
    await accounts.change_settings(ID, {"tone": "calm"}, by="ana", note="customers asked for it")

    first, second = await accounts.versions.several(ID, [1, 2])

    assert (first.change.by, first.change.note) == ("api", "connected")
    assert (second.change.by, second.change.note, second.settings.tone) == ("ana", "customers asked for it", "calm")
    assert 0 < first.change.at <= second.change.at


async def test_a_restored_version_is_a_new_one_with_all_the_old_settings(accounts: Accounts) -> None:
    """Also what stood at its default goes back to it."""
    await accounts.change_settings(ID, {"tone": "calm"}, by="ana")
    await accounts.change_settings(ID, {"tone": "loud", "daily_cap": 3}, by="ana")

    restored = await accounts.restore(ID, 2, by="ben")

    assert (restored.version, restored.settings) == (4, AccountSettings(tone="calm"))
    made = await accounts.versions.get(ID, 4)
    assert made is not None
    assert (made.change.by, made.change.note) == ("ben", "as in version 2")


async def test_a_version_that_is_not_kept_cannot_be_restored(accounts: Accounts) -> None:
    """And nothing changes."""
    with pytest.raises(PermanentError, match="no version 7"):
        await accounts.restore(ID, 7)

    assert await accounts.versions.newest(ID) == 1


async def test_an_account_that_is_not_there_gets_no_version(store: Store, accounts: Accounts) -> None:
    """No record is begun by changing settings."""
    with pytest.raises(PermanentError, match="no account 404"):
        await accounts.change_settings("404", {"tone": "calm"})

    assert not await store.client.exists("moca:account:404")


async def test_knowledge_is_kept_once_however_many_versions_share_it(store: Store, accounts: Accounts) -> None:
    """Each version names it; every process reads it whole."""
    await accounts.change_settings(ID, {"knowledge": CATALOGUE})
    for number in range(5):
        await accounts.change_settings(ID, {"tone": f"tone {number}"})
    record = await record_of(store)
    held = await another(store).get(ID)

    assert [name for name in record if name.startswith("knowledge:")] == [
        name for name in record if "cake 499" in record[name]
    ]
    assert held is not None
    assert len(held.account.settings.knowledge.catalogue) == 500
    old = await another(store).versions.get(ID, 2)
    assert old is not None
    assert old.settings.knowledge == held.account.settings.knowledge


async def test_a_record_that_holds_the_knowledge_whole_is_read(store: Store, accounts: Accounts) -> None:
    """As an older Moca wrote it, without anybody's name."""
    whole = msgspec.json.encode({"tone": "calm", "knowledge": CATALOGUE}).decode()
    await store.client.hset(f"moca:account:{ID}", mapping={"settings": whole, "settings:1": whole})
    await store.client.hdel(f"moca:account:{ID}", "change:1")

    version = await accounts.versions.get(ID, 1)

    assert version is not None
    assert (version.settings.tone, len(version.settings.knowledge.catalogue)) == ("calm", 500)
    assert (version.change.by, version.change.at) == ("", 0)


async def test_changes_at_the_same_moment_each_get_a_version(store: Store, accounts: Accounts) -> None:
    """None undoes the other, and each says who made it."""
    other = another(store)
    await asyncio.gather(
        accounts.change_settings(ID, {"tone": "calm"}, by="ana"), other.change_settings(ID, {"daily_cap": 3}, by="ben")
    )

    made = await accounts.versions.several(ID, [2, 3])

    assert {version.change.by for version in made} == {"ana", "ben"}
    assert (made[-1].settings.tone, made[-1].settings.daily_cap) == ("calm", 3)


async def test_a_change_that_changes_nothing_makes_no_version(accounts: Accounts) -> None:
    """It would only hide the others."""
    await accounts.change_settings(ID, {"tone": "calm"}, by="ana")

    same = await accounts.change_settings(ID, {"tone": "calm"}, by="ben")

    assert (same.version, await accounts.versions.newest(ID)) == (2, 2)
