"""The conditions of a rule: each says in words why it does not hold, so that a person can try a rule out."""

from collections.abc import Callable
from functools import cached_property

from moca.domain.keywords import stands_in
from moca.domain.language import language_of
from moca.domain.messages import Struct
from moca.domain.patterns import is_found
from moca.domain.rules.rule import Rule
from moca.domain.text import folded
from moca.domain.variables import Names


class Situation(Struct):
    """
    What rules may look at: a question, and what is known of its conversation.

    `texts` are the question's messages, oldest first. `is_open`: None = nobody has given opening hours. `language` is
    the texts' own, found out when a rule asks where it is None; `known_language` counts where the texts do not tell.
    `seed`, the question's first mid, draws variants.
    """

    texts: tuple[str, ...]
    events: tuple[str, ...] = ("message",)
    is_first: bool = False
    is_open: bool | None = None
    language: str | None = None
    known_language: str = ""
    tags: tuple[str, ...] = ()
    seed: str = ""
    names: Names = Names()


class Heard:
    """A situation with what several rules look at, each found out once and only when asked for."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.text = "\n".join(situation.texts)
        self.tags = set(map(folded, situation.tags))

    @cached_property
    def searched(self) -> str:
        return folded(self.text)

    @cached_property
    def messages(self) -> tuple[str, ...]:
        """The messages that hold words, folded."""
        return tuple(filter(None, map(folded, self.situation.texts)))

    @cached_property
    def language(self) -> str:
        """ISO 639-1; empty = it is not clear."""
        said = language_of(self.text) if self.situation.language is None else self.situation.language
        return said or self.situation.known_language


def unmet(rule: Rule, heard: Heard) -> str:
    """The first condition of the rule that does not hold, in words; empty = all of them do."""
    if not any(is_given(rule) for is_given, _, _ in _CONDITIONS):
        return "the rule has no condition"
    failed = (why for is_given, holds, why in _CONDITIONS if is_given(rule) and not holds(rule, heard))
    return next((why(rule, heard) for why in failed), "")


def _has_keyword(rule: Rule, heard: Heard) -> bool:
    return any(stands_in(keyword, heard.searched) for keyword in rule.keywords)


def _is_exact(rule: Rule, heard: Heard) -> bool:
    """Either all of it together is one of the texts, or each message is."""
    wanted = set(map(folded, rule.exact)) - {""}
    return heard.searched in wanted or (bool(heard.messages) and wanted.issuperset(heard.messages))


def _fits_pattern(rule: Rule, heard: Heard) -> bool:
    return any(is_found(pattern, heard.text) for pattern in rule.regex)


def _is_event(rule: Rule, heard: Heard) -> bool:
    return not set(rule.events).isdisjoint(heard.situation.events)


def _is_in_hours(rule: Rule, heard: Heard) -> bool:
    return heard.situation.is_open is (rule.hours == "in")


def _is_in_language(rule: Rule, heard: Heard) -> bool:
    return heard.language in rule.languages


def _bears_tag(rule: Rule, heard: Heard) -> bool:
    return not heard.tags.isdisjoint(map(folded, rule.tags))


def _why_not_event(rule: Rule, heard: Heard) -> str:
    return f"it is {', '.join(heard.situation.events)} and not {' or '.join(rule.events)}"


def _why_not_hours(_: Rule, heard: Heard) -> str:
    if heard.situation.is_open is None:
        return "the account has no opening hours"
    return f"the business is {'open' if heard.situation.is_open else 'closed'} then"


def _why_not_language(rule: Rule, heard: Heard) -> str:
    return f"its language is {heard.language or 'not clear'} and not {' or '.join(rule.languages)}"


_CONDITIONS: tuple[
    tuple[Callable[[Rule], object], Callable[[Rule, Heard], bool], Callable[[Rule, Heard], str]], ...
] = (
    (lambda rule: rule.keywords, _has_keyword, lambda *_: "none of its keywords stands in the text"),
    (lambda rule: rule.exact, _is_exact, lambda *_: "the text is none of its exact texts"),
    (lambda rule: rule.regex, _fits_pattern, lambda *_: "none of its patterns is found in the text"),
    (lambda rule: rule.events, _is_event, _why_not_event),
    (lambda rule: rule.first_message, lambda _, heard: heard.situation.is_first, lambda *_: "it is not the first"),
    (lambda rule: rule.hours, _is_in_hours, _why_not_hours),
    (lambda rule: rule.languages, _is_in_language, _why_not_language),
    (lambda rule: rule.tags, _bears_tag, lambda *_: "the conversation bears none of its tags"),
)
"""In the order in which they are looked at, what is cheap first: whether it is given, whether it holds, why not."""
