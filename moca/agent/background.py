"""Beside the thread: what the model is told of the customer, of the time, and of what was said long ago."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from moca.agent.lines import Trait
from moca.domain.account_settings import AccountSettings
from moca.domain.conversation import Conversation, Summary
from moca.domain.hours import is_open, time_zone_fault
from moca.domain.lead import Known
from moca.domain.messages import LeadSaid, Struct


class Background(Struct):
    """
    What one draft knows beside settings and turns. `now`: ms, UTC; 0 = the time is not told.

    `account`: whose tokens and money are counted and capped; empty = nobody's. `wish`: nobody has asked anything, and
    this is what a follow-up is to be about; None = there is a question to answer.
    """

    account: str = ""
    now: int = 0
    known: tuple[Trait, ...] = ()
    summary: Summary | None = None
    wish: str | None = None


def known_of(state: Conversation) -> tuple[Trait, ...]:
    """What the conversation knows of its customer, whoever found it out."""
    told = [(name, getattr(state.lead, name)) for name in LeadSaid.__struct_fields__]
    traits = [Trait(name, known.value) for name, known in told if isinstance(known, Known) and known.value]
    if state.mood.language:
        traits.append(Trait("language", state.mood.language))
    return (*traits, *(Trait("tag", tag) for tag in state.tags))


def time_told(settings: AccountSettings, now: int) -> str:
    """The time where the business is: `Saturday 2026-01-31 13:00 (Europe/Madrid); the business is open now`."""
    zone = UTC if time_zone_fault(settings.time_zone) else ZoneInfo(settings.time_zone)
    told = f"{datetime.fromtimestamp(now / 1000, zone):%A %Y-%m-%d %H:%M} ({zone})"
    opened = is_open(settings.hours, settings.closed_days, settings.time_zone, now)
    return told if opened is None else f"{told}; the business is {'open' if opened else 'closed'} now"
