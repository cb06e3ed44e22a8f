"""The agency: a whole Moca on the tests' store, and the fake Instagram, both over real HTTP."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from moca.app import Process
from moca.settings import InstagramSettings, Secret, Settings, StoreSettings
from moca.simulator.app import create_app
from moca.simulator.config import SimulatorConfig
from tests.integration.connecting.agency import ADMIN, BOOKS, CAFE, FIRST_APP, PERSONAL, SECOND_APP, Agency
from tests.real_server import RealServer
from tests.serving import served


def free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port: int = unused.getsockname()[1]
        return port


@pytest.fixture
async def agency(empty_server: RealServer, tmp_path: Path) -> AsyncIterator[Agency]:
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    config = SimulatorConfig(
        accounts=(CAFE, BOOKS, PERSONAL),
        callback_url=f"{here}/api/instagram/webhook",
        app_id=FIRST_APP.id,
        app_secret=FIRST_APP.secret,
    )
    app = create_app(config)
    async with served(app) as instagram:
        process = Process(_settings(empty_server.url, instagram, here, port, tmp_path))
        await process.start()
        running = asyncio.create_task(process.run())
        async with httpx.AsyncClient(base_url=here) as moca, httpx.AsyncClient(base_url=instagram) as owner:
            yield Agency(process, moca, owner, app.state.simulator)
        process.stop()
        await running


def _settings(store: str, instagram: str, here: str, port: int, data_dir: Path) -> Settings:
    return Settings(
        port=port,
        public_url=here,
        admin_token=Secret(ADMIN),
        secret_key=Secret("the key of the tests"),
        store=StoreSettings(url=store, data_dir=data_dir),
        instagram=InstagramSettings(
            apps=(FIRST_APP, SECOND_APP),
            graph_url=instagram,
            facebook_graph_url=f"{instagram}/facebook",
            login_url=instagram,
            oauth_url=instagram,
        ),
    )
