"""What the controllers are given, by name: who asks, and parts of the application's state."""

from collections.abc import Mapping

from litestar.datastructures import State
from litestar.di import Provide

from moca.instagram.accounts import Accounts
from moca.instagram.connecting import Connector
from moca.instagram.erasing import Eraser
from moca.instagram.flavours import Graphs
from moca.instagram.oauth import Login
from moca.media.files import MediaFiles
from moca.replay.registry import Replays
from moca.runtime.store import Store
from moca.team.operators import Operators
from moca.team.sessions import Sessions
from moca.views.queries import Views
from moca.web.auth import operator_of


def _operators(state: State) -> Operators:
    operators: Operators = state.operators
    return operators


def _sessions(state: State) -> Sessions:
    sessions: Sessions = state.sessions
    return sessions


def _store(state: State) -> Store:
    store: Store = state.store
    return store


def _accounts(state: State) -> Accounts:
    accounts: Accounts = state.accounts
    return accounts


def _connector(state: State) -> Connector:
    return Connector(state.store, state.accounts, state.graphs)


def _graphs(state: State) -> Graphs:
    graphs: Graphs = state.graphs
    return graphs


def _login(state: State) -> Login:
    login: Login = state.login
    return login


def _views(state: State) -> Views:
    views: Views = state.views
    return views


def _media(state: State) -> MediaFiles:
    media: MediaFiles = state.media
    return media


def _eraser(state: State) -> Eraser:
    return Eraser(state.store, state.media)


def _outgoing(state: State) -> MediaFiles:
    outgoing: MediaFiles = state.outgoing
    return outgoing


def _public_url(state: State) -> str:
    public_url: str = state.public_url
    return public_url


def _replays(state: State) -> Replays:
    replays: Replays = state.replays
    return replays


DEPENDENCIES: Mapping[str, Provide] = {
    "operator": Provide(operator_of, sync_to_thread=False),
    "operators": Provide(_operators, sync_to_thread=False),
    "sessions": Provide(_sessions, sync_to_thread=False),
    "store": Provide(_store, sync_to_thread=False),
    "accounts": Provide(_accounts, sync_to_thread=False),
    "media": Provide(_media, sync_to_thread=False),
    "outgoing": Provide(_outgoing, sync_to_thread=False),
    "public_url": Provide(_public_url, sync_to_thread=False),
    "connector": Provide(_connector, sync_to_thread=False),
    "eraser": Provide(_eraser, sync_to_thread=False),
    "graphs": Provide(_graphs, sync_to_thread=False),
    "login": Provide(_login, sync_to_thread=False),
    "views": Provide(_views, sync_to_thread=False),
    "replays": Provide(_replays, sync_to_thread=False),
}
