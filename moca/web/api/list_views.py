"""`/api/views`: the views of the inbox's list that the team has made, for everybody."""

from typing import Annotated

import msgspec
from litestar import Controller, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from moca.runtime.store import Store
from moca.team.operator import Operator
from moca.web.auth import needs
from moca.web.office.inbox.narrowing import Narrowing
from moca.web.office.inbox.saved_views import LONGEST_NAME, SavedView, SavedViews
from moca.web.problems import FieldError

Name = Annotated[str, Meta(min_length=1, max_length=LONGEST_NAME)]


class NewView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    A list to keep. `asked` is what the inbox's address says behind its question mark, as in `{"tag": "vip"}`: status
    (`all`, or one; without it all but the closed), account, tag, assignee (`me`, `nobody`, an operator's id), owner,
    from and to (ms), unread, needs and draft (`1`), sort (time_left, urgent).
    """

    name: Name
    asked: dict[str, str] = {}


class ViewName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another name for a view."""

    name: Name


class ViewList(msgspec.Struct, frozen=True):
    """The team's views, the oldest first; times are ms."""

    items: list[SavedView]


class ListViewsApi(Controller):
    """Views that the team shares."""

    path = "/views"
    tags = ("conversations",)
    opt = needs("answer")

    @get()
    async def list_views(self, store: NamedDependency[Store]) -> ViewList:
        """All of them; those that every Moca has are not among them."""
        return ViewList(await SavedViews(store.client).all())

    @post()
    async def save_view(
        self, store: NamedDependency[Store], operator: NamedDependency[Operator], data: JSONBody[NewView]
    ) -> SavedView:
        """Keep a list under a name. 409: there are as many as a list can show."""
        narrowing = Narrowing.of(data.asked)
        understood = narrowing.asked()
        for name, value in data.asked.items():
            if understood.get(name) != value:
                raise FieldError(f"asked.{name}", f"no list is narrowed by {name}={value}")
        return await SavedViews(store.client).save(data.name, narrowing, operator.name)

    @patch("/{view:str}")
    async def rename_view(
        self, store: NamedDependency[Store], view: FromPath[str], data: JSONBody[ViewName]
    ) -> SavedView:
        """Give a view another name. 409: somebody has deleted it."""
        return await SavedViews(store.client).rename(view, data.name)

    @delete("/{view:str}")
    async def delete_view(self, store: NamedDependency[Store], view: FromPath[str]) -> None:
        """Delete a view for everybody; once more changes nothing."""
        await SavedViews(store.client).delete(view)
