"""
G7: the pace over all conversations and of each account, the cooldown, the daily cap, the windows.

Cap and cooldown are those of the settings' version that the answer's decision bears; where none is known, the current.
An account without a record has no known limits but Meta's.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import ceil

from moca.domain import messages as m
from moca.domain.account_settings import AccountSettings
from moca.domain.window import DAY_MS, human_agent_until, standard_until
from moca.verify.evidence import Evidence
from moca.verify.finding import Fault, Judged
from moca.verify.sends import Call, Send, sends_of

PROMISE = (
    "no second holds more calls than its limits, and each call is in its window, after the cooldown, under the cap"
)
SECOND_MS = 1_000
Settings = AccountSettings | None
Versions = Callable[[int], Settings]
"""An account's settings by version; 0 = the current ones, None = there is no record."""


def judge(evidence: Evidence, versions: Versions) -> Judged:
    """The calls of one conversation; the paces are judged apart, over all of them."""
    sends = sends_of(evidence)
    stamped = _stamped(evidence)
    firsts = sorted(
        (send for send in sends.values() if send.is_answer and send.part == 1 and send.calls),
        key=lambda send: send.calls[0].order,
    )
    faults = [*_windows(evidence, sends), *_caps(firsts, stamped, versions)]
    faults += _cooldowns(firsts, sends, stamped, versions)
    counts = {"calls": sum(len(send.calls) for send in sends.values()), "answers": len(firsts)}
    return Judged(counts, [Fault(str(evidence.address), what, how) for what, how in faults])


def paced(evidence: Evidence, versions: Versions) -> Iterator[tuple[int, float]]:
    """Each call's time (ms) with the account's limit that held for it; without a record, no limit."""
    stamped = _stamped(evidence)
    for send in sends_of(evidence).values():
        settings = versions(_version(send, stamped))
        for call in send.calls:
            yield call.at, settings.rate_per_second if settings else float("inf")


def judge_pace(name: str, times: Sequence[int], limits: Sequence[float]) -> Judged:
    """
    No window of one second with more calls than the limit; below one a second, its inverse is the window.

    `times` (ms) ascend. Where limits differ within a window, the highest of them holds.
    """
    faults = []
    first = 0
    for last, at in enumerate(times):
        while at - times[first] >= SECOND_MS / min(1.0, limits[last]):
            first += 1
        limit, count = max(limits[first : last + 1]), last - first + 1
        if count > limit and count > ceil(limit):  # 2.5 a second leaves room for three; no record, no limit
            faults.append(Fault(name, str(at), f"{count} calls within a second, the limit is {limit:g}"))
    return Judged({}, faults)


def _stamped(evidence: Evidence) -> dict[int, int]:
    return {verdict.question: verdict.version for _, verdict in evidence.of(m.QuestionDecided)}


def _version(send: Send, stamped: dict[int, int]) -> int:
    return stamped.get(send.planned.question, 0) if send.planned else 0


def _windows(evidence: Evidence, sends: dict[str, Send]) -> Iterator[tuple[str, str]]:
    """The customer's newest message before a call opens the window; only people have seven days."""
    # a parked reply that a person sends again has the id of the first with a plus
    with_tag = {asked.send for _, asked in evidence.of(m.ReplyRequested) if asked.human_agent}
    opened = [
        (item.order, item.fact.sent_at)
        for item in evidence.items
        if isinstance(item.fact, m.MessageReceived | m.PostbackReceived)
    ]
    for send in sends.values():
        is_tagged = send.reply.rstrip("+") in with_tag
        if is_tagged and send.calls and not send.is_of_person:
            yield send.name, "used HUMAN_AGENT and is not a person's"
        if send.planned is not None and send.planned.closes_at:
            yield from _too_late(send, send.planned.closes_at)
            if send.planned.target is not None:
                continue
        for call in send.calls:
            newest = max((sent_at for order, sent_at in opened if order < call.order), default=0)
            until = human_agent_until(newest) if is_tagged and send.is_of_person else standard_until(newest)
            if call.at > until:
                yield call.name, "was called after the window had closed" if newest else "was called without a window"


def _too_late(send: Send, closes_at: int) -> Iterator[tuple[str, str]]:
    """An answer to a comment has its own time, whatever the window of the thread; a follow-up also has quiet hours."""
    for call in send.calls:
        if call.at > closes_at:
            what = "the time for answering its comment" if send.answers_comment else "the last moment that it was given"
            yield call.name, f"was called after {what}"


def _caps(firsts: list[Send], stamped: dict[int, int], versions: Versions) -> Iterator[tuple[str, str]]:
    said: Counter[int] = Counter()
    for send in firsts:
        day = send.calls[0].at // DAY_MS
        said[day] += 1
        settings = versions(_version(send, stamped))
        if settings is not None and said[day] > settings.daily_cap:
            yield send.name, f"is answer {said[day]} of its day, the cap is {settings.daily_cap}"


def _cooldowns(
    firsts: list[Send], sends: dict[str, Send], stamped: dict[int, int], versions: Versions
) -> Iterator[tuple[str, str]]:
    """From the call of an answer's last part to the first call of the next answer."""
    for before, after in pairwise(firsts):
        settings = versions(_version(before, stamped))
        ended = _last_call(before, sends, after.calls[0])
        if settings is None or ended is None:
            continue
        cooldown_ms = round(settings.cooldown_seconds * 1000)
        passed_ms = after.calls[0].at - ended.at
        if passed_ms < cooldown_ms:
            yield after.name, f"was called {passed_ms} ms after {ended.name}, the cooldown is {cooldown_ms} ms"


def _last_call(first: Send, sends: dict[str, Send], before: Call) -> Call | None:
    """The last call of the answer's last part before another call; None if it never came to that part."""
    ended = [
        call
        for send in sends.values()
        if send.reply == first.reply and send.is_last_part
        for call in send.calls
        if call.order < before.order
    ]
    return ended[-1] if ended else None
