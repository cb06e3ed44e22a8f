"""The connected accounts on a real store: records, aliases, tokens, versions, health."""

import asyncio

import msgspec
import pytest

from moca.domain.account import Account, AccountHealth
from moca.domain.account_settings import AccountSettings
from moca.errors import PermanentError
from moca.instagram.accounts import Accounts
from moca.runtime.actor import Address
from moca.runtime.store import Store
from moca.settings import Secret
from moca.vault import Vault

ID, TOKEN = "17841400000000001", Secret("IGAAfirst")


@pytest.fixture
def accounts(store: Store) -> Accounts:
    return another(store)


def another(store: Store, *, key: str = "the key of the tests") -> Accounts:
    """The accounts as another process sees them."""
    vault = Vault(Secret(key)) if key else None
    return Accounts(store, vault, AccountSettings(debounce_ms=5), model_available=True)


async def everything_stored(store: Store) -> str:
    """All keys and values, as one text."""
    found = []
    for key in map(str, await store.client.keys("*")):
        kind = await store.client.type(key)
        if kind == "hash":
            found.append(f"{key} {await store.client.hgetall(key)}")
        elif kind == "string":
            found.append(f"{key} {await store.client.get(key)!s}")
    return "\n".join(found)


async def test_a_connected_account_is_known_by_every_alias(store: Store, accounts: Accounts) -> None:
    """Every id that Meta uses for the account leads to it, in every process."""
    await accounts.connect(Account(id=ID, aliases=("2787", "1122")), TOKEN, "api")
    other = another(store)
    await other.load_aliases()

    assert [other.account_of(alias) for alias in (ID, "2787", "1122", "9")] == [ID, ID, ID, None]


async def test_the_token_is_sealed_at_rest_and_open_to_every_process(store: Store, accounts: Accounts) -> None:
    """No key of the store shows the token; another process with the same secret key has it."""
    await accounts.connect(Account(id=ID), TOKEN, "api")
    held = await another(store).get(ID)

    assert held is not None
    assert held.token == TOKEN
    assert "IGAAfirst" not in await everything_stored(store)


async def test_connecting_again_changes_the_credential_only(accounts: Accounts) -> None:
    """Settings and version stay as they were."""
    await accounts.connect(Account(id=ID), TOKEN, "api")
    await accounts.change_settings(ID, {"tone": "calm"})
    await accounts.connect(Account(id=ID, username="cafe"), Secret("IGAAsecond"), "api")
    held = await accounts.get(ID)

    assert held is not None
    assert (held.token, held.account.username) == (Secret("IGAAsecond"), "cafe")
    assert (held.account.settings.tone, held.account.version) == ("calm", 2)


async def test_without_a_key_no_token_is_stored(store: Store) -> None:
    """A foreign store without MOCA_SECRET_KEY refuses a token that must be kept, and says what to do."""
    keyless = another(store, key="")

    with pytest.raises(PermanentError, match="MOCA_SECRET_KEY"):
        await keyless.connect(Account(id=ID), TOKEN, "api")


async def test_the_environments_token_works_without_a_key_from_memory(store: Store) -> None:
    """What every process has in its environment need not be stored."""
    keyless = another(store, key="")

    assert await keyless.connect_from_environment(Account(id=ID), TOKEN)
    held = await keyless.get(ID)

    assert held is not None
    assert held.token == TOKEN
    assert "IGAAfirst" not in await everything_stored(store)


async def test_a_token_given_later_outlives_the_environments_old_one(store: Store, accounts: Accounts) -> None:
    """A restart with the same environment does not bring a replaced token back."""
    await accounts.connect_from_environment(Account(id=ID), TOKEN)
    await accounts.connect(Account(id=ID), Secret("IGAAsecond"), "api")
    changed = await another(store).connect_from_environment(Account(id=ID), TOKEN)
    held = await another(store).get(ID)

    assert held is not None
    assert (changed, held.token) == (False, Secret("IGAAsecond"))


async def test_settings_have_versions_that_are_kept(store: Store, accounts: Accounts) -> None:
    """A change makes a new version; the old one can still be read."""
    await accounts.connect(Account(id=ID), TOKEN, "api")
    changed = await accounts.change_settings(ID, {"cooldown_seconds": 1.5})
    first = await store.client.hget(f"moca:account:{ID}", "settings:1")

    assert (changed.version, changed.settings.cooldown_seconds) == (2, 1.5)
    assert changed.settings.debounce_ms == 5
    assert msgspec.json.decode(str(first), type=AccountSettings).cooldown_seconds == 7


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"agent": "loud"}, "agent"),
        ({"debounce_ms": -1}, "debounce_ms"),
        ({"colour": "red"}, "colour"),
        ({"debounce_ms": 10_000, "debounce_max_ms": 5_000}, "debounce_max_ms"),
    ],
)
async def test_a_wrong_setting_names_its_field(accounts: Accounts, change: dict[str, object], field: str) -> None:
    """Nothing is changed, and the field is named."""
    await accounts.connect(Account(id=ID), TOKEN, "api")

    with pytest.raises(msgspec.ValidationError, match=f"\\$\\.{field}"):
        await accounts.change_settings(ID, change)
    held = await accounts.get(ID)

    assert held is not None
    assert held.account.version == 1


