"""What the dashboard shows: the figures of the viewer's day, what the model costs, and how far the first steps are."""

from typing import NamedTuple

from moca.agent.budget import Budget
from moca.clock import now_ms
from moca.domain.account_settings import AccountSettings
from moca.domain.hours import day_at, day_span
from moca.domain.knowledge import Knowledge
from moca.domain.spending import Spent
from moca.views.dashboard import Dashboard
from moca.views.listing import Filters
from moca.web.api.hot import hot_scores
from moca.web.deliveries import Deliveries
from moca.web.office.desk import Desk
from moca.web.office.hub import ACCOUNTS, CONVERSATIONS, Loaded

GAP_SECONDS = 2.0
POLL_SECONDS = 30.0


class AccountName(NamedTuple):
    id: str
    username: str


class DayNow(NamedTuple):
    """The figures of the day in `zone`; what the model cost since 00:00 UTC, and how its caps are (0 = none)."""

    figures: Dashboard
    zone: str
    spent: Spent
    cost_cap_usd: float
    tokens_cap: int
    accounts: tuple[AccountName, ...]


class Steps(NamedTuple):
    """The first steps, done or not; `account` is the first one's id, if any."""

    account: str
    is_connected: bool
    has_delivery: bool
    has_facts: bool
    has_answered: bool

    @property
    def are_done(self) -> bool:
        return self.is_connected and self.has_delivery and self.has_facts and self.has_answered


def day_of(desk: Desk, account: str) -> Loaded[DayNow]:
    """The day of one account, or of all; read again two seconds after a change at the earliest."""
    return desk.hub.value(
        ("dashboard", account, desk.zone),
        lambda: Loaded(lambda: _day(desk, account), [CONVERSATIONS, ACCOUNTS], gap=GAP_SECONDS, poll=POLL_SECONDS),
    )


def steps_of(desk: Desk) -> Loaded[Steps]:
    return desk.hub.value(
        "steps", lambda: Loaded(lambda: _steps(desk), [CONVERSATIONS, ACCOUNTS], gap=GAP_SECONDS, poll=GAP_SECONDS)
    )


async def _day(desk: Desk, account: str) -> DayNow:
    now = now_ms()
    since, _ = day_span(desk.zone, day_at(desk.zone, now))
    filters = Filters(account=account or None, hot_scores=await hot_scores(desk.accounts, account or None))
    held = await desk.accounts.all()
    chosen = [each.account for each in held if not account or each.account.id == account]
    budget, spent = Budget(desk.store, desk.house.metrics), Spent()
    for one in chosen:
        spent = spent.plus(await budget.today(one.id))
    return DayNow(
        figures=await desk.views.dashboard(since, filters),
        zone=desk.zone,
        spent=spent,
        cost_cap_usd=sum(each.settings.daily_cost_cap_usd for each in chosen),
        tokens_cap=sum(each.settings.daily_tokens_cap for each in chosen),
        accounts=tuple(AccountName(each.account.id, each.account.username) for each in held),
    )


async def _steps(desk: Desk) -> Steps:
    held = await desk.accounts.all()
    delivered = await Deliveries(desk.store).read()
    return Steps(
        account=held[0].account.id if held else "",
        is_connected=bool(held),
        has_delivery=bool(delivered.last_delivery_at),
        has_facts=any(_knows(each.account.settings) for each in held),
        has_answered=await desk.views.has_answered(),
    )


def _knows(settings: AccountSettings) -> bool:
    return bool(settings.facts.strip() or settings.rules) or settings.knowledge != Knowledge()
