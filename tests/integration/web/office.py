"""A person with the admin token at the API, and the shop behind it."""

from functools import cache
from typing import Any

import httpx
from litestar import Controller, Litestar
from litestar.datastructures import State
from litestar.openapi import OpenAPIConfig

from moca.runtime.store import Store
from moca.settings import Secret
from moca.team.attempts import Attempts
from moca.team.operators import Operators
from moca.team.sessions import Sessions
from moca.team.signing import Signing
from moca.vault import Vault
from moca.views.feed import Follower
from moca.web.api import api_router
from moca.web.outgoing import outgoing_file
from moca.web.problems import EXCEPTION_HANDLERS
from moca.web.sign_in import SignIn
from tests.builders import ACCOUNT
from tests.integration.views.shop import Shop

ADMIN = "the admin token"
TOKEN = "IGAA-a-token-nobody-may-see"


@cache
def _built(*more: type[Controller]) -> Litestar:
    return Litestar(
        [*more, api_router(), SignIn, outgoing_file],
        exception_handlers=EXCEPTION_HANDLERS,
        openapi_config=OpenAPIConfig("Moca", "1", use_handler_docstrings=True),
        logging_config=None,
    )


def app_of(*more: type[Controller], **state: Any) -> Litestar:
    """
    The API, what a browser is given, and `more`, with this state alone.

    Built once for all tests: that takes longer than most of them.
    """
    app = _built(*more)  # type: ignore[arg-type]  # mypy takes classes for unhashable
    app.state = State(state)
    return app


def team_of(store: Store) -> dict[str, Any]:
    """Who may come in, as the application's state has it."""
    operators = Operators(store.client, Secret(ADMIN))
    sessions = Sessions(store.client, operators, Signing(store.client, Vault(Secret("a key"))))
    return {"operators": operators, "sessions": sessions, "attempts": Attempts(store.client), "public_url": ""}


class Office:
    """Calls the API; keeps every answer, so that a test can look for what must not be in any."""

    def __init__(self, client: httpx.AsyncClient, app: Litestar, shop: Shop, follower: Follower) -> None:
        self.client = client
        self.app = app
        self.shop = shop
        self.answers: list[str] = []
        self._follower = follower

    async def follow(self) -> None:
        """Let the actors hear everything, and the projection see it."""
        await self.shop.settle()
        while await self._follower.run_once():
            pass

    async def ask(self, method: str, path: str, body: Any = None, token: str = ADMIN, **query: Any) -> tuple[int, Any]:
        """Status and body; problems must be problem details."""
        response = await self.client.request(
            method,
            f"/api{path}",
            json=body,
            params=query,
            headers=[(b"x-admin-token", token.encode())] if token else [],
        )
        self.answers.append(response.text)
        if response.status_code >= 400:
            assert response.headers["content-type"] == "application/problem+json"
            assert response.json()["status"] == response.status_code
            assert response.json()["title"]
        return response.status_code, response.json() if response.content else None

    async def says(self, psid: str, text: str = "We do", **fields: Any) -> tuple[int, Any]:
        return await self.ask(
            "POST", "/instagram/messages", {"account_id": ACCOUNT, "psid": psid, "text": text} | fields
        )
