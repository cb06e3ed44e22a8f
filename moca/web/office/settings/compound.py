"""
Settings that take several fields of a form, and back: opening hours as a week, intents as a table, days as lines.

The fields of one are named `<setting>.<…>`. What is read is checked where every change is; only what a form alone can
get wrong is refused here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from moca.domain.account_settings import AccountSettings
from moca.domain.hours import DAYS, Day, OpenHours
from moca.web.office.settings.described import UnreadableError

Form = Mapping[str, Any]
FEWEST_SPANS = 2
"""How often a day may open in the form, at least: a shop that closes at noon needs two."""
BLANK_INTENTS = 2


class Span(NamedTuple):
    """From when to when, as the fields show it; both empty = not open."""

    opens: str = ""
    closes: str = ""


# Opening hours


def week_of(hours: Sequence[OpenHours]) -> dict[Day, tuple[Span, ...]]:
    """Each day's spans, all days with as many, the unused ones empty."""
    spans = {day: [Span(each.opens, each.closes) for each in hours if day in each.days] for day in DAYS}
    places = max(FEWEST_SPANS, *(len(each) for each in spans.values()))
    return {day: (*each, *[Span()] * (places - len(each))) for day, each in spans.items()}


def hours_in(form: Form) -> list[dict[str, Any]]:
    """
    The opening hours of a form, days with the same times together.

    Raises:
        UnreadableError: one of two times is missing.
    """
    days: dict[Span, list[Day]] = {}
    for day in DAYS:
        for span in _spans(form, day):
            if bool(span.opens) != bool(span.closes):
                raise UnreadableError("Give both times of a day, or neither.")
            if span.opens and day not in days.setdefault(span, []):
                days[span].append(day)
    return [{"days": named, "opens": span.opens, "closes": span.closes} for span, named in days.items()]


def _spans(form: Form, day: Day) -> Iterable[Span]:
    place = 0
    while f"hours.{day}.{place}.opens" in form:
        name = f"hours.{day}.{place}"
        yield Span(_text(form, f"{name}.opens"), _text(form, f"{name}.closes"))
        place += 1


def closed_days_in(form: Form) -> list[str]:
    return _lines(form, "closed_days")


def quiet_hours_in(form: Form) -> dict[str, str] | None:
    """
    The quiet hours of a form; both times empty = there are none.

    Raises:
        UnreadableError: one of both is missing.
    """
    begins, ends = _text(form, "quiet_hours.begins"), _text(form, "quiet_hours.ends")
    if bool(begins) != bool(ends):
        raise UnreadableError("Give both times, or neither.")
    return {"begins": begins, "ends": ends} if begins else None


# Intents and policies


def intents_in(form: Form) -> list[dict[str, str]]:
    """The intents of a form; a row without a name is none."""
    rows: list[dict[str, str]] = []
    place = 0
    while f"intents.{place}.name" in form:
        row = {key: _text(form, f"intents.{place}.{key}") for key in ("name", "about", "mode")}
        if row["name"]:
            rows.append(row)
        place += 1
    return rows


def knowledge_in(form: Form) -> dict[str, str]:
    """The policies alone: what else is known is changed piece by piece."""
    return {"policies": str(form.get("knowledge.policies", "")).replace("\r\n", "\n").strip()}


READERS: Mapping[str, Callable[[Form], Any]] = {
    "hours": hours_in,
    "closed_days": closed_days_in,
    "quiet_hours": quiet_hours_in,
    "intents": intents_in,
    "knowledge": knowledge_in,
}


def fields_of(name: str, settings: AccountSettings) -> dict[str, str]:
    """The fields of a compound setting with what they show."""
    match name:
        case "hours":
            return _week_fields(settings)
        case "closed_days":
            return {name: "\n".join(settings.closed_days)}
        case "quiet_hours":
            quiet = settings.quiet_hours
            return {f"{name}.begins": quiet.begins if quiet else "", f"{name}.ends": quiet.ends if quiet else ""}
        case "intents":
            return _intent_fields(settings)
        case "knowledge":
            return {"knowledge.policies": settings.knowledge.policies}
        case _:
            return {}


def _week_fields(settings: AccountSettings) -> dict[str, str]:
    fields: dict[str, str] = {}
    for day, spans in week_of(settings.hours).items():
        for place, span in enumerate(spans):
            fields[f"hours.{day}.{place}.opens"] = span.opens
            fields[f"hours.{day}.{place}.closes"] = span.closes
    return fields


def _intent_fields(settings: AccountSettings) -> dict[str, str]:
    rows: list[dict[str, str]] = msgspec.to_builtins(settings.intents)
    rows = [*rows, *[{}] * BLANK_INTENTS]
    return {
        f"intents.{place}.{key}": row.get(key, "")
        for place, row in enumerate(rows)
        for key in ("name", "about", "mode")
    }


# Texts


def _text(form: Form, name: str) -> str:
    return str(form.get(name, "")).strip()


def _lines(form: Form, name: str) -> list[str]:
    return [line.strip() for line in str(form.get(name, "")).splitlines() if line.strip()]
