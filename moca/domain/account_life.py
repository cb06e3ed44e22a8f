"""
What an account lives through beside its sends: its token's age, its subscription, and what Meta's threads hold.

Facts of sections 2.5, 8.3, 8.5 and 10 of the Instagram reference. Times are ms.
"""

from typing import Literal

from moca.domain.messages import Struct
from moca.domain.window import DAY_MS

MINUTE_MS = 60_000
ALARM_DAYS = (14, 7, 1)


class Upkeep(Struct):
    """How often an account is looked after, and how far back. The defaults are production's."""

    check_every_ms: int = DAY_MS
    """Token and subscription; also the wait between two tries to refresh a token."""
    sweep_every_ms: int = 3 * MINUTE_MS
    """0 = threads are not looked through."""
    sweep_overlap_ms: int = 10 * MINUTE_MS
    sweep_grace_ms: int = MINUTE_MS
    """How long a webhook may take before its message counts as missed: it tells more than the thread does."""
    outage_ms: int = 10 * MINUTE_MS
    """Silence of the schedule after which webhooks may have been refused, and the subscription with them."""
    youngest_refresh_ms: int = DAY_MS
    """Meta refreshes no younger token."""
    assumed_life_ms: int = 60 * DAY_MS


class Subscription(Struct):
    """Whether Meta delivers the account's events to this app, as it last said; `detail` is why not, in words."""

    state: Literal["unknown", "subscribed", "failed"] = "unknown"
    fields: tuple[str, ...] = ()
    checked_at: int = 0
    detail: str = ""


class Chore(Struct):
    """Something being done for the account, by the id of its effect; after `until` nobody waits for it."""

    id: str
    until: int


class Reminded(Struct):
    """The schedule's word that it is time for a job: `check` (token and subscription) or `sweep` (threads)."""

    job: str


class TokenRefreshed(Struct):
    """Meta gave a new token, and it is stored in the old one's place. `expires_at` 0 = Meta did not say."""

    chore: str
    expires_at: int = 0


class TokenNotRefreshed(Struct):
    """The old token stays. `kind` is the class of section 7.2, `unknown` where there was no answer."""

    chore: str
    kind: str = "unknown"
    detail: str = ""


class SubscriptionChecked(Struct):
    """What Meta said about the subscription, after a missing one was asked for again."""

    chore: str
    subscription: Subscription


class Swept(Struct):
    """
    The threads that were active since the last sweep have been looked through, up to `until`.

    `missed`: customers' messages that no webhook had brought, `echoes`: the business's own. Only a sweep that is
    `complete` moves the point from which the next one looks.
    """

    chore: str
    until: int = 0
    missed: int = 0
    echoes: int = 0
    complete: bool = False
    detail: str = ""


class Imported(Struct):
    """The account's recent threads were taken in as history."""

    chore: str
    threads: int = 0
    messages: int = 0
    complete: bool = False
    detail: str = ""


class AccountAlarm(Struct):
    """Record: a person must act. `kind`: expiry (in `days_left` days), lost (Meta does not accept the token)."""

    account: str
    kind: Literal["expiry", "lost"]
    days_left: int = 0
    reason: str = ""
