"""What accounts want done at Meta's border: each call as documented, and each answer understood."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from moca.actors.effects import CheckSubscription, HoldApp, RefreshToken, SweepThreads
from moca.domain.account import Account
from moca.domain.account_settings import AccountSettings
from moca.instagram.accounts import Accounts
from moca.instagram.chores import Chores
from moca.instagram.errands import Errands
from moca.instagram.flavours import Graphs
from moca.instagram.subscriptions import CORE_FIELDS, FIELDS
from moca.instagram.transport import graph_client
from moca.runtime.actor import Address, Effect
from moca.runtime.history import since
from moca.runtime.store import Store, Waiting
from moca.settings import InstagramSettings, Secret
from moca.vault import Vault
from tests.integration.instagram.scripted import Answer, Fate, Scripted, running

SHOP, LENA = "17841400000000001", "900000000000001"
TOKEN = Secret("IGAAtoken")
ADDRESS = Address("account", SHOP)
NOW_S = 1_767_963_330
NO_THREADS = Answer(200, {"data": []})


class Scene(NamedTuple):
    store: Store
    accounts: Accounts
    chores: Chores
    server: Scripted

    async def do(self, effect: Effect) -> Any:
        """The chore's result, as its actor hears it."""
        letter = await self.chores.run(_queued(self.store, effect))
        assert letter is not None
        return msgspec.json.decode(letter.body)

    async def told(self, address: Address = ADDRESS) -> list[tuple[str, Any]]:
        return [(entry.type, msgspec.json.decode(entry.body)) for entry in await since(self.store, address)]

    @property
    def asked(self) -> list[dict[str, list[str]]]:
        return [parse_qs(urlsplit(request.target).query) for request in self.server.requests]


@asynccontextmanager
async def scene(store: Store, *scripts: Answer | Fate, username: str = "cafe.moca") -> AsyncIterator[Scene]:
    accounts = Accounts(store, Vault(Secret("a key")), AccountSettings(), model_available=False)
    await accounts.connect(Account(id=SHOP, username=username, app="111", aliases=("2787",)), TOKEN, "api")
    async with running(*scripts) as server, graph_client(5.0) as client:
        settings = InstagramSettings(graph_url=server.url, facebook_graph_url=server.url)
        yield Scene(store, accounts, Chores(store, accounts, Graphs(settings, client)), server)


def _queued(store: Store, effect: Effect) -> Waiting:
    body = msgspec.json.encode(effect).decode()
    return Waiting(store.partition(ADDRESS), effect.queue, "1-0", ADDRESS, type(effect).__name__, effect.id, body)


def failure(status: int, code: int, subcode: int = 0) -> Answer:
    return Answer(status, {"error": {"message": "エラー", "code": code, "error_subcode": subcode}})


def a_thread(*messages: tuple[str, str, str], updated: int = NOW_S) -> dict[str, Any]:
    """Messages, newest first, as (mid, author, text), a second apart."""
    listed = [
        {"id": mid, "created_time": _iso(updated - place), "from": {"id": author}, "message": text,
         "to": {"data": [{"id": LENA if author != LENA else SHOP}]}}
        for place, (mid, author, text) in enumerate(messages)
    ]  # fmt: skip
    return {"id": "t1", "updated_time": _iso(updated), "messages": {"data": listed}}


