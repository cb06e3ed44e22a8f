"""The gauges of `/metrics`: what is read off the store and the views at the moment of asking."""

from moca.clock import now_ms
from moca.domain.account_alarms import token_ends_at
from moca.domain.account_life import Upkeep
from moca.domain.line import PRIORITIES
from moca.domain.window import DAY_MS
from moca.errors import StoreUnavailableError
from moca.instagram.accounts import Accounts
from moca.metrics import Metrics
from moca.outlook.queues import depths
from moca.runtime.store import Store
from moca.views.file import ViewsUnavailableError
from moca.views.queries import Views


class Gauges:
    """Brings the gauges up to date. What cannot be read keeps its last value."""

    def __init__(self, store: Store, accounts: Accounts, views: Views, metrics: Metrics) -> None:
        self._store = store
        self._accounts = accounts
        self._views = views
        self._metrics = metrics

    async def refresh(self) -> None:
        try:
            await self._refresh_queues()
            await self._refresh_accounts()
            await self._refresh_shares()
        except (StoreUnavailableError, ViewsUnavailableError):
            return

    async def _refresh_queues(self) -> None:
        for depth in await depths(self._store, now_ms()):
            if depth.priority in PRIORITIES:
                self._metrics.queue_depth.labels(depth.priority).set(depth.count)
                self._metrics.queue_age_seconds.labels(depth.priority).set(depth.oldest_ms / 1000)

    async def _refresh_accounts(self) -> None:
        now = now_ms()
        for id_ in await self._accounts.ids():
            health = await self._accounts.health(id_)
            if health.token_since:
                ends_at = token_ends_at(health, Upkeep())
                self._metrics.token_age_days.labels(id_).set((now - health.token_since) / DAY_MS)
                self._metrics.token_days_left.labels(id_).set((ends_at - now) / DAY_MS)
            self._metrics.missed.labels(id_).set(health.missed)

    async def _refresh_shares(self) -> None:
        figures = await self._views.figures(now_ms() - DAY_MS)
        if figures.answered_share is not None:
            self._metrics.answered_share.set(figures.answered_share)
        if figures.failed_share is not None:
            self._metrics.failed_share.set(figures.failed_share)
