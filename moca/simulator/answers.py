"""
What the demo model says: the fact that fits, a colleague when none does, silence when nothing was asked.

It never states what does not stand in the facts, it says in its greeting what it is, and it answers in the language of
the question as far as its few fixed phrases go.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import islice

import msgspec

from moca.simulator import noticing, phrases
from moca.simulator.chat import ChatRequest
from moca.simulator.words import best_lines, language, told_language, topic

MAX_BYTES = 900
MOST_LINES = 3
MOST_LINES_A_SENTENCE = 2
FOLLOW_UP_HOURS = 20
SUMMARY_TURNS = 6
SUMMARY_LETTERS = 90
SUMMARY_EARLIER_LETTERS = 400
SUMMARY = "Summary by the demo model. "
_INTENTS = {"vegan": "availability", "contact": "other"}
"""What the customer wants, where it has another word than what it is about."""


class FollowUp(msgspec.Struct, frozen=True):
    """It would write again after so many hours."""

    after_hours: float
    text: str


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """The model's decision, in the words of section 7 of the design; `hand_over`: why a person is wanted, if one is."""

    send: bool
    message: str
    reason: str
    intent: str = "other"
    topic: str = "other"
    language: str = "es"
    sentiment: str = "neutral"
    status: str = "open"
    confidence: float = 0.9
    hand_over: str = ""
    lead: Mapping[str, str] = {}
    score: int = 1
    score_reason: str = ""
    tags: tuple[str, ...] = ()
    follow_up: FollowUp | None = None
    facts: tuple[str, ...] = ()


def reply_to(request: ChatRequest) -> Reply:
    """Answer what a customer wrote, which may be several lines; or, where nobody wrote, follow up."""
    if request.wants_follow_up:
        return _follow_up(request)
    question = request.question
    noticed = _noticed(question)
    if not re.search(r"\w", question) or noticing.is_thanks(question):
        return _with(noticed, send=False, intent="thanks", reason="Nothing is asked.")
    if noticing.is_thinking(question):
        tongue = noticed.language
        later = FollowUp(FOLLOW_UP_HOURS, phrases.FOLLOW_UPS[tongue])
        text = _greeted(request, tongue, phrases.NO_HURRY[tongue])
        reason = "The customer wants to think about it."
        return _with(noticed, message=text, status="scheduled", follow_up=later, reason=reason)
    return _answered(request, noticed)


def summary_of(request: ChatRequest) -> str:
    """What was summed up before, and the thread's last turns, each cut short. It says whose summary it is."""
    earlier = request.earlier.removeprefix(SUMMARY)[:SUMMARY_EARLIER_LETTERS]
    recent = [f"{turn.who}: {_first_sentence(turn.text)}" for turn in request.thread[-SUMMARY_TURNS:]]
    return SUMMARY + " / ".join(filter(None, (earlier, *recent)))


def _answered(request: ChatRequest, noticed: Reply) -> Reply:
    question, tongue = request.question, noticed.language
    reason = _wants_person(noticed, question)
    lines = [] if reason else _facts_for(question, list(request.facts), tongue)
    if not reason and not lines and not noticing.only_greets(question):
        reason = "No fact covers this."
    if reason:
        is_wanted = noticed.intent in ("person", "complaint")
        body = (phrases.PERSONS if is_wanted else phrases.COLLEAGUES)[tongue]
        return _with(noticed, message=_greeted(request, tongue, body), confidence=0.3, hand_over=reason, reason=reason)
    said = _with(noticed, message=_greeted(request, tongue, " ".join(map(_said, lines)) or phrases.OFFERS[tongue]))
    if not lines:
        return _with(said, intent="greeting", reason="A greeting.")
    used = tuple(filter(None, (request.facts[line] for line in lines)))
    return _with(said, facts=used, reason="A fact covers this.")


def _wants_person(noticed: Reply, question: str) -> str:
    """Why a person is called whatever the facts say; empty = nobody is."""
    if noticed.intent == "person":
        return "The customer asks for a person."
    return "The customer is cross." if noticing.mood(question) == "negative" else ""


def _noticed(question: str) -> Reply:
    """A reply with nothing in it but what the question tells about the customer."""
    about, mood, found = topic(question), noticing.mood(question), noticing.score(question)
    intent = "complaint" if mood == "negative" else "order" if _buys(found, about) else _INTENTS.get(about, about)
    lead = noticing.lead(question)
    signs = (about if about != "other" else "", "complaint" if mood == "negative" else "", "lead" if lead else "")
    return Reply(
        send=True, message="", reason="", topic=about, language=language(question), sentiment=mood, lead=lead,
        intent="person" if noticing.asks_for_person(question) else intent, score=found.value,
        score_reason=found.reason, tags=tuple(filter(None, signs)),
    )  # fmt: skip


def _buys(found: noticing.Score, about: str) -> bool:
    return found.value in (noticing.WANTS, noticing.WANTS_MUCH) and about != "booking"


def _follow_up(request: ChatRequest) -> Reply:
    """One short line that states nothing, in the language in which the customer last wrote."""
    said = [turn.text for turn in request.thread if turn.who == "customer"]
    tongue = language(said[-1] if said else request.user)
    return Reply(
        send=True, message=phrases.FOLLOW_UPS[tongue], reason="Nobody has written since.", language=tongue,
        status="scheduled",
    )  # fmt: skip


def _greeted(request: ChatRequest, tongue: str, body: str) -> str:
    is_greeting = not request.has_answered or noticing.greets(request.question)
    return _cut(f"{phrases.GREETINGS[tongue]} {body}" if is_greeting else body)


def _facts_for(question: str, facts: Sequence[str], tongue: str) -> list[str]:
    """
    The best lines for each sentence, so that every part of a burst is answered, and all in one language.

    Facts may stand there in several: those of the question if any of them fits, else the first that fits.
    """
    spoken = {line: told_language(line) for line in facts}
    for chosen in dict.fromkeys((tongue, *filter(None, spoken.values()), "")):
        own = [line for line in facts if spoken[line] in (chosen, "")]
        found = [
            line for part in re.split(r"[\n?!.]+", question) for line in best_lines(own, part, MOST_LINES_A_SENTENCE)
        ]
        if found:
            return list(islice(dict.fromkeys(found), MOST_LINES))
    return []


def _said(line: str) -> str:
    """A fact that is a question with its answer is not asked back."""
    return re.sub(r"^[^?]{1,200}\?\s+(?=\S)", "", line)


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s", text.strip(), maxsplit=1)[0][:SUMMARY_LETTERS]


def _with(reply: Reply, **changes: object) -> Reply:
    return msgspec.structs.replace(reply, **changes)


def _cut(message: str) -> str:
    """Within the bytes of one message, never inside a character."""
    return message.encode()[:MAX_BYTES].decode(errors="ignore")
