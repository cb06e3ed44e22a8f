"""G2: one event of Meta's is one entry, however often and in whatever order it is delivered."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from moca.verify.evidence import Evidence
from moca.verify.finding import Fault, Judged

PROMISE = "no event stands twice in a log, nor in two logs"


def judge(evidence: Evidence) -> Judged:
    """The log of one actor."""
    times = Counter(item.event for item in evidence.items if item.is_told)
    faults = [
        Fault(str(evidence.address), event, f"stands {count} times in the log")
        for event, count in times.items()
        if count > 1
    ]
    return Judged({"events": times.total()}, faults)


def judge_across(found: Iterable[tuple[str, str]]) -> Judged:
    """`found`: event and address, of the events that may stand in more than one log."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    for event, address in found:
        places[event].add(address)
    faults = [
        Fault(min(addresses), event, f"stands also in the log of {', '.join(sorted(addresses)[1:])}")
        for event, addresses in places.items()
        if len(addresses) > 1
    ]
    return Judged({}, faults)
