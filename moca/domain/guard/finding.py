"""
Finding what a person must look at in a drafted message.

Each price, date, time, number and address must stand in the account's facts or in what the business said in the thread;
what only the customer said counts for nothing. Beside that: links elsewhere, words of the prompt, what no chat wants,
repetition, length, another language. A hit turns the message into a draft; no hit is no proof that a message is true.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from moca.domain.account_settings import AccountSettings
from moca.domain.guard.clock_times import clock_forms
from moca.domain.guard.contacts import host_of
from moca.domain.guard.dates import date_forms
from moca.domain.guard.slips import parroted, slips
from moca.domain.guard.value import Value
from moca.domain.guard.values import forms_in, values_of
from moca.domain.messages import Evidence, Hit, HitKind
from moca.domain.text import split_parts

MOST_MESSAGES = 3
"""So many messages of the platform's length may one answer take."""
LONGEST_LOOKED_AT = 4_000
"""Characters of a message, and of the customer's texts from their end: some ways to look take time by the square."""
LEAST_LETTERS = 10
"""Below this nobody can tell a text's language for sure."""


def hits(
    message: str,
    settings: AccountSettings,
    evidence: Evidence,
    asked: Sequence[str],
    language: Callable[[str], str] | None = None,
) -> tuple[Hit, ...]:
    """
    Everything in a drafted message that a person must look at, by its place; places count characters of `message`.

    `asked` are the customer's texts that it answers. `language` names the language of a text as an ISO 639 code, empty
    when it is not sure.
    """
    if not message.strip():
        return ()
    seen, asked = message[:LONGEST_LOOKED_AT], "\n".join(asked)[-LONGEST_LOOKED_AT:].split("\n")
    found = [*_ungrounded(seen, settings, evidence, asked), *_leaks(message, evidence), *slips(seen)]
    found += [*_repetition(message, evidence), *_length(message), *_language(seen, asked, language)]
    found += parroted(seen, asked)
    return tuple(sorted(found, key=lambda hit: (hit.start, hit.end, hit.kind)))


def read_facts(settings: AccountSettings) -> frozenset[str]:
    """
    Every value that the account's facts make known.

    Kept for the same facts: the first time takes seconds for thousands of them, so that a thread may read them ahead.
    """
    return _facts_known(_fact_texts(settings)) | _hours_known(settings)


def _ungrounded(message: str, settings: AccountSettings, evidence: Evidence, asked: Sequence[str]) -> Iterator[Hit]:
    known = read_facts(settings).union(evidence.values)
    from_customer: frozenset[str] | None = None
    marked: list[Value] = []
    for value in sorted(values_of(message), key=lambda value: (value.start, value.kind == "number")):
        if value.is_in(known) or any(other.start <= value.start and value.end <= other.end for other in marked):
            continue
        marked.append(value)
        if from_customer is None:
            from_customer = forms_in(asked)
        written = " ".join(message[value.start : value.end].split())
        kind = _kind(value, written, known)
        yield _hit(kind, value.start, value.end, _reason(kind, written, said=value.is_in(from_customer)))


def _kind(value: Value, written: str, known: frozenset[str]) -> HitKind:
    """A link to a host that nobody named is worse than a wrong page of a known one."""
    is_elsewhere = value.kind == "url" and f"host:{host_of(written)}" not in known
    return "link" if is_elsewhere else value.kind


def _reason(kind: HitKind, written: str, *, said: bool) -> str:
    if said:
        return f"Only the customer said “{written}”: it stands neither in the facts nor in what you said here."
    if kind == "link":
        return f"“{written}” leads to an address that stands neither in the facts nor in what you said here."
    return f"“{written}” stands neither in the facts nor in what you said here."


def _leaks(message: str, evidence: Evidence) -> Iterator[Hit]:
    if evidence.leak:
        start = max(message.find(evidence.leak), 0)
        end = start + len(evidence.leak) if message.startswith(evidence.leak, start) else len(message)
        yield _hit("leak", start, end, "These are words of the agent's own instructions.")


def _repetition(message: str, evidence: Evidence) -> Iterator[Hit]:
    if evidence.repeats:
        yield _hit("repetition", 0, len(message), "You said the same a moment ago in this conversation.")


def _length(message: str) -> Iterator[Hit]:
    if len(message) > LONGEST_LOOKED_AT:
        reason = f"It is so long that only its first {LONGEST_LOOKED_AT} characters were looked at."
        yield _hit("length", 0, len(message), reason)
    elif (count := len(split_parts(message))) > MOST_MESSAGES:
        reason = f"It is so long that it takes {count} messages; {MOST_MESSAGES} are the most."
        yield _hit("length", 0, len(message), reason)


def _language(message: str, asked: Sequence[str], language: Callable[[str], str] | None) -> Iterator[Hit]:
    question = "\n".join(asked)
    if language is None or min(_letters(question), _letters(message)) < LEAST_LETTERS:
        return
    theirs, ours = (language(text).lower().partition("-")[0] for text in (question, message))
    if theirs and ours and theirs != ours:
        yield _hit(
            "language",
            0,
            len(message),
            f"The customer writes in another language ({theirs}) than this answer ({ours}).",
        )


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)


def _hit(kind: HitKind, start: int, end: int, reason: str) -> Hit:
    return Hit(kind=kind, start=start, end=end, reason=reason)


def _fact_texts(settings: AccountSettings) -> tuple[str, ...]:
    """Everything that the business lets its customers know, as texts."""
    knowledge = settings.knowledge
    return (
        settings.business_name,
        settings.facts,
        knowledge.policies,
        *(text for pair in knowledge.questions for text in (pair.question, pair.answer)),
        *(text for item in knowledge.catalogue for text in (item.name, f"price: {item.price}", item.note, item.url)),
        *(text for link in knowledge.links for text in (link.title, link.url)),
    )


@lru_cache(maxsize=64)
def _facts_known(texts: tuple[str, ...]) -> frozenset[str]:
    return forms_in(texts)


def _hours_known(settings: AccountSettings) -> frozenset[str]:
    clocks = {clock for hours in settings.hours for clock in (hours.opens, hours.closes)}
    return frozenset().union(*map(clock_forms, clocks), *map(date_forms, settings.closed_days))
