"""The ledger: who is in charge of a conversation, since when and why."""

from moca.actors import memory, replies
from moca.actors.step import Step
from moca.actors.verdicts import close
from moca.domain import messages as m

MINUTE_MS = 60_000


def take_over(step: Step, reason: str, by: str) -> None:
    """A person is in charge from here on, and again for the idle time with each word of a person."""
    minutes = step.settings.hand_back_minutes
    step.change(
        hand_back_at=step.now + minutes * MINUTE_MS if minutes else 0, attention="", away_told=False, failed_drafts=0
    )
    memory.calm(step)
    _change_owner(step, "person", reason, by)
    if step.state.question is not None:
        close(step, step.state.question, "blocked", "person")


def await_person(step: Step, why: str) -> None:
    """The bot says no more until a person comes, or, if the account says so, nobody has come for some time."""
    minutes = step.settings.waiting_minutes
    step.change(
        hand_back_at=step.now + minutes * MINUTE_MS if minutes else 0, attention=f"{memory.WANTED}: {why}",
        urgent=step.state.urgent or memory.WANTED,
    )  # fmt: skip
    _change_owner(step, "waiting", why, "")


def hand_back_when_closed(step: Step, by: str) -> None:
    if step.settings.hand_back_on_close and step.state.owner in {"person", "waiting"}:
        hand_back(step, "closed", by)


def hand_back_when_idle(step: Step) -> None:
    if step.state.hand_back_at and step.now >= step.state.hand_back_at:
        hand_back(step, "idle", "")


def lose_to_app(step: Step, reason: str, by: str) -> None:
    """Another app is in charge from here on, until it gives the thread back; a person's idle time does not end it."""
    step.change(hand_back_at=0)
    _change_owner(step, "app", reason, by)
    if step.state.question is not None:
        close(step, step.state.question, "blocked", "app")


def app_left(step: Step, reason: str, by: str) -> None:
    if step.state.owner == "app":
        _change_owner(step, "bot", reason, by)


def bot_spoke(step: Step) -> None:
    if step.state.owner == "nobody":
        _change_owner(step, "bot", "answered", "")


def hand_back(step: Step, reason: str, by: str) -> None:
    """The bot is in charge again; what it waited for a person for is over."""
    was_waiting = step.state.owner == "waiting"
    memory.calm(step)
    step.change(hand_back_at=0, failed_drafts=0)
    if was_waiting:
        _wait_no_more(step, nobody_came=reason == "idle")
    _change_owner(step, "bot", reason, by)


def _wait_no_more(step: Step, *, nobody_came: bool) -> None:
    """A line that has not left would promise somebody; whom nobody came to, is still to be looked at."""
    step.change(attention=step.state.attention if nobody_came else "")
    for line in tuple(replies.uncalled_lines(step.state)):
        replies.cut(step, line, "handed_back")


def _change_owner(step: Step, owner: m.Owner, reason: str, by: str) -> None:
    if step.state.owner != owner:
        step.change(owner=owner, owner_since=step.now)
        step.record(m.OwnerChanged(owner=owner, reason=reason, by=by))
