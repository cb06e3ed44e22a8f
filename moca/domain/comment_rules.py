"""
Rules for comments: which of an account's rules answers a comment, and with which of its variants.

A public answer stands under the comment, a private one goes to its author, once for each comment (sections 5.5 and 5.6
of the reference). Variants are taken in turn by the comment's id, so that replay and any process choose the same one.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, TypeVar
from zlib import crc32

from msgspec import Meta

from moca.domain import content
from moca.domain.content import LONGEST_TEXT_BYTES, Wrong
from moca.domain.keywords import stands_in
from moca.domain.messages import CommentReceived, Content, Part, Struct
from moca.domain.text import folded
from moca.domain.window import DAY_MS

V = TypeVar("V")
ANSWERABLE_MS = 7 * DAY_MS
"""How long after a comment Meta takes a private reply to it; public ones of a rule keep to it as well."""
LIVE_MS = 10 * 60_000
"""
A live comment takes a private reply during the broadcast only, and nobody tells when that ends: what is younger is
tried, what is older is not.
"""
LONGEST_PUBLIC = 1_000
PostId = Annotated[str, Meta(pattern=r"^[0-9]{1,40}$", description="a post's id as Meta gives it: digits")]


class CommentRule(Struct):
    """
    An answer to comments that hold any of `keywords` as whole words, accent- and case-insensitive; none = any comment.

    `media_ids`: only comments on these posts; none = on every post. `public` and `private` are variants, of each of
    which one is said. `live`: also for live comments, which take private replies only, and at once.
    """

    name: Annotated[str, Meta(max_length=100)] = ""
    keywords: Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=100)], ...], Meta(max_length=100)] = ()
    media_ids: Annotated[tuple[PostId, ...], Meta(max_length=500)] = ()
    public: Annotated[tuple[Annotated[str, Meta(max_length=LONGEST_PUBLIC)], ...], Meta(max_length=50)] = ()
    private: Annotated[tuple[Part, ...], Meta(max_length=50)] = ()
    delay_seconds: Annotated[int, Meta(ge=0, le=86_400)] = 0
    live: bool = False
    enabled: bool = True

    @property
    def title(self) -> str:
        """How people call it: its name, else its first keyword."""
        return self.name or next(iter(self.keywords), "any comment")


def first_match(rules: Sequence[CommentRule], comment: CommentReceived) -> CommentRule | None:
    """Find the first enabled rule, in the account's order, that is meant for this comment."""
    searched = folded(comment.text)
    return next((rule for rule in rules if _is_for(rule, comment, searched)), None)


def closes_at(comment: CommentReceived) -> int:
    """Until when (ms) a comment may be answered."""
    return comment.sent_at + (LIVE_MS if comment.live else ANSWERABLE_MS)


def variant(variants: Sequence[V], comment_id: str) -> V:
    """The variant for a comment, of at least one: each comment's id draws one of them."""
    return variants[crc32(comment_id.encode()) % len(variants)]


def wrongs(rules: Sequence[CommentRule]) -> Iterator[Wrong]:
    """Everything that is wrong with the rules, in their order; nothing for rules that can answer."""
    for number, rule in enumerate(rules):
        for wrong in _rule_wrongs(rule):
            yield Wrong(f"[{number}].{wrong.field}", wrong.remedy)


def _is_for(rule: CommentRule, comment: CommentReceived, searched: str) -> bool:
    if not rule.enabled or (comment.live and not (rule.live and rule.private)):
        return False
    is_of_post = not rule.media_ids or comment.media_id in rule.media_ids
    return is_of_post and (not rule.keywords or any(stands_in(word, searched) for word in rule.keywords))


def _rule_wrongs(rule: CommentRule) -> Iterator[Wrong]:
    for place, keyword in enumerate(rule.keywords):
        if not keyword.strip():
            yield Wrong(f"keywords[{place}]", "a keyword needs at least one word; no keywords = any comment")
    if not (rule.public or rule.private):
        yield Wrong("public", "there is nothing to say: give at least one of public and private")
    for place, text in enumerate(rule.public):
        if not text.strip():
            yield Wrong(f"public[{place}]", "write a text, or take this variant out")
    for place, part in enumerate(rule.private):
        yield from _private_wrongs(f"private[{place}]", part)
    if rule.live and not rule.private:
        yield Wrong("live", "live comments take private replies only: give private, or leave live off")


def _private_wrongs(field: str, part: Part) -> Iterator[Wrong]:
    if isinstance(part, Content):
        yield from (Wrong(f"{field}.{wrong.field}", wrong.remedy) for wrong in content.wrongs(part))
    elif not part.strip():
        yield Wrong(field, "write a text, or take this variant out")
    elif len(part.encode()) > LONGEST_TEXT_BYTES:
        yield Wrong(field, f"at most {LONGEST_TEXT_BYTES} bytes of UTF-8: a comment takes one private message")
