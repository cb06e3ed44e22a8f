"""The site of one process: which controllers it serves by its roles, and what they find in the application's state."""

import asyncio
import time
from collections.abc import Callable, Collection, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from litestar import Litestar
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme

import moca
from moca.errors import MocaError
from moca.instagram.accounts import Accounts
from moca.instagram.connecting import Connector
from moca.instagram.farewell import Farewell
from moca.instagram.flavours import Graphs
from moca.instagram.oauth import Login
from moca.media.files import MediaFiles
from moca.metrics import Metrics
from moca.replay.registry import Replays
from moca.replay_live import LiveModel
from moca.runtime.actor import Address
from moca.runtime.bells import Bell
from moca.runtime.store import Store
from moca.runtime.workers import Workers
from moca.settings import Settings
from moca.stores import vault_of
from moca.team.attempts import Attempts
from moca.team.operators import Operators
from moca.team.sessions import COOKIE, Sessions
from moca.team.signing import Signing
from moca.views.feed import Follower
from moca.views.projection import Projection
from moca.views.queries import Views
from moca.web.api import api_router
from moca.web.auth import HEADER, signed_in
from moca.web.farewell import FarewellCallbacks
from moca.web.gauges import Gauges
from moca.web.health import Health, Readiness
from moca.web.oauth import LoginReturn
from moca.web.office.wake import Changed, Wake
from moca.web.outgoing import outgoing_file, outgoing_files
from moca.web.problems import EXCEPTION_HANDLERS
from moca.web.sign_in import SignIn
from moca.web.webhooks import Door, Webhook

if TYPE_CHECKING:
    from moca.web.office.site import OfficeSite

NOTE_SECONDS = 1.0
Work = Callable[[], Coroutine[Any, Any, None]]


class Site:
    """What the web of one process works with. `trouble` is the embedded store's own word."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        accounts: Accounts,
        graphs: Graphs,
        metrics: Metrics,
        workers: Workers,
        trouble: Callable[[], str],
    ) -> None:
        data_dir = settings.store.data_dir
        self._wake = Wake(store.client)
        self._office: OfficeSite | None = None
        self.follower = Follower(store, Projection(data_dir), self._announce)
        self._settings, self._workers = settings, workers
        model = LiveModel(settings.model)
        self.replays = Replays(model.ask if model.is_available else None)
        self._model = model
        self._metrics = metrics
        views = Views(data_dir)
        operators, vault = Operators(store.client, settings.admin_token), vault_of(settings)
        door = Door(settings.instagram, store, accounts, metrics)
        self.deliveries = door.deliveries
        self._state: dict[str, Any] = {
            "store": store,
            "accounts": accounts,
            "media": MediaFiles(data_dir),
            "outgoing": outgoing_files(data_dir, time.time()),
            "graphs": graphs,
            "apps": settings.instagram.apps,
            "public_url": settings.public_url,
            "login": Login(settings.instagram, settings.public_url, store, graphs.client),
            "farewell": Farewell(store, accounts, Connector(store, accounts, graphs)),
            "views": views,
            "replays": self.replays,
            "operators": operators,
            "sessions": Sessions(store.client, operators, Signing(store.client, vault)),
            "attempts": Attempts(store.client),
            "metrics": metrics,
            "door": door,
            "readiness": Readiness(store, trouble),
            "gauges": Gauges(store, accounts, views, metrics),
        }

    def open_office(self) -> Work:
        """Have the office served too, which must be said before `application`; what runs while it is."""
        from moca.web.office.opening import office_site  # noqa: PLC0415  # whoever starts a process loads it beside

        self._office = office_site(self._state, self._settings, self._workers, self._metrics, self._wake, signed_in)
        return self._office.run

    def close_office(self) -> None:
        """Tell the open pages to come again: a process that stops waits for nobody who only looks. Idempotent."""
        if self._office is not None:
            self._office.close()

    async def follow_accounts(self, bell: Bell) -> None:
        """Have what the office shows of accounts read again whenever one has changed; `bell` rings then."""
        while True:
            if await bell.wait() and self._office is not None:
                self._office.accounts_changed()

    async def _announce(self, addresses: Collection[Address]) -> None:
        """Tell the office's processes what can be read anew; what is not heard is read after the next news."""
        with suppress(MocaError):
            await self._wake.publish(Changed(tuple(map(str, addresses))))

    async def run_replays(self) -> None:
        """Run the replays that the office asks for until cancelled; the model of the live ones is closed with them."""
        try:
            await self.replays.run()
        finally:
            await self._model.close()

    async def note_figures(self) -> None:
        """Say this process's webhook times, and how late its loop is, in the register of workers each second."""
        while True:
            self._workers.notes["webhook_ms"] = self._metrics.webhook_times.summary()
            self._workers.notes["loop_ms"] = self._metrics.loop_times.summary()
            asleep = time.monotonic()
            await asyncio.sleep(NOTE_SECONDS)
            self._metrics.loop_times.observe(max(0.0, time.monotonic() - asleep - NOTE_SECONDS))

    def application(self, roles: Collection[str]) -> Litestar:
        """The application for these roles; health is always part of it."""
        handlers: list[Any] = [Health]
        if "webhook" in roles:
            handlers.append(Webhook)
        if {"webhook", "office"}.intersection(roles):
            handlers += [LoginReturn, FarewellCallbacks]
        if "office" in roles:
            handlers += [api_router(), SignIn, outgoing_file]
        if self._office is not None:
            handlers += self._office.handlers()
        app = Litestar(handlers, openapi_config=_openapi(), exception_handlers=EXCEPTION_HANDLERS, logging_config=None)
        app.state.update(self._state)
        return app


def _openapi() -> OpenAPIConfig:
    token = SecurityScheme(type="apiKey", name=HEADER, security_scheme_in="header")
    session = SecurityScheme(type="apiKey", name=COOKIE, security_scheme_in="cookie")
    return OpenAPIConfig(
        title="Moca",
        version=moca.__version__,
        path="/schema",
        render_plugins=[JsonRenderPlugin(path=["/", "/openapi.json"])],
        use_handler_docstrings=True,
        components=Components(security_schemes={"AdminToken": token, "Session": session}),
    )
