"""The pages of an account's settings: their names, their order, and what each of them shows."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from reactpy import use_memo

from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.settings.agent import AgentPage
from moca.web.office.settings.chat import TryPage
from moca.web.office.settings.comments import CommentsPage
from moca.web.office.settings.connection import ConnectionPage
from moca.web.office.settings.descriptions import GROUPS
from moca.web.office.settings.facts import FactsPage
from moca.web.office.settings.model import ModelPage
from moca.web.office.settings.rules import RulesPage
from moca.web.office.settings.sheets import SettingsForm, Sheet, SheetForm, fields
from moca.web.office.settings.special import ClosedDays, QuietHoursField, WeekField
from moca.web.office.settings.versions import VersionsPage
from moca.web.office.settings.webhook import WebhookPage
from moca.web.office.settings.what_if import WhatIfPage


class Section(NamedTuple):
    """A page of the settings: what it is called, in a sentence what it is for, and what it shows of an account."""

    label: str
    about: str
    shown: Callable[[Desk, str], Node]


@component
def HoursPage(desk: Desk, account: str) -> Node:
    sheet = use_memo(lambda: Sheet(desk, account), [])
    return SheetForm(sheet, WeekField(sheet), ClosedDays(sheet), *fields(sheet, GROUPS["hours"]))


@component
def FollowUpsPage(desk: Desk, account: str) -> Node:
    sheet = use_memo(lambda: Sheet(desk, account), [])
    return SheetForm(sheet, *fields(sheet, GROUPS["follow-ups"]), QuietHoursField(sheet))


def _form(group: str) -> Callable[[Desk, str], Node]:
    return lambda desk, account: SettingsForm(desk, account, GROUPS[group])


SECTIONS: Mapping[str, Section] = {
    "agent": Section("Agent", "Whether it answers by itself, and for which wishes.", AgentPage),
    "voice": Section("Voice", "In whose name it speaks, and how.", _form("voice")),
    "facts": Section("Facts", "What it knows and may say. Nothing else is said.", FactsPage),
    "rules": Section("Rules", "What is answered or done without the model, in their order.", RulesPage),
    "comments": Section("Comments", "Which comments are answered, in public and in private.", CommentsPage),
    "hours": Section("Hours", "When the business is open.", HoursPage),
    "try": Section("Try it", "Talk to the agent as a customer would. Instagram hears nothing of it.", TryPage),
    "what-if": Section(
        "What if", "What past conversations would have become under other settings. Nothing is changed.", WhatIfPage
    ),
    "timing": Section("Timing", "How long it waits, and how much it may send.", _form("timing")),
    "hand-over": Section(
        "Hand-over", "When a person is called, and when the bot is in charge again.", _form("hand-over")
    ),
    "follow-ups": Section("Follow-ups", "What is written unasked, and when not.", FollowUpsPage),
    "model": Section("Model", "Which model answers, and what it may cost.", ModelPage),
    "kept": Section("Kept", "What is kept of customers' photos, voice notes and files.", _form("kept")),
    "connection": Section(
        "Connection", "The account at Instagram: its token, its permissions, its health.", ConnectionPage
    ),
    "webhook": Section("Webhook", "How Instagram's messages come here, and whether they do.", WebhookPage),
    "versions": Section("Versions", "Who changed what and when, and the way back.", VersionsPage),
}
WAYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("What it says", ("agent", "voice", "facts", "rules", "comments", "hours", "try", "what-if")),
    ("How it works", ("timing", "hand-over", "follow-ups", "model", "kept")),
    ("Account", ("connection", "webhook", "versions")),
)
"""The navigation: groups of sections."""
FIRST = "agent"
