"""Comments: answered by a rule, in public, privately, or both; never twice, and each with its one verdict."""

from typing import Any

import pytest

from moca.actors.effects import SendMessage
from moca.domain import messages as m
from tests.builders import HOUR, MINUTE, SECOND, START, a_comment, a_comment_rule
from tests.unit.actors.commented import PRIVATE, PUBLIC, WEEK, decisions, talk_with, targets
from tests.unit.actors.talk import Talk


def test_a_comment_is_answered_in_public_and_privately():
    """Both answers leave one after the other, and the comment is decided when the last has arrived."""
    talk = talk_with()

    talk.hear(a_comment("¿Precio?"))
    talk.sends("178900")
    assert decisions(talk) == []
    talk.sends()

    assert talk.said == [PUBLIC, PRIVATE]
    assert targets(talk) == [("public_reply", "178001"), ("private_reply", "178001")]
    assert decisions(talk) == [("178001", "answered", "price", "public and private")]
    assert talk.state.comments == ()


def test_a_rule_may_say_only_one_of_both():
    """What has no variants is not said."""
    talk = talk_with(a_comment_rule(private=(PRIVATE,)))

    talk.hear(a_comment("hola"))
    talk.sends()

    assert targets(talk) == [("private_reply", "178001")]
    assert decisions(talk) == [("178001", "answered", "any comment", "private")]


@pytest.mark.parametrize("again", [a_comment(), a_comment(ad_id="120", ad_title="Lamps")])
def test_the_second_notice_of_a_comment_changes_nothing(again: m.CommentReceived):
    """Neither a repetition nor the notice that adds the ad is answered or decided again."""
    talk = talk_with()
    talk.hear(a_comment())
    talk.sends()
    talk.sends()

    talk.hear(again)

    assert (len(talk.said), len(decisions(talk)), talk.phase) == (2, 1, "")


def test_the_first_rule_that_matches_wins():
    """In the account's order; rules that are switched off or of other words and posts are passed over."""
    talk = talk_with(
        a_comment_rule("precio", public=("off",), enabled=False),
        a_comment_rule("horario", public=("hours",)),
        a_comment_rule("precio", public=("another post",), media_ids=("99999",)),
        a_comment_rule("precio", public=("this post",), media_ids=("11111", "17895")),
        a_comment_rule(public=("any",)),
    )

    talk.hear(a_comment("PRECIO por favor"))
    talk.sends()

    assert talk.said == ["this post"]


@pytest.mark.parametrize(
    ("comment", "reason"),
    [
        (a_comment("qué lindo"), "no_rule"),
        (a_comment("precioso"), "no_rule"),
        (a_comment(own=True), "own"),
        (a_comment(own=True, parent_id="178000"), "own"),
        (a_comment(sent_at=START - WEEK), "too_old"),
        (a_comment(live=True), "no_rule"),
    ],
)
def test_nothing_is_said_with_the_reason(comment: m.CommentReceived, reason: str):
    """No word of a rule, our own words, a week gone by, a broadcast without a rule for it."""
    talk = talk_with()

    talk.hear(comment)

    assert decisions(talk) == [("178001", "silent", "", reason)]
    assert (talk.phase, talk.records(m.MessagePlanned)) == ("", [])


def test_nobody_answers_beneath_their_own_reply():
    """A comment whose parent is a public reply of ours gets no answer of a rule."""
    talk = talk_with(a_comment_rule(public=("¡Hola!",)))
    talk.hear(a_comment())
    talk.sends("178900")

    talk.hear(a_comment(id_="178002", parent_id="178900"))

    assert decisions(talk)[1:] == [("178002", "silent", "", "under_own_comment")]


def test_a_reply_to_a_comment_is_answered_under_the_first():
    """Meta keeps one level: the public answer goes to the parent, the private one to who asked."""
    talk = talk_with()

    talk.hear(a_comment(id_="178002", parent_id="178001"))

    assert targets(talk) == [("public_reply", "178001"), ("private_reply", "178002")]


