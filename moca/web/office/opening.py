"""The office, put together. Loading this module loads ReactPy, a quarter of a second: only who serves does."""

from typing import Any

from moca.instagram.connecting import Connector
from moca.instagram.hosts import Hosts
from moca.instagram.media import Fetcher, media_transport
from moca.metrics import Metrics
from moca.runtime.workers import Workers
from moca.settings import Settings
from moca.web.office.desk import House
from moca.web.office.hub import Hub
from moca.web.office.inbox.lists import Lists
from moca.web.office.inbox.saved_views import SavedViews
from moca.web.office.inbox.threads import Threads
from moca.web.office.pictures import Pictures
from moca.web.office.presence import Presence
from moca.web.office.site import OfficeSite, Resolve
from moca.web.office.wake import Wake


def office_site(
    state: dict[str, Any], settings: Settings, workers: Workers, metrics: Metrics, wake: Wake, resolve: Resolve
) -> OfficeSite:
    """The office of a process; `state` is what `web.api` names, by its names."""
    hub, store, views = Hub(), state["store"], state["views"]
    connector = Connector(store, state["accounts"], state["graphs"])
    house = House(
        settings=settings, store=store, accounts=state["accounts"], views=views, graphs=state["graphs"],
        connector=connector, login=state["login"], media=state["media"], replays=state["replays"], metrics=metrics,
        workers=workers, hub=hub, wake=wake, operators=state["operators"], sessions=state["sessions"],
        lists=Lists(hub, views, state["accounts"], state["operators"], SavedViews(store.client)),
        threads=Threads(hub, views), presence=Presence(wake),
    )  # fmt: skip
    fetcher = Fetcher(media_transport(), Hosts(settings.instagram.media_hosts))
    return OfficeSite(house, resolve, Pictures(views, fetcher))
