"""Messages that are more than a text, and those that do not go to the person's thread."""

import pytest

from moca.actors.effects import SendMessage, Signal
from moca.domain import messages as m
from tests.builders import DAY, HOUR, MINUTE, START, a_reply, an_echo
from tests.unit.actors.talk import Talk, seen_in_thread

PHOTO = m.Content(media=(m.Media(type="image", url="https://shop.example/a.png"),))
CARDS = m.Content(cards=(m.Card(title="Mug", subtitle="12 €"),))
UNDER = m.Target(kind="public_reply", id="c1")
PRIVATELY = m.Target(kind="private_reply", id="c1")
ONTO = m.Target(kind="reaction", id="m1")


def calling(*parts: m.Part, target: m.Target | None = None) -> tuple[Talk, str]:
    """A talk in which a person's message is being called; the call's id."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply(parts=parts, target=target))
    return talk, talk.calls()


def test_the_permit_carries_the_content() -> None:
    """The sender is given what the message says; the log has it in words and whole."""
    talk, _ = calling(PHOTO)

    (planned,) = talk.records(m.MessagePlanned)
    assert (planned.text, planned.content) == ("[photo]", PHOTO)
    assert talk.called == [("p-1.1#1", "[photo]")]


def test_parts_leave_in_their_order() -> None:
    """A photo, and then its text."""
    talk, call = calling(PHOTO, "Our mug")

    talk.hear(m.SendSucceeded(send=call, mid="o1"))
    talk.sends("o2")

    assert talk.said == ["[photo]", "Our mug"]
    assert [sent.mid for sent in talk.records(m.MessageSent)] == ["o1", "o2"]


@pytest.mark.parametrize(("content", "type_"), [(PHOTO, "image"), (CARDS, "template")])
def test_an_echo_is_known_by_its_attachment(content: m.Content, type_: str) -> None:
    """It comes before the answer of the POST and is nobody else's."""
    talk, _ = calling(content)

    talk.hear(an_echo("", "o1", attachments=(m.Attachment(type=type_),)))

    assert [(sent.mid, sent.how) for sent in talk.records(m.MessageSent)] == [("o1", "echo")]
    assert talk.records(m.PersonWrote) == []


def test_an_echo_of_another_kind_is_a_persons() -> None:
    """While our photo is under way somebody sends a video in the app."""
    talk, call = calling(PHOTO)

    talk.hear(an_echo("", "e1", attachments=(m.Attachment(type="video"),)))
    talk.hear(m.SendSucceeded(send=call, mid="o1"))

    assert [wrote.mid for wrote in talk.records(m.PersonWrote)] == ["e1"]


def test_a_lost_photo_is_found_in_the_thread() -> None:
    """The thread shows a message of ours without a text."""
    talk, call = calling(PHOTO)
    talk.hear(m.SendUnknown(send=call, detail="read timeout"))

    talk.looks(seen_in_thread(), m.ThreadMessage(mid="o1", sent_at=START, from_account=True))

    assert [(sent.mid, sent.how) for sent in talk.records(m.MessageSent)] == [("o1", "read_back")]


@pytest.mark.parametrize(
    ("part", "target", "kind"),
    [
        ("hello", None, "text"),
        (m.Content(media=(m.Media(type="like_heart"),)), None, "text"),
        (PHOTO, None, "media"),
        (CARDS, None, "media"),
        ("hello", PRIVATELY, "private_reply"),
        ("hello", m.Target(kind="private_reply", id="c1", live=True), "text"),
        ("hello", UNDER, "text"),
        ("love", ONTO, "text"),
    ],
)
def test_what_it_is_counted_as(part: m.Part, target: m.Target | None, kind: str) -> None:
    """Media and private replies have limits of their own at Meta."""
    talk, _ = calling(part, target=target)

    assert [send.kind for send in talk.effects(SendMessage)] == [kind]


# The human agent


