"""What an account does by the clock: its token kept young, its alarms, its subscription, its sweeps."""

from typing import Any

import msgspec
import pytest

from moca.actors.account import AccountActor
from moca.actors.effects import CheckSubscription, HoldApp, ImportThreads, RefreshToken, SweepThreads
from moca.domain.account import AccountConnected, AccountHealth, AccountLost, AccountThrottled
from moca.domain.account_life import (
    AccountAlarm,
    Imported,
    Reminded,
    Subscription,
    SubscriptionChecked,
    Swept,
    TokenNotRefreshed,
    TokenRefreshed,
)
from moca.runtime.actor import TimerFired
from tests.builders import ACCOUNT, DAY, HOUR, MINUTE, SECOND, START, a_context

ACTOR = AccountActor()
CALM = AccountHealth(
    connected_at=START, cared_at=START, imported_at=START, import_before=START, token_expires_at=START + 60 * DAY,
    subscription=Subscription(state="subscribed", checked_at=START + 1),
)  # fmt: skip


class Life:
    """An account and its days; what it wants done and what it records is kept."""

    def __init__(self, state: AccountHealth = CALM) -> None:
        self.state = state
        self.effects: list[Any] = []
        self.records: list[msgspec.Struct] = []

    def hears(self, fact: msgspec.Struct, after: int = 0) -> None:
        """`after`: ms since the beginning."""
        outcome = ACTOR.receive(self.state, fact, a_context(), START + after)
        self.state = outcome.state
        self.effects += outcome.effects
        self.records += outcome.records

    def days(self, first: int, last: int) -> None:
        """A reminder each day; what is begun besides refreshing comes to nothing."""
        for day in range(first, last + 1):
            self.hears(Reminded(job="check"), day * DAY)

    def wanted(self, kind: type) -> list[Any]:
        return [effect for effect in self.effects if isinstance(effect, kind)]

    @property
    def alarms(self) -> list[tuple[str, int]]:
        return [(record.kind, record.days_left) for record in self.records if isinstance(record, AccountAlarm)]


def test_a_token_is_refreshed_at_half_its_life():
    """Not before day 30 of 60, and then at once."""
    life = Life()
    life.days(1, 29)
    before = life.wanted(RefreshToken)
    life.days(30, 30)

    assert (before, len(life.wanted(RefreshToken))) == ([], 1)


def test_a_failed_refresh_is_tried_each_day():
    """The old token stays; a second reminder of the same day asks for nothing."""
    life = Life()
    life.days(30, 30)
    life.hears(TokenNotRefreshed(chore=life.wanted(RefreshToken)[0].id, detail="no answer"), 30 * DAY + 1)
    life.hears(Reminded(job="sweep"), 30 * DAY + HOUR)
    life.days(31, 31)

    assert len(life.wanted(RefreshToken)) == 2


def test_a_refreshed_token_rests_until_its_own_half_life():
    """Its age, end and alarms are the new one's."""
    life = Life(msgspec.structs.replace(CALM, alarms_said=(14,)))
    life.hears(TokenRefreshed(chore="refresh@1", expires_at=START + 100 * DAY), 40 * DAY)
    life.days(41, 69)
    before = life.wanted(RefreshToken)
    life.days(70, 70)

    assert (before, len(life.wanted(RefreshToken))) == ([], 1)
    assert (life.state.token_since, life.state.alarms_said) == (START + 40 * DAY, ())


def test_where_the_end_is_not_known_the_first_refresh_comes_after_a_day():
    """Meta refreshes no younger token, and only a refresh tells how long one lives."""
    life = Life(msgspec.structs.replace(CALM, token_expires_at=0))
    life.hears(Reminded(job="check"), DAY - 1)
    before = life.wanted(RefreshToken)
    life.hears(Reminded(job="check"), DAY)

    assert (before, len(life.wanted(RefreshToken))) == ([], 1)


def test_an_expired_token_is_not_refreshed():
    """It cannot be: a person must connect the account again."""
    life = Life()
    life.hears(Reminded(job="check"), 60 * DAY)

    assert life.wanted(RefreshToken) == []


