"""The figures that turns give: what was decided, how long the first answer took. Counted where it is committed."""

import msgspec
import structlog

from moca.clock import now_ms
from moca.domain.account_life import AccountAlarm
from moca.domain.messages import QuestionDecided
from moca.metrics import Metrics
from moca.runtime.store import Turn

log = structlog.get_logger()


class Figures:
    """Reads the records of committed turns into the metrics of this process; alarms also into its log."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def observe_turn(self, turn: Turn) -> None:
        for type_, _, body, _ in turn.records:
            if type_ == QuestionDecided.__name__:
                self._observe_decision(msgspec.json.decode(body, type=QuestionDecided))
            elif type_ == AccountAlarm.__name__:
                _sound(msgspec.json.decode(body, type=AccountAlarm))

    def _observe_decision(self, decided: QuestionDecided) -> None:
        self._metrics.decided.labels(decided.verdict).inc()
        if decided.verdict == "answered":
            self._metrics.first_answer_seconds.observe(max(0, now_ms() - decided.opened_at) / 1000)


def _sound(alarm: AccountAlarm) -> None:
    log.error("account.alarm", account=alarm.account, kind=alarm.kind, days_left=alarm.days_left, reason=alarm.reason)
