"""
The webhook: from Meta's bytes to the actors' logs.

Raw bytes → signature → normalise → one `tell` per event, all in one round trip → 200. What Meta signed is never
answered with 400: what cannot be understood goes whole to the quarantine. Nothing is logged before the signature holds.
"""

import hmac
import ipaddress
import re
import time
from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
import structlog
from litestar import Controller, MediaType, Request, Response, get, post
from litestar.exceptions import HTTPException
from litestar.params import QueryParameter

from moca.clock import now_ms
from moca.errors import StoreUnavailableError, UndecodableMessageError
from moca.instagram.accounts import Accounts
from moca.instagram.comment_places import CommentPlaces
from moca.instagram.heard import Heard, Strange
from moca.instagram.lenient import decode
from moca.instagram.letters import letter_of
from moca.instagram.nameless import Threads, is_announcement
from moca.instagram.normalise import normalise
from moca.instagram.signature import proven_by
from moca.metrics import Metrics
from moca.runtime.client import translated
from moca.runtime.keys import QUARANTINE
from moca.runtime.store import Store
from moca.settings import App, InstagramSettings
from moca.web.deliveries import Deliveries

log = structlog.get_logger()

LARGEST_BODY_BYTES = 16 * 1024 * 1024
QUARANTINE_LENGTH = 10_000
LARGEST_QUARANTINED = 200_000
CHALLENGE = re.compile(r"[A-Za-z0-9_-]{1,200}")
RETRY_SECONDS = 5


class Door:
    """What stands behind the webhook: who may knock, whose events they are, where they go."""

    def __init__(self, settings: InstagramSettings, store: Store, accounts: Accounts, metrics: Metrics) -> None:
        self.verify_token = settings.verify_token
        self._apps = settings.apps
        self._networks = [ipaddress.ip_network(cidr) for cidr in settings.allowed_cidrs]
        self._store = store
        self._accounts = accounts
        self._places = CommentPlaces(store)
        self._metrics = metrics
        self._threads = Threads(store)
        self.deliveries = Deliveries(store)

    def admits(self, host: str | None) -> bool:
        """Whether a caller's address is allowed; without a list, every address is."""
        if not self._networks:
            return True
        try:
            address = ipaddress.ip_address(host or "")
        except ValueError:
            return False
        address = getattr(address, "ipv4_mapped", None) or address  # as a socket of both families names it
        return any(address in network for network in self._networks)

    def proven_by(self, body: bytes, header: str | None) -> App | None:
        return proven_by(self._apps, body, header)

    async def hear(self, app: App, body: bytes) -> None:
        """
        Put everything a delivery holds into the store.

        Raises:
            StoreUnavailableError: nothing, or not everything, was written; Meta will deliver again.
        """
        outcomes = await self._threads.name(await self._understood(app, body), self._accounts.account_of)
        heard = [item for item in outcomes if isinstance(item, Heard) and self._speaks_for(app, item.account)]
        foreign = [
            Strange("foreign_app", item.account, msgspec.to_builtins(item.fact))
            for item in outcomes
            if isinstance(item, Heard) and not self._speaks_for(app, item.account)
        ]
        unexpected = [item for item in outcomes if isinstance(item, Strange)] + foreign
        strange = [item for item in unexpected if not is_announcement(item)]
        placed = await self._places.placed(heard)
        told = await self._store.tell(*map(letter_of, placed))
        erased = [item for item, entry in zip(placed, told, strict=True) if entry == ""]
        await self._places.forget(erased)
        await self._threads.learn([item for item, entry in zip(heard, told, strict=True) if entry != ""])
        await self._quarantine(strange)
        trials = len(outcomes) - len(heard) - len(unexpected)
        self.deliveries.note(trials, {item.account for item in heard})
        repeated = told.count(None)
        events = self._metrics.webhook_events
        events.labels("told").inc(len(told) - repeated - len(erased))
        events.labels("erased").inc(len(erased))
        events.labels("duplicate").inc(repeated)
        events.labels("quarantined").inc(len(strange))
        events.labels("announced").inc(len(unexpected) - len(strange))
        events.labels("trial").inc(trials)
        log.debug("webhook.accepted", events=len(told), duplicates=repeated, quarantined=len(strange))

    async def _understood(self, app: App, body: bytes) -> Sequence[Any]:
        """What a delivery holds; where memory does not know whose it is, the store is asked once."""
        try:
            payload = decode(body)
        except UndecodableMessageError:
            return [Strange("undecodable", "", body[:LARGEST_QUARANTINED].decode(errors="backslashreplace"))]
        outcomes = normalise(payload, self._accounts.account_of)
        if all(self._is_known(app, item) for item in outcomes):
            return outcomes
        self._accounts.forget_copies()
        await self._accounts.load_aliases()
        return normalise(payload, self._accounts.account_of)

    def _is_known(self, app: App, item: object) -> bool:
        if isinstance(item, Strange):
            return item.reason != "unknown_account"
        return not isinstance(item, Heard) or self._speaks_for(app, item.account)

    def _speaks_for(self, app: App, account: str) -> bool:
        """A secret proves only events of its own app's accounts."""
        return self._accounts.is_of(account, app.id)

    async def _quarantine(self, items: list[Strange]) -> None:
        if not items:
            return
        with translated():
            async with self._store.client.pipeline(transaction=False) as calls:
                for item in items:
                    fields: Any = {"reason": item.reason, "account": item.account, "at": now_ms(),
                                   "item": item.json()[:LARGEST_QUARANTINED]}  # fmt: skip
                    calls.xadd(QUARANTINE, fields, maxlen=QUARANTINE_LENGTH, approximate=True)
                await calls.execute()
        for item in items:
            log.warning("webhook.quarantined", reason=item.reason, account=item.account)


