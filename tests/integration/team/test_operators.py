"""Operators in a real store."""

import asyncio
from typing import Any

import msgspec
import pytest

from moca.errors import PermanentError
from moca.runtime.store import Store
from moca.settings import Secret
from moca.team.operator import ADMIN
from moca.team.operators import Operators
from moca.web.office.hub import TEAM
from moca.web.office.wake import CHANNEL, Changed, News
from tests.waiting import until

ADMIN_TOKEN = Secret("the admin token")


@pytest.fixture
def operators(store: Store) -> Operators:
    return Operators(store.client, ADMIN_TOKEN)


async def test_an_operator_is_known_by_the_token(operators: Operators) -> None:
    """The token that was given at the beginning leads to its operator, and no other does."""
    ana, token = await operators.create("  Ana   Paz ", "agent")

    assert await operators.by_token(token.reveal()) == ana
    assert (ana.name, ana.role, ana.created_at > 0) == ("Ana Paz", "agent", True)
    assert await operators.by_token(token.reveal()[:-1]) is None


async def test_a_change_of_the_team_is_told_to_every_process(store: Store, operators: Operators) -> None:
    """From wherever it was made, API or terminal: open pages show it at once."""
    async with store.client.pubsub(ignore_subscribe_messages=True) as heard:
        await heard.subscribe(CHANNEL)

        await operators.create("Ana", "agent")

        told: Any = await until(lambda: heard.get_message(timeout=1.0))
    assert msgspec.json.decode(told["data"], type=News) == Changed((TEAM,))


async def test_the_admin_token_is_an_owner(operators: Operators) -> None:
    """Its bearer is an operator called admin, who is not listed among those that were made."""
    assert await operators.by_token(ADMIN_TOKEN.reveal()) == ADMIN
    assert await operators.all() == []


async def test_no_admin_token_lets_nobody_in(store: Store) -> None:
    """An empty setting is nobody's token."""
    operators = Operators(store.client)

    assert await operators.by_token("") is None
    assert await operators.has_any() is False


async def test_no_token_stands_in_the_store(operators: Operators, store: Store) -> None:
    """Only its print is kept, also of a token that was replaced."""
    ana, first = await operators.create("Ana", "owner")
    _, second = await operators.new_token(ana.id)

    kept = str([await store.client.hgetall(key) for key in await store.client.keys("moca:office:*")])

    assert "Ana" in kept
    assert first.reveal() not in kept
    assert second.reveal() not in kept


async def test_a_new_token_ends_the_old_one(operators: Operators, store: Store) -> None:
    """The old one is good for nothing from then on, and leaves nothing behind."""
    ana, old = await operators.create("Ana", "agent")

    _, new = await operators.new_token(ana.id)

    assert await operators.by_token(old.reveal()) is None
    assert await operators.by_token(new.reveal()) == ana
    assert await store.client.hlen("moca:office:operator-tokens") == 1


async def test_a_revoked_operator_has_no_token(operators: Operators, store: Store) -> None:
    """The record stays, for what was done under the name; the token does not."""
    ana, token = await operators.create("Ana", "agent")

    gone = await operators.revoke(ana.id)

    assert await operators.by_token(token.reveal()) is None
    assert [each.id for each in await operators.all()] == [ana.id]
    assert gone.revoked_at > 0
    assert await store.client.hlen("moca:office:operator-tokens") == 0


async def test_a_changed_role_and_name_hold_for_the_token(operators: Operators) -> None:
    """The next request is judged by them."""
    ana, token = await operators.create("Ana", "viewer")

    await operators.set_role(ana.id, "agent")
    await operators.rename(ana.id, "Ana Paz")

    known = await operators.by_token(token.reveal())
    assert known is not None
    assert (known.id, known.name, known.role) == (ana.id, "Ana Paz", "agent")


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "Ana\x00", "ADMIN", "bot", "ana"])
async def test_a_name_is_one_persons(operators: Operators, name: str) -> None:
    """Empty, too long, Moca's own and taken names are refused, whatever their case."""
    await operators.create("Ana", "agent")

    with pytest.raises(PermanentError, match="name"):
        await operators.create(name, "agent")


async def test_two_at_once_cannot_take_one_name(operators: Operators) -> None:
    """Of several that ask at the same moment one gets it."""
    asked = await asyncio.gather(*(operators.create("Ana", "agent") for _ in range(4)), return_exceptions=True)

    assert sum(isinstance(each, PermanentError) for each in asked) == 3
    assert len(await operators.all()) == 1


async def test_the_name_of_who_was_revoked_is_free(operators: Operators) -> None:
    """Somebody who comes back gets the name again, as another operator."""
    ana, _ = await operators.create("Ana", "agent")
    await operators.revoke(ana.id)

    again, _ = await operators.create("Ana", "agent")

    assert again.id != ana.id


@pytest.mark.parametrize("change", [("set_role", "viewer"), ("revoke",), ("new_token",), ("rename", "x")])
async def test_nobody_changes_the_bearer_of_the_admin_token(operators: Operators, change: tuple[str, Any]) -> None:
    """The settings do."""
    name, *more = change

    with pytest.raises(PermanentError, match="ADMIN_TOKEN"):
        await getattr(operators, name)("admin", *more)


@pytest.mark.parametrize("change", [("set_role", "agent"), ("revoke",)])
async def test_without_an_admin_token_the_last_owner_stays(store: Store, change: tuple[str, Any]) -> None:
    """Nobody could manage Moca any more."""
    operators = Operators(store.client)
    ana, _ = await operators.create("Ana", "owner")
    name, *more = change

    with pytest.raises(PermanentError, match="last owner"):
        await getattr(operators, name)(ana.id, *more)
