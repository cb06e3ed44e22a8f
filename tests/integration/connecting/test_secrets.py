"""No token and no secret is anywhere but sealed in the store and where Meta wants it."""

import io
import logging
from collections.abc import Iterator
from typing import Any, Literal

import pytest
import structlog

from moca import logs
from moca.settings import Secret
from tests.integration.connecting.agency import BOOKS, CAFE, FIRST_APP, SECOND_APP, Agency
from tests.waiting import until

SECRETS = (
    CAFE.token, BOOKS.token, BOOKS.page_token, BOOKS.user_token, FIRST_APP.secret, SECOND_APP.secret,
)  # fmt: skip


@pytest.fixture(params=["console", "json"])
def our_log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What we log at every level, in either format."""
    before = structlog.get_config()
    form: Literal["console", "json"] = request.param
    logs.configure(form, logging.DEBUG)
    written = io.StringIO()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(written), cache_logger_on_first_use=False)
    yield written
    structlog.configure(**before)


async def test_no_secret_shows_itself(
    our_log: io.StringIO, agency: Agency, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """In no log of any level, no answer, no problem, no `repr`, no value of the store, and no address but one."""
    caplog.set_level(logging.DEBUG)

    given = await everything(agency)

    shown = "\n".join(
        [our_log.getvalue(), *capfd.readouterr(), caplog.text, *agency.answers, *(await representations(agency))]
    )
    stored = await everything_stored(agency)
    for secret in (*SECRETS, *given):
        assert secret.reveal() not in shown
        assert secret.reveal() not in stored
    assert len(shown) > 10_000
    assert "account.connected" in shown
    assert "moca:account:17841400000000001" in stored


async def test_the_addresses_that_meta_sees_hold_no_secret(agency: Agency) -> None:
    """But for the exchange for a long-lived token, which Meta knows in no other form."""
    seen: list[str] = []
    agency.process.graphs.client.event_hooks["request"].append(lambda request: _note(seen, str(request.url)))

    given = await everything(agency)

    telling = [url for url in seen if any(secret.reveal() in url for secret in (*SECRETS, *given))]
    assert len(seen) > 5
    assert [url.partition("?")[0].rpartition("/")[2] for url in telling] == ["access_token"]
    assert all("grant_type=ig_exchange_token" in url for url in telling)


async def _note(seen: list[str], url: str) -> None:
    seen.append(url)


async def everything(agency: Agency) -> tuple[Secret, ...]:
    """Connect by token and by login, of both flavours; converse; be refused; leave. The tokens that came of it."""
    for body in (
        {"access_token": CAFE.token.reveal(), "app": FIRST_APP.id},
        {"access_token": CAFE.token.reveal(), "id": BOOKS.id},
        {"access_token": CAFE.token.reveal(), "flavour": "facebook"},
        {"access_token": BOOKS.user_token.reveal()},
        {"access_token": BOOKS.page_token.reveal(), "app": SECOND_APP.id},
        {"access_token": CAFE.token.reveal(), "id": "no id"},
        {"access_token": CAFE.token.reveal() * 600},
        {"access_token": f"{CAFE.token.reveal()} ñ"},
    ):
        await agency.api("POST", "/accounts", body)
    await agency.api("PATCH", f"/accounts/{CAFE.id}", {"access_token": CAFE.token.reveal(), "settings": {"x": 1}})
    await agency.come_back(await agency.answer_at(await agency.begin(), CAFE))
    given = (await agency.held(CAFE.id)).token
    await converse(agency)
    await agency.control("token", account=CAFE.id, state="dead")
    await converse(agency)
    await agency.api("POST", "/accounts", {"access_token": given.reveal()})
    await agency.api("GET", "/accounts")
    for kind in ("deauthorize", "data-deletion"):
        await agency.control("farewell", kind=kind, account=CAFE.id)
    await agency.visit("GET", "/metrics")
    return (given,)


async def converse(agency: Agency) -> None:
    """A customer writes, and what a person answers is tried, whatever comes of it."""
    calls = len(agency.simulator.book.since(0))
    await agency.control("say", person="lucia.rojas", text="hola", wait=True)
    said = {"account_id": CAFE.id, "psid": "900000000000001", "text": "buenas"}
    await agency.api("POST", "/instagram/messages", said)
    await until(lambda: [e for e in agency.simulator.book.since(0)[calls:] if e.endpoint == "messages"])


async def representations(agency: Agency) -> list[str]:
    """What a debugger or an error's frame would print."""
    process = agency.process
    return [repr(thing) for thing in (await agency.held(BOOKS.id), process.settings, process.accounts, process.graphs)]


async def everything_stored(agency: Agency) -> str:
    """Every key of the store with its value, by SCAN."""
    client: Any = agency.process.client
    return "\n".join([f"{key} {await _value(client, key)}" async for key in client.scan_iter("*")])


async def _value(client: Any, key: str) -> object:
    match await client.type(key):
        case "hash":
            return await client.hgetall(key)
        case "stream":
            return await client.xrange(key)
        case "zset":
            return await client.zrange(key, 0, -1)
        case "set":
            return await client.smembers(key)
        case "string":
            return await client.get(key)
        case other:
            raise AssertionError(f"a {other} of the store is not looked into: {key}")
