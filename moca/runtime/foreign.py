"""
A store that is not our own: whether it can do the work at all, and where it promises less than ours.

What cannot be looked at (a managed server may forbid CONFIG) is said too.
"""

from typing import Any

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from moca.runtime.client import StoreFaultError, translated

OLDEST_MAJOR = 7


async def check(client: Redis) -> list[str]:
    """
    What a person must know about this server, one sentence each; empty = it promises what the embedded one does.

    Raises:
        StoreFaultError: it is too old.
    """
    with translated():
        server: Any = await client.info("server")
        persistence: Any = await client.info("persistence")
        policy, fsync = await _setting(client, "maxmemory-policy"), await _setting(client, "appendfsync")
    version = str(server.get("redis_version", "0"))
    if int(version.partition(".")[0]) < OLDEST_MAJOR:
        raise StoreFaultError(f"the store is Redis {version}: Moca needs Redis 7 or Valkey 8, for Functions")
    return [*_policy(policy), *_persistence(persistence, fsync)]


def _policy(policy: str | None) -> list[str]:
    if policy is None:
        return ["maxmemory-policy could not be checked: it must be noeviction, or mailboxes may be thrown away"]
    if policy != "noeviction":
        return [f"maxmemory-policy is {policy}: mailboxes may be thrown away; CONFIG SET maxmemory-policy noeviction"]
    return []


def _persistence(persistence: Any, fsync: str | None) -> list[str]:
    if not persistence.get("aof_enabled"):
        return ["appendonly is off: what was accepted is lost when the store dies; CONFIG SET appendonly yes"]
    if fsync is None:
        return ["appendfsync could not be checked: unless it is always, a power loss costs what was not yet synced"]
    if fsync != "always":
        return [f"appendfsync is {fsync}: a power loss costs about a second of what was accepted"]
    return []


async def _setting(client: Redis, name: str) -> str | None:
    try:
        found: Any = await client.config_get(name)
    except ResponseError:
        return None
    return None if name not in found else str(found[name])