@pytest.mark.parametrize(
    ("settings", "before", "reason"),
    [
        ({"agent": "off"}, (), "agent_off"),
        ({"agent": "watch"}, (), "agent_off"),
        ({"daily_cap": 0}, (), "capped"),
        ({}, (m.OwnerSet(owner="person"),), "person"),
        ({}, (m.ThreadControlChanged(sent_at=START, action="take"),), "app"),
        ({}, (m.MessageReceived(mid="m1", sent_at=START, text="STOP"),), "opted_out"),
    ],
)
def test_the_bot_keeps_out_of_it(settings: dict[str, Any], before: tuple[Any, ...], reason: str):
    """Switched off, capped, asked to stop, or with somebody else in charge: no answer at all, the public one neither."""
    talk = talk_with(**settings)
    talk.hear(*before)

    talk.hear(a_comment())

    assert decisions(talk) == [("178001", "blocked", "price", reason)]
    assert talk.records(m.MessagePlanned) == []


def test_a_rules_answers_wait_as_long_as_it_says():
    """The delay runs from the comment's arrival; a takeover meanwhile ends both answers and says so."""
    talk = talk_with(a_comment_rule(name="late", public=(PUBLIC,), private=(PRIVATE,), delay_seconds=60))
    talk.hear(a_comment())
    assert talk.wake == (START + MINUTE, "retry")

    talk.later(30 * SECOND)
    talk.hear(m.OwnerSet(owner="person"))
    talk.later(HOUR)

    assert talk.said == []
    assert decisions(talk) == [("178001", "blocked", "late", "person")]


def test_a_delayed_answer_leaves_at_its_time():
    """Nothing of it leaves before."""
    talk = talk_with(a_comment_rule(public=(PUBLIC,), delay_seconds=60))
    talk.hear(a_comment())
    assert talk.phase == "planned"

    talk.wait_for("retry")
    talk.sends()

    assert (talk.now - START, talk.said) == (MINUTE, [PUBLIC])


def test_a_delay_that_ends_after_the_week_says_nothing():
    """What could not leave in time is not planned."""
    talk = talk_with(a_comment_rule(name="late", public=(PUBLIC,), delay_seconds=3_600))

    talk.hear(a_comment(sent_at=START - WEEK + HOUR))

    assert decisions(talk) == [("178001", "silent", "late", "too_old")]


def test_a_live_comment_is_answered_privately_and_at_once():
    """No public reply is possible there, no delay and no more than ten minutes."""
    live = a_comment_rule(public=(PUBLIC,), private=(PRIVATE,), live=True, delay_seconds=60)
    talk = talk_with(live)

    talk.hear(a_comment(live=True))

    assert targets(talk) == [("private_reply", "178001")]
    assert talk.state.permit is not None
    assert talk.state.permit.not_after == START + 10 * MINUTE


def test_a_live_comment_of_long_ago_is_not_answered():
    """The broadcast may be over."""
    talk = talk_with(a_comment_rule(private=(PRIVATE,), live=True))

    talk.hear(a_comment(live=True, sent_at=START - 10 * MINUTE))

    assert decisions(talk) == [("178001", "silent", "", "too_old")]


def test_a_comment_whose_author_is_not_named_is_answered_in_public_only():
    """Nobody knows in whose thread a private reply would stand."""
    talk = talk_with()
    talk.hear(a_comment(authorless=True))
    alone = talk_with(a_comment_rule(name="price", private=(PRIVATE,)))

    alone.hear(a_comment(authorless=True))

    assert targets(talk) == [("public_reply", "178001")]
    assert decisions(alone) == [("178001", "silent", "price", "no_author")]


def test_variants_are_drawn_by_the_comments_id():
    """The same comment draws the same ones, and other comments others."""
    texts = ("uno", "dos", "tres")
    said = set()
    for number in range(20):
        talk = talk_with(a_comment_rule(public=texts))
        talk.hear(a_comment(id_=f"1780{number}"))
        again = talk_with(a_comment_rule(public=texts))
        again.hear(a_comment(id_=f"1780{number}"))
        assert talk.records(m.MessagePlanned) == again.records(m.MessagePlanned)
        said |= {plan.text for plan in talk.records(m.MessagePlanned)}

    assert said == set(texts)


@pytest.mark.parametrize(("username", "text"), [("cafe.moca", "Te escribimos"), ("", "precio?")])
def test_what_may_be_our_own_public_reply_is_not_answered(username: str, text: str) -> None:
    """Told back without its author it could be answered for ever: its words, or a name that nobody knows, decide."""
    talk = Talk(username=username, comment_rules=(a_comment_rule(public=("Te escribimos",)),))

    talk.hear(m.CommentReceived(comment_id="c2", parent_id="c1", sent_at=talk.now, text=text, authorless=True))

    assert talk.effects(SendMessage) == []
    assert [(said.verdict, said.detail) for said in talk.records(m.CommentDecided)] == [("silent", "own")]
