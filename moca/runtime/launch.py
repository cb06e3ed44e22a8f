"""
The step between Moca and the server of its store: ties the server's life to Moca's, then becomes the server.

Run as a file, by a bare interpreter: `python -IS launch.py <pid of Moca> <server> <argument>…`. Between fork and exec a
process with threads may do next to nothing; this interpreter has none and may. It promises that a server whose Moca was
killed is asked to end (SIGTERM), and that no server starts for a Moca that is gone already. Where the system cannot
promise this (only Linux can), the server stays, and the next Moca joins it.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
ORPHANED = 3


def main(parent_pid: int, command: list[str]) -> None:
    """Become `command`, to be ended with the thread that started this process."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent_pid:  # it died before the tie held
        sys.exit(ORPHANED)
    os.execv(command[0], command)  # noqa: S606  # no shell is wanted


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
