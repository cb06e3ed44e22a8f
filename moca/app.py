"""
The composition root: the only module that knows all the others. It makes a process, starts its parts in order and
stops them in order: no new work, turns end, leases go back, the store last.
"""

import asyncio
import importlib
import os
import secrets
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog

from moca.actors.account import AccountActor
from moca.actors.conversation import ConversationActor
from moca.actors.sender import Sender
from moca.defaults import account_defaults
from moca.drafts import LOADS, drafts
from moca.environment_account import connect_environment
from moca.errors import MocaError, StoreUnavailableError
from moca.instagram.accounts import ANNOUNCEMENT, Accounts
from moca.instagram.chores import Chores
from moca.instagram.erasing import Eraser
from moca.instagram.errands import Errands
from moca.instagram.flavours import Graphs
from moca.instagram.hosts import Hosts
from moca.instagram.keeping import Keeping
from moca.instagram.media import Fetcher, media_transport
from moca.instagram.profiles import Profiles
from moca.instagram.transport import graph_client
from moca.media.files import MediaFiles
from moca.media.retention import Retention
from moca.metrics import Metrics
from moca.process_notes import notes_on
from moca.runtime import foreign
from moca.runtime.bells import Bells
from moca.runtime.client import connect
from moca.runtime.compaction import Compaction
from moca.runtime.graves import ERASING, is_void
from moca.runtime.host import Host
from moca.runtime.performers import Perform, Performer
from moca.runtime.store import Store
from moca.runtime.workers import Workers
from moca.schedule import Schedule
from moca.serving import Server
from moca.settings import Settings
from moca.stores import embedded_of, grave_of, vault_of
from moca.web.figures import Figures
from moca.web.site import Site, Work

if TYPE_CHECKING:
    from openai import AsyncOpenAI

log = structlog.get_logger()

STOPPING_SECONDS = 4.1
GRACE_SECONDS = 1.0
"""For what can be done again from its beginning, as reading and fetching can; a draft costs money and is waited for."""
GOODBYE_SECONDS = CANCEL_AGAIN_SECONDS = 0.2
"""The least; what is left of the patience for the work is the goodbye's, too."""


