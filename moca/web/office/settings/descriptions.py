"""
Every setting in words: what it is called, in which unit, and what it does. `docs/settings.md` says the same of each,
which a test holds to it.
"""

from collections.abc import Mapping

from moca.domain.hours import Day
from moca.web.office.settings.described import FACTORS, Described

SECONDS, MEGABYTES = FACTORS["s"], FACTORS["MB"]
MODES = (
    ("auto", "Auto: it answers"),
    ("draft", "Draft: a person decides"),
    ("watch", "Watch: it says nothing"),
    ("off", "Off: it is not asked"),
)
MODE_NAMES = (("auto", "Auto"), ("draft", "Draft"), ("watch", "Watch"), ("off", "Off"))
INTENT_MODES = (("", "As the account"), *MODE_NAMES[:3])
_FINALLY = (("defer", "Defer: answer it afterwards"), ("skip", "Skip: leave it unanswered"))

AGENT = (
    Described(
        "agent", "Agent",
        "off: the bot is not asked. watch: it decides and says nothing. draft: its words are put before a person. "
        "auto: it answers. A conversation may have a mode of its own.",
        "choice", choices=MODES,
    ),
    Described("intents", "What customers want",
              "The wishes among which the model chooses, and where one has a mode of its own.", "special"),
)  # fmt: skip

VOICE = (
    Described("business_name", "Business name", "In whose name it speaks.", "line"),
    Described("tone", "Tone", "How it sounds; empty = friendly and clear.", "line", empty="friendly and clear"),
    Described("instructions", "Instructions",
              "What it must do and leave, in your own words, beside the rules that every account has.", "area"),
    Described("away_text", "When nobody can answer",
              "Said when neither model nor rule can answer: once, until model or person has answered or a day has gone "
              "by; empty = nothing.", "area", empty="nothing is said"),
    Described("courtesy_reaction", "Answer to a thank-you", "An emoji put onto a thank-you; empty = plain silence.",
              "line", empty="silence"),
)  # fmt: skip

TIMING = (
    Described("debounce_ms", "Quiet before an answer",
              "How long it must be quiet after a message before the burst is answered.", "whole", "s", SECONDS),
    Described("debounce_max_ms", "Longest wait for quiet",
              "How long at most a burst is waited for, from the first message that nobody answered; where a draft was "
              "overtaken, from the next message.", "whole", "s", SECONDS),
    Described("cooldown_seconds", "Pause after an answer",
              "Pause after a reply of the bot's; what is written in it is answered together afterwards.",
              "number", "s"),
    Described("cooldown_mode", "What is written in the pause",
              "defer: what is written in the pause is answered when it is over. skip: it is not answered.",
              "choice", choices=_FINALLY),
    Described("hold_seconds", "Hold answers back",
              "So long an automatic answer waits, visibly, so that a person may cancel it.", "number", "s"),
    Described("signals", "Show “seen” and “typing”",
              "Whether “seen” and “typing” are shown to the customer while the model is asked.", "check"),
    Described("rate_per_second", "Pace", "Messages a second of this account, within the limit of all.",
              "number", "a second"),
    Described("daily_cap", "Replies to one person a day",
              "Bot replies to one person in a UTC day; 0 = never a reply, not “no cap”.", "whole", "replies"),
    Described("quick_cap", "Replies to one person in ten minutes",
              "Bot replies to one person within ten minutes: more is a machine.", "whole", "replies"),
)  # fmt: skip

MODEL = (
    Described("model", "Model", "Which model is asked; empty = OPENAI_MODEL.", "line", empty="as OPENAI_MODEL says"),
    Described("temperature", "Temperature", "How freely it writes; empty = the model's own.", "number",
              empty="the model's own"),
    Described("max_tokens_out", "Longest answer", "The longest answer of the model, its JSON included.",
              "whole", "tokens"),
    Described("thread_tokens", "Thread shown to the model",
              "How much of the thread it is shown; what is older is summarised.", "whole", "tokens"),
    Described("draft_timeout_seconds", "Patience with the model",
              "How long the model may take, a second try included.", "number", "s"),
    Described("daily_tokens_cap", "Tokens a day",
              "Tokens in and out of a UTC day, then the model is asked no more; 0 = no cap.", "whole", "tokens"),
    Described("daily_cost_cap_usd", "Money a day",
              "What the model may cost in a UTC day, where its price is known; 0 = no cap.", "number", "USD"),
    Described("vision", "Look at photos", "Whether the model is shown the photos of the question.", "check"),
)  # fmt: skip

