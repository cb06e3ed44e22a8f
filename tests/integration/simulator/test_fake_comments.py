"""Comments of the fake Instagram: public replies, what is refused, and how the account's own words come back."""

from typing import Any

import httpx

from moca.simulator.config import DEMO_ACCOUNT
from tests.integration.simulator.conftest import ACCOUNT, LUCIA, Business, World


async def commented(world: World, name: str = "comment", **fields: Any) -> str:
    made = await world.control("event", name=name, person=LUCIA.id, text="precio?", fields=fields)
    comment: str = made["comment_id"]
    return comment


async def reply(world: World, comment: str, text: str = "Te escribimos", **query: str) -> httpx.Response:
    body = {} if query else {"message": text}
    return await world.http.post(f"/v23.0/{comment}/replies", json=body, params=query)


async def private(world: World, comment: str) -> httpx.Response:
    body = {"recipient": {"comment_id": comment}, "message": {"text": "8.900"}}
    return await world.http.post(f"/v23.0/{ACCOUNT}/messages", json=body)


def code(answer: httpx.Response) -> tuple[int, int]:
    error = answer.json()["error"]
    return error["code"], error["error_subcode"]


async def test_a_public_reply_comes_back_as_an_own_comment(world: World, business: Business) -> None:
    """It is answered with its id, stands under the comment, and is told like any comment, by the account itself."""
    comment = await commented(world)
    answer = await reply(world, comment)
    await business.heard(2)

    value = business.bodies[1]["entry"][0]["changes"][0]["value"]
    shown = await world.control("comments", "GET")
    assert (value["id"], value["parent_id"], value["text"]) == (answer.json()["id"], comment, "Te escribimos")
    assert (value["from"]["id"], value["from"]["username"]) == (ACCOUNT, DEMO_ACCOUNT.username)
    assert value["from"]["self_ig_scoped_id"]
    assert [(row["person"], row["text"], row["parent_id"]) for row in shown] == [
        (LUCIA.id, "precio?", ""),
        ("", "Te escribimos", comment),
    ]
    assert [entry["text"] for entry in await world.book("replied")] == ["Te escribimos"]


async def test_the_text_may_stand_in_the_query(world: World) -> None:
    """The documented form."""
    comment = await commented(world)

    assert (await reply(world, comment, message="Hola")).status_code == 200
    assert [entry["text"] for entry in await world.book("replied")] == ["Hola"]


async def test_a_reply_to_a_reply_lands_under_the_first(world: World) -> None:
    """There is one level only."""
    comment = await commented(world)
    below = await commented(world, parent_id=comment)

    await reply(world, below)

    assert (await world.control("comments", "GET"))[-1]["parent_id"] == comment


async def test_what_cannot_be_answered_in_public_is_refused(world: World) -> None:
    """Live, hidden and unknown comments, and an empty text; nothing stands under them."""
    live, hidden, other = await commented(world, "live_comment"), await commented(world), await commented(world)
    hiding = await world.http.post(f"/v23.0/{hidden}", params={"hide": "true"})

    refused = [code(await reply(world, comment)) for comment in (live, hidden, "17800000000000000")]

    assert hiding.json() == {"success": True}
    assert refused == [(100, 33)] * 3
    assert (await reply(world, other, " ")).status_code == 400
    assert await world.book("replied") == []


async def test_a_live_comment_is_answered_during_the_broadcast_only(world: World) -> None:
    """Before its end once, after it never."""
    during, after = await commented(world, "live_comment"), await commented(world, "live_comment")
    assert (await private(world, during)).status_code == 200

    await world.control("event", name="broadcast_end", person=LUCIA.id)

    assert code(await private(world, after)) == (100, 2534025)


async def test_a_deleted_comment_takes_nothing(world: World) -> None:
    """Neither in public nor privately."""
    comment = await commented(world)
    await world.http.delete(f"/v23.0/{comment}")

    assert code(await reply(world, comment)) == (100, 33)
    assert code(await private(world, comment)) == (100, 2534014)


async def test_a_public_reply_whose_answer_is_lost_stands_there_all_the_same(world: World, business: Business) -> None:
    """It is done, the connection closes, and its own comment is told."""
    comment = await commented(world)
    await world.control("faults", kind="lost_response", endpoint="replies")

    answers = []
    try:
        answers.append(await reply(world, comment))
    except httpx.RemoteProtocolError:
        await business.heard(2)

    assert answers == []
    assert [entry["outcome"] for entry in await world.book("call")] == ["lost_response"]
    assert len(await world.book("replied")) == 1