class Process:
    """
    One Moca process. `start` makes it ready or raises; `run` returns after `stop`.

    Several on one store share the work; each has the roles of its settings.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.metrics = Metrics()
        self.embedded = None if settings.store.url else embedded_of(settings)
        self.worker = f"{os.uname().nodename}-{os.getpid()}-{secrets.token_hex(3)}"
        url = settings.store.url or self.embedded.url  # type: ignore[union-attr]  # one of the two is there
        self.client = connect(url, f"moca:{self.worker}")
        vault, partitions = vault_of(settings), settings.store.partitions
        self.store = Store(self.client, self.worker, partitions, grave_of(vault))
        self.bells = Bells(self.client, [partition.wake for partition in self.store.partitions])
        self._accounts_bell = self.bells.bell(ANNOUNCEMENT)
        self.workers = Workers(self.store, {"pid": os.getpid()} | notes_on(settings))
        has_model = settings.model.is_available
        self.accounts = Accounts(self.store, vault, account_defaults(settings), model_available=has_model)
        self._http = graph_client(settings.instagram.send_timeout_seconds)
        self._media_http = media_transport()
        self._files = MediaFiles(settings.store.data_dir)
        self.graphs = Graphs(settings.instagram, self._http)
        self._model: AsyncOpenAI | None = None
        self._stopping = asyncio.Event()
        self._patience_ends = 0.0
        self._stops: list[Callable[[], None]] = []
        self._works: list[tuple[str, Work]] = []
        self._helpers: list[Work] = []
        self.server: Server | None = None

    @property
    def port(self) -> int:
        """Where it listens; known after `start`."""
        return self.server.port if self.server else self.settings.port

    # Starting

    async def start(self) -> None:
        """
        Make everything ready, in order: the store, the accounts, the parts of the roles, the door last.

        Raises:
            MocaError: in one sentence, why not.
        """
        try:
            await self._start()
        except BaseException:
            await self._close()
            raise

    async def _start(self) -> None:
        roles = set(self.settings.roles)
        loading = asyncio.create_task(asyncio.to_thread(_load_office)) if "office" in roles else None
        try:
            await self._start_store()
        finally:
            if loading is not None:
                await loading
        if "actors" in roles:
            self._add_actors()
        if "sender" in roles:
            self._add_sender()
        self._add_web(roles)

    async def _start_store(self) -> None:
        if self.embedded is not None:
            await self.embedded.start()
            self._helpers.append(self.embedded.watch)
        else:
            await self._check_foreign()
        await self.store.prepare()
        await connect_environment(self.settings.instagram, self.store, self.accounts, self.graphs)
        await self.accounts.load_aliases()
        self._helpers += [self.bells.run, self.workers.run, self._follow_accounts]
        await self.workers.beat()

    async def _check_foreign(self) -> None:
        try:
            warnings = await foreign.check(self.client)
        except StoreUnavailableError as error:
            place = self.settings.store.url.rpartition("@")[2].rpartition("//")[2]
            raise MocaError(f"REDIS_URL: nothing answers at {place}: is the server running?") from error
        for warning in warnings:
            log.warning("store.unsafe", detail=warning)

    def _add_actors(self) -> None:
        actors = {kind.kind: kind for kind in (ConversationActor(), AccountActor(self.settings.upkeep))}
        host = Host(self.store, self.bells, actors, self.accounts.context, self.settings.store.lease_ms,
                    observe=Figures(self.metrics).observe_turn)  # fmt: skip
        errands = self._errands()
        self._helpers += [Compaction(self.store).run, Eraser(self.store, self._files, self.bells.bell(ERASING)).run]
        self._add_work("host", host.run, host.stop)
        self._add_work("drafts", self._perform_drafts, lambda: None)
        performs: dict[str, Perform] = {
            "lookups": errands.look, "hooks": errands.run, "signals": errands.signal, "media": self._keeping(),
            "account": Chores(self.store, self.accounts, self.graphs).run,
            "profiles": Profiles(self.store, self.accounts, self.graphs.graph_for).run,
        }  # fmt: skip
        for queue, perform in performs.items():
            performer = Performer(self.store, self.bells, self.workers, queue, perform, grace_seconds=GRACE_SECONDS)
            self._add_work(queue, performer.run, performer.stop)
        self._helpers.append(self._remind)
        self._helpers.append(Retention(self._files, self.accounts.media_days, self.accounts.defaults.media_days).run)

    def _keeping(self) -> Keeping:
        fetcher = Fetcher(self._media_http, Hosts(self.settings.instagram.media_hosts))
        return Keeping(self._files, fetcher, self.accounts.context, is_void=lambda it: is_void(self.store, it))

    async def _remind(self) -> None:
        await Schedule(self.store, self.accounts.ids, self.settings.upkeep).run(self._stopping)

    async def _perform_drafts(self) -> None:
        """Drafts begin when what they need is loaded, which must hold up neither the start nor a stop."""
        await self._listens_or_stops()
        for load in LOADS:
            if not self._stopping.is_set():
                await asyncio.to_thread(load)
        if self._stopping.is_set():
            return
        perform, self._model = drafts(self.settings.model, self.store, self.accounts, self.metrics, self._files)
        performer = Performer(self.store, self.bells, self.workers, "drafts", perform)
        self._stops.append(performer.stop)
        await performer.run()

    async def _listens_or_stops(self) -> None:
        assert self.server is not None
        ends = {asyncio.create_task(self.server.started()), asyncio.create_task(self._stopping.wait())}
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        await _cancelled(ends)

    def _add_sender(self) -> None:
        errands, instagram = self._errands(), self.settings.instagram
        sender = Sender(
            self.store, self.bells, self.workers, errands.standing, errands.post, metrics=self.metrics,
            per_second=self.settings.timing.global_rate_limit,
            post_ms=round(instagram.send_timeout_seconds * 1000),
        )  # fmt: skip
        self._add_work("sender", sender.run, sender.stop)

    def _add_web(self, roles: Collection[str]) -> None:
        site = Site(self.settings, self.store, self.accounts, self.graphs, self.metrics, self.workers, self._trouble)
        if "office" in roles:
            follow_accounts = partial(site.follow_accounts, self.bells.bell(ANNOUNCEMENT))
            self._helpers += [site.follower.run, site.run_replays, site.open_office(), follow_accounts]
            self._stops.append(site.close_office)
        self._helpers += [site.note_figures, site.deliveries.run]
        app, settings = site.application(roles), self.settings
        self.server = Server(app, settings.host, settings.port, settings.trusted_proxies)
        self._add_work("web", self.server.run, self.server.stop)

    def _trouble(self) -> str:
        return self.embedded.trouble if self.embedded else ""

    def _add_work(self, name: str, work: Work, stop: Callable[[], None]) -> None:
        self._works.append((name, work))
        self._stops.append(stop)

    def _errands(self) -> Errands:
        return Errands(self.store, self.accounts, self.graphs.graph_for)

    async def _follow_accounts(self) -> None:
        while True:
            has_rung = await self._accounts_bell.wait()
            self.accounts.forget_copies()
            if has_rung:
                with suppress(MocaError):  # an event that then seems to be nobody's asks again
                    await self.accounts.load_aliases()

    # Running

    async def run(self) -> None:
        """Until `stop`, or until a part fails, which stops the process: none dies unseen."""
        helpers = [asyncio.create_task(helper()) for helper in self._helpers]
        works = [asyncio.create_task(work(), name=name) for name, work in self._works]
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait([*works, *helpers, stopping], return_when=asyncio.FIRST_COMPLETED)
            self._patience_ends = time.monotonic() + STOPPING_SECONDS
            for stop in self._stops:
                stop()
            await asyncio.wait(works, timeout=STOPPING_SECONDS)
        finally:
            tasks = {*works, *helpers, stopping}
            await _cancelled(tasks)
            await self._close()
        for task in tasks:
            if not task.cancelled() and (failure := task.exception()):
                raise failure

    def stop(self) -> None:
        """Stop in order. Idempotent."""
        self._stopping.set()

    async def _close(self) -> None:
        try:
            async with asyncio.timeout(max(GOODBYE_SECONDS, self._patience_ends - time.monotonic())):
                await self.workers.leave()
        except Exception as error:  # the store may be gone already; the register forgets us in five seconds
            log.debug("worker.unheard", detail=type(error).__name__)
        await self._http.aclose()
        await self._media_http.aclose()
        if self._model is not None:
            await self._model.close()
        await self.client.aclose()
        if self.embedded is not None:
            await self.embedded.stop()
        log.info("moca.stopped", worker=self.worker)


def _load_office() -> None:
    """ReactPy takes a quarter of a second to load: it is done while the store starts."""
    importlib.import_module("moca.web.office.opening")


async def _cancelled(tasks: Collection[asyncio.Task[Any]]) -> None:
    """End tasks, asking again: before Python 3.12 a cancellation can be swallowed while a message is written."""
    left = {task for task in tasks if not task.done()}
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=CANCEL_AGAIN_SECONDS)
