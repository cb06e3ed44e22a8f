"""
Logins of owners: what is allowed on the page becomes a code, a code becomes a short-lived token (reference, sections
8.1, 8.2 and 8.4).

A code is good once, for an hour, for the app and the redirect address that it was made for.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import msgspec

from moca.settings import Secret
from moca.simulator.apps import Apps
from moca.simulator.calls import Answer
from moca.simulator.tokens import Tokens
from moca.simulator.world import World

CODE_MS = 3_600_000
_DENIED = {
    "error": "access_denied",
    "error_reason": "user_denied",
    "error_description": "The user denied your request",
}
_NO_CODE = "Matching code was not found or was already used"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What an app asks an owner for, as it stands in the page's address."""

    client_id: str
    redirect_uri: str
    scope: str = ""
    state: str = ""

    @property
    def scopes(self) -> tuple[str, ...]:
        return tuple(self.scope.replace(",", " ").split())


class _Code(msgspec.Struct, frozen=True):
    app: str
    redirect_uri: str
    account: str
    scopes: tuple[str, ...]
    until: int


class Logins:
    """Codes that wait to be exchanged. `wraps` says whether the answer is Meta's documented one, or the flat one."""

    def __init__(self, world: World, apps: Apps, tokens: Tokens, wraps: Callable[[], bool]) -> None:
        self._world = world
        self._apps = apps
        self._tokens = tokens
        self._wraps = wraps
        self._codes: dict[str, _Code] = {}

    def is_fit(self, asked: Asked) -> bool:
        """Whether an owner may be asked: the app is known, and there is a way back."""
        return self._apps.knows(asked.client_id) and asked.redirect_uri.startswith(("http://", "https://"))

    def allowed(self, asked: Asked, account: str, scopes: tuple[str, ...]) -> str:
        """Where the owner goes back to with a code; Meta puts `#_` behind it."""
        code = f"AQB{self._world.random.getrandbits(160):040x}"
        until = self._world.clock() + CODE_MS
        self._codes[code] = _Code(asked.client_id, asked.redirect_uri, account, scopes, until)
        return f"{_with(asked, {'code': code})}#_"

    def denied(self, asked: Asked) -> str:
        return _with(asked, _DENIED)

    def exchange(self, form: dict[str, str]) -> Answer:
        """The answer to `POST /oauth/access_token`."""
        code = self._codes.pop(form.get("code", ""), None)
        if not self._apps.knows(form.get("client_id", ""), Secret(form.get("client_secret", ""))):
            return _refused("Invalid platform app")
        if form.get("grant_type") != "authorization_code":
            return _refused("Invalid grant_type")
        if code is None or code.app != form["client_id"] or code.until < self._world.clock():
            return _refused(_NO_CODE)
        if code.redirect_uri != form.get("redirect_uri"):
            return _refused("Error validating verification code. Please make sure your redirect_uri is identical")
        return Answer(body=self._granted(code))

    def _granted(self, code: _Code) -> dict[str, Any]:
        account = self._world.accounts[code.account]
        token = self._tokens.issue(account.id).reveal()
        scoped = account.app_scoped_id or account.id
        if self._wraps():
            return {"data": [{"access_token": token, "user_id": scoped, "permissions": ",".join(code.scopes)}]}
        return {"access_token": token, "user_id": int(scoped), "permissions": list(code.scopes)}


def _with(asked: Asked, fields: dict[str, str]) -> str:
    mark = "&" if "?" in asked.redirect_uri else "?"
    state = {"state": asked.state} if asked.state else {}
    return f"{asked.redirect_uri}{mark}{urlencode(fields | state)}"


def _refused(message: str) -> Answer:
    return Answer(
        status=400, body={"error_type": "OAuthException", "code": 400, "error_message": message}, outcome="oauth"
    )
