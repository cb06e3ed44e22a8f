"""
Log events: `noun.verb` with fields, never prose, never a text, a token or a name of a person.

Every event's name stands here; a test holds the code to the list. Addresses hold ids only.
Info: it happened. Warning: it will be tried again. Error: a person must look.
"""

import itertools
import logging
import sys
import traceback
from collections import deque
from collections.abc import Container, MutableMapping
from typing import Any, Literal, NamedTuple

import structlog

from moca.clock import now_ms

EVENTS = (
    "account.alarm",
    "account.connected",
    "account.disconnected",
    "account.forgotten",
    "actor.failed",
    "compaction.begun",
    "compaction.failed",
    "effect.abandoned",
    "effect.parked",
    "effect.performed",
    "erasure.failed",
    "host.started",
    "host.stopped",
    "lease.lost",
    "live.event_dropped",
    "live.failed",
    "live.not_sent",
    "media.failed",
    "media.not_swept",
    "media.swept",
    "message.parked",
    "model.not_counted",
    "moca.stopped",
    "office.action_failed",
    "office.news_failed",
    "office.news_refused",
    "office.not_read",
    "office.not_said",
    "office.read_failed",
    "office.render_failed",
    "office.watcher_failed",
    "office.work_failed",
    "operator.refused",
    "operator.signed_in",
    "operator.signed_out",
    "person.erased",
    "projection.damaged",
    "projection.discarded",
    "projection.failed",
    "projection.rebuilt",
    "replay.failed",
    "request.failed",
    "send.broken",
    "send.ended",
    "send.not_called",
    "store.away",
    "store.exited",
    "store.joined",
    "store.loading",
    "store.restarted",
    "store.start_failed",
    "store.started",
    "store.stopped",
    "store.unsafe",
    "turn.committed",
    "turn.failed",
    "turn.stale",
    "webhook.accepted",
    "webhook.quarantined",
    "webhook.refused",
    "worker.unheard",
)

QUIET = logging.WARNING
LEVELS = ("debug", "info", "warning", "error", "critical")
BESIDE = ("timestamp", "level", "event")
"""What every event says, beside its own fields."""
QUIET_LOGGERS = ("httpx", "httpcore", "httpx2", "openai", "asyncio", "uvicorn.access")
"""Libraries whose lines could hold what must not be logged, or say what ours say."""


def _without_words(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put a traceback's frames and type into the event, never its message or locals: they may quote somebody."""
    error = event.pop("exc_info", None)
    error = sys.exc_info()[1] if error is True else error
    if isinstance(error, BaseException):
        event["exception"] = "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__
    return event


class Line(NamedTuple):
    """One event of this process: its number, when (ms), how loud, and what it says by name."""

    number: int
    at: int
    level: str
    event: str
    fields: tuple[tuple[str, str], ...]


class Tail:
    """The last events of this process, for a look without the terminal."""

    def __init__(self, length: int = 200) -> None:
        self._lines: deque[Line] = deque(maxlen=length)
        self._numbers = itertools.count(1)

    def keep(self, _: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """Take an event in, on its way to where the log is written."""
        fields = tuple((name, str(value)) for name, value in event.items() if name not in BESIDE)
        self._lines.append(Line(next(self._numbers), now_ms(), str(event["level"]), str(event["event"]), fields))
        return event

    def lines(self, levels: Container[str] = LEVELS) -> list[Line]:
        """The newest first; of these levels only."""
        kept = tuple(self._lines)  # in one step: threads write here too
        return [line for line in reversed(kept) if line.level in levels]


TAIL = Tail()


def configure(form: Literal["console", "json"], level: int = logging.INFO) -> None:
    """Set how this process writes its log: to stderr, as coloured lines or one JSON object a line."""
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_words,
            TAIL.keep,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    for name in QUIET_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
