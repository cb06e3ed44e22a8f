"""Messages that no webhook brought, and those from before the account was connected."""

import msgspec

from moca.actors.effects import DraftReply, FetchProfile
from moca.domain import messages as m
from moca.domain.window import DAY_MS
from tests.builders import DAY, HOUR, MINUTE, START, a_message, an_echo
from tests.unit.actors.talk import Talk


def test_a_backfilled_message_is_answered_while_its_window_is_open():
    """It is a message like any other, only late."""
    talk = Talk()
    talk.hear(a_message("hola, ¿abren?", sent_at=START - HOUR, backfilled=True))
    talk.later(MINUTE)

    assert len(talk.effects(DraftReply)) == 1
    assert talk.state.window_until == START - HOUR + DAY_MS


def test_a_backfilled_message_whose_window_is_over_is_decided_without_an_answer():
    """Its own time counts, also while a newer message keeps the conversation's window open."""
    talk = Talk()
    talk.hear(a_message("hola", mid="m2", sent_at=START))
    talk.hear(a_message("¿abrían?", mid="m1", sent_at=START - DAY, backfilled=True))

    decided = talk.records(m.QuestionDecided)
    assert [(each.verdict, each.detail, each.mids) for each in decided] == [("blocked", "window", ("m1",))]
    assert talk.state.question is not None
    assert talk.state.question.mids == ("m2",)


def test_imported_history_opens_windows_and_nothing_else():
    """No question, nobody in charge, no status, no STOP obeyed; a person's words are shown."""
    talk = Talk()
    talk.hear(
        a_message("STOP", mid="m1", sent_at=START - HOUR, imported=True),
        an_echo("¡hola!", mid="e1", sent_at=START - MINUTE, imported=True),
    )
    talk.later(DAY)

    state = talk.state
    assert state.window_until == START - HOUR + DAY_MS
    assert (state.question, state.number, state.owner, state.status, state.opted_out) == (
        None,
        0,
        "nobody",
        "new",
        False,
    )
    assert [record.imported for record in talk.records(m.PersonWrote)] == [True]
    assert talk.records(m.QuestionDecided) == []


def test_a_profile_is_asked_once_a_day():
    """At the first message, and again when the person writes a day later."""
    talk = Talk()
    for hours in (0, 1, 23):
        talk.hear(a_message(mid=f"m{hours}", sent_at=talk.now))
        talk.later(HOUR)
    once = talk.effects(FetchProfile)
    talk.later(DAY)
    talk.hear(a_message(mid="m9", sent_at=talk.now))

    again = talk.effects(FetchProfile)
    assert (len(once), len(again)) == (1, 2)
    assert (again[1].first_seen, again[1].last_seen, again[1].messages) == (START, talk.now, 4)


def test_a_profile_that_could_not_be_asked_is_asked_at_the_next_message():
    """A failure of Meta's counts as an answer; having had no room does not."""
    talk = Talk()
    talk.hear(a_message(mid="m1"), m.ProfileFound(lookup="", asked=False), a_message(mid="m2"))
    asked = talk.effects(FetchProfile)
    talk.hear(m.ProfileFound(lookup=""), a_message(mid="m3"))

    assert (len(asked), len(talk.effects(FetchProfile))) == (2, 2)


def test_a_comment_asks_for_no_profile():
    """It is no consent."""
    talk = Talk()
    talk.hear(m.CommentReceived(comment_id="c1", sent_at=START, text="precio?"))

    assert talk.effects(FetchProfile) == []


def test_an_app_that_is_blocked_makes_everybody_wait():
    """Nothing is given up: the message waits an hour, and the account tells the app's others."""
    talk = Talk()
    talk.asks()
    talk.drafts()
    call = talk.calls()
    talk.hear(m.SendRefused(send=call, kind="permission", code=200, detail="blocked", blocks_app=True))

    (told,) = talk.told
    assert msgspec.json.decode(bytes(told.body))["scope"] == "app"
    assert [record.until for record in talk.records(m.MessageDelayed)] == [talk.now + HOUR]
    assert talk.records(m.MessageFailed) == []
