"""A whole Moca with two apps, the fake Instagram it speaks to, and the hands of an admin and of an owner."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec

from moca.app import Process
from moca.settings import App, Secret
from moca.simulator.config import DEMO_ACCOUNT
from moca.simulator.machine import Simulator
from moca.simulator.world import Account

ADMIN = "the admin token"
FIRST_APP = App("990000000000001", Secret("first-app-secret"))
SECOND_APP = App("990000000000002", Secret("second-app-secret"))
CAFE = DEMO_ACCOUNT
BOOKS = Account(
    id="17841400000000002",
    app_scoped_id="27870001472663999",
    username="libros.luna",
    name="Libros Luna",
    token=Secret("IGAAbooks"),
    app_id=SECOND_APP.id,
    app_secret=SECOND_APP.secret,
    page_id="102030405060708",
    page_token=Secret("EAAbookspage"),
    user_token=Secret("EAAmanager"),
)
PERSONAL = Account(
    id="17841400000000003", username="ana.luz", token=Secret("IGAAana"), account_type="PERSONAL",
    page_id="102030405060709", page_token=Secret("EAAanapage"), user_token=Secret("EAAmanager"),
)  # fmt: skip


class Agency:
    """Keeps every answer, so that a test can look for what must not be in any."""

    def __init__(self, process: Process, moca: httpx.AsyncClient, instagram: httpx.AsyncClient, sim: Simulator) -> None:
        self.process = process
        self.moca = moca
        self.instagram = instagram
        self.simulator = sim
        self.answers: list[str] = []

    async def api(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """As the admin."""
        answer = await self.visit(method, f"/api{path}", json=body, headers={"x-admin-token": ADMIN})
        return answer.status_code, answer.json() if answer.content else None

    async def visit(self, method: str, path: str, **more: Any) -> httpx.Response:
        """As anybody."""
        answer = await self.moca.request(method, path, **more)
        self.answers.append(f"{answer.headers} {answer.text}")
        return answer

    async def control(self, what: str, **body: Any) -> Any:
        answer = await self.instagram.post(f"/control/{what}", json=body)
        assert answer.is_success, answer.text
        return answer.json()

    def modes(self, **modes: Any) -> None:
        self.simulator.faults.modes = msgspec.structs.replace(self.simulator.faults.modes, **modes)

    async def begin(self, **wanted: Any) -> str:
        """The address to allow the app at."""
        status, begun = await self.api("POST", "/accounts/connect", {"app": FIRST_APP.id} | wanted)
        assert status == 201, begun
        return str(begun["authorize_url"])

    async def answer_at(self, url: str, account: Account, untick: str = "", press: str = "allow") -> str:
        """What an owner does on Instagram's page; the address that they are sent back to, as a browser asks for it."""
        page = await self.instagram.get(url)
        assert page.status_code == 200, page.text
        fields: dict[str, Any] = {
            unescape(name): unescape(value)
            for name, value in re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', page.text)
        }
        scopes = [scope for scope in re.findall(r'name="allowed" value="([^"]*)"', page.text) if scope != untick]
        form = fields | {"account": account.id, "allowed": scopes, "answer": press}
        back = await self.instagram.post("/oauth/authorize", data=form)
        assert back.status_code == 302, back.text
        return back.headers["location"].partition("#")[0] if press == "cancel" else str(back.headers["location"])

    async def come_back(self, location: str) -> httpx.Response:
        """The browser follows; what is behind `#` stays in the browser."""
        parts = urlsplit(location)
        return await self.visit("GET", f"{parts.path}?{parts.query}")

    async def held(self, id_: str) -> Any:
        self.process.accounts.forget_copies()
        return await self.process.accounts.get(id_)
