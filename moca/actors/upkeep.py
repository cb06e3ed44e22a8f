"""
What an account needs beside its token: a living subscription, and that no message stays unheard.

The subscription is asked for after connecting, daily, after an outage, and when a sweep finds what no webhook brought
(section 2.5 of the reference: Meta unsubscribes an app that does not answer, and replays nothing). What was written
before the account was connected is taken in once, as history; what was written since is swept up.
"""

from moca.actors.account_step import AccountStep
from moca.actors.effects import CheckSubscription, ImportThreads, SweepThreads
from moca.domain.account_life import Imported, SubscriptionChecked, Swept
from moca.domain.window import DAY_MS

FARTHEST_MS = 7 * DAY_MS
"""How far back a sweep looks: less than the eight days for which every told message is known."""
SUSPICION_MS = 60 * 60_000
"""So long after a check of the subscription, a missed message, or a failure of the check, is no reason for another."""


def check(step: AccountStep) -> None:
    """Ask for the subscription if that is due, and begin or go on with the import."""
    asked_at, is_failed = step.state.subscription.checked_at, step.state.subscription.state == "failed"
    wait_ms = min(SUSPICION_MS, step.upkeep.check_every_ms) if is_failed else step.upkeep.check_every_ms
    if asked_at < step.state.connected_at or step.now >= asked_at + wait_ms:
        _ask_for_subscription(step)
    _import(step)


def note_reminder(step: AccountStep) -> None:
    """A schedule that was silent for minutes was down, or could not reach the store: nor could webhooks."""
    before = step.state.reminded_at
    step.change(reminded_at=step.now)
    if before and step.now - before > step.upkeep.outage_ms:
        _ask_for_subscription(step)


def sweep(step: AccountStep) -> None:
    """Look through the threads that were active since the last sweep."""
    until = step.now - step.upkeep.sweep_grace_ms
    since = step.state.swept_at - step.upkeep.sweep_overlap_ms if step.state.swept_at else 0
    since = max(since, step.state.import_before or step.state.connected_at, step.now - FARTHEST_MS)
    if step.upkeep.sweep_every_ms and step.may_call and not step.is_busy("sweep") and since < until:
        step.begin(SweepThreads(id=f"sweep@{step.now}", since=since, until=until))


def prove(step: AccountStep) -> None:
    """The token was refused where it was to be refreshed, maybe as too young: a plain call tells if it is dead."""
    _ask_for_subscription(step)


def hear_subscription(step: AccountStep, checked: SubscriptionChecked) -> None:
    if step.end(checked.chore):
        step.change(subscription=checked.subscription)


def hear_swept(step: AccountStep, swept: Swept) -> None:
    """What was found is counted, whether or not the sweep came to its end."""
    step.end(swept.chore)
    step.change(
        missed=step.state.missed + swept.missed,
        swept_at=max(step.state.swept_at, swept.until) if swept.complete else step.state.swept_at,
    )
    if swept.missed and step.now - step.state.subscription.checked_at > SUSPICION_MS:
        _ask_for_subscription(step)


def hear_imported(step: AccountStep, imported: Imported) -> None:
    if step.end(imported.chore) and imported.complete:
        step.change(imported_at=step.now)


def _ask_for_subscription(step: AccountStep) -> None:
    if step.may_call and not step.is_busy("subscription"):
        step.begin(CheckSubscription(id=f"subscription@{step.now}"))


def _import(step: AccountStep) -> None:
    if step.state.imported_at or not step.may_call or step.is_busy("import"):
        return
    step.change(import_before=step.state.import_before or step.state.connected_at)
    step.begin(ImportThreads(id=f"import@{step.now}", before=step.state.import_before))