def test_alarms_before_the_end_come_once_each():
    """At 14, 7 and 1 days, however often it is looked."""
    life = Life()
    for day in range(40, 61):
        life.hears(Reminded(job="check"), day * DAY)
        life.hears(Reminded(job="sweep"), day * DAY + HOUR)

    assert life.alarms == [("expiry", 14), ("expiry", 7), ("expiry", 1)]


def test_a_token_that_comes_with_three_days_left_gives_one_alarm():
    """The alarms that are over already are not made up for."""
    life = Life()
    life.hears(AccountConnected(expires_at=START + 3 * DAY))
    life.hears(Reminded(job="check"), HOUR)
    life.hears(Reminded(job="check"), 2 * HOUR)

    assert life.alarms == [("expiry", 3)]


def test_the_first_refusal_of_the_token_is_an_alarm_and_the_others_are_not():
    """Until a new token comes; its first refusal is one again."""
    life = Life()
    for after in (1, 2):
        life.hears(AccountLost(reason="expired", called_at=START + after), after)
    life.hears(AccountConnected(), 3)
    life.hears(AccountLost(reason="expired", called_at=START + 4), 4)

    assert life.alarms == [("lost", 0), ("lost", 0)]


@pytest.mark.parametrize("state", [{"disconnected": "expired"}, {"held_until": START + 99 * DAY}, {"connected_at": 0}])
def test_an_account_that_may_not_call_begins_nothing(state: dict[str, Any]):
    """Neither refresh nor check nor sweep: calling while throttled makes the block longer."""
    life = Life(msgspec.structs.replace(CALM, **state))
    life.days(30, 30)
    life.hears(Reminded(job="sweep"), 31 * DAY)

    assert life.effects == []


def test_connecting_subscribes_and_imports():
    """As soon as the connection itself is recorded; what is imported ends where the account begins."""
    life = Life(AccountHealth())
    outcome = ACTOR.receive(life.state, AccountConnected(), a_context(), START)
    life.state = outcome.state
    life.hears(TimerFired(name="chores", at=START), 5)

    assert (outcome.wake_at, outcome.wake_name) == (START, "chores")
    assert [type(effect) for effect in life.effects] == [CheckSubscription, ImportThreads]
    assert life.wanted(ImportThreads)[0].before == START


def test_an_import_that_did_not_end_is_begun_again_with_the_same_end():
    """Also after the account was connected again meanwhile: what came in between is no history."""
    life = Life(msgspec.structs.replace(CALM, imported_at=0))
    life.hears(Reminded(job="sweep"), MINUTE)
    life.hears(Imported(chore=life.wanted(ImportThreads)[0].id, detail="no answer"), 2 * MINUTE)
    life.hears(AccountConnected(), 3 * MINUTE)
    life.hears(Reminded(job="sweep"), 4 * MINUTE)

    assert [effect.before for effect in life.wanted(ImportThreads)] == [START, START]


def test_a_done_import_is_not_repeated():
    """Connecting again changes the credential only."""
    life = Life(msgspec.structs.replace(CALM, imported_at=0))
    life.hears(Reminded(job="sweep"), MINUTE)
    life.hears(Imported(chore=life.wanted(ImportThreads)[0].id, complete=True), 2 * MINUTE)
    life.hears(AccountConnected(), 3 * MINUTE)
    life.hears(Reminded(job="sweep"), 4 * MINUTE)

    assert len(life.wanted(ImportThreads)) == 1


def test_the_subscription_is_checked_each_day():
    """And no sooner, as long as nothing speaks against it."""
    life = Life(msgspec.structs.replace(CALM, reminded_at=START + DAY - HOUR))
    life.hears(Reminded(job="check"), DAY - HOUR)
    before = life.wanted(CheckSubscription)
    life.hears(Reminded(job="check"), DAY - HOUR + 5 * MINUTE)
    quiet = life.wanted(CheckSubscription)
    life.state = msgspec.structs.replace(life.state, reminded_at=START + DAY)
    life.hears(Reminded(job="check"), DAY + 1)

    assert (before, quiet, len(life.wanted(CheckSubscription))) == ([], [], 1)


