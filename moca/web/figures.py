"""
The figures that turns give: what was decided, how long the first answer took. Counted where it is committed.

Test chats are left out: the team's own questions say nothing of how customers are answered.
"""

import msgspec
import structlog

from moca.clock import now_ms
from moca.domain.account_life import AccountAlarm
from moca.domain.messages import QuestionDecided
from moca.domain.test_chats import is_test_chat
from moca.metrics import Metrics
from moca.runtime.actor import Address
from moca.runtime.store import Turn

log = structlog.get_logger()

AWAY = "away"
"""How a question is counted that only got the line of an absent business: it was decided, and not answered."""


class Figures:
    """Reads the records of committed turns into the metrics of this process; alarms also into its log."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def observe_turn(self, address: Address, turn: Turn) -> None:
        is_counted = not is_test_chat(address.key.partition(":")[2])
        for type_, _, body, _ in turn.records:
            if type_ == QuestionDecided.__name__ and is_counted:
                self._observe_decision(msgspec.json.decode(body, type=QuestionDecided))
            elif type_ == AccountAlarm.__name__:
                _sound(msgspec.json.decode(body, type=AccountAlarm))

    def _observe_decision(self, decided: QuestionDecided) -> None:
        is_answer = decided.verdict == "answered" and not decided.is_away
        self._metrics.decided.labels(AWAY if decided.is_away else decided.verdict).inc()
        if is_answer:
            self._metrics.first_answer_seconds.observe(max(0, now_ms() - decided.opened_at) / 1000)


def _sound(alarm: AccountAlarm) -> None:
    log.error("account.alarm", account=alarm.account, kind=alarm.kind, days_left=alarm.days_left, reason=alarm.reason)
