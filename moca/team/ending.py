"""
The end of sessions: taken out of the store, and told to every process, so that open pages close.

| key | type | holds |
|---|---|---|
| `moca:office:session:<session>` | HASH, expires | a session: `operator created_at seen_at expires_at agent proof` |
| `moca:office:sessions:<operator>` | SET, expires | the operator's sessions; some may have expired |
| `moca:office:wake` | channel | `Revoked`, as JSON: a `session`, or all of an `operator`'s; and `Changed` |
"""

import msgspec
from redis.asyncio import Redis

from moca.runtime.client import translated

WAKE = "moca:office:wake"


class Revoked(msgspec.Struct, frozen=True, tag=True):
    """What is published: this session is over, or with `operator` all of theirs must be looked at again."""

    session: str = ""
    operator: str = ""


class Changed(msgspec.Struct, frozen=True, tag=True):
    """What is published when somebody was added, named, or given another role or token: pages show the team anew."""

    topics: tuple[str, ...] = ("team",)


def session_key(session: str) -> str:
    return f"moca:office:session:{session}"


def sessions_key(operator: str) -> str:
    return f"moca:office:sessions:{operator}"


async def announce(client: Redis, news: Revoked | Changed) -> None:
    """Tell every process. Who does not hear it finds out at the next request."""
    with translated():
        await client.publish(WAKE, msgspec.json.encode(news))


async def end(client: Redis, session: str, operator: str) -> None:
    """End one session. Without effect where it has ended."""
    with translated():
        await client.delete(session_key(session))
        await client.srem(sessions_key(operator), session)
    await announce(client, Revoked(session=session))


async def end_all(client: Redis, operator: str) -> None:
    """End every session of an operator."""
    with translated():
        for session in await client.smembers(sessions_key(operator)):
            await client.delete(session_key(str(session)))
        await client.delete(sessions_key(operator))
    await announce(client, Revoked(operator=operator))
