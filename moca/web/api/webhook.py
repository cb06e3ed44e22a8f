"""`GET /api/webhook`: whether what Meta sends arrives, and what to do if it does not."""

from datetime import UTC, datetime
from typing import Literal

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency

from moca.instagram.accounts import Accounts
from moca.runtime.store import Store
from moca.web.deliveries import Delivered, Deliveries

SET_UP = (
    "In the App Dashboard, enter https://<your host>/api/instagram/webhook with the verify token, subscribe to the "
    "messaging fields, and press Test, then Send to my server."
)
SUBSCRIBE = "Write to the account from another Instagram account; if nothing comes, subscribe the account to the app."


class WebhookState(msgspec.Struct, frozen=True, kw_only=True):
    """
    Whether the webhook works, in words, with the next step where there is one. Times are ms, 0 = never.

    `state`: working (an account's event has come), tested (only a test of the dashboard has), silent (nothing has).
    `accounts`: when an event last came, for every connected account.
    """

    state: Literal["working", "tested", "silent"]
    words: str
    next_step: str
    tests: int
    last_test_at: int
    last_delivery_at: int
    accounts: dict[str, int]


class WebhookApi(Controller):
    """What came through the webhook."""

    path = "/webhook"
    tags = ("webhook",)

    @get()
    async def get_webhook(self, store: NamedDependency[Store], accounts: NamedDependency[Accounts]) -> WebhookState:
        """Whether Meta's deliveries arrive. What has just come shows after a second."""
        return await webhook_state(store, accounts)


async def webhook_state(store: Store, accounts: Accounts) -> WebhookState:
    """
    What has come through the webhook so far.

    Raises:
        StoreUnavailableError: the store was away.
    """
    delivered = await Deliveries(store).read()
    times = {account: delivered.accounts.get(account, 0) for account in await accounts.ids()}
    state, words, next_step = _judged(delivered, times)
    return WebhookState(
        state=state, words=words, next_step=next_step, tests=delivered.tests, accounts=times,
        last_test_at=delivered.last_test_at, last_delivery_at=delivered.last_delivery_at,
    )  # fmt: skip


def _judged(delivered: Delivered, times: dict[str, int]) -> tuple[Literal["working", "tested", "silent"], str, str]:
    if delivered.last_delivery_at:
        missing = [account for account, at in times.items() if not at]
        words = f"The webhook works: the last event came at {_said(delivered.last_delivery_at)}."
        return "working", words, f"Nothing has come of {', '.join(missing)} yet. {SUBSCRIBE}" if missing else ""
    if delivered.last_test_at:
        words = f"The webhook works: a test of the dashboard came at {_said(delivered.last_test_at)}, and no event yet."
        return "tested", words, SUBSCRIBE
    return "silent", "Nothing has come yet.", SET_UP


def _said(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
