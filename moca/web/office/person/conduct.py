"""How a conversation is looked after: who is in charge and why, its status, whose it is, what the agent may do."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from reactpy import html, use_memo

from moca.runtime.actor import Address
from moca.views.rows import MessageRow
from moca.web.api.conversation_changes import ConversationChange
from moca.web.api.conversations import change
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.inbox.choices import Choices, choices
from moca.web.office.inbox.fates import said_attention
from moca.web.office.inbox.telling import told_of
from moca.web.office.parts import age, icon
from moca.web.office.person.pieces import locked, part
from moca.web.office.person.reading import Person, of, person_of
from moca.web.office.words import Words

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
MEANINGS = {
    "auto": "The bot answers what it may answer.",
    "draft": "The bot writes answers, and a person sends them.",
    "watch": "The bot notes what it would have said, and says nothing.",
    "off": "The bot does nothing here.",
}
OWNERS = {
    "nobody": ("bot", "The bot answers"),
    "bot": ("bot", "The bot answers"),
    "person": ("person", "A person is in charge"),
    "waiting": ("bell", "Waits for a person"),
    "app": ("team", "Another app is in charge"),
}


class Standing(NamedTuple):
    """What is shown; `mode` is the account's."""

    owner: str
    since: int
    charge: MessageRow | None
    attention: str
    status: str
    assignee: str
    agent: str
    mode: str


def standing_of(person: Person) -> Standing:
    row = person.row
    return Standing(
        row.owner, row.owner_since, person.charge, row.attention, row.status, row.assignee, row.agent, person.mode
    )


@component
def Conduct(desk: Desk, address: Address) -> Node:
    now: Standing | None = use_cell(use_memo(lambda: person_of(desk, address), []), of(standing_of))
    known: Choices | None = use_cell(use_memo(lambda: choices(desk), []))
    if now is None:
        return None
    words = desk.words
    return part(
        "conduct",
        words("Conversation"),
        _owner(now, words),
        _choice(desk, address, ("status", words("Status"), now.status), _statuses(now.status, words)),
        _choice(
            desk, address, ("assignee", words("Assigned to"), now.assignee), _people(desk, known, now.assignee)
        ),
        _choice(desk, address, ("agent", words("Agent here"), now.agent), _modes(words)),
        html.p({"className": "hint", "id": "agent-means"}, _meaning(now, words)),
    )  # fmt: skip


def _owner(now: Standing, words: Words) -> Node:
    symbol, text = OWNERS.get(now.owner, OWNERS["nobody"])
    return html.div(
        {"className": f"in-charge now-{now.owner}"},
        html.p(icon(symbol), html.span(words(text)), age(now.since) if now.since else None),
        html.p({"className": "reason"}, why) if (why := _why(now, words)) else None,
    )


def _why(now: Standing, words: Words) -> str:
    """Why a person should look, or how whoever is in charge came to be."""
    if now.attention:
        return said_attention(now.attention, words)
    is_told = now.charge is not None and now.charge.text.startswith(f"owner: {now.owner},")
    return told_of(now.charge, words).text if is_told and now.charge else ""


def _statuses(now: str, words: Words) -> list[tuple[str, str]]:
    return [(value, words(text)) for value, text in STATUSES.items() if value in SETTABLE or value == now]


def _people(desk: Desk, known: Choices | None, now: str) -> list[tuple[str, str]]:
    """Nobody, whoever looks, the others of the team, and whoever it is given to and is not of the team any more."""
    others = dict.fromkeys([*(name for _, name in (known.operators if known else ())), *([now] if now else [])])
    others.pop(desk.by, None)
    words = desk.words
    return [("", words("Nobody")), (desk.by, words("Me ({name})", name=desk.by)), *((name, name) for name in others)]


def _modes(words: Words) -> list[tuple[str, str]]:
    return [(value, words(text)) for value, text in MODES.items()]


def _meaning(now: Standing, words: Words) -> str:
    """What the agent does here; where the account says it, that it does."""
    meaning = words(MEANINGS.get(now.agent or now.mode, ""))
    return meaning if now.agent or not meaning else words("As the account: {meaning}", meaning=meaning)


def _choice(
    desk: Desk, address: Address, about: tuple[str, str, str], choices_: Sequence[tuple[str, str]]
) -> Node:  # fmt: skip
    """A list to choose from; what is chosen is asked for at once."""
    field, label, now = about
    values: Mapping[str, str] = dict(choices_)

    async def chosen(event: Any) -> None:
        wanted = event["target"]["value"]
        if wanted != now and wanted in values:
            await change(desk.store, address, desk.by, ConversationChange(**{field: wanted}))

    options = [html.option({"key": f"o-{value}", "value": value}, shown) for value, shown in values.items()]
    means = {"aria-describedby": "agent-means"} if field == "agent" else {}
    given = {"id": f"its-{field}", "value": now, "onChange": desk.act("answer", chosen), **means, **locked(desk)}
    return html.div(
        {"key": field, "className": "row-field"},
        html.label({"htmlFor": f"its-{field}"}, label),
        html.select(given, options),
    )
