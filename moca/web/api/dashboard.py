"""`/api/dashboard`: how the shop stands, and how its day goes so far."""

from typing import Annotated

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from moca.clock import now_ms
from moca.domain.window import DAY_MS
from moca.instagram.accounts import Accounts
from moca.views.dashboard import Dashboard
from moca.views.listing import Filters
from moca.views.queries import Views
from moca.web.api.hot import hot_scores
from moca.web.problems import FieldError

LONGEST_MS = 31 * DAY_MS


class DashboardApi(Controller):
    """Figures of the present day."""

    path = "/dashboard"
    tags = ("figures",)

    @get()
    async def get_dashboard(
        self,
        views: NamedDependency[Views],
        accounts: NamedDependency[Accounts],
        account: FromQuery[str | None] = None,
        since: Annotated[
            int | None, QueryParameter(ge=0, description="When the day began, ms; without it, 24 hours ago")
        ] = None,
    ) -> Dashboard:
        """
        Contacts, active and unanswered conversations, messages since then, response times, who answered, what waits.

        `since` is at most 31 days ago: the caller knows when the day begins where the caller is.
        """
        now = now_ms()
        begin = now - DAY_MS if since is None else since
        if begin > now:
            raise FieldError("since", "that moment has not come yet: give the ms at which the day began")
        if begin < now - LONGEST_MS:
            raise FieldError("since", "that is more than 31 days ago: give the ms at which the day began")
        filters = Filters(account=account, hot_scores=await hot_scores(accounts, account))
        return await views.dashboard(begin, filters)
