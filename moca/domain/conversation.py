"""
The state of one conversation: what the actor must remember between two messages, and nothing that the log tells.

A *question* is one burst of a customer and its number; it is open from its first message until its verdict. A *reply*
is what the business wants to say, in one part or several; replies leave one after the other, one part at a time.
"""

from typing import Literal

from moca.domain.decision import Gate
from moca.domain.messages import Answer, Owner, Source, Status, Struct

KEPT_MIDS = 60


class Member(Struct):
    """One message of a question. `text` is kept only while the question is open."""

    mid: str
    text: str = ""
    needs_answer: bool = True


class Question(Struct):
    """
    An open question.

    `phase`: collecting (the quiet window runs), drafting (the model is asked), proposed (a person must approve).
    `waiting_since` (ms) is the first message that nobody has answered, through superseded questions.
    """

    number: int
    opened_at: int
    waiting_since: int
    members: tuple[Member, ...] = ()
    earlier_texts: tuple[str, ...] = ()
    phase: Literal["collecting", "drafting", "proposed"] = "collecting"
    draft: str = ""
    draft_deadline: int = 0
    proposal: str = ""
    gates: tuple[Gate, ...] = ()
    answer: Answer | None = None
    model: str = ""
    prompt: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    cost_usd: float = 0.0
    took_ms: int = 0

    @property
    def mids(self) -> tuple[str, ...]:
        return tuple(member.mid for member in self.members)

    @property
    def texts(self) -> tuple[str, ...]:
        return (*self.earlier_texts, *(member.text for member in self.members))


class Reply(Struct):
    """
    What the business wants to say, being sent.

    `phase` is the current part's: planned (waits for the replies before it), queued (the sender may take it), calling
    (its POST may be on its way), delayed (until `retry_at`), account (until the account can send), unknown (settled by
    echo, then by reading the thread back). `question` is the question it answers, until that has its verdict.
    """

    id: str
    source: Source
    parts: tuple[str, ...]
    by: str = ""
    part: int = 1
    attempt: int = 1
    phase: Literal["planned", "queued", "calling", "delayed", "account", "unknown"] = "planned"
    called_at: int = 0
    deadline: int = 0
    retry_at: int = 0
    requeue_at: int = 0
    doubts: int = 0
    absences: int = 0
    lookups: int = 0
    lookup_at: int = 0
    human_agent: bool = False
    cut_short: str = ""
    question: Question | None = None

    @property
    def send(self) -> str:
        """The current part's id."""
        return f"{self.id}.{self.part}"

    @property
    def call(self) -> str:
        """The current attempt's id: what the sender asks for, and what results name."""
        return f"{self.send}#{self.attempt}"

    @property
    def text(self) -> str:
        return self.parts[self.part - 1]

    @property
    def is_last_part(self) -> bool:
        return self.part == len(self.parts) or bool(self.cut_short)

    @property
    def is_out(self) -> bool:
        """Whether the current part may have reached the customer."""
        return self.phase in {"calling", "unknown"}

    @property
    def has_begun(self) -> bool:
        """Past the cut: some part was called, so the answer cannot be taken back whole."""
        return self.is_out or self.part > 1


class Permit(Struct):
    """What the sender may call now. Read by `begin_call`, which compares `id` and `not_after` (ms)."""

    id: str
    text: str
    not_after: int
    human_agent: bool = False
    source: Source = "bot"


class GivenUp(Struct):
    """A reply that was given up at `part`: what was left of it is kept so that a person may send it again."""

    id: str
    source: Source
    parts: tuple[str, ...]
    part: int = 1
    by: str = ""
    reason: str = ""


class HeldEcho(Struct):
    """An echo that may be our own unsettled send or a person's words; judged when the send is settled."""

    mid: str
    sent_at: int
    text: str = ""
    standby: bool = False


class Conversation(Struct):
    """The whole state. Every field has a default and stands in the hash under its own name."""

    status: Status = "new"
    owner: Owner = "nobody"
    owner_since: int = 0
    agent: Literal["", "off", "watch", "draft", "auto"] = ""
    opted_out: bool = False
    assignee: str = ""
    tags: tuple[str, ...] = ()
    attention: str = ""
    """Why a person should look, in words; empty = nothing."""

    question: Question | None = None
    number: int = 0
    """The number of the last question."""
    quiet_until: int = 0
    cooldown_until: int = 0
    window_until: int = 0
    hand_back_at: int = 0
    last_customer_at: int = 0
    """Meta's time of the customer's newest message."""
    away_told: bool = False

    replies: tuple[Reply, ...] = ()
    planned: int = 0
    """How many replies the bot has planned; gives them their ids."""
    permit: Permit | None = None
    given_up: tuple[GivenUp, ...] = ()
    held_echoes: tuple[HeldEcho, ...] = ()

    sent_mids: tuple[str, ...] = ()
    """Mids of ours, newest last, bounded."""
    heard_mids: tuple[str, ...] = ()
    """Mids of the customer and of people, newest last, bounded."""
    unsent_mids: tuple[str, ...] = ()
    bot_day: int = 0
    bot_replies_today: int = 0
    failures_of_model: int = 0

    @property
    def sending(self) -> Reply | None:
        """The reply under way: one at a time."""
        return self.replies[0] if self.replies else None
