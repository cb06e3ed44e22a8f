"""
The webhook as Meta meets it: from outside, at its public address (reference, sections 2.1 to 2.3).

Three knocks: the verification, a delivery without a signature, and an empty one that is signed.
"""

import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator

import httpx

from moca.doctor.finding import Finding, State
from moca.settings import App, InstagramSettings, Secret

PATH = "/api/instagram/webhook"
EMPTY = b'{"object":"instagram","entry":[]}'
TIMEOUT_SECONDS = 10.0


async def look_at_webhook(settings: InstagramSettings, url: str) -> AsyncIterator[Finding]:
    """`url` is where Meta finds this Moca; without one only a hint is given."""
    if not url:
        yield _found("skipped", "not knocked at", "give --public-url https://<your host>")
        return
    address = url.rstrip("/") + ("" if url.rstrip("/").endswith(PATH) else PATH)
    if not address.startswith("https://"):
        yield _found("note", "Meta only calls https addresses", "put a TLS proxy in front of Moca")
    async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS, follow_redirects=False) as client:
        try:
            yield await _verification(client, address, settings.verify_token)
            yield await _unsigned(client, address)
            for app in settings.apps:
                yield await _signed(client, address, app)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            said = f"{address} cannot be reached ({type(error).__name__})"
            yield _found(
                "fault", said, "is the host right, its TLS certificate valid, the proxy up, `moca serve` running?"
            )


async def _verification(client: httpx.AsyncClient, address: str, token: Secret) -> Finding:
    if not token:
        return _found("skipped", "not verified: this command has no INSTAGRAM_VERIFY_TOKEN", "give it the one there")
    challenge = secrets.token_hex(8)
    query = {"hub.mode": "subscribe", "hub.verify_token": token.reveal(), "hub.challenge": challenge}
    answer = await client.get(address, params=query)
    if answer.status_code == httpx.codes.OK and answer.text == challenge:
        return _found("ok", "answers Meta's verification")
    if answer.status_code == httpx.codes.FORBIDDEN:
        return _found("fault", "the verify token is another one there", "give both the same INSTAGRAM_VERIFY_TOKEN")
    return _found("fault", f"the verification is answered {answer.status_code}", "does the proxy pass this path on?")


async def _unsigned(client: httpx.AsyncClient, address: str) -> Finding:
    answer = await client.post(address, content=EMPTY, headers={"content-type": "application/json"})
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        return _found("ok", "refuses what is not signed")
    said = f"a delivery without a signature is answered {answer.status_code}, not 401"
    return _found("fault", said, "is it Moca that answers there? see WEBHOOK_ALLOWED_CIDRS")


async def _signed(client: httpx.AsyncClient, address: str, app: App) -> Finding:
    digest = hmac.new(app.secret.reveal().encode(), EMPTY, hashlib.sha256).hexdigest()
    headers = {"content-type": "application/json", "x-hub-signature-256": f"sha256={digest}"}
    answer = await client.post(address, content=EMPTY, headers=headers)
    name = f"of app {app.id}" if app.id else "of INSTAGRAM_APP_SECRET"
    if answer.status_code == httpx.codes.OK:
        return _found("ok", f"takes what the secret {name} signs")
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        return _found("fault", f"the secret {name} is another one there", "give both the same INSTAGRAM_APP_SECRET")
    return _found("fault", f"a signed delivery is answered {answer.status_code}", "look into the log of `moca serve`")


def _found(state: State, said: str, remedy: str = "") -> Finding:
    return Finding(check="webhook", state=state, said=said, remedy=remedy)
