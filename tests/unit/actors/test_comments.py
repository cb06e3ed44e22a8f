"""Comments: answered by a rule, in public, privately, or both; never twice, and each with its one verdict."""

from typing import Any

import pytest

from moca.domain import messages as m
from tests.builders import DAY, HOUR, MINUTE, SECOND, START, a_comment, a_comment_rule, a_context
from tests.unit.actors.talk import Talk

PUBLIC, PRIVATE = "Te escribimos por mensaje", "La bolsa vale 8.900"
BOTH = a_comment_rule("precio", name="price", public=(PUBLIC,), private=(PRIVATE,))
WEEK = 7 * DAY


def talk_with(*rules: Any, **settings: Any) -> Talk:
    return Talk(comment_rules=rules or (BOTH,), **settings)


def decisions(talk: Talk) -> list[tuple[str, str, str, str]]:
    return [(d.comment_id, d.verdict, d.rule, d.detail) for d in talk.records(m.CommentDecided)]


def targets(talk: Talk) -> list[tuple[str, str]]:
    planned = [plan.target for plan in talk.records(m.MessagePlanned)]
    return [(target.kind, target.id) for target in planned if target is not None]


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


def test_one_answer_fails_and_the_other_still_goes():
    """A refused public reply keeps nothing back, and the verdict tells both."""
    talk = talk_with()
    talk.hear(a_comment())

    refused = m.SendRefused(send=talk.calls(), kind="content", code=100, subcode=33, detail="It is gone.")
    talk.hear(refused)
    talk.sends()

    assert talk.said == [PUBLIC, PRIVATE]
    assert decisions(talk) == [("178001", "answered", "price", "private; not sent: public: It is gone.")]


def test_a_refused_private_reply_is_final():
    """Answered before, too old or gone: it is given up with the reason in words."""
    talk = talk_with(a_comment_rule(name="price", private=(PRIVATE,)))
    talk.hear(a_comment())

    talk.hear(m.SendRefused(send=talk.calls(), kind="content", code=100, subcode=2534025, detail="Answered before."))

    (failed,) = talk.records(m.MessageFailed)
    assert (failed.state, failed.reason, failed.subcode) == ("refused", "Answered before.", 2534025)
    assert decisions(talk) == [("178001", "failed", "price", "private: Answered before.")]


def test_a_public_reply_whose_fate_is_unknown_is_never_made_again():
    """A person looks; the private reply goes on."""
    talk = talk_with()
    talk.hear(a_comment())

    talk.hear(m.SendUnknown(send=talk.calls(), detail="read timeout"))
    talk.sends()

    assert talk.said == [PUBLIC, PRIVATE]
    assert [failed.state for failed in talk.records(m.MessageFailed)] == ["parked"]


@pytest.mark.parametrize("is_late", [False, True])
def test_a_public_reply_whose_answer_was_lost_is_known_by_its_own_comment(is_late: bool):
    """Meta tells it back as a comment of the account, before the loss is known or after; nobody has to look."""
    talk = talk_with(a_comment_rule(name="price", public=(PUBLIC,)))
    talk.hear(a_comment())
    call = talk.calls()
    lost = m.SendUnknown(send=call, detail="read timeout")
    told = a_comment(PUBLIC, "178900", talk.now, own=True, parent_id="178001")

    talk.hear(*((lost, told) if is_late else (told, lost)))

    assert [(sent.mid, sent.how) for sent in talk.records(m.MessageSent)] == [("178900", "echo")]
    assert ("178001", "answered", "price", "public") in decisions(talk)
    assert (talk.state.attention, talk.phase) == ("", "")


def test_a_parked_public_reply_fails_when_nothing_tells_of_it():
    """Its own comment has a minute to come; then the verdict stands."""
    talk = talk_with(a_comment_rule(name="price", public=(PUBLIC,)))
    talk.hear(a_comment())
    talk.hear(m.SendUnknown(send=talk.calls(), detail="read timeout"))
    assert decisions(talk) == []

    talk.wait_for("settled")

    assert decisions(talk) == [("178001", "failed", "price", "public: parked")]


