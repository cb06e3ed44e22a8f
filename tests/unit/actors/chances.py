"""What may be said, set, waited for and refused in a world where everything happens by chance."""

from typing import Any

from moca.domain.account_settings import Intent
from moca.domain.hours import QuietHours
from moca.domain.messages import HandOver
from moca.domain.rules import Rule
from tests.builders import DAY, HOUR, MINUTE, SECOND, a_comment_rule, a_rule

WORDS = ("¿abren?", "gracias", "horario", "¿y mañana?", "una cita", "hola", "¿cuánto?", "para hoy")
MODES: tuple[Any, ...] = ("", "off", "watch", "draft", "auto", "auto", "auto", "")
WAITS = (0, 1, 500, 4 * SECOND, 20 * SECOND, 2 * MINUTE, HOUR, DAY)
REFUSALS = ("token", "window", "content", "thread", "recipient", "policy", "permission", "content")
LUNCH = QuietHours(begins="09:00", ends="10:00")
"""Soon after every world begins."""
SETTINGS: tuple[dict[str, Any], ...] = (
    {},
    {"debounce_ms": 0, "debounce_max_ms": 0, "cooldown_seconds": 0},
    {"cooldown_mode": "skip"},
    {"agent": "draft"},
    {"away_text": "We answer tomorrow", "rules": (a_rule("horario"), a_rule("cita", before_model=True))},
    {"hand_back_minutes": 1},
    {"daily_cap": 2},
    {"comment_rules": (a_comment_rule("precio", public=("look", "see"), private=("8.900",), live=True),)},
    {"comment_rules": (a_comment_rule("precio", public=("look",), private=("8.900",), delay_seconds=30),)},
    {"cooldown_seconds": 60, "hand_back_minutes": 0},
    {"hold_seconds": 20, "courtesy_reaction": "❤️"},
    {"intents": (Intent(name="hours", mode="draft"), Intent(name="price", mode="watch")), "waiting_minutes": 5},
    {
        "follow_ups": 2,
        "follow_up_hours": 0.5,
        "follow_up_text": "Still there?",
        "quiet_hours": LUNCH,
        "hand_back_minutes": 1,
    },
    {"follow_ups": 3, "follow_up_hours": 1, "quiet_hours": LUNCH, "debounce_ms": 0, "cooldown_seconds": 1},
    {
        "rules": (
            a_rule("horario", before_model=True, go_on=True, add_tags=("x",)),
            a_rule("cita", reply="", before_model=True, silent=True, agent="off"),
            a_rule("hola", reply="", before_model=True, go_on=True, agent="draft"),
            a_rule("mañana", before_model=True, go_on=True, agent="auto"),
        ),
        "comment_rules": (a_comment_rule("precio", public=("look",), delay_seconds=30),),
        "hold_seconds": 3,
        "courtesy_reaction": "❤️",
    },
    {
        "rules": (
            Rule(events=("message",), reply="Hi", before_model=True, go_on=True),
            a_rule("cita", before_model=True, hand_over="an appointment"),
        ),
        "intents": (Intent(name="hours", mode="draft"), Intent(name="price", mode="auto")),
        "away_text": "We answer tomorrow",
        "follow_ups": 2,
        "follow_up_hours": 0.5,
        "waiting_minutes": 3,
        "cooldown_seconds": 0,
    },
)
ANSWERS: tuple[dict[str, Any], ...] = (
    {},
    {"intent": "hours"},
    {"intent": "price"},
    {"confidence": 0.2, "reason": "no fact covers it"},
    {"hand_over": HandOver(wanted=True, reason="asked for a person")},
    {"send": False},
    {"intent": "complaint", "sentiment": "negative"},
    {"message": "It is 99 dollars.", "status": "closed"},
)
"""What the model may say beside its text; the last has a price that no fact knows."""
