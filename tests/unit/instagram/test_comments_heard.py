"""Comments and mentions: in any envelope, once, and the account's own known as such."""

import pytest

from moca.domain.messages import CommentReceived, MentionReceived
from moca.instagram.heard import Heard, Strange
from tests.unit.instagram.payloads import LENA, SHOP, delivered, only

COMMENT = "17870913679156914"
MEDIA = "17895695668004550"
EVENT = f"comment:{SHOP}:{COMMENT}"
SENT_AT = 1692048000000
PLAIN = CommentReceived(
    comment_id=COMMENT, sent_at=SENT_AT, text="price?", username="lena", media_id=MEDIA, media_type="FEED"
)


def comment(name: str) -> CommentReceived:
    fact = only(name).fact
    assert isinstance(fact, CommentReceived)
    return fact


@pytest.mark.parametrize("name", ["comment", "comment_flat"])
def test_a_comment_is_heard_in_either_envelope(name: str) -> None:
    """In `changes` or flat on the entry it is the same fact; seconds become milliseconds."""
    assert only(name) == Heard(SHOP, LENA, EVENT, PLAIN)


def test_the_notice_with_the_ad_counts_beside_the_one_without() -> None:
    """A boosted post can notify twice: the ad's fields are not lost to the dedupe."""
    plain, with_ad = delivered("comment_on_ad_twice")
    assert isinstance(plain, Heard)
    assert isinstance(with_ad, Heard)
    assert (plain.event, with_ad.event) == (EVENT, f"{EVENT}:ad")
    assert isinstance(with_ad.fact, CommentReceived)
    assert (with_ad.fact.ad_id, with_ad.fact.ad_title) == ("120210000000000001", "Lamps")


def test_a_comment_without_author_belongs_to_itself() -> None:
    """No person is invented."""
    assert only("comment_without_author_id").person == f"comment-{COMMENT}"


@pytest.mark.parametrize("name", ["comment_by_own_account", "comment_by_own_side"])
def test_an_own_comment_is_marked(name: str) -> None:
    """Nobody answers themselves, and the account is never a person."""
    assert comment(name).own
    assert only(name).person == f"comment-{COMMENT}"


def test_a_reply_names_its_parent() -> None:
    """A reply to a comment says to which."""
    assert comment("comment_reply").parent_id == "17870000000000000"


def test_a_post_is_no_parent() -> None:
    """Where the parent is only the post itself, there is none."""
    assert comment("comment_with_media_as_parent") == PLAIN


def test_a_live_comment_is_marked() -> None:
    """It can be answered during the broadcast only."""
    assert comment("live_comment").live


@pytest.mark.parametrize(
    ("name", "person", "fact"),
    [
        (
            "mention_in_comment",
            f"comment-{COMMENT}",
            MentionReceived(media_id=MEDIA, sent_at=SENT_AT, comment_id=COMMENT),
        ),
        ("mention_in_caption", f"media-{MEDIA}", MentionReceived(media_id=MEDIA, sent_at=SENT_AT)),
    ],
)
def test_a_mention_is_ids_only(name: str, person: str, fact: MentionReceived) -> None:
    """A mention belongs to its comment, or to the post whose caption it stands in."""
    assert only(name) == Heard(SHOP, person, f"mention:{SHOP}:{MEDIA}:{fact.comment_id}", fact)


def test_another_field_is_strange() -> None:
    """What nobody subscribed to is kept aside with its field."""
    [strange] = delivered("unknown_field")
    assert isinstance(strange, Strange)
    assert strange.reason == "unknown_event"
    assert '"field":"story_insights"' in strange.json()
