"""
A reply: what the business wants to say, in one part or several, that leave one after the other, one at a time.
"""

from typing import Literal

from moca.domain.content import words
from moca.domain.messages import Attachment, Content, Lane, Part, Source, Struct, Target
from moca.domain.question import Question


class Reply(Struct):
    """
    What the business wants to say, being sent.

    `phase` is the current part's: planned (waits for the replies before it), queued (the sender may take it), calling
    (its POST may be on its way), delayed (until `retry_at`), account (until the account can send), unknown (settled by
    echo, then by reading the thread back). `question` is the question it answers, until that has its verdict.
    `called_at` and `known_before` are of the first call that may have arrived: its time, and the mids known by then;
    `begun_at` is the time of the current attempt's own call. `target` is None for what goes to the person as such;
    what has a target may leave until `closes_at` (ms), whatever the window. Until `hold_until` (ms) it is
    held, so that people may see and cancel it. `intent` is what the customer wanted, where no `question` tells it.
    `priority` is what a person chose; None = that of its source.
    """

    id: str
    source: Source
    parts: tuple[Part, ...]
    by: str = ""
    part: int = 1
    attempt: int = 1
    phase: Literal["planned", "queued", "calling", "delayed", "account", "unknown"] = "planned"
    called_at: int = 0
    known_before: tuple[str, ...] = ()
    begun_at: int = 0
    deadline: int = 0
    retry_at: int = 0
    requeue_at: int = 0
    doubts: int = 0
    absences: int = 0
    lookups: int = 0
    looking: bool = False
    lookup_at: int = 0
    human_agent: bool = False
    cut_short: str = ""
    question: Question | None = None
    target: Target | None = None
    closes_at: int = 0
    hold_until: int = 0
    intents: tuple[str, ...] = ()
    priority: Lane | None = None

    @property
    def send(self) -> str:
        """The current part's id."""
        return f"{self.id}.{self.part}"

    @property
    def call(self) -> str:
        """The current attempt's id: what the sender asks for, and what results name."""
        return f"{self.send}#{self.attempt}"

    @property
    def current(self) -> Part:
        return self.parts[self.part - 1]

    @property
    def text(self) -> str:
        """The current part in words."""
        return words(self.current)

    @property
    def is_held(self) -> bool:
        """Whether it waits for nothing but its hold."""
        return self.phase == "planned" and bool(self.hold_until) and self.retry_at == self.hold_until

    @property
    def is_line(self) -> bool:
        """Whether the bot says it by itself beside any answer: that a person is called, or by a reaction."""
        is_by_itself = self.source in {"bot", "rule"} and self.question is None and not self.by
        return is_by_itself and (self.target is None or self.target.kind == "reaction")

    @property
    def is_message(self) -> bool:
        return is_message(self.target)

    @property
    def is_last_part(self) -> bool:
        return self.part == len(self.parts) or bool(self.cut_short)

    @property
    def is_out(self) -> bool:
        """Whether the current part may have reached the customer."""
        return self.phase in {"calling", "unknown"}

    @property
    def may_arrive(self) -> bool:
        """Whether an echo may still be the current part's, also of an attempt that the thread has proved absent."""
        return self.is_out or self.doubts > 0

    @property
    def has_begun(self) -> bool:
        """Past the cut: some part was called, so the answer cannot be taken back whole."""
        return self.is_out or self.part > 1


class Permit(Struct):
    """
    What the sender may call now. Read by `begin_call`, which compares `id` and `not_after` (ms).

    `content` is None for a message that is `text` and nothing else.
    """

    id: str
    text: str
    not_after: int
    human_agent: bool = False
    source: Source = "bot"
    content: Content | None = None
    target: Target | None = None


class GivenUp(Struct):
    """
    A reply that was given up at `part`: what was left of it is kept so that a person may send it again.

    `called_at` is the call that may have arrived after all; 0 = none can have.
    """

    id: str
    source: Source
    parts: tuple[Part, ...]
    part: int = 1
    by: str = ""
    reason: str = ""
    human_agent: bool = False
    called_at: int = 0
    target: Target | None = None
    closes_at: int = 0


class HeldEcho(Struct):
    """An echo that may be our own unsettled send or a person's words; judged when the send is settled."""

    mid: str
    sent_at: int
    text: str = ""
    standby: bool = False
    attachments: tuple[Attachment, ...] = ()
    backfilled: bool = False

    def without_words(self) -> "HeldEcho":
        """That something was written, and when."""
        return HeldEcho(mid=self.mid, sent_at=self.sent_at, standby=self.standby, backfilled=self.backfilled)


def is_message(target: Target | None) -> bool:
    """Whether what goes there comes to stand in the person's thread; a public reply and a reaction do not."""
    return target is None or target.kind == "private_reply"


def is_of(send: str, reply_id: str) -> bool:
    """Whether the id of a send, `<reply>.<part>`, or of a reply itself, names this reply."""
    reply, _, part = send.rpartition(".")
    return send == reply_id or (reply == reply_id and part.isdecimal())
