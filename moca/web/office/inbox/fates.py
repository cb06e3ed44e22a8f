"""What becomes of a message of ours, in words: on its way, with the customer, or why not."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from moca.views.rows import MessageRow
from moca.web.office.parts.basics import Tone
from moca.web.office.words import Words

CANCELLABLE = {"planned", "held", "queued", "delayed", "account"}
GIVEN_UP = {"refused", "parked"}
WORDS: Mapping[str, tuple[str, Tone, str]] = {
    "planned": ("clock", "plain", "Waits for what stands before it"),
    "held": ("clock", "info", "Held, so that you can stop it"),
    "queued": ("queue", "plain", "Waits for its turn"),
    "calling": ("send", "plain", "Sending…"),
    "delayed": ("retry", "warn", "Will be tried again"),
    "account": ("alert", "warn", "Waits: the account cannot send now"),
    "unknown": ("alert", "warn", "We do not know whether it arrived: its echo and the thread will tell"),
    "sent": ("check", "plain", "Sent"),
    "seen": ("checks", "good", "Seen"),
    "withdrawn": ("close", "plain", "Not sent"),
    "refused": ("alert", "bad", "Instagram refused it"),
    "parked": ("alert", "bad", "Given up"),
}
"""By the state of a message: a drawing, a tone, and what is said."""
SCHEDULED = "Will be sent later"
WITHDRAWN: Mapping[str, str] = {
    "superseded": "the customer wrote more before it left",
    "person": "a person took over",
    "app": "another app took over",
    "waiting": "a person is waited for",
    "agent_off": "the agent was switched off",
    "watch": "the agent only watches here",
    "cancelled": "a person cancelled it",
    "opted_out": "the customer has opted out",
    "window": "the time to answer was over",
    "draft_mode": "a person must approve it first",
    "handed_back": "the conversation was handed back to the bot",
    "refused": "the part before it did not arrive",
    "parked": "the part before it did not arrive",
    "quiet_hours": "it was too late in the day",
    "closed": "the conversation was closed",
    "status": "the status was changed",
    "unsent": "what was said before it did not arrive",
    "capped": "the bot has said enough for today",
    "replaced": "another one was asked for",
    "changed": "the customer changed or took back a message",
    "answered": "somebody has written meanwhile",
    "erased": "the person was erased",
}
"""Why a message was not sent, by the word of the log."""


_NUMBERS = re.compile(r"( \(\d+(?:/\d+)?\) ?)")


class Fate(NamedTuple):
    """`until` (ms): when that ends; 0 = it does not, or nobody knows. `may`: what a person can do about it."""

    symbol: str
    tone: Tone
    text: str
    until: int = 0
    may: str = ""


def fate_of(row: MessageRow, words: Words, *, is_retried: bool = False) -> Fate | None:
    """What is to be said about a message of ours; nothing where it is none."""
    if row.state not in WORDS:
        return None
    symbol, tone, text = WORDS[row.state]
    said = words(SCHEDULED if row.state == "planned" and row.until else text)
    why = reason_of(row, words)
    if is_retried and row.state in GIVEN_UP:
        return Fate(symbol, "plain", ". ".join([f"{said}: {why}" if why else said, words("It was sent again")]))
    may = "retry" if row.state in GIVEN_UP else "cancel" if row.state in CANCELLABLE and row.send else ""
    return Fate(symbol, tone, f"{said}: {why}" if why else said, row.until, may)


def reason_of(row: MessageRow, words: Words) -> str:
    """Why it stands where it does; what is no known sentence is shown as it is."""
    if not row.reason or row.state in {"sent", "seen", "unknown"}:
        return ""
    return said_reason(row.reason, words)


def said_attention(attention: str, words: Words) -> str:
    """Why a person should look: the core's own words in the viewer's language, then what somebody else wrote."""
    cause, colon, rest = attention.partition(": ")
    said = words(cause)
    return f"{said}: {said_reason(rest, words)}" if colon else said


def said_reason(reason: str, words: Words) -> str:
    """A reason of the log in words: a word of its own, or sentences with Meta's numbers of the error between them."""
    known = WITHDRAWN.get(reason)
    if known is not None:
        return words(known)
    return "".join(piece if _NUMBERS.fullmatch(piece) else words(piece) for piece in _NUMBERS.split(reason))
