"""
The callbacks by which Meta says that an owner has left: `signed_request`, made and sent on demand (reference, 8.6).
"""

import base64
import hashlib
import hmac
import json
from typing import Any, Literal
from urllib.parse import urlsplit

import httpx
import msgspec
from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import JSONBody

from moca.settings import Secret
from moca.simulator.machine import Simulator

Kind = Literal["deauthorize", "data-deletion"]


class Farewell(msgspec.Struct, frozen=True):
    """Who leaves. `user_id` is the id that Meta names, by default the one scoped to the app."""

    kind: Kind
    account: str = ""
    user_id: str = ""


class Farewells(Controller):
    path = "/control/farewell"

    @post()
    async def leave(self, simulator: NamedDependency[Simulator], data: JSONBody[Farewell]) -> dict[str, Any]:
        """Call the business back: `{status, body}`, 0 when nobody answered."""
        account = simulator.world.account(data.account)
        if account is None:
            raise NotFoundException(f"no account is called {data.account!r}")
        issued_at = simulator.world.clock() // 1_000
        user_id = data.user_id or account.app_scoped_id or account.id
        request = signed_request(user_id, issued_at, simulator.apps.of(account).secret)
        url = f"{_origin(simulator.deliverer.callback_url)}/api/instagram/{data.kind}"
        try:
            async with httpx.AsyncClient(timeout=simulator.config.answer_timeout) as client:
                answer = await client.post(url, data={"signed_request": request})
        except (httpx.HTTPError, httpx.InvalidURL):
            return {"status": 0, "body": None}
        return {"status": answer.status_code, "body": answer.json()}


def signed_request(user_id: str, issued_at: int, secret: Secret) -> str:
    """`<signature>.<payload>` as Meta makes it; `issued_at` in seconds."""
    said = {"algorithm": "HMAC-SHA256", "issued_at": issued_at, "user_id": user_id}
    payload = _text(json.dumps(said, separators=(",", ":")).encode())
    return f"{_text(hmac.digest(secret.reveal().encode(), payload.encode(), hashlib.sha256))}.{payload}"


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
