"""
A question: one burst of a customer and its number, open from its first message until its verdict.
"""

from typing import Literal

import msgspec

from moca.domain.decision import Gate
from moca.domain.messages import Answer, Evidence, Hit, Part, Struct


class Member(Struct):
    """One message of a question. `text` is kept only while the question is open; `events` are the kinds it is of."""

    mid: str
    text: str = ""
    needs_answer: bool = True
    events: tuple[str, ...] = ()


class Question(Struct):
    """
    An open question.

    `earlier` are the messages of questions that this one superseded: they were decided, and nobody has answered them.
    `phase`: collecting (the quiet window runs), drafting (the model is asked), proposed (a person must approve).
    `waiting_since` (ms) is the first message that nobody has answered, through superseded questions.
    """

    number: int
    opened_at: int
    waiting_since: int
    members: tuple[Member, ...] = ()
    earlier: tuple[Member, ...] = ()
    carried_intents: tuple[str, ...] = ()
    """What the model took the questions for that this one carries on: their modes hold for its answer too."""
    preface: tuple[Part, ...] = ()
    """What rules that go on have said; it leaves together with the answer."""
    phase: Literal["collecting", "drafting", "proposed"] = "collecting"
    asked: int = 0
    """How often the model was asked; tells one draft from the next."""
    draft: str = ""
    draft_deadline: int = 0
    proposal: str = ""
    proposed: tuple[Part, ...] = ()
    """The messages that `proposal` tells in words, where it is a rule's and more than text."""
    gates: tuple[Gate, ...] = ()
    answer: Answer | None = None
    model: str = ""
    prompt: str = ""
    """Of the last draft; tokens and cost are of all drafts of this question."""
    tokens_in: int = 0
    tokens_out: int = 0
    cost_usd: float | None = None
    """None, not 0.0: msgspec leaves a float out only if it is the default's very object, and replay must not differ."""
    took_ms: int = 0
    evidence: Evidence = Evidence()
    retrieved: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    is_away: bool = False
    """Whether the account's away line is its answer."""

    @property
    def mids(self) -> tuple[str, ...]:
        return tuple(member.mid for member in self.members)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(member.text for member in (*self.earlier, *self.members))

    @property
    def events(self) -> tuple[str, ...]:
        """Every kind that one of its messages is of."""
        return tuple(dict.fromkeys(event for member in (*self.earlier, *self.members) for event in member.events))

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The mids of everything that awaits this question's answer."""
        return tuple(member.mid for member in (*self.earlier, *self.members))

    def holds(self, mid: str) -> bool:
        """Whether this message is one of its own or one that it carries on."""
        return mid in self.unanswered

    @property
    def intent(self) -> str:
        """What the model took it for; empty = it was not asked."""
        return self.answer.intent if self.answer else ""

    @property
    def intents(self) -> tuple[str, ...]:
        """Everything that an answer to it is about."""
        return tuple(dict.fromkeys(name for name in (*self.carried_intents, self.intent) if name))

    @property
    def language(self) -> str:
        return self.answer.language if self.answer else ""

    def with_gate(self, gate: Gate) -> "Question":
        return msgspec.structs.replace(self, gates=(*self.gates, gate))
