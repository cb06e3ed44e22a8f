"""
What a process notes of itself and its settings in the register of workers: what they lack, and never a value.

So a command beside it, whose environment is another, need not take its own for the process's.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from moca import __version__
from moca.settings import InstagramSettings, Settings, StoreSettings

NOTHING = "nothing"
A_MODEL = "a model"
METAS, ANOTHER = "Meta's", "another"


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """A process that runs: `lacks` are sentences as in `Settings.hints`; whether it calls Meta's own Graph."""

    lacks: tuple[str, ...] = ()
    is_graph_metas: bool = True

    @property
    def has_model(self) -> bool:
        return all(_name(hint) != A_MODEL for hint in self.lacks)


def notes_on(settings: Settings) -> dict[str, Any]:
    """What a process with these settings notes: its roles and version too."""
    lacks = [_name(hint) for hint in settings.hints()]
    return {
        "roles": list(settings.roles), "version": __version__, "lacks": lacks or [NOTHING],
        "graph": METAS if calls_metas_graph(settings) else ANOTHER,
    }  # fmt: skip


def running_in(notes: Mapping[str, Any]) -> Running | None:
    """What a process has noted; None if it is of a release that noted nothing."""
    lacks = notes.get("lacks")
    if not isinstance(lacks, list):
        return None
    return Running(
        lacks=tuple(hint for name, hint in _HINTS.items() if name in lacks), is_graph_metas=notes.get("graph") == METAS
    )


def calls_metas_graph(settings: Settings) -> bool:
    """Whether all calls go to Meta itself, and none to a fake or a proxy."""
    usual, given = InstagramSettings(), settings.instagram
    return (given.graph_url, given.facebook_graph_url) == (usual.graph_url, usual.facebook_graph_url)


def _name(hint: str) -> str:
    """The setting that a hint is about, in a word."""
    name = hint.partition(" is missing")[0]
    return name if name.isupper() else A_MODEL


_HINTS: Mapping[str, str] = {_name(hint): hint for hint in Settings(store=StoreSettings(url="redis://any")).hints()}
