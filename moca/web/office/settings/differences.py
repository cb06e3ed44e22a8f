"""What differs between two versions of the settings, in words: of a list its entries, of a text its lines."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from moca.domain.account_settings import AccountSettings
from moca.domain.comment_rules import CommentRule
from moca.domain.hours import OpenHours, QuietHours
from moca.domain.knowledge import Knowledge
from moca.domain.rules import Rule
from moca.web.api.versions import changed_between
from moca.web.office.settings.described import Described, grouped
from moca.web.office.settings.descriptions import BY_NAME, DAY_NAMES
from moca.web.office.settings.rule_words import then, then_commented, when, when_commented
from moca.web.office.words import Words

LONGEST = 240
MOST = 12


class Difference(NamedTuple):
    """A setting with what stands in the older version only, and in the newer only."""

    label: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


def differences(words: Words, old: AccountSettings, new: AccountSettings) -> list[Difference]:
    """The settings that differ, in their order."""
    return [
        _difference(words, changed.field, getattr(old, changed.field), getattr(new, changed.field))
        for changed in changed_between(old, new)
    ]


def _difference(words: Words, field: str, old: Any, new: Any) -> Difference:
    before, after = texts_of(words, field, old), texts_of(words, field, new)
    gone = [text for text in before if text not in after]
    come = [text for text in after if text not in before]
    if not gone and not come:
        come = [words("another order")]
    label = words(BY_NAME[field].label) if field in BY_NAME else field
    return Difference(label, _cut(gone), _cut(come))


def _cut(texts: Sequence[str]) -> tuple[str, ...]:
    shown = [text if len(text) <= LONGEST else f"{text[:LONGEST]}…" for text in texts[:MOST]]
    return (*shown, f"… +{len(texts) - MOST}") if len(texts) > MOST else tuple(shown)


def texts_of(words: Words, field: str, value: Any) -> list[str]:
    """A value as people read it: a list as its entries, a text as its lines; nothing is nothing."""
    if isinstance(value, Knowledge):
        return _known(words, value)
    if isinstance(value, tuple):
        return [_entry(words, each) for each in value]
    if value is None or value == "":
        return [words("nothing")]
    if isinstance(value, str) and BY_NAME[field].kind == "area":
        return [line for line in value.splitlines() if line.strip()]
    return [_one(words, BY_NAME[field], value)]


def _one(words: Words, described: Described, value: Any) -> str:
    if isinstance(value, QuietHours):
        return f"{value.begins} \u2013 {value.ends}"
    if described.kind == "choice":
        return words(dict(described.choices).get(value, str(value)))
    if described.kind == "check":
        return words("on") if value else words("off")
    if isinstance(value, int | float):
        return f"{grouped(value / described.factor, words)} {words(described.unit)}".strip()
    return str(value)


def _known(words: Words, knowledge: Knowledge) -> list[str]:
    entries = (*knowledge.questions, *knowledge.catalogue, *knowledge.links)
    return [*(_entry(words, each) for each in entries), *filter(None, knowledge.policies.splitlines())]


def _entry(words: Words, entry: Any) -> str:
    match entry:
        case Rule():
            return _ruled(words, entry, when(words, entry), then(words, entry))
        case CommentRule():
            return _ruled(words, entry, when_commented(words, entry), then_commented(words, entry))
        case OpenHours():
            return f"{', '.join(words(DAY_NAMES[day]) for day in entry.days)} {entry.opens} \u2013 {entry.closes}"
        case str():
            return entry
        case _:  # an intent, a question, an item, a link: all they say, in their order
            texts = [str(getattr(entry, name)) for name in entry.__struct_fields__]
            return " · ".join(filter(None, texts))


def _ruled(words: Words, rule: Rule | CommentRule, whens: Sequence[str], thens: Sequence[str]) -> str:
    off = "" if rule.enabled else f" ({words('off')})"
    return f"{rule.title}{off}: {' · '.join(whens)} → {' · '.join(thens)}"
