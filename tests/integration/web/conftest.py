"""The API over a shop whose conversations really run, with the projection beside it."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from litestar import Litestar
from litestar.openapi import OpenAPIConfig

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
from moca.web.api import api_router
from moca.web.outgoing import outgoing_file, outgoing_files
from moca.web.problems import EXCEPTION_HANDLERS
from moca.web.sign_in import SignIn
from tests.builders import ACCOUNT
from tests.integration.instagram.scripted import closed_url
from tests.integration.views.shop import Shop
from tests.integration.web.office import TOKEN, Office, team_of


@pytest.fixture
async def office(store: Store, tmp_path: Path) -> AsyncIterator[Office]:
    accounts = Accounts(store, Vault(Secret("a key")), AccountSettings(), model_available=False)
    await accounts.connect(Account(id=ACCOUNT, username="shop"), Secret(TOKEN), "api")
    projection = Projection(tmp_path)
    app = Litestar(
        [api_router(), SignIn, outgoing_file],
        exception_handlers=EXCEPTION_HANDLERS,
        openapi_config=OpenAPIConfig("Moca", "1", use_handler_docstrings=True),
        logging_config=None,
    )
    app.state.store, app.state.accounts, app.state.views = store, accounts, Views(tmp_path)
    app.state.update(team_of(store))
    app.state.media, app.state.outgoing = MediaFiles(tmp_path), outgoing_files(tmp_path, 0.0)
    app.state.replays = Replays()
    nobody = InstagramSettings(graph_url=closed_url(), facebook_graph_url=closed_url())
    http = graph_client(1.0)
    app.state.graphs = Graphs(nobody, http)
    wire = httpx.ASGITransport(app=app, raise_app_exceptions=False)  # type: ignore[arg-type]  # Litestar types ASGI itself
    async with httpx.AsyncClient(transport=wire, base_url="http://moca") as client:  # in the test's own loop
        office = Office(client, app, Shop(store), Follower(store, projection))
        await office.follow()
        yield office
    await http.aclose()
    projection.close()
