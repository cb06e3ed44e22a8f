"""Log events: the list in `moca/logs.py` is what the code says, no more and no less."""

import re
from pathlib import Path

import pytest
import structlog

from moca.logs import EVENTS, Tail, configure

CALL = re.compile(r"""log\.(?:debug|info|warning|error|exception)\(\s*["']([^"']+)["']""")


def test_every_event_of_the_code_is_listed() -> None:
    """An event that is not listed, or is listed and never said, fails here."""
    sources = Path("moca").rglob("*.py")
    said = {event for source in sources for event in CALL.findall(source.read_text())}

    assert said == set(EVENTS)


def test_a_traceback_quotes_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    """An error's message may hold a customer's words: frames and type are logged, the message is not."""
    before = structlog.get_config()
    configure("json")
    said = f"my number is {555123}"
    nothing: dict[str, str] = {}
    try:
        nothing[said]
    except KeyError:
        structlog.get_logger().exception("turn.failed", actor="conversation/1:2")
    finally:
        structlog.configure(**before)
    line = capsys.readouterr().err

    assert "test_a_traceback_quotes_nobody" in line
    assert '"exception"' in line
    assert "KeyError" in line
    assert "conversation/1:2" in line
    assert "555123" not in line


def test_the_last_events_are_kept_for_a_look() -> None:
    """The newest first, by how loud they are, and no more than there is room for."""
    tail = Tail(length=2)
    for level, event in (("info", "host.started"), ("warning", "store.away"), ("info", "host.stopped")):
        tail.keep(None, "", {"level": level, "event": event, "timestamp": "now", "worker": "w1"})

    assert [line.event for line in tail.lines()] == ["host.stopped", "store.away"]
    assert [(line.event, line.fields) for line in tail.lines({"warning"})] == [("store.away", (("worker", "w1"),))]
