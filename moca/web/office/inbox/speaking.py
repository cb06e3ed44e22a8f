"""
Whose turn it is to speak, for the moment until an answer stands in everybody's thread.

`moca:office:speaking:<account>:<psid>:<entry>`, a STRING of five seconds, holds the name of the operator who answers
what is seen up to that entry.
"""

from redis.asyncio import Redis

from moca.runtime.client import translated

TURN_MS = 5_000
"""Far longer than an answer takes to be seen; who sees it is asked by what they see."""


async def others_turn(client: Redis, conversation: str, seen: str, name: str) -> str:
    """
    Take the turn to answer a conversation (`<account>:<psid>`) as it is seen up to an entry; the name of whoever has
    it, empty = `name` has.

    Of any number who ask at the same moment, in whatever process, one gets it. Whoever has seen more has a turn of
    their own.
    """
    key = f"moca:office:speaking:{conversation}:{seen}"
    with translated():
        if await client.set(key, name, nx=True, px=TURN_MS):
            return ""
        holder = await client.get(key)
    return "" if holder in (None, name) else str(holder)
