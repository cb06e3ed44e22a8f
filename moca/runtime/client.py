"""
The client of the store, with redis-py's hidden waits and retries set on purpose.

No silent retries (a lost reply is the caller's to judge), a pool that waits instead of raising, named connections.
Whatever redis-py raises is translated here, and no cancellation is lost in it.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import (
    BusyLoadingError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
    ResponseError,
)
from redis.exceptions import (
    ConnectionError as RedisConnectionError,
)
from redis.exceptions import (
    TimeoutError as RedisTimeoutError,
)

from moca.errors import MocaError, StoreFullError, StoreUnavailableError

CONNECTIONS = 48
SOCKET_TIMEOUT_SECONDS = 5.0


def connect(url: str, name: str) -> Redis:
    """A client over at most 48 connections; a call that gets none within 5 s fails as unavailable."""
    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=CONNECTIONS,
        timeout=SOCKET_TIMEOUT_SECONDS,
        socket_timeout=SOCKET_TIMEOUT_SECONDS,
        socket_connect_timeout=SOCKET_TIMEOUT_SECONDS,
        retry=Retry(NoBackoff(), 0),
        client_name=name,
        decode_responses=True,
        encoding_errors="backslashreplace",
    )
    return Redis.from_pool(pool)


@contextmanager
def translated() -> Iterator[None]:
    """
    Turn redis-py's errors into ours.

    Raises:
        StoreFullError: no memory for new mail, or the disk refuses writes.
        StoreUnavailableError: no answer; the write may or may not have happened.
        StoreFaultError: the store refused what we asked; a bug, or a foreign hand on our keys.
    """
    try:
        with _keeping_cancellation():
            yield
    except OutOfMemoryError as error:
        raise StoreFullError("the store has no memory left: raise maxmemory or free some") from error
    except (RedisConnectionError, RedisTimeoutError, BusyLoadingError, ReadOnlyError, TimeoutError) as error:
        raise StoreUnavailableError(f"the store did not answer: {type(error).__name__}") from error
    except ResponseError as error:
        raise _refusal(error) from error
    except RedisError as error:
        raise StoreFaultError(str(error)) from error


@contextmanager
def _keeping_cancellation() -> Iterator[None]:
    """Before Python 3.12 `asyncio.wait_for`, by which redis-py sends, may swallow a cancellation: it is raised here."""
    task = asyncio.current_task()
    heard = task.cancelling() if task else 0
    try:
        yield
    finally:
        if task is not None and task.cancelling() > heard:
            raise asyncio.CancelledError


class StoreFaultError(MocaError):
    """The store answered with an error that no full or missing store explains."""


_PASSING = ("BUSY ", "CLUSTERDOWN", "MASTERDOWN", "NOREPLICAS", "TRYAGAIN")


def _refusal(error: ResponseError) -> MocaError:
    """What a refusal means, by the word with which the server begins it."""
    text = str(error)
    if text.startswith(("MISCONF", "OOM")):
        return StoreFullError("the store cannot write: disk or memory is full")
    if text.startswith(_PASSING):
        return StoreUnavailableError(f"the store cannot answer now: {text.partition(' ')[0]}")
    return StoreFaultError(text)
