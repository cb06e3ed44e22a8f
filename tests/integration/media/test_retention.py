"""Old files go, at the days of their account."""

import os
import time
from collections.abc import Mapping

import pytest

from moca.errors import StoreUnavailableError
from moca.media.files import MediaFiles
from moca.media.retention import DAY_SECONDS, LEFT_OVER_SECONDS, Retention
from tests.integration.media.test_files import keep

DEFAULT_DAYS = 90


def retention(files: MediaFiles, **days: int) -> Retention:
    async def told() -> Mapping[str, int]:
        return {account.removeprefix("a"): kept for account, kept in days.items()}

    return Retention(files, told, DEFAULT_DAYS)


def aged(files: MediaFiles, account: str, days: float) -> str:
    """A file that was kept so long ago."""
    path = keep(files, f"{days}", account=account)
    at = time.time() - days * DAY_SECONDS
    os.utime(path, (at, at))
    return path.name


async def test_each_account_has_its_days(files: MediaFiles) -> None:
    """Older files go, younger ones stay; an account that is not connected has the default's."""
    for account in ("1", "2", "3"):
        for days in (6, 8, 89, 91):
            aged(files, account, days)

    gone = await retention(files, a1=7, a2=365).sweep_once()

    assert gone == 3 + 0 + 1
    assert [len(list(files.of(account))) for account in ("1", "2", "3")] == [1, 4, 3]


async def test_an_account_that_keeps_nothing_loses_all(files: MediaFiles) -> None:
    """0 days."""
    aged(files, "1", 0.001)

    assert await retention(files, a1=0).sweep_once() == 1


async def test_what_was_left_in_writing_goes(files: MediaFiles) -> None:
    """After an hour nobody writes at it any more; before that somebody may."""
    with files.incoming("1"), files.incoming("1"):
        old, _ = files.of("1")
        at = time.time() - LEFT_OVER_SECONDS - 1
        os.utime(old, (at, at))

        gone = await retention(files, a1=0).sweep_once()

        assert (gone, len(list(files.of("1")))) == (1, 1)


async def test_the_key_of_the_names_stays(files: MediaFiles) -> None:
    """Without it no file could be dropped any more."""
    aged(files, "1", 1_000)
    before = files.name("1", "m1", 0, "png")

    await retention(files).sweep_once()

    assert MediaFiles(files.root.parent).name("1", "m1", 0, "png") == before


async def test_without_the_store_nothing_goes(files: MediaFiles) -> None:
    """Nobody knows the days."""
    aged(files, "1", 1_000)

    async def away() -> Mapping[str, int]:
        raise StoreUnavailableError

    with pytest.raises(StoreUnavailableError):
        await Retention(files, away, DEFAULT_DAYS).sweep_once()

    assert len(list(files.of("1"))) == 1
