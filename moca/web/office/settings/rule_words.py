"""Rules in a line of words: when they apply, and what they do then."""

from collections.abc import Iterator, Sequence

from moca.domain import content
from moca.domain.comment_rules import CommentRule
from moca.domain.rules import Rule
from moca.web.office.settings.descriptions import MODE_NAMES
from moca.web.office.settings.rule_forms import answers_of
from moca.web.office.words import Words

MOST = 5
STATUSES = (("", "as it is"), ("open", "Open"), ("closed", "Closed"))
HOURS = (("", "At any time"), ("in", "While open"), ("out", "While closed"))
EVENT_NAMES = {
    "message": "any message", "postback": "a pressed button", "quick_reply": "a quick reply",
    "story_reply": "an answer to a story", "story_mention": "a mention in a story", "shared_post": "a shared post",
    "shared_reel": "a shared reel", "photo": "a photo", "video": "a video", "voice": "a voice note", "file": "a file",
    "sticker": "a sticker or heart", "view_once": "a disappearing photo", "unsupported": "what cannot be shown",
    "referral": "coming from a link or ad", "ad": "coming from an ad",
}  # fmt: skip


def when(words: Words, rule: Rule) -> list[str]:
    """The conditions of a rule, which must hold together."""
    said = [
        *_any(words("has {texts}"), rule.keywords), *_any(words("is {texts}"), rule.exact),
        *_any(words("fits {texts}"), rule.regex), *_any("{texts}", [words(EVENT_NAMES[name]) for name in rule.events]),
        words("first message") if rule.first_message else "", words(dict(HOURS)[rule.hours]) if rule.hours else "",
        *_any(words("in {texts}"), rule.languages), *_any(words("tagged {texts}"), rule.tags),
    ]  # fmt: skip
    return [each for each in said if each]


def then(words: Words, rule: Rule) -> list[str]:
    """What a rule does."""
    said = answers_of(rule)
    does = [
        *_first(words, [content.words(part) for part in said]),
        words("says nothing") if rule.silent else "",
        *_any(words("tags {texts}"), rule.add_tags),
        words("gives it to {name}", name=rule.assign) if rule.assign else "",
        words("sets it to {status}", status=words(dict(STATUSES)[rule.status])) if rule.status else "",
        words("calls a person: {reason}", reason=rule.hand_over) if rule.hand_over else "",
        words("agent: {mode}", mode=words(dict(MODE_NAMES)[rule.agent])) if rule.agent else "",
        words("… and goes on") if rule.go_on else "",
    ]
    return [each for each in does if each]


def when_commented(words: Words, rule: CommentRule) -> list[str]:
    posts = words.count(len(rule.media_ids), "on one post", "on {n} posts") if rule.media_ids else ""
    said = [
        *(_any(words("has {texts}"), rule.keywords) or [words("any comment")]),
        posts,
        words("also live") if rule.live else "",
    ]
    return [each for each in said if each]


def then_commented(words: Words, rule: CommentRule) -> list[str]:
    public, private = (
        list(_first(words, texts)) for texts in (rule.public, [content.words(part) for part in rule.private])
    )
    return [
        *[words("in public: {text}", text=text) for text in public],
        *[words("in private: {text}", text=text) for text in private],
        *([words("after {n} s", n=rule.delay_seconds)] if rule.delay_seconds else []),
    ]


def _any(said: str, texts: Sequence[str]) -> list[str]:
    if not texts:
        return []
    more = f" +{len(texts) - MOST}" if len(texts) > MOST else ""
    return [said.format(texts=", ".join(texts[:MOST]) + more)]


def _first(words: Words, texts: Sequence[str]) -> Iterator[str]:
    if texts:
        others = words.count(len(texts) - 1, "or 1 other", "or {n} others") if len(texts) > 1 else ""
        yield f"{texts[0]} ({others})" if others else texts[0]
