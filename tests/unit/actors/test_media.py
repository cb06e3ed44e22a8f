"""Which of the things that come with a message are kept, and when they are let go."""

import msgspec
import pytest

from moca.actors.effects import DropMedia, FetchMedia, WantedItem
from moca.domain import messages as m
from tests.builders import START, a_message, an_echo, an_unsending
from tests.unit.actors.talk import Talk

CDN = "https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1"


def a_photo(mid: str = "m1", text: str = "") -> m.MessageReceived:
    return m.MessageReceived(mid=mid, sent_at=START, text=text, attachments=(m.Attachment(type="image", url=CDN),))


@pytest.mark.parametrize(
    "type_", ["image", "video", "audio", "file", "media", "story", "ig_story", "story_mention", "ig_post"]
)
def test_what_has_an_address_is_fetched_at_once(type_):
    """Before the quiet window ends, so that the draft knows what it was."""
    talk = Talk()

    talk.hear(m.MessageReceived(mid="m1", sent_at=START, attachments=(m.Attachment(type=type_, url=CDN),)))

    assert talk.effects(FetchMedia) == [
        FetchMedia(id="media:m1", mid="m1", items=(WantedItem(index=0, type=type_, url=CDN),))
    ]


@pytest.mark.parametrize(
    ("type_", "url"),
    [
        ("image", ""),
        ("ephemeral", ""),
        ("like_heart", ""),
        ("ig_reel", "https://www.instagram.com/reel/Cx/"),
        ("reel", CDN),
        ("share", "https://www.instagram.com/p/Cx/"),
        ("ig_post", "https://www.instagram.com/p/Cx/"),
        ("ig_post", "https://instagram.com/p/Cx/"),
        ("image", "https://[broken"),
        ("something_new", CDN),
    ],
)
def test_what_leads_to_no_file_is_not_fetched(type_, url):
    """No address, a page for people, or a type that nobody knows."""
    talk = Talk()

    talk.hear(m.MessageReceived(mid="m1", sent_at=START, attachments=(m.Attachment(type=type_, url=url),)))

    assert talk.effects(FetchMedia) == []


def test_each_attachment_keeps_its_place():
    """What is not fetched is named with its reason beside what is."""
    talk = Talk()
    reel = m.Attachment(type="ig_reel", url="https://www.instagram.com/reel/Cx/")

    talk.hear(m.MessageReceived(mid="m1", sent_at=START, attachments=(reel, m.Attachment(type="image", url=CDN))))

    (fetch,) = talk.effects(FetchMedia)
    assert fetch.items == (
        WantedItem(index=0, type="ig_reel", skip="a link"),
        WantedItem(index=1, type="image", url=CDN),
    )


def test_the_story_that_is_answered_is_kept():
    """It lives for a day only, and stands behind the attachments."""
    talk = Talk()

    talk.hear(a_message("nice!", story=m.Story(id="18", url=CDN)))

    (fetch,) = talk.effects(FetchMedia)
    assert fetch.items == (WantedItem(index=0, type="story", url=CDN),)


def test_a_mentioned_story_is_fetched_once():
    """The normaliser names it twice: as an attachment and as the story."""
    talk = Talk()
    mention = m.Attachment(type="story_mention", url=CDN)

    talk.hear(m.MessageReceived(mid="m1", sent_at=START, attachments=(mention,), story=m.Story(url=CDN)))

    (fetch,) = talk.effects(FetchMedia)
    assert [item.type for item in fetch.items] == ["story_mention"]


def test_what_a_person_sends_in_instagram_is_kept():
    """An echo brings photos of the business too."""
    talk = Talk()

    talk.hear(an_echo("", attachments=(m.Attachment(type="image", url=CDN),)))

    assert [fetch.mid for fetch in talk.effects(FetchMedia)] == ["e1"]


def test_an_account_that_keeps_nothing_fetches_nothing():
    """`media_days` 0."""
    talk = Talk(media_days=0)

    talk.hear(a_photo())

    assert talk.effects(FetchMedia) == []


def test_messages_of_the_account_to_itself_are_not_looked_at():
    """They are nobody's."""
    talk = Talk()

    talk.hear(msgspec.structs.replace(a_photo(), is_self=True))

    assert talk.effects(FetchMedia) == []


def test_unsent_files_are_dropped():
    """At once, with everything of that message."""
    talk = Talk()
    talk.hear(a_photo())

    talk.hear(an_unsending("m1"))

    assert [drop.mid for drop in talk.effects(DropMedia)] == ["m1"]


def test_unsent_before_it_came_is_never_fetched():
    """The taking back may overtake its message."""
    talk = Talk()
    talk.hear(an_unsending("m1"))

    talk.hear(a_photo("m1"))

    assert talk.effects(FetchMedia) == []


def test_unsent_while_it_was_fetched_is_dropped_again():
    """What the performer wrote after the first dropping goes as well."""
    talk = Talk()
    talk.hear(a_photo())
    talk.hear(an_unsending("m1"))
    talk.later(1)

    talk.hear(m.MediaKept(mid="m1", items=(m.KeptItem(index=0, type="image", state="kept", name="x.png"),)))

    first, second = talk.effects(DropMedia)
    assert (first.mid, second.mid) == ("m1", "m1")
    assert first.id != second.id


def test_a_bare_photo_wants_an_answer():
    """The model is asked; nobody waits for the file."""
    talk = Talk()

    talk.hear(a_photo())
    talk.wait_for("quiet")
    talk.drafts("Lovely! What would you like to know?")

    assert talk.sends()
    assert talk.verdicts == [(1, "answered", "")]


def test_a_bare_heart_wants_none():
    """It is a courtesy."""
    talk = Talk()

    talk.asks("", attachments=("like_heart",))

    assert [verdict for _, verdict, _ in talk.verdicts] == ["silent"]


def test_what_was_kept_changes_nothing_of_the_state():
    """It stands in the log, for those who read that."""
    talk = Talk()
    talk.hear(a_photo())
    before = talk.state

    talk.hear(m.MediaKept(mid="m1", items=(m.KeptItem(index=0, type="image", state="failed", reason="expired"),)))

    assert talk.state == before
