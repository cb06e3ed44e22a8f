"""
Takeovers: a person, or another app, is in charge from here on, and nothing of the bot's leaves any more.

What has been called stays, what has not is withdrawn, and the open question ends.
"""

from moca.actors import ledger, replies
from moca.actors.step import Step
from moca.domain.messages import ThreadControlChanged


def yield_to_person(step: Step, reason: str, by: str) -> None:
    """Each word of a person says so again, and renews the idle time."""
    ledger.take_over(step, reason, by)
    replies.cut_all(step, "person")


def yield_to_app(step: Step, reason: str, by: str = "") -> None:
    if step.state.owner != "app":
        ledger.lose_to_app(step, reason, by)
        replies.cut_all(step, "app")


def follow_standby(step: Step, standby: bool) -> None:
    """An event in standby says that another app is in charge; one without says that it no longer is."""
    if standby:
        yield_to_app(step, "standby")
    else:
        ledger.app_left(step, "standby_ended", "")


def follow_control(step: Step, changed: ThreadControlChanged) -> None:
    """Thread control was taken by another app, or passed back to us."""
    if changed.action == "take":
        yield_to_app(step, "control_taken", changed.new_app)
    elif changed.action == "pass":
        ledger.app_left(step, "control_passed", changed.previous_app)
