"""
A Moca that is nothing but its embedded store, for tests that kill one: starts or joins it, watches it, ends with its stdin.

Each log event is a JSON line on stdout. Run it from the root: `python -m … DIR [SERVER]`.
"""

import asyncio
import sys
from pathlib import Path

import structlog
import uvloop

from moca.runtime.embedded import EmbeddedStore


async def main(data_dir: str, binary: str = "") -> None:
    store = EmbeddedStore(Path(data_dir), binary=binary)
    await store.start()
    watching = asyncio.create_task(store.watch())
    await asyncio.to_thread(sys.stdin.read)
    watching.cancel()
    await store.stop()


if __name__ == "__main__":
    structlog.configure(processors=[structlog.processors.JSONRenderer()])
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(*sys.argv[1:]))
