"""What the controllers are given, by name: who asks, and parts of the application's state."""

from collections.abc import Mapping
from typing import Any

from litestar.datastructures import State
from litestar.di import Provide

from moca.instagram.connecting import Connector
from moca.instagram.erasing import Eraser
from moca.web.auth import operator_of

KEPT = (
    "accounts", "graphs", "login", "media", "operators", "outgoing", "public_url", "replays", "sessions", "store",
    "views",
)  # fmt: skip
"""What a controller is given just as the state has it, under the same name."""


def _kept(name: str) -> Provide:
    def given(state: State) -> Any:
        return getattr(state, name)

    return Provide(given, sync_to_thread=False)


def _connector(state: State) -> Connector:
    return Connector(state.store, state.accounts, state.graphs)


def _eraser(state: State) -> Eraser:
    return Eraser(state.store, state.media)


DEPENDENCIES: Mapping[str, Provide] = {
    "operator": Provide(operator_of, sync_to_thread=False),
    "connector": Provide(_connector, sync_to_thread=False),
    "eraser": Provide(_eraser, sync_to_thread=False),
    **{name: _kept(name) for name in KEPT},
}
