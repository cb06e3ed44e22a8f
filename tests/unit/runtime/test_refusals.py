"""What the server's refusals mean to a caller."""

import pytest
from redis.exceptions import (
    BusyLoadingError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
    ResponseError,
)
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from moca.errors import MocaError, StoreFullError, StoreUnavailableError
from moca.runtime.client import StoreFaultError, translated

MEANINGS: list[tuple[Exception, type[MocaError]]] = [
    (OutOfMemoryError("command not allowed"), StoreFullError),
    (ResponseError("MISCONF Errors writing to the AOF file"), StoreFullError),
    (RedisConnectionError("gone"), StoreUnavailableError),
    (RedisTimeoutError("late"), StoreUnavailableError),
    (BusyLoadingError("loading"), StoreUnavailableError),
    (ReadOnlyError("a replica"), StoreUnavailableError),
    (ResponseError("CLUSTERDOWN The cluster is down"), StoreUnavailableError),
    (ResponseError("NOREPLICAS Not enough good replicas to write."), StoreUnavailableError),
    (ResponseError("BUSY Redis is busy running a script"), StoreUnavailableError),
    (ResponseError("WRONGTYPE Operation against a key"), StoreFaultError),
    (ResponseError("BUSYGROUP Consumer Group name already exists"), StoreFaultError),
    (RedisError("odd"), StoreFaultError),
]


@pytest.mark.parametrize(("error", "meaning"), MEANINGS, ids=str)
async def test_meaning(error: Exception, meaning: type[MocaError]) -> None:
    """Whatever redis-py raises becomes an error by what the caller can do."""
    with pytest.raises(MocaError) as raised, translated():
        raise error

    assert type(raised.value) is meaning
