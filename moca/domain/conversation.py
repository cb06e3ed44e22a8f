"""
The state of one conversation: what the actor must remember between two messages, and nothing that the log tells.
"""

from typing import Literal

from moca.domain.follow_up import FollowUp
from moca.domain.lead import NO_MOOD, NOBODY, Lead, Mood
from moca.domain.messages import ContextSeen, Owner, Status, Struct
from moca.domain.question import Question
from moca.domain.reply import GivenUp, HeldEcho, Permit, Reply

KEPT_MIDS = 60


class Edit(Struct):
    """The newest edit of a message. `text` is kept only until the message itself comes: the edit came first."""

    mid: str
    number: int
    text: str = ""


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


class Summary(Struct):
    """The older part of the thread in a few sentences: everything up to the entry `until`."""

    until: str
    text: str


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
    untagged: tuple[str, ...] = ()
    """Tags that a person took off, folded, newest last, bounded: nobody but a person puts them on again."""
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

    context: ContextSeen | None = None
    """In what the conversation was last decided, as its log has it."""
    lead: Lead = NOBODY
    mood: Mood = NO_MOOD
    urgent: str = ""
    """Why it is urgent, in a word; empty = it is not."""
    summary: Summary | None = None
    summarising: str = ""
    """The effect that makes a new summary, while it is open."""
    failed_drafts: int = 0
    """How often in a row the model could not answer."""
    follow_up: FollowUp | None = None
    followed_up: int = 0
    """How many follow-ups have been said since the customer last wrote."""
    follow_ups_asked: int = 0
    """How often the model was asked for one; gives those drafts their ids."""

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
    name: str = ""
    """As the profile has it; empty = it is not known."""
    username: str = ""
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
