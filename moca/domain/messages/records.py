"""Records: what a conversation decided. Never mail."""

from typing import Literal

from moca.domain.decision import AWAY_LINE, Gate, Verdict
from moca.domain.messages.answer import Answer, Hit
from moca.domain.messages.content import Content, Target
from moca.domain.messages.facts import Attachment
from moca.domain.messages.words import Owner, Source, Struct


class QuestionDecided(Struct):
    """The one final verdict on a question: which messages, what became of them, by which gates."""

    question: int
    verdict: Verdict
    detail: str = ""
    mids: tuple[str, ...] = ()
    gates: tuple[Gate, ...] = ()
    source: Source | None = None
    answer: Answer | None = None
    model: str = ""
    prompt: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    cost_usd: float = 0.0
    took_ms: int = 0
    opened_at: int = 0
    version: int = 0
    hits: tuple[Hit, ...] = ()
    retrieved: tuple[str, ...] = ()
    edited: bool = False
    """Whether the person who approved the draft changed its words."""
    by: str = ""
    """Who approved or discarded the draft; empty = nobody did."""

    @property
    def is_away(self) -> bool:
        """Whether the business's line for when nobody is there is what was said: that answers no question."""
        was_said = self.verdict == "answered" or (self.detail == "approved" and not self.edited)
        return was_said and AWAY_LINE in self.gates


class CommentDecided(Struct):
    """
    The one final verdict on a comment: answered, silent (with the reason), blocked, failed; by which rule.

    `detail` says what was said, `public`, `private` or both, or why not.
    """

    comment_id: str
    verdict: Verdict
    rule: str = ""
    detail: str = ""
    version: int = 0


class MessagePlanned(Struct):
    """
    A message of ours will leave. `part` of `parts`, both from 1; `answer` groups the parts of one answer.

    `text` is what it says in words; `content` is None where it says nothing more. What has a
    `target` may leave until `closes_at` (ms). Until `hold_until` (ms) it waits so that a person may cancel it.
    """

    send: str
    answer: str
    part: int
    parts: int
    source: Source
    text: str
    question: int = 0
    by: str = ""
    content: Content | None = None
    target: Target | None = None
    closes_at: int = 0
    hold_until: int = 0


class MessageSent(Struct):
    """A message of ours is with the customer, under Meta's `mid`. `how`: response, echo, read_back."""

    send: str
    mid: str
    how: Literal["response", "echo", "read_back"] = "response"


class MessageWithdrawn(Struct):
    """A planned message will not leave. `reason`: superseded, person, agent_off, cancelled, opted_out, window, …"""

    send: str
    reason: str


class MessageDelayed(Struct):
    """A message of ours will be tried again at `until` (ms)."""

    send: str
    until: int
    reason: str
    code: int = 0
    subcode: int = 0


class MessageInDoubt(Struct):
    """Whether this message reached the customer is not known; it waits for its echo, then for the thread."""

    send: str
    reason: str = ""


class MessageFailed(Struct):
    """A message of ours is given up: refused for good or parked. A person may send it again."""

    send: str
    state: Literal["refused", "parked"]
    reason: str
    code: int = 0
    subcode: int = 0
    trace: str = ""


class PersonWrote(Struct):
    """Somebody of the business wrote this in Instagram, not through Moca; `imported`: before it was connected."""

    mid: str
    sent_at: int
    text: str = ""
    imported: bool = False
    attachments: tuple[Attachment, ...] = ()


class OwnerChanged(Struct):
    """The ledger of who is in charge: a new stretch begins, with its reason."""

    owner: Owner
    reason: str
    by: str = ""


class DraftProposed(Struct):
    """An answer waits for a person's approval; `hits` say where to look, and why it did not leave by itself."""

    question: int
    text: str
    reason: str = ""
    hits: tuple[Hit, ...] = ()


class ContextSeen(Struct):
    """
    From the entry that caused this on, the conversation was decided in this context: replaying needs it.

    `version` names the account's settings; the rest is what the context says beside them.
    """

    version: int
    model_available: bool = True
    disconnected: str = ""
    held_until: int = 0
    username: str = ""
    own_usernames: tuple[str, ...] = ()


class FollowUpPlanned(Struct):
    """
    The business will write again at `at` (ms) unless somebody writes before; said anew where the time moves.

    `text` is what it will say; without one the model writes it then, about `wish`. `by`: model, settings, or a person.
    """

    at: int
    text: str = ""
    wish: str = ""
    by: str = "model"


FollowUpOutcome = Literal["sent", "proposed", "watched", "silent", "postponed"]


class FollowUpWritten(Struct):
    """
    The model was asked for a follow-up and wrote `text`, or kept silent; `reason` is its own.

    `outcome`: sent (it joins what waits to be said), proposed (to a person), watched (nothing leaves), silent,
    postponed (the quiet hours have begun: it is written anew after them).
    """

    draft: str
    outcome: FollowUpOutcome
    text: str = ""
    reason: str = ""
    hits: tuple[Hit, ...] = ()
    model: str = ""
    prompt: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    cost_usd: float = 0.0
    took_ms: int = 0
    version: int = 0


class FollowUpProposed(Struct):
    """A follow-up waits for a person's approval; `hits` say where to look, `reason` why it did not leave by itself."""

    text: str
    reason: str = ""
    hits: tuple[Hit, ...] = ()


class FollowUpEnded(Struct):
    """What became of a follow-up, and why, in words. `how` silent: there was nothing to say."""

    how: Literal["said", "cancelled", "silent", "watched", "failed"]
    reason: str = ""
    by: str = ""
