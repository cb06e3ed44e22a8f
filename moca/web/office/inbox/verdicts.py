"""Why a question was answered, or was not: one line in words, and the words of its gates."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from moca.domain.decision import AWAY_LINE
from moca.views.rows import DecisionRow
from moca.web.office.inbox.fates import WITHDRAWN, said_reason
from moca.web.office.parts.basics import Tone
from moca.web.office.words import Words

LONGEST_TEXT = 90
SHORT_MS = 950
MOST_FACTS = 2
BLOCKED: Mapping[str, str] = {
    "agent_off": "Not answered: the agent is off",
    "person": "Not answered: a person is in charge",
    "waiting": "Not answered: a person is waited for",
    "app": "Not answered: another app is in charge",
    "opted_out": "Not answered: the customer has opted out",
    "window": "Not answered: the time to answer was over",
    "capped": "Not answered: the bot has said enough for today",
    "account": "Not answered: the account cannot send",
    "cancelled": "Not sent: a person cancelled the answer",
}
DRAFTED: Mapping[str, tuple[str, str, Tone]] = {
    "approved": ("Draft approved by {by}", "check", "good"),
    "edited": ("Draft sent by {by} in other words", "edit", "good"),
    "discarded": ("Draft thrown away by {by}", "trash", "plain"),
    "expired": ("Draft expired: nobody approved it in time", "alert", "bad"),
}
FAILED: Mapping[str, str] = {
    "refused": "Not delivered: Instagram refused the answer",
    "parked": "Not delivered: the answer was given up",
}
CALLED: Mapping[str, str] = {
    "the customer wants a person": "the customer wants a person",
    "the customer is angry": "the customer is angry",
    "model timeout": "the model did not answer in time",
    "model capped": "the budget of the model is used up",
    "model off": "the model is switched off",
}
OTHER: Mapping[str, tuple[str, str, Tone]] = {
    "skipped": ("Skipped: it came right after an answer", "clock", "plain"),
    "superseded": ("Answered together with what follows", "down", "plain"),
    "unsent": ("Taken back by the customer: nothing to answer", "undo", "plain"),
    "erased": ("Erased", "trash", "plain"),
}
GATES: Mapping[str, str] = {
    "account": "Account",
    "agent": "Agent's mode",
    "owner": "Who is in charge",
    "opted_out": "Opted out",
    "window": "Time to answer",
    "cooldown": "Pause",
    "caps": "Limits",
    "needs_answer": "Needs an answer",
    "rules": "Rules",
    "model": "Model",
    "current": "Still what is asked",
    "schema": "Form of the answer",
    "guard": "Facts guard",
    "repetition": "Repetition",
    "hand_over": "Hand-over",
    "mode": "Mode",
    "hold": "Hold",
    "send": "Send",
}


COMMENTED: Mapping[str, str] = {
    "public": "answered in public",
    "private": "answered privately",
    "public and private": "answered in public and privately",
    "no_rule": "no rule is meant for it",
    "own": "it is your own",
    "under_own_comment": "it stands under an answer of yours",
    "too_old": "it is too old",
    "no_author": "Instagram does not say who wrote it",
}
"""What became of a comment."""
_COMMENT = re.compile(r"(\w+)(?: by (.*))?: (.*)", re.DOTALL)


class Said(NamedTuple):
    """One line. `measures`: confidence and time, where the model was asked."""

    symbol: str
    tone: Tone
    text: str
    measures: tuple[str, ...] = ()


def said_of(row: DecisionRow, words: Words, titles: Mapping[str, str]) -> Said:
    """What became of a question. `titles`: what the account's facts are about, by their ids."""
    symbol, tone, text = _line(row, words, titles)
    return Said(symbol, tone, text, _measures(row, words))


def _line(row: DecisionRow, words: Words, titles: Mapping[str, str]) -> tuple[str, Tone, str]:
    match row.verdict:
        case "answered":
            return "bot", "info", _answered(row, words, titles)
        case "drafted":
            text, symbol, tone = DRAFTED["edited" if row.detail == "approved" and row.edited else row.detail]
            return symbol, tone, words(text, by=row.by or words("somebody"))
        case "blocked":
            return "close", "plain", _blocked(row, words)
        case "silent":
            return "bell", "plain", _silent(row, words)
        case verdict if verdict in OTHER:
            text, symbol, tone = OTHER[verdict]
            return symbol, tone, words(text)
        case _:
            return _unanswered(row, words)


