"""
The settings of an account: how Moca answers for it.

Every setting has its unit in its name, a default that is production's, and bounds that are checked when it is set
(`setting_changes`).
"""

from typing import Annotated, Literal

from msgspec import Meta

from moca.domain.comment_rules import CommentRule
from moca.domain.hours import Date, OpenHours, QuietHours
from moca.domain.knowledge import Knowledge
from moca.domain.messages import AgentMode, Struct
from moca.domain.rules import Rule

NAME = "lower-case letters, digits and _, a letter first, at most 40: opening_hours"


class Intent(Struct):
    """What customers want, in a word that the model chooses among; `about` explains it to the model."""

    name: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$", description=NAME)]
    about: Annotated[str, Meta(max_length=200)] = ""
    mode: Literal["", "watch", "draft", "auto"] = ""
    """Over the account's mode where that is `draft` or `auto`; empty = the account's."""


INTENTS = (
    Intent(name="greeting", about="says hello and nothing else"),
    Intent(name="hours", about="when it is open"),
    Intent(name="place", about="where it is, how to get there"),
    Intent(name="price", about="what something costs"),
    Intent(name="availability", about="whether something can be had"),
    Intent(name="booking", about="a table, an appointment, a reservation"),
    Intent(name="order", about="wants to buy, or asks about an order"),
    Intent(name="delivery", about="shipping and pick-up"),
    Intent(name="payment", about="how to pay, invoices, refunds"),
    Intent(name="complaint", about="something went wrong"),
    Intent(name="person", about="wants to talk to a person"),
    Intent(name="thanks", about="thanks, agreement, goodbye"),
    Intent(name="other", about="anything else"),
)


LONGEST = {
    "away_text": 900,
    "business_name": 200,
    "comment_rules": 500,
    "model": 200,
    "rules": 500,
    "tone": 500,
}
"""
Bounds that are younger than the records, in characters or entries: they hold for what is changed, and a record that is
beyond them is read as it is.
"""


class AccountSettings(Struct):
    """How Moca answers for one account. A stored record wins over the environment's defaults."""

    agent: AgentMode = "auto"
    debounce_ms: Annotated[int, Meta(ge=0, le=120_000)] = 4_000
    debounce_max_ms: Annotated[int, Meta(ge=0, le=600_000)] = 15_000
    cooldown_seconds: Annotated[float, Meta(ge=0, le=3_600)] = 7
    cooldown_mode: Literal["defer", "skip"] = "defer"
    hand_back_minutes: Annotated[int, Meta(ge=0, le=43_200)] = 60
    """Minutes without a word of a person after which the bot is in charge again; 0 = never by itself."""
    daily_cap: Annotated[int, Meta(ge=0, le=100_000)] = 250
    """Bot replies to one person in one UTC day; 0 = never a reply."""
    quick_cap: Annotated[int, Meta(ge=1, le=100)] = 15
    """Bot replies to one person within ten minutes: more is a machine that answers our own."""
    rate_per_second: Annotated[float, Meta(gt=0, le=100)] = 3
    """Messages a second of this account; the global limit holds beside it."""
    model: str = ""
    """Empty = the model of `OPENAI_MODEL`."""
    signals: bool = True
    """Whether the customer sees "seen" and "typing" while the model is asked."""
    draft_timeout_seconds: Annotated[float, Meta(gt=0, le=120)] = 20
    temperature: Annotated[float, Meta(ge=0, le=2)] | None = None
    """None = the model's own."""
    max_tokens_out: Annotated[int, Meta(ge=100, le=16_000)] = 1_000
    """The longest answer of the model, its JSON included."""
    thread_tokens: Annotated[int, Meta(ge=500, le=100_000)] = 6_000
    """How much of the thread the model is shown; what is older is summarised."""
    daily_tokens_cap: Annotated[int, Meta(ge=0)] = 0
    """Tokens in and out of one UTC day, then the model is asked no more; 0 = no cap."""
    daily_cost_cap_usd: Annotated[float, Meta(ge=0)] = 0
    """The same in money, where the price of the model is known; 0 = no cap."""
    business_name: str = ""
    tone: str = ""
    instructions: Annotated[str, Meta(max_length=10_000)] = ""
    """What the agent must do and leave beside the rules that every account has, in the owner's words."""
    facts: Annotated[str, Meta(max_length=20_000)] = ""
    """What the shop knows and the agent may say, as free text: one fact a line or paragraph."""
    knowledge: Knowledge = Knowledge()
    """What else it knows: questions and answers, catalogue, links, policies."""
    hours: Annotated[tuple[OpenHours, ...], Meta(max_length=50)] = ()
    """When it is open, in `time_zone`; none = nobody said."""
    closed_days: Annotated[tuple[Date, ...], Meta(max_length=400)] = ()
    time_zone: str = "UTC"
    """An IANA name, `America/Santiago`."""
    intents: Annotated[tuple[Intent, ...], Meta(max_length=40)] = INTENTS
    hold_seconds: Annotated[float, Meta(ge=0, le=600)] = 0
    """So long an automatic answer waits, visibly, so that a person may cancel it."""
    courtesy_reaction: Annotated[str, Meta(max_length=16)] = ""
    """An emoji put onto a thank-you that needs no answer; empty = plain silence."""
    unsure_below: Annotated[float, Meta(ge=0, le=1)] = 0.5
    """Below this confidence of the model's a person is called."""
    angry_hands_over: bool = True
    """Whether a complaint in a negative mood is a person's."""
    hand_over_text: Annotated[str, Meta(max_length=900)] = ""
    """The one line that a customer is told when a person is called; empty = a plain one in their language."""
    hand_back_on_close: bool = True
    """Whether the bot is in charge again once a person has closed the conversation."""
    waiting_minutes: Annotated[int, Meta(ge=0, le=43_200)] = 240
    """Minutes after which the bot is in charge again if nobody came; 0 = it waits for a person."""
    hot_score: Annotated[int, Meta(ge=1, le=7)] = 6
    """From this score on a conversation is marked as hot."""
    follow_ups: Annotated[int, Meta(ge=0, le=10)] = 0
    """How many follow-ups one silence may bring; 0 = none by itself."""
    follow_up_hours: Annotated[float, Meta(ge=0.1, le=23)] = 20
    """How long after the last word of an open conversation, where the model names no time."""
    follow_up_text: Annotated[str, Meta(max_length=900)] = ""
    """What is said; `{first_name}` is filled in; empty = the model writes it at the time."""
    quiet_hours: QuietHours | None = None
    """When no follow-up leaves, in `time_zone`."""
    rules: tuple[Rule, ...] = ()
    media_days: Annotated[int, Meta(ge=0, le=3_650)] = 90
    """How long the photos, voice notes and files of customers are kept; 0 = none is fetched."""
    media_image_bytes: Annotated[int, Meta(ge=1_000, le=50_000_000)] = 8_000_000
    media_file_bytes: Annotated[int, Meta(ge=1_000, le=100_000_000)] = 25_000_000
    """The largest sound, film or document that is kept."""
    vision: bool = False
    """Whether the model is shown the photos of the question itself, and not only told that there are some."""
    comment_rules: tuple[CommentRule, ...] = ()
    """Answers to comments, in the order in which they are tried; without any, comments are shown and not answered."""
    away_text: str = ""
    """Said once per stretch when neither a model nor a rule can answer; empty = nothing is said."""

    @property
    def modes(self) -> str:
        """The account's mode and those of its intents in one word: what was permitted under another is not called."""
        return ",".join([self.agent, *(f"{intent.name}={intent.mode}" for intent in self.intents if intent.mode)])
