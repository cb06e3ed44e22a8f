"""
The five figures of the last 24 hours with their aims, taken from the logs themselves.

What counts as what is said in each figure's own words. Times are judged by their 95th percentile.
"""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, Literal

import msgspec

from moca.domain import messages as m
from moca.verify.evidence import Evidence
from moca.verify.sends import Send, sends_of

MEANT = {
    "webhook time": "from a delivery's first byte to its answer; the slowest process's 99th percentile",
    "time to first answer": "from a question's first message, also through superseded ones, to its first part at Meta",
    "queue time": "from a planned reply (or its hold's end) to its first part's call; not those asked for later",
    "answered": (
        "answered or a draft approved, of the questions that wanted an answer: beside these handed over, failed, "
        "drafts that expired, blocked by window, cap or account, and those that only got the away line"
    ),
    "failed": "messages given up that did not arrive after all, of those that arrived or were given up",
}
BLOCKED_AGAINST_WILL = {"window", "capped", "account"}


class Figure(msgspec.Struct, frozen=True):
    """
    One figure: `value` in `unit` (ms or %), None where nothing was measured; `count` is of how many.

    A time is the `percentile`-th percentile of them, and `typical` their 50th; a share has neither (0 and None).
    """

    name: str
    value: float | None
    typical: float | None
    count: int
    unit: Literal["ms", "%"]
    aim: float
    at_least: bool
    meant: str
    percentile: int = 0

    @property
    def ok(self) -> bool | None:
        """Whether the aim is reached; None without data."""
        if self.value is None:
            return None
        return self.value >= self.aim if self.at_least else self.value < self.aim


class Samples(msgspec.Struct):
    """What the conversations of a day add up to; times in ms."""

    first_answers: list[int] = []
    queue_times: list[int] = []
    wanted: int = 0
    answered: int = 0
    arrived: int = 0
    failed: int = 0

    def add(self, evidence: Evidence, since: int) -> None:
        """One conversation: what ended at `since` (ms) or later. The log may begin before."""
        later = {asked.send for _, asked in evidence.of(m.ReplyRequested) if asked.send_at}
        began = _began(evidence)
        for send in sends_of(evidence).values():
            self._add_end(send, since)
            if send.planned is not None and send.part == 1:
                self._add_answer(send, began.get(send.planned.question), since)
                if send.reply not in later:
                    self._add_call(send, since)
        for item, verdict in evidence.of(m.QuestionDecided):
            if item.at >= since and _wanted_an_answer(verdict):
                self.wanted += 1
                self.answered += _is_answered(verdict)

    def _add_end(self, send: Send, since: int) -> None:
        if send.sent:
            self.arrived += send.sent[0][0][0] >= since
        elif send.failed:
            self.failed += send.failed[0][0] >= since

    def _add_answer(self, send: Send, began: int | None, since: int) -> None:
        if began is not None and send.sent and send.sent[0][0][0] >= since:
            self.first_answers.append(send.sent[0][0][0] - began)

    def _add_call(self, send: Send, since: int) -> None:
        if send.calls and send.calls[0].at >= since:
            hold_until = send.planned.hold_until if send.planned else 0
            self.queue_times.append(send.calls[0].at - max(send.planned_known[0], hold_until))


def figures_of(samples: Samples, notes: Mapping[str, Mapping[str, Any]]) -> tuple[Figure, ...]:
    """The five figures; `notes` are what the processes that are alive say of themselves."""
    webhooks = [note["webhook_ms"] for note in notes.values() if note.get("webhook_ms", {}).get("count")]
    ended = samples.arrived + samples.failed
    return (
        _time(
            "webhook time",
            max((note["p99"] for note in webhooks), default=None),
            max((note["p50"] for note in webhooks), default=None),
            sum(note["count"] for note in webhooks),
            aim_ms=100,
            percentile=99,
        ),
        _times("time to first answer", samples.first_answers, 30_000),
        _times("queue time", samples.queue_times, 1_000),
        _share("answered", samples.answered, samples.wanted, 95, at_least=True),
        _share("failed", samples.failed, ended, 1, at_least=False),
    )


def percentile(values: Sequence[int], share: float) -> int | None:
    """The nearest rank: the smallest value that `share` (0 to 1) of all do not exceed; None of nothing."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)] if values else None


def _began(evidence: Evidence) -> dict[int, int]:
    """When each answered question's customer began to wait (ms), through the questions that it superseded."""
    began: dict[int, int] = {}
    for _, verdict in evidence.of(m.QuestionDecided):
        if verdict.is_away:
            continue
        since = min(began.get(verdict.question, verdict.opened_at), verdict.opened_at)
        began[verdict.question] = since
        if verdict.verdict == "superseded" and verdict.detail.isdigit():
            began[int(verdict.detail)] = since
    return began


def _is_answered(verdict: m.QuestionDecided) -> bool:
    return not verdict.is_away and (verdict.verdict == "answered" or verdict.detail == "approved")


def _wanted_an_answer(verdict: m.QuestionDecided) -> bool:
    match verdict.verdict:
        case "answered" | "handed_over" | "failed":
            return True
        case "drafted":
            return verdict.detail in {"approved", "expired"}
        case "blocked":
            return verdict.detail in BLOCKED_AGAINST_WILL
        case _:
            return False


def _times(name: str, values: list[int], aim_ms: int) -> Figure:
    value, typical = percentile(values, 0.95), percentile(values, 0.5)
    return _time(name, value, typical, len(values), aim_ms=aim_ms, percentile=95)


def _time(name: str, value: float | None, typical: float | None, count: int, *, aim_ms: int, percentile: int) -> Figure:
    return Figure(name, value, typical, count, "ms", aim_ms, at_least=False, meant=MEANT[name], percentile=percentile)


def _share(name: str, part: int, whole: int, aim: float, *, at_least: bool) -> Figure:
    value = 100 * part / whole if whole else None
    return Figure(name, value, None, whole, "%", aim, at_least=at_least, meant=MEANT[name])
