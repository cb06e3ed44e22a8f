"""What the views answer: rows as the API shows them. Times are ms since 1970, UTC; 0 = never or not known."""

from typing import Literal

import msgspec

from moca.domain.decision import Gate
from moca.domain.messages import Attachment, Content, Hit, Referral, Story, Struct
from moca.views.answers import ShownAnswer

Sort = Literal["newest", "oldest", "time_left", "score", "urgent"]


class LeadRow(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a customer, in plain words; empty = not known. The name is Meta's where nobody knows better."""

    name: str = ""
    email: str = ""
    phone: str = ""
    sector: str = ""
    need: str = ""
    budget: str = ""


class FollowUpRow(msgspec.Struct, frozen=True, kw_only=True):
    """
    What will be said, unless anybody writes before: `text`, or what the model writes then about `wish`.

    `state`: waiting (for `at`, ms), drafting (the model writes it), proposed (`text` waits for approval, and `hits` say
    where to look), leaving.
    """

    at: int
    text: str = ""
    wish: str = ""
    by: str = "model"
    hits: tuple[Hit, ...] = ()
    state: str = "waiting"


class ConversationRow(msgspec.Struct, frozen=True, kw_only=True):
    """
    A conversation in a list. `unanswered`: the customer had the last word, and silence was not the decision.

    `question` is the number of the open question, with its phase (collecting, drafting, proposed) and, where a draft
    waits for a person, the proposal; 0 = none is open. `scheduled_for`: when the follow-up is due that waits, which is
    `next`; 0 = none does. In a list `last_text` is cut to its first 200 characters.
    `urgent`: why it is, in a word; empty = it is not. `score`: 1 to 7, how likely they buy, 0 = not said; `hot`: it is
    at least the account's `hot_score`. Intent, topic, sentiment and language are those of the last question that the
    model answered. Where each value of the lead comes from is told by the contact.

    `last_kind`: what sort of message is the newest in the thread, as in `MessageRow`, or unsent; empty = there is none.
    `unread`: the customer's messages since the team last read or wrote here; 100 = that many or more. `hits`: where to
    look in the proposal. `held_send` leaves by itself at `held_until`, unless it is cancelled. `needs_person`: as
    `moca.domain.needing` says. `picture`: Meta's address of it, which dies early. `test`: a test chat.
    """

    account: str
    psid: str
    name: str
    username: str
    status: str
    owner: str
    owner_since: int
    agent: str
    assignee: str
    tags: tuple[str, ...]
    attention: str
    opted_out: bool
    window_until: int
    quiet_until: int
    last_customer_at: int
    question: int
    phase: str
    proposal: str
    urgent: str
    hot: bool
    score: int
    intent: str
    topic: str
    sentiment: str
    language: str
    lead: LeadRow
    created_at: int
    last_at: int
    last_text: str
    last_who: str
    unanswered: bool
    scheduled_for: int = 0
    next: FollowUpRow | None = None
    unread: int = 0
    picture: str = ""
    hits: tuple[Hit, ...] = ()
    held_send: str = ""
    held_until: int = 0
    needs_person: bool = False
    first_seen: int = 0
    test: bool = False
    last_kind: str = ""


class MediaRow(msgspec.Struct, frozen=True, kw_only=True):
    """
    Something that came with a message. `type` is Meta's word for it; `state`: kept, failed or skipped, with the reason.

    What is kept lies at `url`, behind the same token as all of the API. `seconds`: how long it runs; 0 = not known.
    """

    type: str
    state: str
    reason: str
    url: str
    mime: str
    bytes: int
    seconds: int


class Details(Struct):
    """
    What came with a message beside its text. Links are Meta's and die early.

    `payload`: of the quick reply or the button that was chosen; of an opt-in, what Meta sent. `referral`: where the
    person came from. `reply_to`: the mid of the message that it answers, or reacts to. `standby`: another app was in
    charge.
    """

    attachments: tuple[Attachment, ...] = ()
    story: Story | None = None
    payload: str = ""
    referral: Referral | None = None
    reply_to: str = ""
    standby: bool = False
    is_self: bool = False


class Reaction(msgspec.Struct, frozen=True):
    """The customer's reaction: its kind (`love`, `haha`, `other`, …), the emoji, and Meta's time of it (ms)."""

    at: int
    reaction: str
    emoji: str


class MessageRow(msgspec.Struct, frozen=True, kw_only=True):
    """
    One message of a thread, in the order of the log; `entry` names its place there.

    `who`: customer, bot, person, app. `kind`: text, postback, comment, mention, story, note, unsupported, the type of
    an attachment, template, private_reply, public_reply or reaction; and, of what is no message, referral (a link was
    opened), opt_in, control (its text: pass, take or request), follow_up (what was planned, and what became of it),
    system (who took over, status, tags and the like: `moca.views.system_lines` says how it reads).
    `said_at`: Meta's own time of it; 0 for what Moca sends.
    `edited`: the number of the last edit, with the `earlier` texts, the first one first. `content`: what a message of
    ours says beside its text. `state`: received, unsent, kept (a note, or no message), and of what the business says:
    planned, held, queued, calling, delayed, account, unknown, sent, seen, withdrawn, refused, parked, with the reason.
    `media`: what came along, as soon as it was looked after. `until`: until when (ms) it rests in its state, or when it
    is meant to leave; 0 = that is not known, or it rests no more.

    Of a comment: `comment_id` and `media_id` are its own and its post's, `parent_id` the comment above it, and
    `decided` is its verdict in one line. Of an answer to a comment, `comment_id` is that comment's.
    """

    entry: str
    at: int
    mid: str
    said_at: int
    who: str
    by: str
    kind: str
    text: str
    content: Content | None
    details: Details | None
    edited: int
    earlier: tuple[str, ...]
    reaction: Reaction | None
    state: str
    send: str
    sent_at: int
    reason: str
    question: int
    comment_id: str
    media_id: str
    parent_id: str
    decided: str
    media: tuple[MediaRow, ...] = ()
    until: int = 0


class DecisionRow(msgspec.Struct, frozen=True, kw_only=True):
    """
    Why a question ended as it did: verdict, detail and every gate; what the model said and cost.

    `answer.facts` are the ids of the facts that it used, `retrieved` those of the facts that it was given, where there
    were too many for all. `hits`: what the guard found in its message, and where. `by`: who approved (`edited`: in
    other words) or discarded the draft. A comment's decision has question 0, and the comment with the rule that was
    meant for it; else both are empty. So has a follow-up that the model was asked for, of the source follow_up.
    """

    entry: str
    decided_at: int
    question: int
    verdict: str
    detail: str
    mids: tuple[str, ...]
    gates: tuple[Gate, ...]
    source: str
    answer: ShownAnswer | None
    model: str
    prompt: str
    tokens_in: int
    tokens_out: int
    cost_usd: float
    took_ms: int
    opened_at: int
    version: int
    comment_id: str
    rule: str
    hits: tuple[Hit, ...]
    retrieved: tuple[str, ...]
    edited: bool
    by: str


class SendRow(msgspec.Struct, frozen=True, kw_only=True):
    """
    One part of what the business says, on its way or over. `id` is `<account>:<psid>:<send>`.

    `called_at` is its first call. `retry_at`: until when it rests in its state. `due_at`: when it was meant to leave.
    """

    id: str
    conversation: str
    send: str
    priority: str
    source: str
    by: str
    text: str
    question: int
    state: str
    reason: str
    code: int
    subcode: int
    attempts: int
    planned_at: int
    due_at: int
    called_at: int
    sent_at: int
    ended_at: int
    retry_at: int
    mid: str
    can_retry: bool


class Depth(msgspec.Struct, frozen=True, kw_only=True):
    """How many sends of one priority are in one state, and since when (ms) the oldest of them was planned."""

    priority: str
    state: str
    sends: int
    oldest_at: int


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """Times in ms: how many, their median and their 99th percentile (nearest rank); None where there are none."""

    count: int
    median_ms: int | None
    p99_ms: int | None


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """
    How well the shop is answered, since a moment.

    `answered_share` = answered / (answered + not answered), over the questions that ended since then and wanted an
    answer. Answered: verdict answered, or drafted and approved. Not answered: those of which this was only the away
    line, failed, handed over, a draft that expired, blocked by the window, the cap or the account. All others wanted
    none, or somebody decided so: silent, skipped, watched, superseded, unsent, erased, a discarded draft, blocked by a
    person, STOP or the mode.

    `failed_share` = failed / (sent + failed) over the parts that ended since then; withdrawn ones never were to leave.
    `first_answer`: from a question's first message to its first part at Meta. `queue`: from the moment a part was
    meant to leave to its first call. Shares are None where nothing was counted.
    """

    since: int
    answered: int
    not_answered: int
    answered_share: float | None
    sent: int
    failed: int
    failed_share: float | None
    first_answer: Spread
    queue: Spread
