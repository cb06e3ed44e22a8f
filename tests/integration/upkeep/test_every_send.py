"""Every row of the table of sends: from the request to Graph, to the customer's phone and to the thread."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from moca.simulator.config import DEMO_ACCOUNT
from moca.simulator.views import thread_view
from tests.integration.upkeep.house import House
from tests.waiting import until

LINK = "https://shop.example/a"
PHOTO = {"type": "image", "url": LINK}
BUY = {"title": "Comprar", "payload": "BUY"}
CARD = {"title": "Taza", "subtitle": "12 €", "buttons": [BUY, {"title": "Ver", "url": LINK}]}
FULL, REST = " ".join(["Punto."] * 143), " ".join(["Punto."] * 7)
"""A thousand bytes, and what is left."""

Shown = list[dict[str, Any]]
"""What the customer's phone shows of the business, as far as a case names it."""

MESSAGES: dict[str, tuple[dict[str, Any], Shown, list[tuple[str, str]]]] = {
    "text": ({"text": "Sí"}, [{"text": "Sí"}], [("text", "Sí")]),
    "long_text": (
        {"text": f"{FULL} {REST}"},
        [{"text": FULL}, {"text": REST}],
        [("text", FULL), ("text", REST)],
    ),
    "quick_replies": (
        {"text": "¿Cuál?", "quick_replies": [{"title": "Azul", "payload": "BLUE"}]},
        [{"text": "¿Cuál?", "choices": [{"title": "Azul", "payload": "BLUE", "url": ""}]}],
        [("text", "¿Cuál?")],
    ),
    "buttons": (
        {"text": "Mira", "buttons": [BUY]},
        [{"cards": [{"title": "Mira", "subtitle": "", "image_url": "", "buttons": [BUY | {"url": ""}]}]}],
        [("template", "Mira")],
    ),
    "photo": ({"media": [PHOTO]}, [{"attachments": [PHOTO]}], [("image", "[photo]")]),
    "voice": (
        {"media": [{"type": "audio", "url": LINK}]},
        [{"attachments": [{"type": "audio", "url": LINK}]}],
        [("audio", "[voice]")],
    ),
    "album": ({"media": [PHOTO, PHOTO]}, [{"attachments": [PHOTO, PHOTO]}], [("image", "[photo] [photo]")]),
    "heart": (
        {"media": [{"type": "like_heart"}]},
        [{"attachments": [{"type": "like_heart", "url": ""}]}],
        [("like_heart", "[heart]")],
    ),
    "own_post": (
        {"media": [{"type": "MEDIA_SHARE", "id": "178"}]},
        [{"attachments": [{"type": "MEDIA_SHARE", "url": ""}]}],
        [("MEDIA_SHARE", "[post]")],
    ),
    "cards": (
        {"cards": [CARD]},
        [{"cards": [{"title": "Taza", "subtitle": "12 €"}]}],
        [("template", "[cards: Taza]")],
    ),
}
OTHERS = ("uploaded_photo", "upload", "reaction", "reaction_taken_back", "public_reply", "private_reply", "signals")
QUESTION = "¿abren hoy?"


class Sale:
    """One person who has asked, and what they see and the team sees of it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.person = house.people[0]

    async def asks(self) -> str:
        """Also until the team sees it: the views follow the store, and are asked for the thread from here on."""
        message, parcel = self.house.simulator.gestures.say(self.person, QUESTION)
        await parcel.done.wait()
        await until(self._is_listed)
        return message.mid

    async def _is_listed(self) -> bool:
        page = await self.house.ask("GET", "/api/conversations")
        return self.person in [row["psid"] for row in page["items"]]

    async def says(self, **message: Any) -> None:
        body = {"account_id": DEMO_ACCOUNT.id, "psid": self.person} | message
        await self.house.ask("POST", "/api/instagram/messages", body)

    @property
    def phone(self) -> list[dict[str, Any]]:
        """The customer's thread as the phone page draws it."""
        view = thread_view(self.house.simulator.world, self.house.simulator.gestures.party(self.person))
        found: list[dict[str, Any]] = msgspec.to_builtins(view.messages)
        return found

    @property
    def heard(self) -> list[dict[str, Any]]:
        return [message for message in self.phone if message["by"] != "customer"]

    async def rows(self) -> list[dict[str, Any]]:
        """What the business has said, oldest first, once all of it is with the customer."""
        page = await self.house.ask("GET", f"/api/conversations/{DEMO_ACCOUNT.id}/{self.person}/messages")
        rows = [row for row in reversed(page["items"]) if row["kind"] != "system"]
        return [row for row in rows if row["who"] in {"bot", "person"}]

    async def sent(self, count: int) -> list[dict[str, Any]]:
        async def are_sent() -> list[dict[str, Any]]:
            rows = await self.rows()
            return rows if [row["state"] for row in rows] == ["sent"] * count else []

        found = await until(are_sent)
        assert isinstance(found, list)
        return found


