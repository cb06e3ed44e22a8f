"""What the gates of a decision saw, in words: what the record keeps is short, and meant for machines."""

import re
from collections.abc import Mapping

from moca.domain.decision import Gate
from moca.web.office.durations import spoken
from moca.web.office.words import Words

VALUES: Mapping[str, Mapping[str, str]] = {
    "account": {"usable": "It can send", "held": "Its sends wait for a while"},
    "agent": {
        "auto": "It answers by itself",
        "draft": "It drafts, a person decides",
        "watch": "It only watches",
        "off": "It is off",
    },
    "owner": {
        "nobody": "The bot",
        "bot": "The bot",
        "person": "A person",
        "app": "Another app",
        "waiting": "A person is waited for",
    },
    "opted_out": {"no": "No", "yes": "Yes"},
    "cooldown": {"none": "None"},
    "needs_answer": {
        "yes": "Yes",
        "no": "No",
        "it may answer our question": "It may answer our question",
        "another account of this Moca": "It came from another account of this Moca",
    },
    "rules": {"none matches": "None matches", "away line": "Said that nobody is there"},
    "model": {
        "off": "It is switched off",
        "capped": "Its budget is used up",
        "timeout": "It did not answer in time",
    },
    "schema": {"ok": "As agreed"},
    "guard": {"": "Everything stands in the facts"},
    "repetition": {"": "It was not said before"},
    "send": {"auto": "It was sent"},
}
"""By gate: what is written there, and how it is said. Anything else is shown as it is written."""
_PATTERNS = (
    (re.compile(r"(?P<s>\d+) s left"), "{time} left"),
    (re.compile(r"over since (?P<s>\d+) s"), "Over for {time}"),
    (re.compile(r"(?P<s>[\d.]+) s"), "For {time}, so that it can be stopped"),
    (re.compile(r"(?P<n>\d+) of (?P<most>\d+) today"), "{n} of {most} answers today"),
    (re.compile(r"(?P<n>\d+) in ten minutes"), "{n} answers within ten minutes"),
)


def value_in_words(gate: Gate, words: Words) -> str:
    """What the gate saw, for the person who asks why."""
    if gate.name == "current":
        return words("Nothing newer was asked")
    if gate.name == "mode":
        return _mode(gate.value, words)
    known = VALUES.get(gate.name, {}).get(gate.value)
    return words(known) if known else _measured(gate.value, words)


def _mode(value: str, words: Words) -> str:
    mode, _, wishes = value.partition(" for ")
    said = words(VALUES["agent"].get(mode, mode))
    return f"{said}: {wishes}" if wishes else said


def _measured(value: str, words: Words) -> str:
    for pattern, text in _PATTERNS:
        if found := pattern.fullmatch(value):
            known = found.groupdict()
            time = spoken(words, float(known["s"]) * 1000) if "s" in known else ""
            return words(text, time=time, **known)
    return value
