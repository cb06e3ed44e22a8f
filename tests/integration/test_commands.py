"""The commands as a person types them: what is wrong is one message that names the remedy."""

import os
import subprocess
import sys
from pathlib import Path


def moca(*words: str, within: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run `moca` in a directory of its own, with nothing else in the environment."""
    bare = {"PATH": os.environ["PATH"], "HOME": str(within)} | environ  # noqa: TID251  # a bare one
    command = [sys.executable, "-m", "moca", *words]
    return subprocess.run(command, cwd=within, env=bare, capture_output=True, text=True, timeout=30, check=False)


def test_wrong_settings_are_named_all_at_once(tmp_path: Path) -> None:
    """One message, every fault, exit 2."""
    ended = moca("serve", within=tmp_path, GLOBAL_RATE_LIMIT="fast", MOCA_PORT="99999")

    assert ended.returncode == 2
    assert ended.stderr.splitlines() == [
        "moca cannot start; please mend:",
        "  GLOBAL_RATE_LIMIT is 'fast': a number from 0.01 to 300",
        "  MOCA_PORT is 99999: from 0 to 65535",
    ]


def test_a_store_that_is_not_there_is_not_judged(tmp_path: Path) -> None:
    """`verify` and `queue` make no store, and say which one they looked for."""
    for command in ("verify", "queue"):
        ended = moca(command, "--data-dir", "elsewhere", within=tmp_path)

        assert ended.returncode == 1
        assert "there is no store in elsewhere: give --data-dir" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_redis_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    """The setting, the place and the question; never the password."""
    ended = moca("serve", within=tmp_path, REDIS_URL="redis://me:hidden@127.0.0.1:1", MOCA_PORT="0")

    assert ended.returncode == 1
    assert "REDIS_URL: nothing answers at 127.0.0.1:1" in ended.stderr
    assert "hidden" not in ended.stderr + ended.stdout


def test_a_data_directory_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    """No traceback for what a person can mend."""
    (tmp_path / "file").write_text("")
    ended = moca("serve", "--data-dir", "file/data", "--port", "0", within=tmp_path)

    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "file/data" in ended.stderr
