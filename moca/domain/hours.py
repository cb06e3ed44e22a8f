"""When a business is open, and when its customers are to be left in peace, in its own time zone."""

from typing import Annotated, Literal

from msgspec import Meta

from moca.domain.messages import Struct

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time of day, `08:30`."""


class OpenHours(Struct):
    """On these days open from `opens` to before `closes`; a `closes` that is not later is on the next day."""

    days: Annotated[tuple[Day, ...], Meta(min_length=1)]
    opens: Clock
    closes: Clock


class QuietHours(Struct):
    """From `begins` to before `ends`, each night or day, nobody is written to unasked."""

    begins: Clock = "21:00"
    ends: Clock = "09:00"
