"""
What one open page works with: who sits there, in which language, where the page is, and what the process gives it.

Components get the desk and hand it on; whatever changes by itself is a cell of it or of the hub.
"""

import inspect
import itertools
from collections.abc import Awaitable, Callable
from typing import Any, Literal, NamedTuple

import structlog
from litestar.exceptions import HTTPException

from moca.errors import MocaError
from moca.instagram.accounts import Accounts
from moca.instagram.connecting import Connector
from moca.instagram.flavours import Graphs
from moca.instagram.oauth import Login
from moca.media.files import MediaFiles
from moca.metrics import Metrics
from moca.replay.registry import Replays
from moca.runtime.store import Store
from moca.runtime.workers import Workers
from moca.settings import Settings
from moca.team.operator import Need, Operator, may
from moca.team.operators import Operators
from moca.team.sessions import Sessions
from moca.views.queries import Views
from moca.web.live.cells import Cell
from moca.web.office.hub import Hub
from moca.web.office.inbox.lists import Lists
from moca.web.office.inbox.threads import Threads
from moca.web.office.place import Place
from moca.web.office.presence import Presence
from moca.web.office.wake import Wake
from moca.web.office.words import Words
from moca.web.problems import FieldError

log = structlog.get_logger()

LONGEST_NOTICES = 3
Handler = Callable[[Any], Any]


class House(NamedTuple):
    """What the process gives the office."""

    settings: Settings
    store: Store
    accounts: Accounts
    views: Views
    graphs: Graphs
    connector: Connector
    login: Login
    media: MediaFiles
    replays: Replays
    metrics: Metrics
    workers: Workers
    hub: Hub
    wake: Wake
    operators: Operators
    sessions: Sessions
    lists: Lists
    threads: Threads
    presence: Presence


class Step(NamedTuple):
    """What can be done about a notice, by a button in it."""

    label: str
    do: Handler


class Notice(NamedTuple):
    """What is said at the edge of the page for a while. `key` is its own."""

    key: str
    kind: Literal["done", "wrong"]
    text: str
    step: Step | None = None


class Desk:
    """
    One open page. `page` names it among all pages of all processes, `session` the sign-in that it was opened by; `zone`
    is where its viewer's day begins.
    """

    def __init__(
        self,
        house: House,
        operator: Operator,
        words: Words,
        place: Place,
        page: str,
        zone: str = "UTC",
        session: str = "",
    ) -> None:
        self.house, self.hub = house, house.hub
        self.store, self.views, self.accounts = house.store, house.views, house.accounts
        self.operator, self.words, self.page = operator, words, page
        self.zone, self.session = zone, session
        self.place: Cell[Place] = Cell(place)
        self.notices: Cell[tuple[Notice, ...]] = Cell(())
        self.going: Cell[tuple[str, str]] = Cell(("", ""))
        self._numbers = itertools.count(1)

    @property
    def by(self) -> str:
        """The name under which this person's doing stands in the logs."""
        return self.operator.name

    def may(self, need: Need) -> bool:
        """Whether this person's role suffices."""
        return may(self.operator, need)

    def say(self, text: str, kind: Literal["done", "wrong"] = "done", step: Step | None = None) -> None:
        """Show a notice, with what can be done about it; the oldest give way."""
        notice = Notice(f"n{next(self._numbers)}", kind, text, step)
        self.notices.set((*self.notices.value, notice)[-LONGEST_NOTICES:])

    def dismiss(self, key: str) -> None:
        self.notices.set(tuple(notice for notice in self.notices.value if notice.key != key))

    def go(self, address: str) -> None:
        """Have the browser go to another address of the office, as by a link."""
        self.going.set((f"g{next(self._numbers)}", address))

    def act(self, need: Need, do: Callable[[Any], Awaitable[None] | None]) -> Handler:
        """
        A handler that lets a person do something, if their role suffices, and says what went wrong if it does.

        What `do` raises as a field's error, a conflict, something missing or a store that is away is told in its own
        words; anything else is logged and told in general ones.
        """

        async def handler(event: Any) -> None:
            if not self.may(need):
                role = self.words(self.operator.role)
                self.say(self.words("Your role ({role}) may not do this: ask an owner.", role=role), "wrong")
                return
            try:
                doing = do(event)
                if inspect.isawaitable(doing):
                    await doing
            except Exception as error:
                self.say(self.told(error), "wrong")

        return handler

    def told(self, error: Exception) -> str:
        """What went wrong, in words for the person; what nobody expected is logged."""
        match error:
            case FieldError(field=field, detail=detail):
                return f"{field}: {self.words(detail)}" if field else self.words(detail)
            case HTTPException(detail=detail) if error.status_code < 500:  # noqa: PLR2004  # the caller's own
                return detail
            case MocaError():
                return self.words(str(error))
            case _:
                log.error("office.action_failed", exc_info=error)
                return self.words("Something unexpected happened; it is in the log.")