def _unanswered(row: DecisionRow, words: Words) -> tuple[str, Tone, str]:
    match row.verdict:
        case "handed_over":
            return "person", "warn", words("Handed over: {reason}", reason=_called(row.detail, words))
        case "watched":
            return "search", "plain", words("Only watched: {text}", text=_short(row.detail))
        case _:
            return "alert", "bad", words(FAILED.get(row.detail, "Not delivered"))


def _blocked(row: DecisionRow, words: Words) -> str:
    known = BLOCKED.get(row.detail)
    reason = said_reason(row.detail, words)
    return words(known) if known else words("Not answered: {reason}", reason=reason)


def _answered(row: DecisionRow, words: Words, titles: Mapping[str, str]) -> str:
    text = _answered_by(row, words, titles)
    cut = row.detail.removeprefix("cut short: ") if row.detail.startswith("cut short: ") else ""
    why = words(WITHDRAWN.get(cut, cut))
    return words("{text}, cut short: {reason}", text=text, reason=why) if cut else text


def _answered_by(row: DecisionRow, words: Words, titles: Mapping[str, str]) -> str:
    rules = _rules(row)
    named = [title for id_ in (row.answer.facts if row.answer else ()) if (title := titles.get(id_))]
    if AWAY_LINE in row.gates:
        return words("Said that nobody is there")
    if row.source == "rule":
        return words("Answered by the rule {name}", name=rules) if rules else words("Answered by a rule")
    return words("Answered from {facts}", facts=_listed(named, words)) if named else words("Answered by the bot")


def _silent(row: DecisionRow, words: Words) -> str:
    if row.detail == "needs_no_answer":
        return words("Silent: it needs no answer")
    if row.detail == "nothing to say":
        return words("Silent: nothing was left to say")
    if row.detail.startswith("rule "):
        return words("Silent by the rule {name}", name=row.detail.removeprefix("rule "))
    return words("Silent: {reason}", reason=_short(row.detail)) if row.detail else words("Silent")


def _called(detail: str, words: Words) -> str:
    known = CALLED.get(detail)
    return words(known) if known else _short(detail) or words("a person is wanted")


def _rules(row: DecisionRow) -> str:
    found = [gate.value for gate in row.gates if gate.name == "rules" and gate.value not in {"none matches", ""}]
    return ", ".join(found)


def _listed(titles: list[str], words: Words) -> str:
    more = len(titles) - MOST_FACTS
    shown = ", ".join(titles[:MOST_FACTS])
    return words("{facts} and {n} more", facts=shown, n=more) if more > 0 else shown


def _measures(row: DecisionRow, words: Words) -> tuple[str, ...]:
    confidence = row.answer.confidence if row.answer else None
    sure = words("{share} sure", share=f"{confidence:.0%}") if confidence is not None else ""
    took = took_in(row.took_ms)
    return tuple(filter(None, (sure, took)))


def took_in(ms: int) -> str:
    """How long something took; nothing where that is not known."""
    return f"{ms / 1000:.1f} s" if ms >= SHORT_MS else f"{ms} ms" if ms else ""


def comment_line(decided: str, words: Words) -> str:
    """The verdict on a comment, as its row tells it: `<verdict> by <rule>: <detail>`."""
    found = _COMMENT.fullmatch(decided)
    if found is None:
        return decided
    verdict, rule, detail = found[1], found[2] or "", found[3]
    if verdict == "answered":
        how = words(COMMENTED.get(detail, "answered"))
        return words("Comment by the rule {name}: {how}", name=rule, how=how)
    why = words(COMMENTED.get(detail) or WITHDRAWN.get(detail, detail))
    return words("Comment not answered: {reason}", reason=why)


def _short(text: str) -> str:
    """The beginning of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TEXT else f"{line[: LONGEST_TEXT - 1]}…"
