"""The socket of the office: who is let in, and who is put out when their session ends unheard."""

from collections.abc import AsyncIterator
from typing import Any, NamedTuple

import httpx
import pytest
from litestar import Litestar
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from moca.errors import StoreUnavailableError
from moca.instagram.oauth import Login
from moca.metrics import Metrics
from moca.runtime.workers import Workers
from moca.settings import InstagramSettings, Settings
from moca.team.ending import session_key
from moca.team.operators import OPERATORS
from moca.team.signed_in import SignedIn
from moca.web.auth import signed_in
from moca.web.live.session import SIGNED_OUT, TOO_MANY
from moca.web.office.assets import assets
from moca.web.office.opening import office_site
from moca.web.office.site import OfficeSite
from moca.web.office.wake import Wake
from moca.web.problems import EXCEPTION_HANDLERS
from moca.web.sign_in import SignIn
from tests.integration.web.office import ADMIN, Office
from tests.serving import served


class House(NamedTuple):
    """A served office, and the cookie of somebody who has signed in."""

    site: OfficeSite
    url: str
    cookie: str

    def opens(self, **headers: str) -> Any:
        address = f"{self.url.replace('http', 'ws')}/live/ws?build={assets().build}&path=/inbox"
        return connect(address, additional_headers=headers)


@pytest.fixture
async def house(office: Office) -> AsyncIterator[House]:
    store = office.shop.store
    async with httpx.AsyncClient() as graph:
        state = dict(office.app.state.dict()) | {"login": Login(InstagramSettings(), "", store, graph)}
        site = office_site(state, Settings(), Workers(store, {}), Metrics(), Wake(store.client), signed_in)
        app = Litestar([*site.handlers(), SignIn], exception_handlers=EXCEPTION_HANDLERS, logging_config=None)
        app.state.update(state)
        async with served(app, ws="websockets-sansio") as url, httpx.AsyncClient(base_url=url) as browser:
            await browser.post("/sign-in", data={"token": ADMIN})
            yield House(site, url, f"moca_session={browser.cookies['moca_session']}")


async def test_our_page_of_somebody_who_is_signed_in_is_served(house: House) -> None:
    """The first frame is the whole page."""
    async with house.opens(origin=house.url, cookie=house.cookie) as socket:
        assert '"path"' in str(await socket.recv())


@pytest.mark.parametrize("headers", [{}, {"origin": "ours"}, {"cookie": "ours"},
                                     {"origin": "https://evil.example", "cookie": "ours"},
                                     {"origin": "ours", "cookie": "moca_session=x.y"}])  # fmt: skip
async def test_nobody_else_is_served(house: House, headers: dict[str, str]) -> None:
    """Refused before the handshake is answered: no cookie, a wrong one, no origin, a foreign one."""
    ours = {"origin": house.url, "cookie": house.cookie}
    given = {name: ours[name] if value == "ours" else value for name, value in headers.items()}

    with pytest.raises(InvalidStatus):
        await house.opens(**given).__aenter__()


async def test_who_is_no_longer_signed_in_is_put_out(house: House, office: Office) -> None:
    """Also where nobody heard of the end: a session that ran out, or news that was lost."""
    found = await office.app.state.sessions.of("admin", 0)
    async with house.opens(origin=house.url, cookie=house.cookie) as socket:
        await socket.recv()
        await house.site.look_again()
        await (await socket.ping())
        await office.shop.store.client.delete(session_key(found[0].id))

        await house.site.look_again()

        await socket.wait_closed()
        assert socket.close_code == SIGNED_OUT


async def test_a_record_that_cannot_be_read_ends_its_pages_alone(house: House, office: Office) -> None:
    """As of a newer release's role: who bears it is put out, and the process goes on."""
    operators = office.app.state.operators
    operator, token = await operators.create("Ana", "agent")
    async with httpx.AsyncClient(base_url=house.url) as browser:
        await browser.post("/sign-in", data={"token": token.reveal()})
        cookie = f"moca_session={browser.cookies['moca_session']}"
    async with house.opens(origin=house.url, cookie=cookie) as socket:
        await socket.recv()
        await office.shop.store.client.hset(OPERATORS, operator.id, '{"id": "x", "name": "Ana", "role": "chief"}')

        await house.site.look_again()

        await socket.wait_closed()
        assert socket.close_code == SIGNED_OUT


async def test_nobody_opens_pages_without_end(house: House) -> None:
    """Each costs memory: beyond what anybody looks at, a page is told to try again later."""
    house.site.most_pages = 1
    async with house.opens(origin=house.url, cookie=house.cookie) as first:
        await first.recv()

        async with house.opens(origin=house.url, cookie=house.cookie) as socket:
            await socket.wait_closed()

    assert socket.close_code == TOO_MANY


async def test_a_page_that_is_loaded_while_the_store_is_away_comes_by_itself(office: Office) -> None:
    """It holds nothing of anybody's, and asks until it may open or is told to sign in; an error would stay."""

    async def away(_: Any) -> SignedIn | None:
        raise StoreUnavailableError("away")

    store = office.shop.store
    async with httpx.AsyncClient() as graph:
        state = dict(office.app.state.dict()) | {"login": Login(InstagramSettings(), "", store, graph)}
        site = office_site(state, Settings(), Workers(store, {}), Metrics(), Wake(store.client), away)
        app = Litestar(list(site.handlers()), exception_handlers=EXCEPTION_HANDLERS, logging_config=None)
        async with served(app, ws="websockets-sansio") as url, httpx.AsyncClient(base_url=url) as browser:
            page, asked = await browser.get("/inbox"), await browser.get("/live/session")

    assert (page.status_code, asked.status_code) == (200, 503)
    assert "boot.js" in page.text
