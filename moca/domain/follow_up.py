"""A follow-up: what the business says unasked to somebody who has fallen silent, at its time or not at all."""

from functools import partial
from typing import Literal

from moca.domain.account_settings import AccountSettings
from moca.domain.hours import next_time_inside, next_time_outside
from moca.domain.messages import Hit, Struct

BEFORE_CLOSING_MS = 30 * 60_000
"""So long before the window's end is said what was meant for a time after it."""
ROOM_MS = 60_000
"""So long it may need to leave: it is not begun later before the quiet hours or the window's end."""
SOONEST_MS = 60 * 60_000
"""What is brought forward is not said sooner than this: it would press."""


class FollowUp(Struct):
    """
    It is said at `at` (ms): `text`, or, if that is empty, what the model writes then about `wish`.

    While the model is asked, as `draft`, that is until `deadline` (ms). `proposal` waits for a person's approval, and
    `hits` say where to look. `reply` is the reply that says it, until that has ended; `over` why it is not to be said
    after all, though it was on its way. `by`: who wanted it: model, settings, or a person's name. `word`: whose word it
    is: the bot's, the bot's with a person's approval, or a person's own, which leaves whoever is in charge. `intent`:
    what the customer wants, as the model said that wrote it.
    """

    at: int
    text: str = ""
    wish: str = ""
    by: str = "model"
    word: Literal["bot", "approved", "person"] = "bot"
    draft: str = ""
    deadline: int = 0
    proposal: str = ""
    hits: tuple[Hit, ...] = ()
    reply: str = ""
    over: str = ""
    intents: tuple[str, ...] = ()


def time_for(settings: AccountSettings, wanted: int, window_until: int) -> int | None:
    """When what is wanted at `wanted` may be said: outside the quiet hours, before the window's end; None = never."""
    outside = partial(next_time_outside, settings.quiet_hours, settings.time_zone)
    at = outside(wanted)
    by_when = at + ROOM_MS
    at = at if outside(by_when) == by_when else outside(by_when)
    return at if at + ROOM_MS < window_until else None


def time_brought_forward(settings: AccountSettings, window_until: int, now: int) -> int | None:
    """A time shortly before the window's end, unless that is too soon or in the quiet hours."""
    at = window_until - BEFORE_CLOSING_MS
    is_fit = at >= now + SOONEST_MS and time_for(settings, at, window_until) == at
    return at if is_fit else None


def last_moment(settings: AccountSettings, window_until: int, now: int) -> int:
    """
    Until when (ms, included) what is said from `now` on may leave: before the window's end and the quiet hours.

    `now` is a time that `time_for` finds fit.
    """
    quiet_from = next_time_inside(settings.quiet_hours, settings.time_zone, now)
    ends = window_until if quiet_from is None else min(window_until, quiet_from)
    return max(ends, now + ROOM_MS) - 1
