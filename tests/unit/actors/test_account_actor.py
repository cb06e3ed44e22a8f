"""An account: held as long as Meta says, lost until a new token comes."""

from moca.actors.account import AccountActor
from moca.actors.effects import WakeWaiting
from moca.domain.account import (
    AccountConnected,
    AccountDisconnected,
    AccountHealth,
    AccountLost,
    AccountThrottled,
    HealthChanged,
    ModelCapped,
)
from moca.domain.account_alarms import alarms
from moca.domain.account_life import Upkeep
from moca.runtime.actor import FactParked, TimerFired
from moca.runtime.state import StateForm
from tests.builders import ACCOUNT, DAY, START, a_context

ACTOR = AccountActor()


def hears(state: AccountHealth, fact):
    return ACTOR.receive(state, fact, a_context(), START)


def test_throttled():
    """The hold is recorded."""
    outcome = hears(AccountHealth(), AccountThrottled(until=START + 5))

    assert outcome.state == AccountHealth(held_until=START + 5)
    assert outcome.records == (HealthChanged(health=outcome.state),)


def test_a_shorter_hold_does_not_shorten_the_longer():
    """Two conversations were throttled: the later end counts, and nothing new is recorded."""
    outcome = hears(AccountHealth(held_until=START + 9), AccountThrottled(until=START + 5))

    assert (outcome.state.held_until, outcome.records) == (START + 9, ())


def test_lost():
    """The reason is kept in words."""
    outcome = hears(AccountHealth(), AccountLost(reason="token expired", code=190))

    assert outcome.state == AccountHealth(disconnected="token expired")


def test_throttling_does_not_restore():
    """A lost account stays lost."""
    outcome = hears(AccountHealth(disconnected="token expired"), AccountThrottled(until=START + 5))

    assert outcome.state.disconnected == "token expired"


def test_connected_again():
    """A new token restores it, and who waited is told."""
    outcome = hears(AccountHealth(disconnected="token expired"), AccountConnected())

    assert outcome.state == AccountHealth(connected_at=START)
    assert outcome.effects == (WakeWaiting(id=f"wake@{START}", account=ACCOUNT),)


def test_connected_while_nothing_was_wrong():
    """The moment is kept, and who may be waiting is told all the same."""
    outcome = hears(AccountHealth(), AccountConnected())

    assert (outcome.records, len(outcome.effects)) == ((HealthChanged(health=AccountHealth(connected_at=START)),), 1)


def test_what_the_runtime_says_changes_nothing():
    """Timers and parked facts leave an account as it is, and it never asks to be woken."""
    state = AccountHealth(held_until=START + 9)

    for fact in (TimerFired(name="", at=START), FactParked(entry="1-1", type="AccountLost", reason="")):
        outcome = hears(state, fact)
        assert (outcome.state, outcome.records, outcome.effects, outcome.wake_at) == (state, (), (), None)


def test_its_state_survives_being_written():
    """The hash holds it whole."""
    form, state = StateForm(AccountHealth), AccountHealth(held_until=START, disconnected="token: «expired»")

    assert form.decode(form.encode(state)) == state


def test_a_throttle_outlives_a_new_token():
    """Meta asked the account to wait, whatever its token."""
    outcome = hears(AccountHealth(held_until=START + 9, disconnected="token expired"), AccountConnected())

    assert outcome.state == AccountHealth(held_until=START + 9, connected_at=START)


def test_a_refusal_of_the_old_token_does_not_lose_the_new_one():
    """What was called before the account was connected again says nothing about it."""
    outcome = hears(AccountHealth(connected_at=START), AccountLost(reason="token expired", called_at=START - 1))

    assert (outcome.state.disconnected, outcome.records) == ("", ())


def test_disconnected():
    """A dropped token holds every send until a new one comes, whenever the account was connected."""
    outcome = hears(AccountHealth(connected_at=START + 9), AccountDisconnected(reason="The owner removed the app."))
    again = hears(outcome.state, AccountConnected())

    assert outcome.state.disconnected == "The owner removed the app."
    assert outcome.records == (HealthChanged(health=outcome.state),)
    assert again.state == AccountHealth(connected_at=START)


def test_a_used_up_day_is_noted():
    """Everybody who looks at the account sees on which day."""
    outcome = hears(AccountHealth(), ModelCapped(day=START // DAY))

    assert outcome.state.capped_day == START // DAY
    assert outcome.records == (HealthChanged(health=outcome.state),)


def test_a_used_up_cap_is_an_alarm():
    """The owner reads what it means and what to raise; where no cap is used up there is none, whatever the day says."""
    capped = AccountHealth(capped_day=START // DAY)

    (alarm,) = alarms(capped, Upkeep(), START, "9 of 9 tokens used today")

    assert "9 of 9 tokens used today" in alarm
    assert "daily_tokens_cap" in alarm
    assert list(alarms(capped, Upkeep(), START, "")) == []


def test_an_older_day_does_not_undo_an_alarm():
    """Conversations may be heard late."""
    outcome = hears(AccountHealth(capped_day=9), ModelCapped(day=8))

    assert outcome.state.capped_day == 9
