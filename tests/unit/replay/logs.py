"""A talk as the history that the replay reads."""

from typing import Any

from moca.domain.account_settings import AccountSettings
from moca.replay.history import History
from tests.unit.actors.talk import Talk
from tests.unit.verify.book import ADDRESS, Book

VERSIONS = range(1, 12)


def history_of(talk: Talk) -> History:
    return History(ADDRESS, Book(talk).entries)


def versions_of(talk: Talk) -> dict[int, AccountSettings]:
    """Those under which it was really decided."""
    return {heard.context.version: heard.context.settings for heard in talk.log}


def versions(**settings: Any) -> dict[int, AccountSettings]:
    """Every version that a talk names, all with the same settings."""
    return dict.fromkeys(VERSIONS, AccountSettings(**settings))