class Webhook(Controller):
    """`/api/instagram/webhook`: Meta's side of the contract. Needs `door` and `metrics` in the app's state."""

    path = "/api/instagram/webhook"
    tags = ("webhook",)

    @get(media_type=MediaType.TEXT, summary="Meta's verification of the callback")
    async def challenge(
        self,
        request: Request[Any, Any, Any],
        mode: Annotated[str, QueryParameter(name="hub.mode")] = "",
        token: Annotated[str, QueryParameter(name="hub.verify_token")] = "",
        challenge: Annotated[str, QueryParameter(name="hub.challenge")] = "",
    ) -> Response[str]:
        """The challenge back, if the verify token is ours; 403 otherwise."""
        expected = request.app.state.door.verify_token
        matches = bool(expected) and hmac.compare_digest(token.encode(), expected.reveal().encode())
        if not expected:
            return Response("INSTAGRAM_VERIFY_TOKEN is not set", status_code=403)
        if mode != "subscribe" or not matches:
            return Response("the verify token does not match INSTAGRAM_VERIFY_TOKEN", status_code=403)
        if not CHALLENGE.fullmatch(challenge):
            return Response("the challenge may hold letters, digits, - and _ only", status_code=403)
        return Response(challenge)

    @post(status_code=200, request_max_body_size=LARGEST_BODY_BYTES, summary="Deliveries of events")
    async def deliver(self, request: Request[Any, Any, Any]) -> Response[str]:
        """200 after the write; 401 unsigned, 403 not admitted, 413 above 16 MB, 503 while the store is away."""
        started = time.perf_counter()
        door: Door = request.app.state.door
        metrics: Metrics = request.app.state.metrics
        status, outcome = 500, "broken"
        try:
            status, outcome = await _deliver(door, request)
        except HTTPException:
            outcome = "rejected"
            raise
        finally:
            metrics.webhooks.labels(outcome).inc()
        took_seconds = time.perf_counter() - started
        metrics.webhook_seconds.observe(took_seconds)
        metrics.webhook_times.observe(took_seconds)
        headers = {"Retry-After": str(RETRY_SECONDS)} if outcome == "refused" else {}
        return Response("", status_code=status, media_type=MediaType.TEXT, headers=headers)


async def _deliver(door: Door, request: Request[Any, Any, Any]) -> tuple[int, str]:
    if not door.admits(request.client.host if request.client else None):
        return 403, "rejected"
    body = await request.body()
    signature = request.headers.get("x-hub-signature-256")
    app = door.proven_by(body, signature)
    if app is None:
        if signature:  # what is not signed at all is a stranger's, or the doctor's, and says nothing about the secret
            door.deliveries.note_rejected()
        return 401, "rejected"
    try:
        await door.hear(app, body)
    except StoreUnavailableError as error:
        log.warning("webhook.refused", detail=str(error))
        return 503, "refused"
    return 200, "accepted"
