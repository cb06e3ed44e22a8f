"""How a conversation is looked after: who is in charge and why, its status, whose it is, what the agent may do."""

from collections.abc import Mapping
from typing import NamedTuple

from reactpy import html, use_memo

from moca.runtime.actor import Address
from moca.views.rows import MessageRow
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.inbox.charge import choosing, in_charge, modes, statuses
from moca.web.office.inbox.choices import Choices, choices
from moca.web.office.inbox.fates import said_attention
from moca.web.office.inbox.telling import told_of
from moca.web.office.parts import age, icon
from moca.web.office.person.pieces import locked, part
from moca.web.office.person.reading import Person, of, person_of
from moca.web.office.words import Words

MEANINGS = {
    "auto": "The bot answers what it may answer.",
    "draft": "The bot writes answers, and a person sends them.",
    "watch": "The bot notes what it would have said, and says nothing.",
    "off": "The bot does nothing here.",
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
        _choice(desk, address, ("status", words("Status"), now.status), statuses(now.status, words)),
        _choice(
            desk, address, ("assignee", words("Assigned to"), now.assignee), _people(desk, known, now.assignee)
        ),
        _choice(desk, address, ("agent", words("Agent here"), now.agent), modes(words)),
        html.p({"className": "hint", "id": "agent-means"}, _meaning(now, words)),
    )  # fmt: skip


def _owner(now: Standing, words: Words) -> Node:
    symbol, _, text = in_charge(now.owner, now.agent or now.mode)
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


def _people(desk: Desk, known: Choices | None, now: str) -> dict[str, str]:
    """Nobody, whoever looks, the others of the team, and whoever it is given to and is not of the team any more."""
    words = desk.words
    others = [*(name for _, name in (known.operators if known else ())), *([now] if now else [])]
    first = {"": words("Nobody"), desk.by: words("Me ({name})", name=desk.by)}
    return first | {name: name for name in others if name != desk.by}


def _meaning(now: Standing, words: Words) -> str:
    """What the agent does here; where the account says it, that it does."""
    meaning = words(MEANINGS.get(now.agent or now.mode, ""))
    return meaning if now.agent or not meaning else words("As the account: {meaning}", meaning=meaning)


def _choice(desk: Desk, address: Address, about: tuple[str, str, str], values: Mapping[str, str]) -> Node:
    """A list to choose from; what is chosen is asked for at once."""
    field, label, now = about
    options = [html.option({"key": f"o-{value}", "value": value}, shown) for value, shown in values.items()]
    chosen = choosing(desk, address, field, values, now)
    means = {"aria-describedby": "agent-means"} if field == "agent" else {}
    given = {"id": f"its-{field}", "value": now, "onChange": chosen, **means, **locked(desk)}
    return html.div(
        {"key": field, "className": "row-field"},
        html.label({"htmlFor": f"its-{field}"}, label),
        html.select(given, options),
    )
