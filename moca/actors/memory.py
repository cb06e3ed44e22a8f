"""
Memory: what is kept of a customer from every answer of the model's, and what people set, which no guess changes.

A message that was taken back or changed takes along whatever the model understood from it.
"""

import msgspec

from moca.actors.step import Step
from moca.domain import messages as m
from moca.domain.lead import (
    FIELDS,
    LONGEST,
    LONGEST_REASON,
    NO_MOOD,
    Known,
    Mood,
    Score,
    guessed,
    plain,
    scored,
    tidy,
    without_guesses,
)
from moca.domain.question import Question
from moca.domain.text import folded

KEPT_TAGS = 30
KEPT_UNTAGGED = 60
LONGEST_TAG, LONGEST_TOPIC, LONGEST_WORD = 60, 200, 40
"""Characters."""
ASKED_FOR_A_PERSON = "asked for a person"
ANGRY = "angry"
WANTED = "a person is wanted"
"""How the ledger asks for one; the reason after it may be in the model's words."""


def learn(step: Step, question: Question, answer: m.Answer) -> None:
    """
    Keep what the model understood from a question that it has answered, also where it keeps silent or only watches.

    Said twice of the same answer, nothing changes the second time.
    """
    heard = (*question.earlier, *question.members)
    *others, newest = (member.mid for member in heard) if heard else ("",)
    among = tuple(others)
    lead = guessed(step.state.lead, answer.lead, heard, step.now)
    reason = tidy(answer.score_reason, LONGEST_REASON)
    lead = scored(lead, Score(value=answer.score, at=step.now, reason=reason, mid=newest, among=among))
    urgent = urgency(answer) or step.state.urgent
    step.change(lead=lead, mood=_mood(answer, newest, among), urgent=urgent)
    tag(step, answer.tags)


def urgency(answer: m.Answer) -> str:
    """Why the conversation is urgent, in a word, as the model understood the customer; empty = it is not."""
    if answer.sentiment == "negative" and (answer.hand_over.wanted or answer.intent == "complaint"):
        return ANGRY
    return ASKED_FOR_A_PERSON if answer.intent == "person" else ""


def calm(step: Step) -> None:
    """A person has taken over or given back, or the conversation is closed: it is urgent no more."""
    step.change(urgent="")


def tag(step: Step, tags: tuple[str, ...]) -> None:
    """Put tags on that nobody has taken off before, as far as there is room."""
    known = {*map(folded, step.state.tags), *step.state.untagged}
    for text in tags:
        word = tidy(text, LONGEST_TAG)
        if word and folded(word) not in known and len(step.state.tags) < KEPT_TAGS:
            known.add(folded(word))
            step.change(tags=(*step.state.tags, word))


def set_tags(step: Step, tags: tuple[str, ...]) -> None:
    """A person says which tags there are; those that they took off are remembered."""
    wanted = set(map(folded, tags))
    gone = (folded(tag) for tag in step.state.tags)
    untagged = dict.fromkeys(tag for tag in (*step.state.untagged, *gone) if tag not in wanted)
    step.change(tags=tags, untagged=tuple(untagged)[-KEPT_UNTAGGED:])


def set_lead(step: Step, given: m.LeadSet) -> None:
    """What a person says of the customer counts until a person changes it; empty leaves it to the model again."""
    values = {field: tidy(value, LONGEST[field]) for field in FIELDS if (value := getattr(given, field)) is not None}
    known = {field: Known(value=it, at=step.now, by=given.by) if it else None for field, it in values.items()}
    step.change(lead=plain(msgspec.structs.replace(step.state.lead, **known)))


def set_score(step: Step, given: m.ScoreSet) -> None:
    reason = tidy(given.reason, LONGEST_REASON)
    step.change(lead=scored(step.state.lead, Score(value=given.score, at=step.now, reason=reason, by=given.by)))


def forget(step: Step, mid: str) -> None:
    """What the model understood from this message goes; what people set, the scores and the tags stay."""
    mood, attention = step.state.mood, step.state.attention
    step.change(lead=without_guesses(step.state.lead, mid))
    if mid in (mood.mid, *mood.among):
        step.change(mood=NO_MOOD, attention=WANTED if attention.startswith(f"{WANTED}: ") else attention)


def _mood(answer: m.Answer, mid: str, among: tuple[str, ...]) -> Mood:
    mood = Mood(
        intent=tidy(answer.intent, LONGEST_WORD),
        topic=tidy(answer.topic, LONGEST_TOPIC),
        sentiment=tidy(answer.sentiment, LONGEST_WORD),
        language=tidy(answer.language, LONGEST_WORD),
        mid=mid,
        among=among,
    )
    return NO_MOOD if mood == NO_MOOD else mood
