"""
What is counted and measured, in Prometheus' names. One registry a process; no label holds a person, a text or a token.
"""

from collections import deque

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)


class RecentTimes:
    """The last thousand times of something, for a look at the median and the slowest: in ms."""

    def __init__(self) -> None:
        self._times_ms: deque[float] = deque(maxlen=1000)
        self._count = 0

    def observe(self, seconds: float) -> None:
        self._times_ms.append(seconds * 1000)
        self._count += 1

    def summary(self) -> dict[str, float]:
        """`p50` and `p99` in ms over the last thousand, and `count` since the start; zeros before the first."""
        ordered = sorted(self._times_ms)
        if not ordered:
            return {"p50": 0.0, "p99": 0.0, "count": 0}
        at = [ordered[min(len(ordered) - 1, len(ordered) * share // 100)] for share in (50, 99)]
        return {"p50": round(at[0], 2), "p99": round(at[1], 2), "count": self._count}


class Metrics:
    """The measures of one process, each declared here and nowhere else."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # the library has no types for it
        self.registry = CollectorRegistry()
        self.webhook_times = RecentTimes()
        self.loop_times = RecentTimes()
        self.webhooks = self._counter("webhook_deliveries", "Deliveries by what became of them", "outcome")
        self.webhook_events = self._counter("webhook_events", "Events inside accepted deliveries", "outcome")
        self.webhook_seconds = self._histogram("webhook_seconds", "From the first byte read to the answer")
        self.decided = self._counter("questions_decided", "Questions by verdict; away: only the away line", "verdict")
        self.sends = self._counter("sends", "Calls to Graph by outcome", "outcome")
        self.graph_errors = self._counter(
            "graph_errors", "Refusals of Graph by its numbers, so that new ones are noticed", "code", "subcode"
        )
        self.slots = self._counter(
            "send_slots", "Slots of the pace: used, late, or idle (nobody could be called)", "fate"
        )
        self.bucket_wait_seconds = self._histogram("send_bucket_wait_seconds", "Wait for a slot of the global pace")
        self.send_queue_seconds = self._histogram("send_queue_seconds", "From the planned message to its call")
        self.first_answer_seconds = self._histogram(
            "first_answer_seconds", "From a question's first message to its answer at Meta"
        )
        self.model_seconds = self._histogram("model_seconds", "Time of a model call")
        self.model_calls = self._counter("model_calls", "Model calls by outcome", "outcome")
        self.model_tokens = self._counter("model_tokens", "Tokens that went to the model and came from it", "direction")
        self.model_cost_usd = self._counter("model_cost_usd", "Money spent on the model, by the price table")
        self.queue_depth = self._gauge("send_queue_depth", "Sends that wait", "priority")
        self.queue_age_seconds = self._gauge("send_queue_age_seconds", "Age of the oldest send that waits", "priority")
        self.token_age_days = self._gauge("token_age_days", "Age of the account's access token", "account")
        self.token_days_left = self._gauge("token_days_left", "Days until the account's access token ends", "account")
        self.missed = self._gauge("missed_by_webhook", "Messages that were found in their threads only", "account")
        self.answered_share = self._gauge("answered_share", "Answered of the questions that wanted an answer, 24 h")
        self.failed_share = self._gauge("failed_share", "Failed of the messages sent, 24 h")

    def text(self) -> bytes:
        """The exposition, as `/metrics` answers it."""
        return generate_latest(self.registry)

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(f"moca_{name}", about, labels, registry=self.registry)

    def _gauge(self, name: str, about: str, *labels: str) -> Gauge:
        return Gauge(f"moca_{name}", about, labels, registry=self.registry)

    def _histogram(self, name: str, about: str) -> Histogram:
        return Histogram(f"moca_{name}", about, buckets=SECONDS, registry=self.registry)
