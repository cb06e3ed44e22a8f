"""How a message is drawn, without a browser."""

from typing import Any

import pytest

from moca.domain.messages import Attachment, Button, Card, Content, QuickReply, Referral, Story
from moca.views.rows import Details, MediaRow, Reaction
from moca.web.office.inbox.bubbles import Drawing, classes, drawn
from moca.web.office.inbox.laying_out import Line
from moca.web.office.words import Words
from tests.unit.web.office.rows import START, a_row

DRAWING = Drawing(Words(), "Lucía")


def elements(node: Any) -> list[dict[str, Any]]:
    """Every element of a drawing, in its order."""
    if isinstance(node, dict):
        return [node, *(each for child in node.get("children", []) for each in elements(child))]
    return [each for child in node for each in elements(child)] if isinstance(node, list | tuple) else []


def words(node: Any) -> str:
    if isinstance(node, str):
        return node
    children = node.get("children", []) if isinstance(node, dict) else node
    return " ".join(filter(None, (words(child) for child in children))) if isinstance(children, list | tuple) else ""


def draw(**fields: Any) -> list[Any]:
    return list(drawn(Line(a_row(1, **fields)), DRAWING))


def named(node: Any, tag: str) -> list[dict[str, Any]]:
    return [each["attributes"] for each in elements(node) if each["tagName"] == tag]


def test_a_link_tells_the_other_side_nothing() -> None:
    """It opens apart, and what somebody wrote stays text."""
    node = draw(text="<b>see</b> https://a.example/x")

    (link,) = named(node, "a")
    assert (link["href"], link["target"]) == ("https://a.example/x", "_blank")
    assert {"noopener", "noreferrer"} <= set(link["rel"].split())
    assert "<b>see</b>" in words(node)
    assert named(node, "b") == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"details": Details(story=Story(id="1", url="https://a.example/s"))}, "Answered your story"),
        ({"details": Details(payload="BLUE")}, "Chose an answer"),
        ({"details": Details(referral=Referral(ad_id="1", ad_title="Café"))}, "Came from the ad “Café”"),
        ({"details": Details(reply_to="m0")}, "An earlier message"),
        ({"kind": "postback"}, "Pressed a button"),
        ({"kind": "comment"}, "Comment on a post"),
        ({"kind": "unsupported", "text": ""}, "does not pass on"),
        ({"state": "unsent", "text": ""}, "Message unsent"),
        ({"text": "STOP"}, "The customer has opted out"),
        ({"edited": 1, "earlier": ("antes",)}, "antes"),
        ({"details": Details(attachments=(Attachment(type="share", url="https://a.example", title="Taza"),))}, "Taza"),
    ],
)
def test_what_a_message_is_stands_in_words(fields: dict[str, Any], said: str) -> None:
    """Beside its text."""
    assert said in words(draw(**fields))


def test_a_kept_photo_opens_large_and_is_described() -> None:
    """By who sent it."""
    kept = MediaRow(
        type="image", state="kept", reason="", url="/api/media/1/a.jpg", mime="image/jpeg", bytes=9, seconds=0
    )

    node = draw(text="", kind="image", media=(kept,), details=Details(attachments=(Attachment(type="image"),)))

    (picture,) = named(node, "img")
    assert (picture["src"], picture["alt"]) == ("/api/media/1/a.jpg", "Photo from Lucía")
    assert named(node, "button")[0]["data-views"] == "/api/media/1/a.jpg"


def test_what_was_not_kept_says_why() -> None:
    """And leads to where it was, if that can be opened at all."""
    failed = MediaRow(type="video", state="failed", reason="gone", url="", mime="", bytes=0, seconds=0)
    given = Attachment(type="video", url="javascript:alert(1)")

    node = draw(text="", kind="video", media=(failed,), details=Details(attachments=(given,)))

    assert "Not kept: gone" in words(node)
    assert named(node, "a") == []


def test_a_template_looks_as_its_customer_sees_it() -> None:
    """Cards with their buttons, and answers to tap."""
    card = Card(title="Taza", subtitle="12 €", buttons=(Button(title="Comprar", payload="B"),))

    cards = draw(who="person", kind="template", text="[cards: Taza]", content=Content(cards=(card,)))
    asks = draw(who="person", content=Content(text="hola", quick_replies=(QuickReply(title="Azul", payload="A"),)))

    assert [each in words(cards) for each in ("Taza", "12 €", "Comprar", "[cards: Taza]")] == [True, True, True, False]
    assert "Azul" in words(asks)


def test_reactions_of_both_sides_stand_on_the_bubble() -> None:
    """As one picture with its words."""
    line = Line(a_row(1, reaction=Reaction(at=START, reaction="love", emoji="🔥")), reacted="❤️")

    (badge,) = [each for each in named(list(drawn(line, DRAWING)), "span") if each.get("className") == "reaction"]

    assert badge["aria-label"] == "Reaction: 🔥 ❤️"


def test_only_who_may_answer_is_offered_anything() -> None:
    """A viewer sees what became of it, and no button."""
    node = draw(who="bot", state="refused", reason="gone")

    assert "Instagram refused it: gone" in words(node)
    assert named(node, "button") == []


def test_the_classes_tell_side_place_and_trouble() -> None:
    """Nothing else is drawn by them."""
    assert classes(Line(a_row(1), place="first")) == "message customer first"
    assert classes(Line(a_row(1, who="bot", state="refused"))) == "message bot single refused"
    assert classes(Line(a_row(1, who="person", kind="note"))) == "note"
    assert classes(Line(a_row(1, kind="system"))) == "line"
