"""
Who the customer is: asked once for each person, and again when they write a day later.

Only for people who have written: a comment alone is no consent (section 9 of the Instagram reference). What Meta does
not tell counts as told until then, so that it is not asked at every message.
"""

from moca.actors.effects import FetchProfile
from moca.actors.step import Step
from moca.domain.messages import ProfileFound
from moca.domain.window import DAY_MS


def hear(step: Step, found: ProfileFound) -> None:
    """
    Who could not be asked about is asked about at the next message.

    Who bears the name of an account of ours is that account: whatever it says needs no answer.
    """
    if not found.asked:
        step.change(profile_at=0)
    if found.name:
        step.change(name=found.name)
    if found.username:
        step.change(username=found.username, is_ours=found.username in step.context.own_usernames)


def note(step: Step, sent_at: int) -> None:
    """A message of the customer's was heard; `sent_at` (ms) is not in the future."""
    state = step.state
    first_seen = min(state.first_seen or sent_at, sent_at)
    step.change(first_seen=first_seen, heard=state.heard + 1)
    if state.profile_at and step.now < state.profile_at + DAY_MS:
        return
    step.change(profile_at=step.now)
    step.do(FetchProfile(
        id=f"profile@{step.now}", first_seen=first_seen, last_seen=state.last_customer_at, messages=state.heard + 1
    ))  # fmt: skip