@pytest.fixture
async def sale(house: House) -> Sale:
    await house.start()
    return Sale(house)


def holds(shown: Any, wanted: Any) -> bool:
    """Whether everything wanted is there; what is not named may be anything."""
    if isinstance(wanted, dict):
        return all(name in shown and holds(shown[name], value) for name, value in wanted.items())
    if isinstance(wanted, list):
        return len(shown) == len(wanted) and all(map(holds, shown, wanted))
    return bool(shown == wanted)


@pytest.mark.parametrize("case", MESSAGES)
async def test_a_message(sale: Sale, case: str) -> None:
    """The customer sees what was asked for, and the thread tells it as sent."""
    message, phone, thread = MESSAGES[case]
    await sale.asks()

    await sale.says(**message)

    rows = await sale.sent(len(thread))
    assert [(row["kind"], row["text"]) for row in rows] == thread
    assert holds(sale.heard, phone), sale.heard


async def test_an_upload_is_sent_by_its_id(sale: Sale) -> None:
    """Meta keeps the file; the message names it."""
    await sale.asks()
    upload = await sale.house.ask("POST", f"/api/accounts/{DEMO_ACCOUNT.id}/uploads", PHOTO)

    await sale.says(media=[{"type": "image", "id": upload["id"]}])

    rows = await sale.sent(1)
    assert [(row["kind"], row["content"]) for row in rows] == [
        ("image", {"media": [{"type": "image", "id": upload["id"]}]})
    ]
    assert [[part["type"] for part in message["attachments"]] for message in sale.heard] == [["image"]]


async def test_a_reaction(sale: Sale) -> None:
    """It stands at the customer's message, and goes again."""
    mid = await sale.asks()

    await sale.says(reaction={"mid": mid, "emoji": "🔥"})
    await sale.sent(1)
    shown = [message["business_reaction"] for message in sale.phone]
    await sale.says(reaction={"mid": mid, "emoji": ""})
    rows = await sale.sent(2)

    assert shown == ["🔥"]
    assert [message["business_reaction"] for message in sale.phone] == [""]
    assert [(row["kind"], row["text"]) for row in rows] == [("reaction", "🔥"), ("reaction", "")]


async def test_a_comment_is_answered_by_its_rule(sale: Sale) -> None:
    """Under the comment, and in the person's thread."""
    rule = {"keywords": ["precio"], "public": ["Te escribimos"], "private": ["Cuesta 12 €"]}
    path = f"/api/accounts/{DEMO_ACCOUNT.id}/comment-rules"
    await sale.house.ask("PUT", path, {"rules": [rule]})

    sale.house.simulator.gestures.comment(sale.person, "¿precio?")
    await until(lambda: sale.heard)

    rows = await sale.sent(2)
    assert {(row["kind"], row["text"]) for row in rows} == {
        ("public_reply", "Te escribimos"),
        ("private_reply", "Cuesta 12 €"),
    }
    assert [message["text"] for message in sale.heard] == ["Cuesta 12 €"]


def test_every_send_stands_in_the_documentation() -> None:
    """Each row of the table names its cases, and no case is without a row."""
    sends = (Path(__file__).parents[3] / "docs" / "events.md").read_text().partition("\n## Sends")[2]
    rows = [line for line in sends.splitlines() if line.startswith("| ") and not line.startswith("| what is")]
    named = [case for row in rows for case in re.findall(r"`(\w+)`", row.rstrip("| ").rpartition("|")[2])]

    assert sorted(named) == sorted([*MESSAGES, *OTHERS])