def _iso(at_s: int) -> str:
    return datetime.fromtimestamp(at_s, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def a_sweep() -> SweepThreads:
    return SweepThreads(id="sweep@1", since=(NOW_S - 600) * 1000, until=(NOW_S + 60) * 1000)


async def test_a_token_is_refreshed_as_documented(store: Store) -> None:
    """Without a version, with the old token; the new one takes its place, sealed, and its end is told."""
    answer = Answer(200, {"access_token": "IGAAfresh", "token_type": "bearer", "expires_in": 5183944})
    async with scene(store, answer) as here:
        result = await here.do(RefreshToken(id="refresh@1"))
        held = await here.accounts.get(SHOP)

    assert here.server.requests[0].target.startswith("/refresh_access_token?")
    assert here.asked == [{"grant_type": ["ig_refresh_token"], "access_token": ["IGAAtoken"]}]
    assert held is not None
    assert held.token == Secret("IGAAfresh")
    assert result["expires_at"] > 0


@pytest.mark.parametrize(
    "script",
    [
        failure(400, 190),
        Answer(400, {"error_type": "OAuthException", "code": 400, "error_message": "no"}),
        Answer(200, {}),
        Fate.RESET,
    ],
)
async def test_the_old_token_stays_where_no_new_one_came(store: Store, script: Answer | Fate) -> None:
    """And a refusal to refresh alone does not lose the account."""
    async with scene(store, script) as here:
        result = await here.do(RefreshToken(id="refresh@1"))
        held = await here.accounts.get(SHOP)

        assert held is not None
        assert held.token == TOKEN
        assert "expires_at" not in result
        assert await here.told() == []


async def test_a_token_that_was_given_meanwhile_is_not_overwritten(store: Store) -> None:
    """Only the token that was refreshed is replaced."""
    async with scene(store) as here:
        await here.accounts.connect(Account(id=SHOP), Secret("IGAAnewer"), "api")
        is_replaced = await here.accounts.replace_token(SHOP, TOKEN, Secret("IGAAfresh"))
        held = await here.accounts.get(SHOP)

    assert held is not None
    assert (is_replaced, held.token) == (False, Secret("IGAAnewer"))


async def test_a_subscription_that_is_there_is_left_alone(store: Store) -> None:
    """Nothing is written when Meta names the messages among the fields."""
    async with scene(store, Answer(200, {"data": [{"subscribed_fields": ["messages", "comments"]}]})) as here:
        result = await here.do(CheckSubscription(id="subscription@1"))

    assert [request.method for request in here.server.requests] == ["GET"]
    assert (result["subscription"]["state"], result["subscription"]["fields"]) == (
        "subscribed",
        ["messages", "comments"],
    )


async def test_a_refused_field_list_is_followed_by_the_core_list(store: Store) -> None:
    """One unknown name fails the whole call with code 100."""
    async with scene(store, Answer(200, {"data": []}), failure(400, 100), Answer(200, {"success": True})) as here:
        result = await here.do(CheckSubscription(id="subscription@1"))

    asked = [query["subscribed_fields"][0].split(",") for query in here.asked[1:]]
    assert asked == [list(FIELDS), list(CORE_FIELDS)]
    assert result["subscription"]["fields"] == list(CORE_FIELDS)


async def test_another_refusal_is_told_and_a_dead_token_loses_the_account(store: Store) -> None:
    """The check says why, in our words, and the account's actor hears what it means."""
    async with scene(store, failure(400, 190, 463)) as here:
        result = await here.do(CheckSubscription(id="subscription@1"))

        assert result["subscription"]["state"] == "failed"
        assert "expired" in result["subscription"]["detail"]
        assert [type_ for type_, _ in await here.told()] == ["AccountLost"]


async def test_a_held_account_is_not_called(store: Store) -> None:
    """Calling while throttled makes the block longer."""
    async with scene(store) as here:
        await store.client.hset(store.partition(ADDRESS).state(ADDRESS), "held_until", "99999999999999")
        result = await here.do(a_sweep())

    assert here.server.requests == []
    assert result.get("complete", False) is False


@pytest.mark.parametrize(
    ("answer", "least_ms"),
    [
        (failure(400, 4), 60_000),
        (failure(400, 80002), 60_000),
        (failure(400, 613), 1_000),
        (failure(400, 200), 3_600_000),
        (Answer(200, {"data": []}, (("X-App-Usage", '{"call_count":100}'),)), 60_000),
        (Answer(429, {}, (("Retry-After", "7"),)), 7_000),
    ],
)
async def test_a_limit_met_by_a_look_holds_the_account(store: Store, answer: Answer, least_ms: int) -> None:
    """Whatever call Meta says it with."""
    async with scene(store, answer) as here:
        await here.do(a_sweep())
        [(type_, fact)] = await here.told()
        seconds, _ = await store.client.time()

    assert type_ == "AccountThrottled"
    assert least_ms - 5_000 <= fact["until"] - seconds * 1000 <= least_ms + 5_000


async def test_a_sweep_tells_what_nobody_told(store: Store) -> None:
    """Oldest first, under the ids that webhooks use: the customer's words and, as echoes, the account's, by any id."""
    page = {"data": [a_thread(("m3", LENA, "¿abren?"), ("m2", "2787", "hola"), ("m1", LENA, "hola"))]}
    async with scene(store, Answer(200, page), Answer(200, page)) as here:
        result = await here.do(a_sweep())
        again = await here.do(a_sweep())
        told = await here.told(Address("conversation", f"{SHOP}:{LENA}"))

    assert [(type_, fact["mid"], fact["backfilled"]) for type_, fact in told] == [
        ("MessageReceived", "m1", True),
        ("EchoReceived", "m2", True),
        ("MessageReceived", "m3", True),
    ]
    assert (result["missed"], result["echoes"], result["complete"]) == (2, 1, True)
    assert (again.get("missed", 0), again["complete"]) == (0, True)


async def test_a_page_that_is_too_much_is_asked_for_in_halves(store: Store) -> None:
    """The same cursor, half the size, until Meta can answer; then on to the next page."""
    first = {"data": [a_thread(("m1", LENA, "hola"))], "paging": {"cursors": {"after": "c1"}}}
    too_much = failure(500, 1)
    async with scene(store, too_much, Answer(200, first), too_much, NO_THREADS) as here:
        result = await here.do(a_sweep())

    asked = [(query["limit"][0], query.get("after", [""])[0]) for query in here.asked]
    assert asked == [("15", ""), ("7", ""), ("7", "c1"), ("3", "c1")]
    assert result["complete"] is True


async def test_a_sweep_ends_at_the_first_page_without_anything_new(store: Store) -> None:
    """Meta lists the newest first."""
    old = {"data": [a_thread(("m1", LENA, "hola"), updated=NOW_S - 86_400)], "paging": {"cursors": {"after": "c1"}}}
    async with scene(store, Answer(200, old)) as here:
        result = await here.do(a_sweep())

    assert len(here.server.requests) == 1
    assert (result.get("missed", 0), result["complete"]) == (0, True)


async def test_a_thread_that_names_nobody_is_left_out(store: Store) -> None:
    """Nobody is guessed: a thread with two strangers, or none, is nobody's."""
    crowd = a_thread(("m1", LENA, "hola"), ("m2", "900000000000002", "hola"))
    async with scene(store, Answer(200, {"data": [crowd, {"id": "t2"}, None]})) as here:
        result = await here.do(a_sweep())

    assert (result.get("missed", 0), result["complete"]) == (0, True)


async def test_a_limit_of_the_app_reaches_its_accounts_and_no_others(store: Store) -> None:
    """Each account of the app is told once; an account of another app is not."""
    async with scene(store) as here, graph_client(1.0) as client:
        await here.accounts.connect(Account(id="17841400000000002", app="111"), TOKEN, "api")
        await here.accounts.connect(Account(id="17841400000000003", app="222"), TOKEN, "api")
        errands = Errands(store, here.accounts, Graphs(InstagramSettings(), client).graph_for)
        for _ in range(2):
            await errands.run(_queued(store, HoldApp(id="hold@1", until=99, code=4)))
        told = [await here.told(Address("account", f"1784140000000000{number}")) for number in (1, 2, 3)]

    assert told == [[], [("AccountThrottled", {"until": 99, "code": 4})], []]


# An account of a Page


async def of_a_page(here: Scene) -> None:
    await here.accounts.connect(
        Account(id=SHOP, username="cafe.moca", app="111", flavour="facebook", page_id="1020"), TOKEN, "api"
    )


async def test_a_page_is_subscribed_with_its_own_field(store: Store) -> None:
    """At the Page's edge; the fields of an Instagram account would be refused there."""
    async with scene(store, Answer(200, {"data": []}), Answer(200, {"success": True})) as here:
        await of_a_page(here)
        result = await here.do(CheckSubscription(id="c1"))

    paths = [urlsplit(request.target).path for request in here.server.requests]
    assert paths == ["/v23.0/1020/subscribed_apps"] * 2
    assert here.asked[-1] == {"subscribed_fields": ["feed"]}
    assert result["subscription"]["state"] == "subscribed"


async def test_a_pages_token_is_not_refreshed(store: Store) -> None:
    """It does not end with time: no call is made, and its age begins anew."""
    async with scene(store) as here:
        await of_a_page(here)
        result = await here.do(RefreshToken(id="c1"))

    held = await here.accounts.get(SHOP)
    assert here.server.requests == []
    assert result == {"chore": "c1"}
    assert held is not None
    assert held.token == TOKEN


async def test_an_account_without_a_name_learns_it(store: Store) -> None:
    """It was connected without asking Meta: the check of its subscription asks once, for the name and the other id."""
    subscribed = Answer(200, {"data": [{"subscribed_fields": ["messages"]}]})
    me = Answer(200, {"id": "2799", "user_id": SHOP, "username": "cafe.moca"})
    async with scene(store, subscribed, me, subscribed, username="") as here:
        for number in (1, 2):
            await here.do(CheckSubscription(id=f"subscription@{number}"))
        held = await here.accounts.get(SHOP)

    assert held is not None
    assert (held.account.username, len(here.server.requests)) == ("cafe.moca", 3)
    assert [here.accounts.account_of(alias) for alias in ("2787", "2799")] == [SHOP, SHOP]
