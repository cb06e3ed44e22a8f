"""
The words an actor hears and says: every entry of a log is one of these Structs.

Facts stand in the past tense and come from outside (Meta, a performer, a timer). Requests come from people and are
named by what was asked (`ReplyRequested`). Records are what an actor decided, appended by itself, skipped as mail.
Logs outlive a deploy: fields are only added, with a default, and a name is never given another meaning.

In the log an entry is `type` (the class name), `id` (its identity, see section 4.3 of the reference) and `body` (JSON).
"""

from typing import Literal, dataclass_transform

import msgspec

from moca.domain.decision import Gate, Verdict

Source = Literal["bot", "rule", "person", "follow_up"]
Owner = Literal["nobody", "bot", "person", "waiting", "app"]
AgentMode = Literal["off", "watch", "draft", "auto"]
Status = Literal["new", "open", "scheduled", "closed"]


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Struct(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A value: immutable, compared by content, read from JSON with unknown fields ignored."""


# Parts of a message


class Attachment(Struct):
    """One attachment; `type` as Meta names it (`image`, `audio`, `share`, `like_heart`, …). The URL is short-lived."""

    type: str
    url: str = ""
    title: str = ""
    id: str = ""


class Story(Struct):
    """The story that a message answers or mentions. The URL dies with the story, after about a day."""

    id: str = ""
    url: str = ""


class Referral(Struct):
    """Where a conversation came from: an ad, an ig.me link, a product page."""

    ref: str = ""
    source: str = ""
    type: str = ""
    ad_id: str = ""
    ad_title: str = ""
    product_id: str = ""


# Facts from Meta. `sent_at` is Meta's time of the thing itself (ms, UTC), never the time of receipt.


class MessageReceived(Struct):
    """A customer wrote. `standby`: another app is in charge of the thread; `is_self`: the account wrote to itself."""

    mid: str
    sent_at: int
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    reply_to: str = ""
    story: Story | None = None
    quick_reply: str = ""
    referral: Referral | None = None
    is_unsupported: bool = False
    is_self: bool = False
    standby: bool = False


class PostbackReceived(Struct):
    """A customer pressed a button, an ice breaker or the menu. `mid` may be empty."""

    sent_at: int
    title: str = ""
    payload: str = ""
    mid: str = ""
    referral: Referral | None = None
    is_self: bool = False
    standby: bool = False


class CommentReceived(Struct):
    """Somebody commented; `live`: during a broadcast. `own`: the account itself wrote it."""

    comment_id: str
    sent_at: int
    text: str = ""
    username: str = ""
    media_id: str = ""
    media_type: str = ""
    parent_id: str = ""
    ad_id: str = ""
    ad_title: str = ""
    live: bool = False
    own: bool = False


class MentionReceived(Struct):
    """Somebody mentioned the account in a caption (no `comment_id`) or in a comment. Ids only, no text."""

    media_id: str
    sent_at: int
    comment_id: str = ""


class ReactionReceived(Struct):
    """A customer reacted to a message (`action` react) or took the reaction back (unreact)."""

    mid: str
    sent_at: int
    action: str = "react"
    reaction: str = ""
    emoji: str = ""


class MessageRead(Struct):
    """A customer has seen everything up to the message `mid`, which may be unknown to us."""

    mid: str
    sent_at: int


class MessageEdited(Struct):
    """A customer changed a message. `num_edit` 0 or an empty text announces a message and changes nothing."""

    mid: str
    sent_at: int
    text: str = ""
    num_edit: int = 0


class MessageUnsent(Struct):
    """A message was taken back; it may come before the message itself. `by_account`: the business took its own back."""

    mid: str
    sent_at: int
    by_account: bool = False


class EchoReceived(Struct):
    """The account sent a message, from any place: our own call, another app, the Instagram app."""

    mid: str
    sent_at: int
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    standby: bool = False


class ReferralReceived(Struct):
    """A link with a `ref` was opened in an existing conversation. It is not a message and opens no window."""

    sent_at: int
    referral: Referral


class OptInReceived(Struct):
    """A customer opted in; Meta publishes no shape for Instagram, so the JSON is kept as it came."""

    sent_at: int
    raw: str = ""


class ThreadControlChanged(Struct):
    """Thread control was passed, taken or requested between apps."""

    sent_at: int
    action: Literal["pass", "take", "request"]
    previous_app: str = ""
    new_app: str = ""
    metadata: str = ""


# Facts from performers. `send` names one attempt: `<send>#<attempt>`.


class Answer(Struct):
    """What the model answered, after decoding."""

    send: bool
    message: str = ""
    status: Status = "open"
    intent: str = ""
    topic: str = ""
    sentiment: str = ""
    language: str = ""
    confidence: float | None = None
    reason: str = ""


class ReplyDrafted(Struct):
    """The model answered the draft `draft`. `cost_usd` is 0 where the price of the model is not known."""

    draft: str
    answer: Answer
    model: str = ""
    prompt: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    cost_usd: float = 0.0
    took_ms: int = 0


class DraftFailed(Struct):
    """The model did not answer the draft in a usable way. `kind`: timeout, unavailable, refused, nonsense, off."""

    draft: str
    kind: str
    detail: str = ""
    took_ms: int = 0


class SendCalled(Struct):
    """The cut: the attempt was given to the sender and its POST may be on its way. Appended by `begin_call` itself."""

    send: str
    deadline: int = 0


class SendSucceeded(Struct):
    """Graph took the message and named it."""

    send: str
    mid: str
    pause_ms: int = 0
    """How long Meta's usage headers ask the account to rest."""


class SendNotMade(Struct):
    """Nothing was written to the wire (connect, DNS, TLS, pool, window shut before the call): safe to send again."""

    send: str
    detail: str = ""
    retry_after_ms: int = 0


class SendThrottled(Struct):
    """Meta refused for now, nothing was sent. `scope`: `account` or `app` hold more than this message."""

    send: str
    scope: Literal["person", "account", "app"] = "account"
    retry_after_ms: int = 0
    code: int = 0
    subcode: int = 0
    trace: str = ""
    detail: str = ""


class SendRefused(Struct):
    """
    Meta refused for good, nothing was sent.

    `kind` is the class of section 7.2: token, permission, window, recipient, thread, content, policy.
    """

    send: str
    kind: str
    code: int = 0
    subcode: int = 0
    trace: str = ""
    detail: str = ""


class SendUnknown(Struct):
    """The POST may or may not have been heard: a lost reply, a 5xx, a dead sender. Never sent again blindly."""

    send: str
    detail: str = ""


class ThreadMessage(Struct):
    """A message as the Conversations API shows it. `sent_at` has seconds only."""

    mid: str
    sent_at: int
    from_account: bool
    text: str = ""


class ReadBackResult(Struct):
    """The newest messages of the thread, for settling an unknown send. `complete`: Graph answered in full."""

    lookup: str
    complete: bool
    messages: tuple[ThreadMessage, ...] = ()
    detail: str = ""


class ProfileFound(Struct):
    """Who the customer is. Empty strings where Meta says nothing (no consent yet, blocked)."""

    lookup: str
    name: str = ""
    username: str = ""
    picture: str = ""


class AccountRestored(Struct):
    """The account can send again; what waited for it goes on."""


# Requests of people. `by` names the operator, or `admin` for the API's own token.


class ReplyRequested(Struct):
    """Send this text. A person's request takes the conversation over; `source` bot leaves it where it is."""

    send: str
    text: str
    by: str = "admin"
    source: Source = "person"
    human_agent: bool = False
    send_at: int = 0


class DraftApproved(Struct):
    """Send the draft of question `question`; with `text`, as edited."""

    question: int
    text: str = ""
    by: str = "admin"


class DraftDiscarded(Struct):
    question: int
    by: str = "admin"


class SendCancelled(Struct):
    """Do not send it, if it has not been called yet."""

    send: str
    by: str = "admin"


class SendRetried(Struct):
    """Send a parked message again."""

    send: str
    by: str = "admin"


class AgentModeSet(Struct):
    """The agent mode of this conversation; empty = the account's."""

    mode: Literal["", "off", "watch", "draft", "auto"]
    by: str = "admin"


class OwnerSet(Struct):
    """A person takes the conversation (`person`) or gives it back (`bot`)."""

    owner: Literal["person", "bot"]
    by: str = "admin"


class StatusSet(Struct):
    status: Status
    by: str = "admin"


class Assigned(Struct):
    assignee: str
    by: str = "admin"


class TagsSet(Struct):
    tags: tuple[str, ...]
    by: str = "admin"


class NoteAdded(Struct):
    text: str
    by: str = "admin"


# Records: what the conversation decided. Never mail.


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


class MessagePlanned(Struct):
    """A message of ours will leave. `part` of `parts`, both from 1; `answer` groups the parts of one answer."""

    send: str
    answer: str
    part: int
    parts: int
    source: Source
    text: str
    question: int = 0
    by: str = ""


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
    """Somebody of the business wrote this in Instagram, not through Moca."""

    mid: str
    sent_at: int
    text: str = ""


class OwnerChanged(Struct):
    """The ledger of who is in charge: a new stretch begins, with its reason."""

    owner: Owner
    reason: str
    by: str = ""


class DraftProposed(Struct):
    """An answer waits for a person's approval."""

    question: int
    text: str
    reason: str = ""
