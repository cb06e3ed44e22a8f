"""The demo model and Moca's own prompt understand each other: facts with ids, follow-ups, what is known, summaries."""

import json
from typing import Any

import msgspec

from moca.agent.background import Background
from moca.agent.lines import Trait
from moca.agent.prompt import build
from moca.agent.schema import response_format
from moca.agent.turn import Turn
from moca.domain.account_settings import INTENTS, AccountSettings
from moca.domain.facts import facts_of
from moca.simulator.chat import ChatRequest
from moca.simulator.model import content_of

SHOP = AccountSettings(business_name="Café", facts="Horario: de 8:00 a 20:00.\nLatte: precio $3.500.")
THREAD = (
    Turn(at=1, who="customer", text="how much is the latte?"),
    Turn(at=2, who="note", text="handed back: idle"),
    Turn(at=3, who="bot", text="It is $3.500."),
)


def answer(*turns: Turn, background: Background = Background()) -> dict[str, Any]:  # noqa: B008  # nobody can change it
    built = build(SHOP, turns, (), background)
    body = {"messages": list(built.messages), "response_format": response_format(INTENTS)}
    found: dict[str, Any] = json.loads(content_of(msgspec.convert(body, ChatRequest)))
    return found


def test_it_names_facts_by_the_ids_of_the_prompt() -> None:
    """What it names can be found again among the account's facts."""
    latte = next(fact for fact in facts_of(SHOP) if "Latte" in fact.text)

    found = answer(Turn(at=4, who="customer", text="cuánto cuesta el latte?", is_open=True))
    assert found["facts"] == [latte.id]
    assert latte.id not in found["message"]


def test_it_writes_a_follow_up_for_a_wish() -> None:
    """With a wish and no question, it greets again in the customer's language and states nothing."""
    found = answer(*THREAD, background=Background(wish="has looked at the price"))

    assert found["message"].startswith("Hello again")
    assert found["send"]


def test_what_is_known_is_not_taken_for_words() -> None:
    """Lines about the customer and an empty thread leave the question as it is."""
    known = Background(known=(Trait("name", "Ana"), Trait("tag", "vip")), now=1_800_000_000_000)

    found = answer(Turn(at=4, who="customer", text="a qué hora abren?", is_open=True), background=known)
    assert "8:00 a 20:00" in found["message"]
    assert found["lead"]["name"] == ""