def test_the_subscription_is_checked_after_an_outage():
    """A schedule that was silent for minutes means that webhooks found nobody either."""
    life = Life()
    life.hears(Reminded(job="sweep"), 3 * MINUTE)
    life.hears(Reminded(job="sweep"), 6 * MINUTE)
    before = life.wanted(CheckSubscription)
    life.hears(Reminded(job="sweep"), 20 * MINUTE)

    assert (before, len(life.wanted(CheckSubscription))) == ([], 1)


def test_a_missed_message_makes_the_subscription_suspect():
    """At most once an hour."""
    life = Life()
    life.hears(Swept(chore="", missed=1), 30 * MINUTE)
    before = life.wanted(CheckSubscription)
    life.hears(Swept(chore="", missed=1), 2 * HOUR)
    life.hears(Swept(chore="", missed=1), 2 * HOUR + 1)

    assert (before, len(life.wanted(CheckSubscription)), life.state.missed) == ([], 1, 3)


def test_what_is_told_of_a_chore_that_nobody_waits_for_is_not_believed():
    """A check that was begun with the token before says nothing about this one."""
    life = Life()
    life.hears(SubscriptionChecked(chore="subscription@1", subscription=Subscription(state="failed")), MINUTE)

    assert life.state.subscription.state == "subscribed"


def test_sweeps_follow_each_other_with_an_overlap():
    """Each begins ten minutes before the end of the last complete one, and ends a minute ago; never two at once."""
    life = Life()
    life.hears(Reminded(job="sweep"), 30 * MINUTE)
    life.hears(Reminded(job="sweep"), 33 * MINUTE)
    first = life.wanted(SweepThreads)
    life.hears(Swept(chore=first[0].id, until=first[0].until, complete=True), 34 * MINUTE)
    life.hears(Reminded(job="sweep"), 36 * MINUTE)

    assert [(sweep.since - START, sweep.until - START) for sweep in life.wanted(SweepThreads)] == [
        (0, 29 * MINUTE),
        (19 * MINUTE, 35 * MINUTE),
    ]


def test_a_sweep_that_did_not_end_is_made_again_from_the_same_point():
    """What it found is counted all the same."""
    life = Life(msgspec.structs.replace(CALM, swept_at=START + HOUR))
    life.hears(Reminded(job="sweep"), 2 * HOUR)
    life.hears(Swept(chore=life.wanted(SweepThreads)[0].id, missed=2, detail="no answer"), 2 * HOUR + 1)
    life.hears(Reminded(job="sweep"), 2 * HOUR + 3 * MINUTE)

    assert {sweep.since for sweep in life.wanted(SweepThreads)} == {START + 50 * MINUTE}
    assert life.state.missed == 2


def test_a_sweep_after_a_long_absence_looks_back_a_week():
    """As far as every message that was told is known to be."""
    life = Life()
    life.hears(Reminded(job="sweep"), 30 * DAY)

    assert life.wanted(SweepThreads)[0].since == START + 23 * DAY


def test_a_limit_of_the_app_is_passed_on():
    """The other accounts are told; what they are told is of the account alone and goes no further."""
    life = Life()
    life.hears(AccountThrottled(until=START + MINUTE, code=4, scope="app"), SECOND)
    life.hears(AccountThrottled(until=START + HOUR, code=4), SECOND)

    assert life.effects == [HoldApp(id=f"hold@{START + SECOND}", until=START + MINUTE, code=4)]
    assert life.state.held_until == START + HOUR


def test_a_token_that_is_refused_only_for_refreshing_is_put_to_the_proof():
    """It may be too young: a plain call tells whether it is dead."""
    life = Life()
    life.days(30, 30)
    life.state = msgspec.structs.replace(life.state, chores=())
    life.effects.clear()
    life.hears(TokenNotRefreshed(chore="refresh@1", kind="token"), 30 * DAY + 1)

    assert [type(effect) for effect in life.effects] == [CheckSubscription]
    assert life.state.disconnected == ""


def test_an_account_is_its_own():
    """An alarm names the account, for whoever reads it elsewhere."""
    life = Life()
    life.hears(AccountLost(reason="expired", called_at=START), 1)

    assert [record.account for record in life.records if isinstance(record, AccountAlarm)] == [ACCOUNT]
