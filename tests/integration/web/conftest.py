"""The API over a shop whose conversations really run, with the projection beside it; the hub of an office's pages."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from moca.domain.account import Account
from moca.domain.account_settings import AccountSettings
from moca.instagram.accounts import Accounts
from moca.instagram.flavours import Graphs
from moca.instagram.transport import graph_client
from moca.media.files import MediaFiles
from moca.replay.registry import Replays
from moca.runtime.store import Store
from moca.settings import InstagramSettings, Secret
from moca.vault import Vault
from moca.views.feed import Follower
from moca.views.projection import Projection
from moca.views.queries import Views
from moca.web.office.hub import Hub
from moca.web.outgoing import outgoing_files
from tests.builders import ACCOUNT
from tests.integration.instagram.scripted import closed_url
from tests.integration.views.shop import Shop
from tests.integration.web.office import TOKEN, Office, app_of, team_of


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    hub = Hub()
    running = asyncio.create_task(hub.run())
    await asyncio.sleep(0)
    yield hub
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


@pytest.fixture
async def office(store: Store, tmp_path: Path) -> AsyncIterator[Office]:
    accounts = Accounts(store, Vault(Secret("a key")), AccountSettings(), model_available=False)
    await accounts.connect(Account(id=ACCOUNT, username="shop"), Secret(TOKEN), "api")
    projection = Projection(tmp_path)
    nobody = InstagramSettings(graph_url=closed_url(), facebook_graph_url=closed_url())
    http = graph_client(1.0)
    app = app_of(
        store=store,
        accounts=accounts,
        views=Views(tmp_path),
        media=MediaFiles(tmp_path),
        outgoing=outgoing_files(tmp_path, 0.0),
        replays=Replays(),
        graphs=Graphs(nobody, http),
        **team_of(store),
    )
    wire = httpx.ASGITransport(app=app, raise_app_exceptions=False)  # type: ignore[arg-type]  # Litestar types ASGI itself
    async with httpx.AsyncClient(transport=wire, base_url="http://moca") as client:  # in the test's own loop
        office = Office(client, app, Shop(store), Follower(store, projection))
        await office.follow()
        yield office
    await http.aclose()
    projection.close()
