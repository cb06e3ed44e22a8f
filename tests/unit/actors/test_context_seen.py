"""In what context a conversation was decided stands in its log, once for each change."""

from moca.actors.context_seen import context_of, seen_in
from moca.domain import messages as m
from tests.builders import ACCOUNT, HOUR, MINUTE, a_context, a_rule
from tests.unit.actors.talk import Talk


def test_the_context_is_the_first_record_of_a_conversation():
    """Whatever else the first message comes to."""
    talk = Talk(version=3)
    talk.writes()

    assert talk.log[0].outcome.records[0] == m.ContextSeen(version=3, username="cafe.moca")


def test_a_context_that_stays_is_recorded_once():
    """However often the conversation is decided in it."""
    talk = Talk()
    talk.answers()
    talk.later(HOUR)
    talk.answers()

    assert len(talk.records(m.ContextSeen)) == 1


def test_a_changed_context_is_recorded_again():
    """New settings, a hold and a name each begin another one."""
    talk = Talk()
    talk.writes()
    for changed in (
        {"version": 2},
        {"version": 2, "held_until": talk.now + MINUTE},
        {"version": 2, "username": "moca"},
    ):
        talk.context = a_context(**changed)
        talk.writes()

    assert [(seen.version, seen.username) for seen in talk.records(m.ContextSeen)] == [
        (1, "cafe.moca"), (2, "cafe.moca"), (2, "cafe.moca"), (2, "moca"),
    ]  # fmt: skip


def test_a_hold_that_is_over_is_no_change():
    """Whether the account's state still names its time or not."""
    talk = Talk(held_until=0)
    talk.writes()
    talk.context = a_context(held_until=talk.now)
    talk.writes()
    talk.context = a_context(held_until=talk.now + MINUTE)
    talk.writes()
    talk.later(2 * MINUTE)
    talk.writes()
    talk.context = a_context()
    talk.writes()

    assert [seen.held_until > 0 for seen in talk.records(m.ContextSeen)] == [False, True]


def test_of_the_accounts_names_only_those_are_recorded_that_a_message_named():
    """Thirty accounts cost a conversation nothing until one of them writes to it."""
    talk = Talk(own_usernames=("bar", "cafe", "moca"))
    talk.writes()
    talk.hear(m.ProfileFound(lookup="p", username="lena"))
    talk.hear(m.ProfileFound(lookup="p", username="bar"))
    talk.writes()
    talk.context = a_context(own_usernames=("cafe",))
    talk.hear(m.ProfileFound(lookup="p", username="bar"))

    assert [seen.own_usernames for seen in talk.records(m.ContextSeen)] == [(), ("bar",), ()]


def test_what_the_log_names_is_all_that_policy_reads():
    """The context made from a record is the one that was recorded."""
    context = a_context(
        version=4, disconnected="no token", own_usernames=("cafe",), model_available=False, rules=(a_rule("x"),)
    )

    made = context_of(seen_in(context, 0, "cafe"), ACCOUNT, context.settings)

    assert made == context
