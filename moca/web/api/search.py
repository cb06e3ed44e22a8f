"""`/api/search`: the messages in which some words stand."""

from typing import Annotated

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from moca.instagram.accounts import Accounts
from moca.views.listing import Filters
from moca.views.queries import Page, Views
from moca.views.searching import SearchHit
from moca.web.api.asking import Limit, page_of
from moca.web.api.hot import hot_scores
from moca.web.problems import FieldError


class SearchApi(Controller):
    """Search over everything that was said."""

    path = "/search"
    tags = ("conversations",)

    @get()
    async def search_messages(
        self,
        views: NamedDependency[Views],
        accounts: NamedDependency[Accounts],
        q: Annotated[str, QueryParameter(max_length=200, description="Words; the last one may be half typed")] = "",
        account: FromQuery[str | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: Limit = 20,
    ) -> Page[SearchHit]:
        """
        The messages in which all words of `q` stand, newest first. `next` is the cursor of the following page.

        Case and accents do not matter, nor do signs; the last word may be the beginning of one, from its second letter
        on. What was taken back or erased is not found, nor are test chats. `marks` count code points of `snippet`.
        """
        if not q.strip():
            raise FieldError("q", "it is empty: give the words to look for")
        filters = Filters(account=account, hot_scores=await hot_scores(accounts, account))
        return await page_of(views.search(q, filters, limit, cursor))
