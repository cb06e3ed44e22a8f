"""Comments and mentions, which come as `changes` of an account rather than as messages of a person."""

from collections.abc import Callable

from moca.domain.messages import CommentReceived, MentionReceived
from moca.instagram.heard import Heard, Strange, event_id
from moca.instagram.lenient import JsonObject, as_id, as_object, as_text

COMMENT_FIELDS = frozenset({"comments", "live_comments"})
MENTION_FIELDS = frozenset({"mentions"})


def read_comment(
    account: str, field: str, value: JsonObject, sent_at: int, is_own: Callable[[str], bool]
) -> Heard | Strange:
    """
    A comment of somebody, or of the account itself (`own`), which nobody should answer.

    Commenting on a boosted post can notify twice, once with the ad and once without: the one with the ad has an
    identity of its own, so that its fields are not lost.
    """
    comment = as_id(value.get("id")) or as_id(value.get("comment_id"))
    if not comment:
        return Strange("no_id", account, {"field": field, "value": value})
    author, media = as_object(value.get("from")), as_object(value.get("media"))
    author_id, media_id = as_id(author.get("id")), as_id(media.get("id"))
    parent = as_id(value.get("parent_id"))
    fact = CommentReceived(
        comment_id=comment,
        sent_at=sent_at,
        text=as_text(value.get("text")),
        username=as_text(author.get("username")),
        media_id=media_id,
        media_type=as_text(media.get("media_product_type")),
        parent_id=parent if parent not in {comment, media_id} else "",
        ad_id=as_id(media.get("ad_id")),
        ad_title=as_text(media.get("ad_title")),
        live=field == "live_comments",
        own=is_own(author_id) or bool(author.get("self_ig_scoped_id")),
        authorless=not author_id,
    )
    person = author_id if author_id and not fact.own else f"comment-{comment}"
    variant = ("ad",) if fact.ad_id or fact.ad_title else ()
    return Heard(account, person, event_id("comment", account, comment, *variant), fact)


def read_mention(account: str, field: str, value: JsonObject, sent_at: int) -> Heard | Strange:
    """A mention: ids only, of a comment or (without `comment_id`) of a caption."""
    media, comment = as_id(value.get("media_id")), as_id(value.get("comment_id"))
    if not media:
        return Strange("no_id", account, {"field": field, "value": value})
    person = f"comment-{comment}" if comment else f"media-{media}"
    fact = MentionReceived(media_id=media, sent_at=sent_at, comment_id=comment)
    return Heard(account, person, event_id("mention", account, media, comment), fact)
