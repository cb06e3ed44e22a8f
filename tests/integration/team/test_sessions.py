"""Sessions in a real store; the time is an argument."""

import asyncio
from typing import Any

import msgspec
import pytest

from moca.runtime.store import Store
from moca.settings import Secret
from moca.team.ending import WAKE, Revoked
from moca.team.operator import ADMIN, Operator
from moca.team.operators import Operators
from moca.team.sessions import DAY_MS, IDLE_MS, LONGEST_MS, Sessions
from moca.team.signing import Signing
from moca.vault import Vault

NOW = 1_800_000_000_000
ADMIN_TOKEN = "the admin token"
VAULT = Vault(Secret("a key"))


class Team:
    """A store's operators and sessions, and Ana, who is an agent."""

    def __init__(self, store: Store, vault: Vault | None = VAULT, admin: str = ADMIN_TOKEN) -> None:
        self.client = store.client
        self.operators = Operators(store.client, Secret(admin))
        self.sessions = Sessions(store.client, self.operators, Signing(store.client, vault))
        self.ana = ADMIN
        self.token = admin

    async def signs_in(self, operator: Operator | None = None, now: int = NOW) -> str:
        token = ADMIN_TOKEN if operator is ADMIN else self.token
        return await self.sessions.begin(operator or self.ana, token, "Firefox, Linux", now)

    async def who(self, cookie: str, now: int = NOW) -> str:
        found = await self.sessions.resolve(cookie, now)
        return found.operator.name if found else ""


@pytest.fixture
async def team(store: Store) -> Team:
    team = Team(store)
    team.ana, token = await team.operators.create("Ana", "agent")
    team.token = token.reveal()
    return team


async def test_a_cookie_says_who_it_is(team: Team) -> None:
    """The operator as they are now, and the name of the session."""
    cookie = await team.signs_in()
    await team.operators.set_role(team.ana.id, "owner")

    found = await team.sessions.resolve(cookie, NOW)

    assert found is not None
    assert (found.operator.name, found.operator.role) == ("Ana", "owner")
    assert [session.id for session in await team.sessions.of(team.ana.id, NOW)] == [found.session]


@pytest.mark.parametrize("wrong", ["", "x", "x.y", ".", "x." + "0" * 64, "ñ.ñ", "x" * 5_000 + ".y"])
async def test_what_is_not_signed_is_nobodys(team: Team, wrong: str) -> None:
    """Whatever it is, it is no error."""
    assert await team.who(wrong) == ""


async def test_a_changed_cookie_is_nobodys(team: Team) -> None:
    """Neither another id under this signature nor another signature of this id."""
    cookie = await team.signs_in()
    id_, _, signature = cookie.partition(".")
    other = "0" if signature[0] != "0" else "1"

    assert await team.who(cookie) == "Ana"
    assert await team.who(f"{id_}x.{signature}") == ""
    assert await team.who(f"{id_}.{other}{signature[1:]}") == ""


async def test_another_key_knows_no_cookie_of_ours(team: Team, store: Store) -> None:
    """Who can write to the store alone cannot make a session."""
    cookie = await team.signs_in()

    assert await Team(store, Vault(Secret("another key"))).who(cookie) == ""


async def test_a_session_that_nobody_uses_ends(team: Team) -> None:
    """After seven days; a request before then begins them anew."""
    unused, used = await team.signs_in(), await team.signs_in()

    assert await team.who(used, NOW + IDLE_MS - 1) == "Ana"
    assert await team.who(unused, NOW + IDLE_MS) == ""
    assert await team.who(used, NOW + IDLE_MS + DAY_MS) == "Ana"


async def test_a_session_ends_after_thirty_days(team: Team) -> None:
    """Also one that is used every day."""
    cookie = await team.signs_in()
    days = [await team.who(cookie, NOW + day * DAY_MS) for day in range(30)]

    assert days == ["Ana"] * 30
    assert await team.who(cookie, NOW + LONGEST_MS) == ""


