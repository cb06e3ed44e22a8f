"""Who is in charge of a conversation, where it stands and what the agent may do there: in words, and to choose from."""

from collections.abc import Mapping
from typing import Any

from moca.runtime.actor import Address
from moca.web.api.conversation_changes import ConversationChange
from moca.web.api.conversations import change
from moca.web.office.desk import Desk, Handler
from moca.web.office.words import Words

OWNERS: Mapping[str, tuple[str, str, str]] = {
    "nobody": ("bot", "plain", "The bot answers"),
    "bot": ("bot", "info", "The bot answers"),
    "person": ("person", "good", "A person is in charge"),
    "waiting": ("bell", "warn", "Waits for a person"),
    "app": ("team", "plain", "Another app is in charge"),
}
"""Who is in charge: a drawing, a tone, and what is said."""
BY_MODE: Mapping[str, tuple[str, str, str]] = {
    "off": ("bot", "plain", "The agent is off"),
    "watch": ("search", "plain", "The bot only watches"),
    "draft": ("edit", "info", "The bot only drafts"),
}
"""The same where the bot is in charge, and its mode lets it not speak by itself."""
STATUSES = {"new": "New", "open": "Open", "scheduled": "Scheduled", "closed": "Closed"}
SETTABLE = ("open", "closed")
"""The others come by themselves: new until the first answer, scheduled while a follow-up waits."""
MODES = {
    "": "As the account",
    "auto": "Answers by itself",
    "draft": "Drafts only",
    "watch": "Watches only",
    "off": "Off",
}


def in_charge(owner: str, mode: str) -> tuple[str, str, str]:
    """Who is in charge, as a drawing, a tone and words. `mode` is the agent's in this conversation."""
    known = OWNERS.get(owner, OWNERS["nobody"])
    return BY_MODE.get(mode, known) if owner in {"nobody", "bot"} else known


def statuses(now: str, words: Words) -> dict[str, str]:
    """Those that a person may set, and the present one."""
    return {value: words(text) for value, text in STATUSES.items() if value in SETTABLE or value == now}


def modes(words: Words) -> dict[str, str]:
    return {value: words(text) for value, text in MODES.items()}


def choosing(desk: Desk, address: Address, field: str, values: Mapping[str, str], now: str) -> Handler:
    """For a list to choose from: another of its values is asked for at once."""

    async def chosen(event: Any) -> None:
        wanted = event["target"]["value"]
        if wanted != now and wanted in values:
            await change(desk.store, address, desk.by, ConversationChange(**{field: wanted}))

    return desk.act("answer", chosen)
