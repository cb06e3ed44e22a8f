"""
Connecting an account by its owner's login: begun here, allowed at Instagram, finished when the owner comes back
(reference, sections 8.1 to 8.5).

A state is random, good for one return within ten minutes, and leads to what it was made for; without one nobody is
connected. The exchange for a long-lived token is the one call that carries secrets in its address, because Meta knows
no other form; no address is ever logged, and no error shows one.
"""

import asyncio
import secrets
from typing import NamedTuple

import httpx
import msgspec

from moca.clock import now_ms
from moca.domain.account import Account
from moca.errors import PermanentError, TransientError, UndecodableMessageError
from moca.instagram.connecting import Connection, Connector
from moca.instagram.lenient import decode
from moca.instagram.login import (
    NEEDED,
    WISHED,
    LongToken,
    ShortToken,
    authorize_url,
    long_token_in,
    missing,
    short_token_in,
    without_ending,
)
from moca.runtime.client import translated
from moca.runtime.keys import login
from moca.runtime.store import Store
from moca.settings import App, InstagramSettings

CALLBACK_PATH = "/api/instagram/oauth/callback"
STATE_SECONDS = 600


class LoginError(PermanentError):
    """The login cannot be begun or finished; says why."""


class Begun(NamedTuple):
    """A login that waits for its owner, until `expires_at` (ms)."""

    authorize_url: str
    state: str
    expires_at: int


class _Purpose(msgspec.Struct, frozen=True):
    """What a state was made for. `account` empty = whichever account logs in."""

    app: str
    redirect_uri: str
    account: str = ""
    by: str = "admin"


class Login:
    """Logins of accounts. `client` is shared and closed by its owner."""

    def __init__(self, settings: InstagramSettings, public_url: str, store: Store, client: httpx.AsyncClient) -> None:
        self._settings = settings
        self._public_url = public_url
        self._store = store
        self._client = client

    async def begin(self, app: str, account: str, by: str) -> Begun:
        """
        Where to send the owner. `app` empty = the only one; `account` names whom to connect again, empty = anybody.

        Raises:
            LoginError: a setting is missing, or the app is not known.
        """
        if not self._public_url:
            raise LoginError("set MOCA_PUBLIC_URL, the https address of Moca, and register its callback at Meta")
        chosen, state = self._app(app), secrets.token_urlsafe(32)
        purpose = _Purpose(chosen.id, f"{self._public_url}{CALLBACK_PATH}", account, by)
        expires_at = now_ms() + STATE_SECONDS * 1_000
        with translated():
            await self._store.client.set(login(state), msgspec.json.encode(purpose), ex=STATE_SECONDS)
        url = authorize_url(self._settings.login_url, chosen.id, purpose.redirect_uri, state)
        return Begun(url, state, expires_at)

    async def forget(self, state: str) -> None:
        """The owner has come back without a code: the state is used up."""
        with translated():
            await self._store.client.delete(login(state))

    async def finish(self, connector: Connector, state: str, code: str) -> Account:
        """
        Connect the account whose owner came back with `code`.

        Raises:
            LoginError: the state is unknown, used or too old, or a permission is missing.
            PermanentError: Meta does not take the code, or the account is not the one that was meant.
            TransientError: Meta or the store cannot be asked now; the login must be begun again.
        """
        purpose = await self._take(state)
        app = self._app(purpose.app)
        short = await self._short_token(app, purpose.redirect_uri, without_ending(code))
        refused = missing(short.permissions, NEEDED)
        if refused:
            raise LoginError(f"these permissions were not allowed, and are needed: {', '.join(refused)}")
        long = await self._long_token(app, short)
        return await connector.connect(_connection(purpose, short, long), must_verify=True)

    def _app(self, id_: str) -> App:
        named = [app for app in self._settings.apps if app.id]
        chosen = [app for app in named if id_ in ("", app.id)]
        if not named:
            raise LoginError("set INSTAGRAM_APP_ID beside INSTAGRAM_APP_SECRET: a login needs the app's id")
        if len(chosen) != 1:
            raise LoginError(f"choose one of the apps {', '.join(app.id for app in named)}")
        return chosen[0]

    async def _take(self, state: str) -> _Purpose:
        with translated():
            found = await self._store.client.getdel(login(state))
        if found is None:
            raise LoginError("this login was finished before, is older than ten minutes, or was never begun here")
        return msgspec.json.decode(str(found), type=_Purpose)

    async def _short_token(self, app: App, redirect_uri: str, code: str) -> ShortToken:
        fields = {
            "client_id": app.id,
            "client_secret": app.secret.reveal(),
            "grant_type": "authorization_code",
            "redirect_uri": redirect_uri,
            "code": code,
        }
        form = {name: (None, value) for name, value in fields.items()}  # multipart, as Meta's own sample
        request = self._client.build_request("POST", f"{self._settings.oauth_url}/oauth/access_token", files=form)
        return short_token_in(*await self._answer(request))

    async def _long_token(self, app: App, short: ShortToken) -> LongToken:
        query = {
            "grant_type": "ig_exchange_token",
            "client_secret": app.secret.reveal(),
            "access_token": short.token.reveal(),
        }
        request = self._client.build_request("GET", f"{self._settings.graph_url}/access_token", params=query)
        return long_token_in(*await self._answer(request))

    async def _answer(self, request: httpx.Request) -> tuple[int, object]:
        try:
            async with asyncio.timeout(self._settings.send_timeout_seconds):
                response = await self._client.send(request)
        except (TimeoutError, httpx.HTTPError) as error:
            raise TransientError(f"Instagram did not answer ({type(error).__name__}).") from None
        try:
            return response.status_code, decode(response.content)
        except UndecodableMessageError:
            return response.status_code, None


def _connection(purpose: _Purpose, short: ShortToken, long: LongToken) -> Connection:
    unwished = missing(short.permissions, WISHED)
    return Connection(
        token=long.token,
        id=purpose.account,
        aliases=(short.user_id,) if short.user_id else (),
        app=purpose.app,
        flavour="instagram",
        note=f"Comments are not answered: {', '.join(unwished)} was not allowed." if unwished else "",
        by=purpose.by,
        expires_at=now_ms() + long.expires_in * 1_000 if long.expires_in else 0,
        permissions=short.permissions,
    )
