"""What is wrong with rules, each fault with its field and the remedy in words."""

from collections.abc import Iterable, Iterator, Sequence

from moca.domain import content
from moca.domain.content import Wrong
from moca.domain.language import LANGUAGES
from moca.domain.messages import Content, Part
from moca.domain.patterns import fault
from moca.domain.rules.rule import Rule
from moca.domain.variables import longest

LONGEST_NAME = 100
LONGEST_KEYWORD = 100
MOST_KEYWORDS = 500
LONGEST_REPLY = 5_000
CONDITIONS = ("keywords", "exact", "regex", "events", "first_message", "hours", "languages", "tags")
ACTIONS = ("reply", "variants", "add_tags", "assign", "status", "hand_over", "agent", "silent")


def wrongs(rules: Sequence[Rule]) -> Iterator[Wrong]:
    """Everything that is wrong with the rules, in their order; nothing for rules that can do what they say."""
    for number, rule in enumerate(rules):
        for wrong in _rule_wrongs(rule):
            yield Wrong(f"[{number}].{wrong.field}", wrong.remedy)


def _rule_wrongs(rule: Rule) -> Iterator[Wrong]:
    if len(rule.name) > LONGEST_NAME:
        yield Wrong("name", f"at most {LONGEST_NAME} characters")
    yield from _condition_wrongs(rule)
    yield from _reply_wrongs(rule)
    for name in ("tags", "add_tags"):
        yield from _blanks(name, getattr(rule, name), "a tag needs at least one character")
    for name in ("assign", "hand_over"):
        if getattr(rule, name) and not getattr(rule, name).strip():
            yield Wrong(name, "write a word, or leave it empty")
    yield from _contradictions(rule)


def _condition_wrongs(rule: Rule) -> Iterator[Wrong]:
    if not any(getattr(rule, name) for name in CONDITIONS):
        given = ", ".join(CONDITIONS)
        yield Wrong("keywords", f"say when: give any of {given}; for all that comes, events: message, postback")
    if len(rule.keywords) > MOST_KEYWORDS:
        yield Wrong("keywords", f"at most {MOST_KEYWORDS} keywords")
    yield from _blanks("keywords", rule.keywords, "a keyword needs at least one word")
    for place, keyword in enumerate(rule.keywords):
        if len(keyword) > LONGEST_KEYWORD:
            yield Wrong(f"keywords[{place}]", f"at most {LONGEST_KEYWORD} characters")
    yield from _blanks("exact", rule.exact, "write the whole text, or take this one out")
    yield from _blanks("regex", rule.regex, "write a pattern, or take this one out: an empty one is found everywhere")
    for place, pattern in enumerate(rule.regex):
        if words := fault(pattern):
            yield Wrong(f"regex[{place}]", f"this is no regular expression of RE2: {words}")
    for place, language in enumerate(rule.languages):
        if language not in LANGUAGES:
            yield Wrong(f"languages[{place}]", f"two letters; these can be told apart: {', '.join(LANGUAGES)}")


def _reply_wrongs(rule: Rule) -> Iterator[Wrong]:
    if rule.reply and rule.variants:
        yield Wrong("variants", "either reply or variants: make the reply one of the variants")
    if rule.reply:
        yield from _text_wrongs("reply", rule.reply)
    for place, part in enumerate(rule.variants):
        yield from _variant_wrongs(f"variants[{place}]", part)


def _variant_wrongs(field: str, part: Part) -> Iterator[Wrong]:
    if isinstance(part, Content):
        yield from (Wrong(f"{field}.{wrong.field}", wrong.remedy) for wrong in content.wrongs(longest(part)))
    else:
        yield from _text_wrongs(field, part)


def _text_wrongs(field: str, text: str) -> Iterator[Wrong]:
    if not text.strip():
        yield Wrong(field, "write a text, or leave it out")
    elif len(text) > LONGEST_REPLY:
        yield Wrong(field, f"at most {LONGEST_REPLY} characters")


def _contradictions(rule: Rule) -> Iterator[Wrong]:
    if not any(getattr(rule, name) for name in ACTIONS):
        yield Wrong("reply", f"it does nothing: give any of {', '.join(ACTIONS)}")
    if rule.silent and (rule.reply or rule.variants):
        yield Wrong("silent", "either it says something or it is silent")
    if rule.go_on and rule.silent:
        yield Wrong("go_on", "what is silent ends here: leave go_on or silent off")
    if rule.go_on and rule.hand_over:
        yield Wrong("go_on", "what calls a person ends here: leave go_on off or hand_over empty")


def _blanks(name: str, texts: Iterable[str], remedy: str) -> Iterator[Wrong]:
    for place, text in enumerate(texts):
        if not text.strip():
            yield Wrong(f"{name}[{place}]", remedy)