async def test_the_context_carries_health_and_version(store: Store, accounts: Accounts) -> None:
    """An actor sees the account as its own actor last committed it."""
    await accounts.connect(Account(id=ID), TOKEN, "api")
    address = Address("account", ID)
    await store.client.hset(store.partition(address).state(address), "held_until", "123")
    accounts.forget_copies()
    context = await accounts.context(Address("conversation", f"{ID}:900"))

    assert (context.account_id, context.version, context.health) == (ID, 1, AccountHealth(held_until=123))


async def test_a_disconnected_account_has_no_token_and_says_so(accounts: Accounts) -> None:
    """Its data stays; its sends wait."""
    await accounts.connect(Account(id=ID), TOKEN, "api")
    await accounts.disconnect(ID)
    held = await accounts.get(ID)

    assert held is not None
    assert (held.token, held.health.disconnected) == (Secret(), "no token: connect the account")


async def test_an_id_belongs_to_one_account_only(store: Store, accounts: Accounts) -> None:
    """Nobody can connect an account that takes over another one's customers."""
    await accounts.connect(Account(id=ID, aliases=("2787",)), TOKEN, "api")

    for alias in (ID, "2787"):
        with pytest.raises(PermanentError, match=f"the id {alias} belongs to the account {ID}"):
            await accounts.connect(Account(id="17841400000000002", aliases=("1000", alias)), TOKEN, "api")
    await accounts.connect(Account(id="17841400000000003", aliases=("1000",)), TOKEN, "api")
    other = another(store)
    await other.load_aliases()

    assert [other.account_of(alias) for alias in (ID, "2787", "1000")] == [ID, ID, "17841400000000003"]


async def test_settings_changed_at_the_same_moment_are_all_kept(store: Store, accounts: Accounts) -> None:
    """Two processes change five settings at once: five versions, nothing lost."""
    await accounts.connect(Account(id=ID), TOKEN, "api")
    other = another(store)
    changes: list[dict[str, object]] = [
        {"tone": "calm"}, {"daily_cap": 9}, {"hand_back_minutes": 5}, {"away_text": "later"}, {"business_name": "Café"},
    ]  # fmt: skip
    await asyncio.gather(
        *((accounts if place % 2 else other).change_settings(ID, change) for place, change in enumerate(changes))
    )
    held = await another(store).get(ID)

    assert held is not None
    assert held.account.version == 6
    kept = msgspec.to_builtins(held.account.settings)
    assert [kept[name] for change in changes for name in change] == ["calm", 9, 5, "later", "Café"]


async def test_each_account_says_how_long_it_keeps_media(store: Store) -> None:
    """What was set for one, the default for the other."""
    accounts = Accounts(store, Vault(Secret("a key")), AccountSettings(), model_available=False)
    for id_ in ("1", "2"):
        await accounts.connect(Account(id=id_), Secret("IGAAtoken"), "api")
    await accounts.change_settings("1", {"media_days": 7})

    assert await accounts.media_days() == {"1": 7, "2": 90}


async def test_a_refreshed_token_outlives_a_restart(store: Store, accounts: Accounts) -> None:
    """The environment still names the token of before: it was given before, and does not come back."""
    await accounts.connect_from_environment(Account(id=ID), TOKEN)
    is_replaced = await accounts.replace_token(ID, TOKEN, Secret("IGAAfresh"))
    restarted = another(store)
    is_new = await restarted.connect_from_environment(Account(id=ID), TOKEN)
    held = await restarted.get(ID)

    assert (is_replaced, is_new) == (True, False)
    assert held is not None
    assert held.token == Secret("IGAAfresh")
    assert "IGAAfresh" not in await everything_stored(store)


async def test_a_new_token_and_new_settings_at_the_same_moment_are_both_kept(store: Store, accounts: Accounts) -> None:
    """The one writes the credential, the other the settings, whichever comes first."""
    await accounts.connect(Account(id=ID), TOKEN, "api")
    other = another(store)

    for number in range(10):
        await asyncio.gather(
            accounts.connect(Account(id=ID), Secret(f"IGAA{number}"), "api"),
            other.change_settings(ID, {"daily_cap": number}),
        )

    held = await another(store).get(ID)
    assert held is not None
    assert (held.token, held.account.settings.daily_cap, held.account.version) == (Secret("IGAA9"), 9, 11)


async def test_a_token_that_was_dropped_for_good_does_not_come_back(store: Store, accounts: Accounts) -> None:
    """The environment still holds it at the next start; a new one is taken."""
    await accounts.connect_from_environment(Account(id=ID), TOKEN)
    await accounts.disconnect(ID, for_good=True)

    again = await another(store).connect_from_environment(Account(id=ID), TOKEN)
    without = await another(store).get(ID)
    new = await another(store).connect_from_environment(Account(id=ID), Secret("IGAAnew"))

    assert without is not None
    assert (again, without.token, new) == (False, Secret(), True)


async def test_a_forgotten_profile_leaves_the_accounts_own_id(store: Store, accounts: Accounts) -> None:
    """Name and other ids go, and are free again; the settings stay."""
    await accounts.connect(Account(id=ID, username="cafe", aliases=("2787",)), TOKEN, "api")
    await accounts.change_settings(ID, {"tone": "calm"})

    await accounts.forget_profile(ID)

    held = await accounts.get(ID)
    assert held is not None
    assert (held.account.username, held.account.aliases, held.account.settings.tone) == ("", (), "calm")
    assert [accounts.account_of(alias) for alias in (ID, "2787")] == [ID, None]
    await accounts.connect(Account(id="17841400000000002", aliases=("2787",)), TOKEN, "api")
