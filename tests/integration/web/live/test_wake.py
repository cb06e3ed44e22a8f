"""News between the processes of the office, over a real store."""

import asyncio

from moca.runtime.store import Store
from moca.web.office.wake import CHANNEL, Changed, News, Wake
from tests.waiting import until


async def test_nothing_on_the_channel_ends_the_hearing(store: Store) -> None:
    """Neither what is no text, nor what is no news, nor news that somebody cannot deal with."""
    heard: list[News] = []

    def hear(news: News) -> None:
        heard.append(news)
        raise ValueError("a fault of one who hears")

    wake = Wake(store.client)
    running = asyncio.create_task(wake.run(hear, lambda _: None))
    await until(lambda: heard)  # everything may have changed: it hears from here on

    for said in (b"\xff\xfe", "nonsense", '{"type": "Unheard"}'):
        await store.client.publish(CHANNEL, said)
    await until(lambda: _told(wake, heard))

    assert not running.done()
    running.cancel()
    await asyncio.wait([running])


async def _told(wake: Wake, heard: list[News]) -> bool:
    await wake.publish(Changed(("a",)))
    return Changed(("a",)) in heard