def test_the_tag_is_used_only_after_the_window() -> None:
    """Inside the 24 hours a person's text leaves as any other."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply("Sí", human_agent=True))

    assert talk.state.permit is not None
    assert (talk.state.permit.human_agent, talk.state.permit.not_after) == (False, START + DAY)


def test_a_window_that_ends_before_the_call_is_not_the_end_for_a_person() -> None:
    """The permit of the 24 hours was not used in time: the next one has the tag."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply("Sí", human_agent=True))
    late = talk.effects(SendMessage)[-1].id
    talk.later(DAY + HOUR)

    talk.hear(m.SendRefused(send=late, kind="window", detail="too late to call"))
    talk.later(MINUTE)

    assert talk.state.permit is not None
    assert (talk.state.permit.human_agent, talk.state.permit.not_after) == (True, START + 7 * DAY)
    assert talk.records(m.MessageFailed) == []


@pytest.mark.parametrize("parts", [(PHOTO,), ("Sí", CARDS)])
def test_the_tag_is_for_text_only(parts: tuple[m.Part, ...]) -> None:
    """After 24 hours anything else is refused before Meta is asked, with the reason."""
    talk = Talk()
    talk.writes()
    talk.later(2 * DAY)

    talk.hear(a_reply(parts=parts, human_agent=True))

    assert talk.said == []
    assert talk.records(m.MessageFailed)[0].reason == (
        "the window is closed: after 24 hours only a person's text may be sent"
    )


# What does not stand in the thread


def test_a_reaction_takes_nobody_over() -> None:
    """A heart of the team's is no word of a person."""
    talk, call = calling("love", target=ONTO)

    talk.hear(m.SendSucceeded(send=call, mid=""))

    assert talk.state.owner == "nobody"
    assert [sent.send for sent in talk.records(m.MessageSent)] == ["p-1.1"]
    assert talk.phase == ""


def test_a_reaction_may_be_made_again() -> None:
    """Made twice it is the same, so nothing has to be found out first."""
    talk, call = calling("love", target=ONTO)

    talk.hear(m.SendUnknown(send=call, detail="read timeout"))
    talk.wait_for("retry")
    talk.hear(m.SendSucceeded(send=talk.calls(), mid=""))

    assert [sent.send for sent in talk.records(m.MessageSent)] == ["p-1.1"]


def test_a_public_reply_is_never_made_again_blindly() -> None:
    """The thread cannot tell whether it stands under the comment: a person must look."""
    talk, call = calling("DM sent!", target=UNDER)

    talk.hear(m.SendUnknown(send=call, detail="read timeout"))

    (failed,) = talk.records(m.MessageFailed)
    assert (failed.state, failed.reason) == (
        "parked",
        "whether it stands under the comment is not known: look there first",
    )
    assert talk.phase == ""


def test_the_words_of_a_public_reply_are_no_echo() -> None:
    """A person writes the same words into the thread: those are theirs."""
    talk, call = calling("DM sent!", target=UNDER)
    talk.hear(m.SendUnknown(send=call, detail="read timeout"))

    talk.hear(an_echo("DM sent!", "e1", sent_at=talk.now))

    assert [wrote.mid for wrote in talk.records(m.PersonWrote)] == ["e1"]
    assert talk.records(m.MessageSent) == []


def test_a_private_reply_is_known_by_its_echo() -> None:
    """It stands in the person's thread like any message."""
    talk, _ = calling("Here is the link", target=PRIVATELY)

    talk.hear(an_echo("Here is the link", "o1"))

    assert [(sent.mid, sent.how) for sent in talk.records(m.MessageSent)] == [("o1", "echo")]


# Signals


@pytest.mark.parametrize(("settings", "shown"), [({}, 1), ({"signals": False}, 0), ({"agent": "draft"}, 0)])
def test_seen_and_typing_are_shown_while_the_model_is_asked(settings: dict[str, object], shown: int) -> None:
    """Only where the answer will leave, and where the account wants it."""
    talk = Talk(**settings)

    talk.asks("¿abren?")

    assert len(talk.effects(Signal)) == shown
