"""
The machine in one line: figures of two machines must not be compared by mistake.

The time of a sync stands in it, because a durable answer takes at least one, and a wake-up two.
"""

import os
import platform
import re
import subprocess
import time
from pathlib import Path

from bench.figures import percentile
from moca.runtime.store_server import find_binary

SYNCS = 200
SYNCED_BYTES = 300
_VERSION = re.compile(r"v=(\S+)")


def describe(folder: Path) -> str:
    """Cores, system, Python, the store's server, and how long a sync takes where the stores stand."""
    cores = len(os.sched_getaffinity(0))
    system = f"{platform.system()} {platform.machine()}"
    took_ms = _syncs_ms(folder / "synced")
    syncs = f"sync {percentile(took_ms, 50):.2f} ms (p99 {percentile(took_ms, 99):.2f})"
    return f"{cores} cores, {system}, Python {platform.python_version()}, {_store()}, {syncs}"


def _syncs_ms(path: Path) -> list[float]:
    """As the store appends: a few bytes, then the sync."""
    took_ms = []
    with path.open("ab", buffering=0) as file:
        for _ in range(SYNCS):
            file.write(bytes(SYNCED_BYTES))
            began = time.perf_counter()
            os.fdatasync(file)
            took_ms.append((time.perf_counter() - began) * 1000)
    return took_ms


def _store() -> str:
    said = subprocess.run([find_binary(""), "--version"], capture_output=True, text=True, check=True).stdout
    version = _VERSION.search(said)
    return f"{said.split()[0]} {version[1] if version else '?'}, appendfsync always"
