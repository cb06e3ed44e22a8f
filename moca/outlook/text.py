"""The outlook in words: a page for a terminal, in which every number has its unit."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from moca.outlook.day import Day
from moca.outlook.figures import Figure

if TYPE_CHECKING:
    from moca.outlook.outlook import Outlook
    from moca.outlook.waiting import Waiting

CLAIMED_SHOWN = 5
PARKED = "parked"
FOR_PROGRAMS = {"since"}
"""Notes of a process that are a time in ms."""
PERCENTILES = {"p50": "50th percentile", "p99": "99th percentile"}
UNITS = (("h", 3_600_000, 1), ("min", 60_000, 0), ("s", 1_000, 1), ("ms", 1, 0))
"""A unit is used from two of it on."""


def page(outlook: "Outlook") -> str:
    """What waits, what is due, who is held, and the figures of the day; times are UTC."""
    blocks = [_queue_lines(outlook), _waiting_lines(outlook), _due_lines(outlook), _house_lines(outlook)]
    if parked := [item for item in outlook.waiting if item.state == PARKED]:
        blocks.insert(2, _parked_lines(parked))
    if outlook.day is not None:
        blocks.append(_day_lines(outlook.day))
    return "\n\n".join("\n".join(line.rstrip() for line in block) for block in blocks)


def _queue_lines(outlook: "Outlook") -> list[str]:
    lines = [f"Sends queued at {_time(outlook.at)}"]
    for depth in outlook.depths:
        oldest = f"the oldest for {span(depth.oldest_ms)}" if depth.count else ""
        lines.append(f"  {depth.priority:<8}{depth.count:>6}  {oldest}")
    return lines


def _waiting_lines(outlook: "Outlook") -> list[str]:
    waiting = [item for item in outlook.waiting if item.state != PARKED]
    lines = ["Messages that wait"] if waiting else ["No message waits"]
    for item in waiting:
        until = f", until {_time(item.until)} (in {span(item.until - outlook.at)})" if item.until else ""
        lines.append(f"  {item.address}  {item.send}  {item.state}: {item.why}{until}")
    return lines


def _parked_lines(parked: list["Waiting"]) -> list[str]:
    return ["Messages that were parked", *(f"  {item.address}  {item.send}  {item.why}" for item in parked)]


def _due_lines(outlook: "Outlook") -> list[str]:
    if not outlook.due:
        return ["Nothing is due"]
    rows = [f"  {span(due.in_ms):>8}  {due.address}  {due.name}" for due in outlook.due]
    return ["Due next", *rows]


def _house_lines(outlook: "Outlook") -> list[str]:
    running = _counted(len(outlook.claimed), "conversation or account runs", "conversations and accounts run")
    lines = [f"{running} at this moment"]
    lines += [f"  {address}" for address in outlook.claimed[:CLAIMED_SHOWN]]
    lines += [f"Account {held.account} cannot send: {held.why}" for held in outlook.held]
    for cared in outlook.accounts:
        lines.append(f"Account {cared.account}: missed by webhook: {cared.missed}")
        lines += [f"  {alarm}" for alarm in cared.alarms]
    parked = _counted(outlook.parked_count, "fact or effect", "facts or effects")
    lines.append(f"{_counted(outlook.quarantined, 'event', 'events')} in quarantine, {parked} parked")
    lines += [f"  {item.address}  {item.send}  {item.why}" for item in outlook.parked]
    lines.append(f"{_counted(len(outlook.workers), 'process', 'processes')} alive")
    return [*lines, *(f"  {worker.name}  {_noted(worker.notes)}" for worker in outlook.workers)]


def _day_lines(day: Day) -> list[str]:
    reach = "" if day.whole else "; the feed does not reach back so far, some may be missing"
    lines = [f"The last 24 hours, {_counted(day.conversations, 'conversation', 'conversations')}{reach}"]
    for figure in day.figures:
        aim = f"{'at least' if figure.at_least else 'below'} {_value(figure.aim, figure)}"
        lines.append(f"  {figure.name:<22}{_shown(figure):<52}{aim:<16}{_verdict(figure)}")
        lines.append(f"      {figure.meant}")
    return lines


def _shown(figure: Figure) -> str:
    if figure.value is None:
        return "no data yet"
    which = f"{figure.percentile}th percentile " if figure.percentile else ""
    typical = "" if figure.typical is None else f", 50th {_value(figure.typical, figure)}"
    return f"{which}{_value(figure.value, figure)}{typical} (of {figure.count})"


def _value(value: float, figure: Figure) -> str:
    return f"{value:.1f} %" if figure.unit == "%" else span(value)


def _verdict(figure: Figure) -> str:
    if figure.ok is None:
        return ""
    return "ok" if figure.ok else ("under" if figure.at_least else "over")


def _noted(notes: dict[str, Any]) -> str:
    return "; ".join(f"{name} {_note(value)}" for name, value in notes.items() if _is_told(name, value))


def _is_told(name: str, value: Any) -> bool:  # notes are JSON
    return name not in FOR_PROGRAMS and not (isinstance(value, dict) and value.get("count") == 0)


def _note(value: Any) -> str:  # as above
    match value:
        case dict():
            return ", ".join(f"{PERCENTILES.get(name, name)} {_note(inner)}" for name, inner in value.items())
        case list():
            return ", ".join(map(_note, value))
        case float():
            return f"{value:g}"
        case _:
            return str(value)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _time(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def span(ms: float) -> str:
    """A time in the largest unit that suits it."""
    unit, size, digits = next((row for row in UNITS if abs(ms) >= 2 * row[1]), UNITS[-1])
    return f"{ms / size:.{digits}f} {unit}"
