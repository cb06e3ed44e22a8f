"""`/api/accounts/{id}/digest`: one day of an account in figures, counted when it is asked for."""

from datetime import UTC, date, datetime, timedelta

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from moca.clock import now_ms
from moca.domain.hours import day_at, day_span
from moca.instagram.accounts import Accounts
from moca.views.digest import Asked, DayFigures, NowFigures
from moca.views.queries import Views
from moca.web.problems import FieldError


class DigestView(msgspec.Struct, frozen=True, kw_only=True):
    """The day `date` of the account's own calendar, from `since` to before `until` (ms), and what waits `now`."""

    date: str
    time_zone: str
    since: int
    until: int
    day: DayFigures
    now: NowFigures


class DigestApi(Controller):
    """Figures of a day, by the account's own calendar."""

    path = "/accounts"
    tags = ("accounts",)

    @get("/{id_:str}/digest")
    async def get_digest(
        self,
        accounts: NamedDependency[Accounts],
        views: NamedDependency[Views],
        id_: FromPath[str],
        date: FromQuery[str] = "",
    ) -> DigestView:
        """What came and what became of it on one day (`2026-03-01`; without one, yesterday), and what waits now."""
        return await digest_of(accounts, views, id_, date)


async def digest_of(accounts: Accounts, views: Views, id_: str, date: str = "") -> DigestView:
    """
    The digest of one day of an account, by the account's own calendar; without a `date`, yesterday's.

    Raises:
        NotFoundException: there is no such account.
        FieldError: the date is none, or has not come.
    """
    held = await accounts.get(id_)
    if held is None:
        raise NotFoundException(f"there is no account {id_}")
    settings = held.account.settings
    today = day_at(settings.time_zone, now_ms())
    day = _day(date) if date else today - timedelta(days=1)
    if day > today:
        raise FieldError("date", f"that day has not begun: it is {today} there")
    since, until = day_span(settings.time_zone, day)
    figures, now = await views.digest(Asked(id_, since, until, settings.hot_score))
    return DigestView(
        date=str(day), time_zone=settings.time_zone, since=since, until=until, day=figures, now=now
    )  # fmt: skip


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError as error:
        raise FieldError("date", "it is no day: write it as 2026-03-01") from error