HOURS = (
    Described("hours", "Opening hours",
              "When it is open; a closing time that is not later is on the next day.", "special"),
    Described("closed_days", "Closed days", "Dates on which it is closed.", "special"),
    Described("time_zone", "Time zone",
              "The IANA name of the zone in which hours, closed days and quiet hours are meant, as America/Santiago.",
              "line"),
)  # fmt: skip

HAND_OVER = (
    Described("unsure_below", "Call a person below this confidence",
              "Below this confidence of the model's a person is called.", "number"),
    Described("angry_hands_over", "Call a person for complaints",
              "Whether a complaint in a negative mood calls a person.", "check"),
    Described("hand_over_text", "What the customer is told",
              "The one line that the customer is told when a person is called; empty = a plain one in their language.",
              "area", empty="a plain line in their language"),
    Described("hand_back_minutes", "Give back to the bot after silence",
              "Minutes without a word of a person after which the bot is in charge again; 0 = never by itself.",
              "whole", "minutes"),
    Described("hand_back_on_close", "Give back when closed",
              "Whether the bot is in charge again once a person has closed the conversation.", "check"),
    Described("waiting_minutes", "Give back if nobody came",
              "Minutes after which the bot is in charge again if nobody came; 0 = it waits.", "whole", "minutes"),
    Described("hot_score", "Hot from this score on", "From this score on a conversation is marked as hot.", "whole"),
)  # fmt: skip

FOLLOW_UPS = (
    Described("follow_ups", "Follow-ups in one silence", "How many one silence may bring by itself; 0 = none.",
              "whole"),
    Described("follow_up_hours", "Wait before a follow-up",
              "How long after the last word, where the model names no time.", "number", "hours"),
    Described("follow_up_text", "What is said",
              "What a follow-up says, {first_name} filled in; empty = the model writes it at the time.", "area",
              empty="the model writes it at the time"),
    Described("quiet_hours", "Quiet hours", "When no follow-up leaves.", "special"),
)  # fmt: skip

KEPT = (
    Described("media_days", "Keep what customers send",
              "How long photos, voice notes and files are kept; 0 = none is fetched.", "whole", "days"),
    Described("media_image_bytes", "Largest image", "The largest image that is kept.", "whole", "MB", MEGABYTES),
    Described("media_file_bytes", "Largest file", "The largest sound, film or document that is kept.",
              "whole", "MB", MEGABYTES),
)  # fmt: skip

FACTS = (
    Described("facts", "Facts",
              "What it may say, as free text: one fact a line or paragraph.", "area"),
    Described("knowledge", "Knowledge", "Questions and answers, catalogue, links and policies.", "special"),
)  # fmt: skip

ANSWERS = (
    Described("rules", "Rules", "What is answered or done without the model.", "special"),
    Described("comment_rules", "Comment rules", "What is answered to comments.", "special"),
)

GROUPS: Mapping[str, tuple[Described, ...]] = {
    "agent": AGENT,
    "voice": VOICE,
    "facts": FACTS,
    "answers": ANSWERS,
    "hours": HOURS,
    "timing": TIMING,
    "hand-over": HAND_OVER,
    "follow-ups": FOLLOW_UPS,
    "model": MODEL,
    "kept": KEPT,
}
"""The settings of each section, in the order in which they are shown."""
BY_NAME: Mapping[str, Described] = {each.name: each for group in GROUPS.values() for each in group}

DAY_NAMES: Mapping[Day, str] = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