def test_what_has_settled_wakes_nobody_again():
    """The public reply was parked and settled; the private one rests until its own time."""
    talk = talk_with()
    talk.hear(a_comment())
    talk.hear(m.SendUnknown(send=talk.calls(), detail="read timeout"))
    talk.hear(m.SendThrottled(send=talk.calls(), scope="person", retry_after_ms=HOUR))

    talk.wait_for("settled")

    assert talk.wake == (START + HOUR, "retry")


def test_an_own_comment_elsewhere_settles_nothing():
    """Another text, or under another comment, is not the reply."""
    talk = talk_with(a_comment_rule(public=(PUBLIC,)))
    talk.hear(a_comment())
    talk.calls()

    talk.hear(
        a_comment("otra cosa", "178900", own=True, parent_id="178001"),
        a_comment(PUBLIC, "178901", own=True, parent_id="178009"),
    )

    assert (talk.phase, talk.records(m.MessageSent)) == ("calling", [])


def test_a_private_reply_of_which_the_thread_shows_nothing_is_tried_again():
    """It begins its thread, so nothing stands before it; Meta takes only one to a comment, so none is doubled."""
    talk = talk_with(a_comment_rule(private=(PRIVATE,)))
    talk.hear(a_comment())
    talk.hear(m.SendUnknown(send=talk.calls(), detail="read timeout"))

    talk.looks()
    talk.looks()
    talk.wait_for("retry")
    talk.sends()

    assert (talk.said, decisions(talk)[0][1]) == ([PRIVATE, PRIVATE], "answered")


def test_a_second_attempt_that_is_refused_says_that_the_first_arrived():
    """It stands parked, open to a late echo, and nobody is told that it was refused."""
    talk = talk_with(a_comment_rule(private=(PRIVATE,)))
    talk.hear(a_comment())
    talk.hear(m.SendUnknown(send=talk.calls(), detail="read timeout"))
    talk.looks()
    talk.looks()
    talk.wait_for("retry")

    talk.hear(m.SendRefused(send=talk.calls(), kind="content", code=100, subcode=2534025, detail="Answered before."))
    (failed,) = talk.records(m.MessageFailed)
    talk.hear(m.EchoReceived(mid="e1", sent_at=talk.now, text=PRIVATE))

    assert (failed.state, "most probably it has arrived" in failed.reason) == ("parked", True)
    assert [sent.how for sent in talk.records(m.MessageSent)] == ["echo"]
    assert talk.state.owner == "nobody"


def test_answers_wait_for_an_account_that_cannot_send():
    """They leave when it can again, as long as the week lasts."""
    talk = talk_with(disconnected="token expired")
    talk.hear(a_comment())
    assert talk.phase == "account"

    talk.context = a_context(comment_rules=(BOTH,))
    talk.later(DAY)
    talk.hear(m.AccountRestored())
    talk.sends()
    talk.sends()

    assert decisions(talk) == [("178001", "answered", "price", "public and private")]


def test_a_comment_opens_no_window():
    """A bot's answer to a message still needs that message's own 24 hours; a private reply opens none either."""
    talk = talk_with()

    talk.hear(a_comment())
    talk.sends()
    talk.sends()

    assert talk.state.window_until == 0


def test_the_persons_answer_goes_the_usual_way():
    """A private reply is of the bot, and what the person writes back is a question like any other."""
    talk = talk_with(cooldown_seconds=0)
    talk.hear(a_comment())
    talk.sends()
    talk.sends()
    assert talk.state.owner == "bot"

    talk.answers("¿y el envío?", "3.500")

    assert talk.said == [PUBLIC, PRIVATE, "3.500"]
    assert talk.verdicts == [(1, "answered", "")]
