"""
What the model has cost an account today, in tokens and money, and whether it may cost more.

One hash per account and UTC day, `moca:model:<account>:<date>`, with `tokens_in tokens_out cost_usd calls`. The caps
are looked at before a call and the call is added after it: calls that run at the same time may together go over a cap,
by what they cost and no more. The money cap cannot bite for a model whose price nobody knows (`prices`); the one in
tokens always does.
"""

from typing import Any

import structlog

from moca.clock import now_ms
from moca.domain.account_settings import AccountSettings
from moca.domain.spending import Spent, cap_reached, date_at, is_capped
from moca.errors import MocaError
from moca.metrics import Metrics
from moca.runtime import keys
from moca.runtime.client import translated
from moca.runtime.store import Store

log = structlog.get_logger()

KEEP_DAYS = 40
_DAY_SECONDS = 24 * 3600


class Budget:
    """The counters of all accounts, which all processes share."""

    def __init__(self, store: Store, metrics: Metrics) -> None:
        self._client = store.client
        self._metrics = metrics

    async def cap_reached(self, account: str, settings: AccountSettings) -> str:
        """
        Which cap of the account is used up, in words; empty = none. Without caps nothing is asked.

        Raises:
            StoreUnavailableError: nobody knows.
        """
        return cap_reached(settings, await self.today(account)) if is_capped(settings) else ""

    async def today(self, account: str) -> Spent:
        """
        What the account has spent since 00:00 UTC.

        Raises:
            StoreUnavailableError: nobody knows.
        """
        with translated():
            fields: Any = await self._client.hgetall(_key(account))
        return Spent.of(fields)

    async def add(self, account: str, spent: Spent) -> None:
        """Count one call. What the store does not take is not counted: an answer that was paid for is worth more."""
        self._metrics.model_tokens.labels("in").inc(spent.tokens_in)
        self._metrics.model_tokens.labels("out").inc(spent.tokens_out)
        self._metrics.model_cost_usd.inc(spent.cost_usd)
        key = _key(account)
        pipeline = self._client.pipeline(transaction=False)
        pipeline.hincrby(key, "calls", 1)
        pipeline.hincrby(key, "tokens_in", spent.tokens_in)
        pipeline.hincrby(key, "tokens_out", spent.tokens_out)
        pipeline.hincrbyfloat(key, "cost_usd", spent.cost_usd)
        pipeline.expire(key, KEEP_DAYS * _DAY_SECONDS)
        try:
            with translated():
                await pipeline.execute()
        except MocaError as error:
            log.warning("model.not_counted", account=account, detail=str(error))


def _key(account: str) -> str:
    return keys.model(account, date_at(now_ms()))
