"""What the fake Instagram makes of a message that is more than a text (reference, section 5.2)."""

from typing import Any

import httpx
import pytest

from tests.integration.simulator.conftest import LUCIA, Business, World

URL = "https://shop.example/a.png"
PHOTO = {"type": "image", "payload": {"url": URL}}
BUY = {"type": "postback", "title": "Comprar", "payload": "BUY"}
CARD: dict[str, Any] = {"title": "Taza", "subtitle": "12 €", "buttons": [BUY]}


def generic(*elements: Any) -> dict[str, Any]:
    return {"attachment": {"type": "template", "payload": {"template_type": "generic", "elements": list(elements)}}}


def buttons(text: str, *listed: Any) -> dict[str, Any]:
    return {
        "attachment": {
            "type": "template",
            "payload": {"template_type": "button", "text": text, "buttons": list(listed)},
        }
    }


def picks(*replies: Any) -> dict[str, Any]:
    return {"text": "¿Cuál?", "quick_replies": list(replies)}


async def send(world: World, message: dict[str, Any]) -> httpx.Response:
    return await world.http.post("/v23.0/me/messages", json={"recipient": {"id": LUCIA.id}, "message": message})


@pytest.mark.parametrize(
    ("message", "shown", "echoed"),
    [
        ({"attachment": PHOTO}, {"attachments": [{"type": "image", "url": URL}]}, [PHOTO]),
        (
            {"attachments": [PHOTO, PHOTO]},
            {"attachments": [{"type": "image", "url": URL}, {"type": "image", "url": URL}]},
            [PHOTO, PHOTO],
        ),
        (
            {"attachment": {"type": "like_heart"}},
            {"attachments": [{"type": "like_heart", "url": ""}]},
            [{"type": "like_heart"}],
        ),
        (
            generic(CARD),
            {
                "cards": [
                    {
                        "title": "Taza",
                        "subtitle": "12 €",
                        "image_url": "",
                        "buttons": [{"title": "Comprar", "payload": "BUY", "url": ""}],
                    }
                ]
            },
            [{"type": "template", "payload": {"generic": {"elements": [{"title": "Taza", "subtitle": "12 €"}]}}}],
        ),
        (
            picks({"content_type": "text", "title": "x" * 25, "payload": "X"}),
            {"text": "¿Cuál?", "choices": [{"title": "x" * 20, "payload": "X", "url": ""}]},
            None,
        ),
    ],
)
async def test_the_customer_sees_it_and_the_business_hears_it(
    world: World, business: Business, message: dict[str, Any], shown: dict[str, Any], echoed: Any
) -> None:
    """The thread shows it whole; the echo holds it as Meta's would."""
    await world.say()

    answer = await send(world, message)

    assert answer.is_success
    bubble = (await world.control(f"threads/{LUCIA.username}", "GET"))["messages"][-1]
    assert {name: bubble[name] for name in shown} == shown
    await business.heard(2)
    assert business.items[-1]["message"].get("attachments") == echoed


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({}, (100, 2534015)),
        ({"text": "mira", "attachment": PHOTO}, (100, 2534015)),
        ({"attachments": [PHOTO, {"type": "video", "payload": {"url": URL}}]}, (100, 2534015)),
        ({"attachments": [PHOTO] * 11}, (100, 2534015)),
        ({"attachment": {"type": "image", "payload": {"url": "a.png"}}}, (100, 2018008)),
        ({"attachment": {"type": "image", "payload": {"attachment_id": "1"}}}, (100, 2018074)),
        ({"attachment": {"type": "hologram"}}, (100, 2534015)),
        (generic(), (100, 2534015)),
        (generic(*[CARD] * 11), (100, 2534015)),
        (generic({"title": "Taza"}), (100, 2534015)),
        (generic(CARD | {"title": "x" * 81}), (100, 2534015)),
        (generic(CARD | {"buttons": [BUY] * 4}), (100, 2534015)),
        (buttons("Mira"), (100, 2534015)),
        (buttons("x" * 641, BUY), (100, 2534015)),
        (picks(*[{"content_type": "text", "title": "a", "payload": "A"}] * 14), (100, 2534015)),
        (picks({"content_type": "user_email"}), (100, 0)),
    ],
)
async def test_what_meta_refuses(world: World, message: dict[str, Any], code: tuple[int, int]) -> None:
    """A limit of section 5.2 is broken: nothing reaches the customer."""
    await world.say()

    answer = await send(world, message)

    error = answer.json()["error"]
    assert (error["code"], error.get("error_subcode", 0)) == code
    assert await world.delivered() == []


async def test_an_upload_may_be_sent_many_times(world: World) -> None:
    """Uploaded once by its address, it is sent by its id."""
    await world.say()
    body = {"message": {"attachment": {"type": "image", "payload": {"url": URL, "is_reusable": True}}}}

    upload = (await world.http.post("/v23.0/me/message_attachments", json=body)).json()["attachment_id"]

    for _ in range(2):
        answer = await send(world, {"attachment": {"type": "image", "payload": {"attachment_id": upload}}})
        assert answer.is_success
