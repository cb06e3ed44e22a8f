"""
When a business is open, and when its customers are to be left in peace, in its own time zone.

Times are those on the wall: where clocks are changed, a span is as long as the wall says. Moments are ms, UTC. A zone
that does not exist counts as UTC; `time_zone_fault` says so beforehand.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache, lru_cache
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from msgspec import Meta

from moca.domain.messages import Struct
from moca.domain.nearest import nearest

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", description="write it as 09:00")]
"""A time of day, `08:30`."""
Date = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="write it as 2026-12-31")]

AGAIN: tuple[Literal[0, 1], ...] = (0, 1)
ALIKE = 0.8
"""How like a zone must be to what was written: less is a guess."""
DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class OpenHours(Struct):
    """On these days open from `opens` to before `closes`; a `closes` that is not later is on the next day."""

    days: Annotated[tuple[Day, ...], Meta(min_length=1)]
    opens: Clock
    closes: Clock


class QuietHours(Struct):
    """From `begins` to before `ends`, each night or day, nobody is written to unasked."""

    begins: Clock = "21:00"
    ends: Clock = "09:00"


def is_open(hours: Sequence[OpenHours], closed_days: Collection[str], time_zone: str, at_ms: int) -> bool | None:
    """
    Whether the business is open; None = nobody has given hours.

    A closed day (`2026-12-25`) has no opening; what was opened the evening before still closes after midnight.
    """
    if not hours:
        return None
    now = _local(time_zone, at_ms)
    return _is_within(hours, closed_days, now)


def in_quiet_hours(quiet: QuietHours | None, time_zone: str, at_ms: int) -> bool:
    """Whether nobody is to be written to unasked; hours that end when they begin are none."""
    if quiet is None or quiet.begins == quiet.ends:
        return False
    begins, ends, now = _time(quiet.begins), _time(quiet.ends), _local(time_zone, at_ms).time()
    return begins <= now < ends if begins < ends else now >= begins or now < ends


def next_time_outside(quiet: QuietHours | None, time_zone: str, at_ms: int) -> int:
    """The first moment from `at_ms` on (ms) that is not in the quiet hours."""
    if quiet is None or not in_quiet_hours(quiet, time_zone, at_ms):
        return at_ms
    today = _local(time_zone, at_ms).date()
    days = [today + timedelta(days=days) for days in range(3)]
    ends = {_moment(day, quiet.ends, time_zone, again) for day in days for again in AGAIN}
    return min(moment for moment in ends if moment > at_ms and not in_quiet_hours(quiet, time_zone, moment))


def next_time_inside(quiet: QuietHours | None, time_zone: str, at_ms: int) -> int | None:
    """The first moment from `at_ms` on (ms) that is in the quiet hours; None = there are none."""
    if quiet is None or in_quiet_hours(quiet, time_zone, at_ms):
        return at_ms if quiet is not None else None
    today = _local(time_zone, at_ms).date()
    days = [today + timedelta(days=days) for days in range(3)]
    begins = {_moment(day, quiet.begins, time_zone, again) for day in days for again in AGAIN}
    inside = (moment for moment in begins if moment > at_ms and in_quiet_hours(quiet, time_zone, moment))
    return min(inside, default=None)


def day_at(time_zone: str, at_ms: int) -> date:
    """Which day it is there at that moment (ms)."""
    return _local(time_zone, at_ms).date()


def day_span(time_zone: str, day: date) -> tuple[int, int]:
    """From when to before when (ms) that day is there."""
    return _moment(day, "00:00", time_zone), _moment(day + timedelta(days=1), "00:00", time_zone)


def time_zone_fault(time_zone: str) -> str:
    """Why this is no time zone, with the remedy; empty = it is one."""
    zones = _zones()
    if time_zone in zones:
        return ""
    meant = _meant_zone(time_zone.strip().replace(" ", "_"), zones)
    example = f"did you mean {meant}?" if meant else "give an IANA name such as America/Santiago or Europe/Madrid"
    return f"there is no time zone {time_zone!r}: {example}"


def day_fault(day: str) -> str:
    """Why this is no day, with the remedy; empty = it is one."""
    try:
        date.fromisoformat(day)
    except ValueError:
        return f"there is no day {day!r}: write it as 2026-12-31"
    return ""


def _meant_zone(written: str, zones: Collection[str]) -> str:
    """By its city, which may stand under several roofs, then by the whole name, then by a city that is alike."""
    by_city = {_city(name): name for name in sorted(zones, reverse=True)}
    places = {name: city for city, name in by_city.items() if city.replace("_", "").isalpha()}  # one digit is a guess
    alike = nearest(written, places, ALIKE) or by_city.get(nearest(_city(written), places.values(), ALIKE), "")
    return by_city.get(_city(written), alike)


def _city(name: str) -> str:
    return name.casefold().rpartition("/")[2]


def _is_within(hours: Sequence[OpenHours], closed_days: Collection[str], now: datetime) -> bool:
    today, clock = now.date(), now.time()
    for span in _spans(hours, closed_days, today):
        if _time(span.opens) <= clock and (_is_overnight(span) or clock < _time(span.closes)):
            return True
    before = _spans(hours, closed_days, today - timedelta(days=1))
    return any(_is_overnight(span) and clock < _time(span.closes) for span in before)


def _spans(hours: Sequence[OpenHours], closed_days: Collection[str], day: date) -> Iterator[OpenHours]:
    """What opens on this day."""
    if day.isoformat() not in closed_days:
        yield from (span for span in hours if DAYS[day.weekday()] in span.days)


def _is_overnight(span: OpenHours) -> bool:
    return span.closes <= span.opens


def _time(clock: str) -> time:
    return time.fromisoformat(clock)


def _moment(day: date, clock: str, time_zone: str, again: Literal[0, 1] = 0) -> int:
    """
    When the wall says so (ms), or says so once `again` where clocks are put back.

    A time that is left out when they are put forward comes as much later.
    """
    wall = datetime.combine(day, _time(clock), _zone(time_zone)).replace(fold=again)
    return round(wall.timestamp() * 1000)


def _local(time_zone: str, at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, _zone(time_zone))


@cache
def _zones() -> frozenset[str]:
    """Every zone there is: Python looks through its files for them each time, which takes 25 ms."""
    return frozenset(available_timezones())


@lru_cache(maxsize=200)
def _zone(time_zone: str) -> tzinfo:
    return ZoneInfo(time_zone) if not time_zone_fault(time_zone) else UTC
