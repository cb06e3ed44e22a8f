"""
The state of one conversation: what the actor must remember between two messages, and nothing that the log tells.

A *question* is one burst of a customer and its number; it is open from its first message until its verdict. A *reply*
is what the business wants to say, in one part or several; replies leave one after the other, one part at a time.
"""

from typing import Literal

from moca.domain.content import words
from moca.domain.decision import Gate
from moca.domain.messages import Answer, Attachment, Content, Owner, Part, Source, Status, Struct, Target

KEPT_MIDS = 60


class Member(Struct):
    """One message of a question. `text` is kept only while the question is open."""

    mid: str
    text: str = ""
    needs_answer: bool = True


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
    phase: Literal["collecting", "drafting", "proposed"] = "collecting"
    asked: int = 0
    """How often the model was asked; tells one draft from the next."""
    draft: str = ""
    draft_deadline: int = 0
    proposal: str = ""
    gates: tuple[Gate, ...] = ()
    answer: Answer | None = None
    model: str = ""
    prompt: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    cost_usd: float | None = None
    """None, not 0.0: msgspec leaves a float out only if it is the default's very object, and replay must not differ."""
    took_ms: int = 0

    @property
    def mids(self) -> tuple[str, ...]:
        return tuple(member.mid for member in self.members)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(member.text for member in (*self.earlier, *self.members))

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The mids of everything that awaits this question's answer."""
        return tuple(member.mid for member in (*self.earlier, *self.members))

    def holds(self, mid: str) -> bool:
        """Whether this message is one of its own or one that it carries on."""
        return mid in self.unanswered


class Reply(Struct):
    """
    What the business wants to say, being sent.

    `phase` is the current part's: planned (waits for the replies before it), queued (the sender may take it), calling
    (its POST may be on its way), delayed (until `retry_at`), account (until the account can send), unknown (settled by
    echo, then by reading the thread back). `question` is the question it answers, until that has its verdict.
    `called_at` and `known_before` are of the first call that may have arrived: its time, and the mids known by then;
    `begun_at` is the time of the current attempt's own call. `target` is None for what goes to the person as such;
    what has a target may leave until `closes_at` (ms), whatever the window.
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


class Edit(Struct):
    """The newest edit of a message. `text` is kept only until the message itself comes: the edit came first."""

    mid: str
    number: int
    text: str = ""


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


class OpenComment(Struct):
    """
    A comment whose answers are on their way.

    `public` and `private` are the ids of the replies that have not ended; `said` the kinds that arrived, `failed` and
    `cut` why others did not. A parked reply may have arrived: until `settles_at` (ms) its echo is waited for.
    """

    id: str
    rule: str
    version: int = 0
    public: str = ""
    private: str = ""
    said: tuple[str, ...] = ()
    failed: str = ""
    cut: str = ""
    settles_at: int = 0


def is_message(target: Target | None) -> bool:
    """Whether what goes there comes to stand in the person's thread; a public reply and a reaction do not."""
    return target is None or target.kind == "private_reply"


def is_of(send: str, reply_id: str) -> bool:
    """Whether the id of a send, `<reply>.<part>`, or of a reply itself, names this reply."""
    reply, _, part = send.rpartition(".")
    return send == reply_id or (reply == reply_id and part.isdecimal())


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


class Conversation(Struct):
    """The whole state. Every field has a default and stands in the hash under its own name."""

    is_ours: bool = False
    """Whether the person is another account of this Moca: machines must not talk to each other."""
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
    has_asked: bool = False
    """Whether the business's last words ask something, so that a bare "ok" answers them."""

    replies: tuple[Reply, ...] = ()
    planned: int = 0
    """How many replies the bot has planned; gives them their ids."""
    permit: Permit | None = None
    given_up: tuple[GivenUp, ...] = ()
    held_echoes: tuple[HeldEcho, ...] = ()

    heard_comments: tuple[str, ...] = ()
    """Ids of comments, newest last, bounded: none is decided twice."""
    comments: tuple[OpenComment, ...] = ()

    sent_mids: tuple[str, ...] = ()
    """Mids of ours, newest last, bounded."""
    heard_mids: tuple[str, ...] = ()
    """Mids of the customer and of people, newest last, bounded."""
    unsent_mids: tuple[str, ...] = ()
    profile_at: int = 0
    """When it was asked who the customer is; 0 = never, or in vain."""
    first_seen: int = 0
    """Meta's time of the customer's first message that is known."""
    heard: int = 0
    """How many messages of the customer's were heard."""
    edits: tuple[Edit, ...] = ()
    """Newest last, bounded."""
    bot_day: int = 0
    bot_replies_today: int = 0
    bot_replied_at: tuple[int, ...] = ()
    """When the bot's replies of the last minutes were called (ms), newest last."""

    @property
    def sending(self) -> Reply | None:
        """The reply under way: one at a time."""
        return self.replies[0] if self.replies else None
