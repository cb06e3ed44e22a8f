"""A real Redis or Valkey on a unix socket, as durable as Moca's own, which cannot outlive the test run."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from moca.runtime import launch

START_SECONDS = 20.0


class RealServer:
    """
    A server on a directory of its own with a short name. It may be killed and started again on what it wrote.

    `moca.runtime.launch` ties it to this process: killed tests leave no server behind.
    """

    def __init__(self, binary: str) -> None:
        self._binary = binary
        self.directory = Path(tempfile.mkdtemp(prefix="moca-test-"))
        self.socket = self.directory / "s"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    def start(self) -> None:
        """Returns when the server answers."""
        options = {
            "port": "0", "unixsocket": str(self.socket), "dir": str(self.directory), "appendonly": "yes",
            "appendfsync": "always", "save": "", "maxmemory-policy": "noeviction", "stream-node-max-bytes": "1024",
        }  # fmt: skip
        server = [self._binary, *(word for name, value in options.items() for word in (f"--{name}", value))]
        tied = [sys.executable, "-IS", str(launch.__file__), str(os.getpid()), *server]
        with (self.directory / "log").open("ab") as log:
            self._process = subprocess.Popen(tied, stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.directory / "log").read_text()[-2000:])
            time.sleep(0.01)

    def kill(self) -> None:
        """The server dies on the spot."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def remove(self) -> None:
        """The server dies, its directory goes."""
        self.kill()
        shutil.rmtree(self.directory)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as asking:
            asking.settimeout(1.0)
            try:
                asking.connect(str(self.socket))
                asking.sendall(b"PING\r\n")
                return asking.recv(64).startswith(b"+PONG")
            except OSError:
                return False