async def test_the_store_lets_go_of_what_has_ended(team: Team) -> None:
    """Every key of a session expires by itself."""
    await team.signs_in()

    left = [await team.client.pttl(key) for key in await team.client.keys("moca:office:session*")]

    assert len(left) == 2
    assert all(0 < ms <= LONGEST_MS for ms in left)


async def test_a_revoked_operator_has_no_session(team: Team) -> None:
    """It ends with being one of the team, and leaves nothing in the store."""
    cookie = await team.signs_in()

    await team.operators.revoke(team.ana.id)

    assert await team.who(cookie) == ""
    assert await team.client.keys("moca:office:session*") == []


async def test_a_new_token_ends_what_was_begun_with_the_old_one(team: Team) -> None:
    """Somebody who has the old one may have signed in with it."""
    cookie = await team.signs_in()

    await team.operators.new_token(team.ana.id)

    assert await team.who(cookie) == ""
    assert await team.who(await team.signs_in()) == ""


async def test_another_admin_token_ends_the_sessions_of_the_old_one(team: Team, store: Store) -> None:
    """Also where nobody could end them by hand: the setting was changed while Moca stood still."""
    cookie = await team.signs_in(ADMIN)

    assert await team.who(cookie) == "admin"
    assert await Team(store, admin="another").who(cookie) == ""
    assert await Team(store, admin="").who(cookie) == ""


async def test_ending_one_leaves_the_others(team: Team) -> None:
    """One browser is signed out."""
    here, there = await team.signs_in(), await team.signs_in()
    found = await team.sessions.resolve(there, NOW)
    assert found is not None

    assert await team.sessions.end(found.session, team.ana.id) is True

    assert (await team.who(here), await team.who(there)) == ("Ana", "")
    assert await team.sessions.end(found.session, team.ana.id) is False


async def test_nobody_ends_a_session_as_anothers(team: Team) -> None:
    """Its name must be given together with whose it is."""
    cookie = await team.signs_in()
    found = await team.sessions.resolve(cookie, NOW)
    assert found is not None

    assert await team.sessions.end(found.session, "admin") is False
    assert await team.who(cookie) == "Ana"


async def test_an_end_is_told_to_every_process(team: Team) -> None:
    """A session by its name, all of an operator by theirs: their open pages close."""
    cookie = await team.signs_in()
    found = await team.sessions.resolve(cookie, NOW)
    assert found is not None
    async with team.client.pubsub(ignore_subscribe_messages=True) as heard:
        await heard.subscribe(WAKE)

        await team.sessions.end(found.session, team.ana.id)
        await team.sessions.end_all(team.ana.id)

        told = [await _next(heard), await _next(heard)]
    assert told == [Revoked(session=found.session), Revoked(operator=team.ana.id)]


async def test_no_cookie_stands_in_the_store(team: Team) -> None:
    """Neither the id nor the signature: who reads the store cannot be anybody."""
    cookie = await team.signs_in()

    kept = str([(key, await _all_of(team, str(key))) for key in await team.client.keys("moca:office:*")])

    assert "Firefox" in kept
    assert not any(part in kept for part in cookie.split("."))


async def test_without_a_key_the_store_keeps_one(store: Store) -> None:
    """A store of one's own without MOCA_SECRET_KEY: every process signs by the same key."""
    one, other = Team(store, None), Team(store, None)

    cookie = await one.signs_in(ADMIN)

    assert await other.who(cookie) == "admin"


async def _next(heard: Any) -> Revoked:
    async with asyncio.timeout(5):
        while (message := await heard.get_message(timeout=5)) is None:
            pass
    return msgspec.json.decode(message["data"], type=Revoked)


async def _all_of(team: Team, key: str) -> Any:
    kind = await team.client.type(key)
    if kind == "hash":
        return await team.client.hgetall(key)
    return await team.client.smembers(key) if kind == "set" else await team.client.get(key)
