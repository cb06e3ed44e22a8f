"""Graph as the business meets it."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.integration.simulator.conftest import ACCOUNT, LUCIA, TOMAS, Business, World


def code_of(answer: httpx.Response) -> tuple[int, int]:
    error = answer.json()["error"]
    assert error["fbtrace_id"]
    return error["code"], error.get("error_subcode", 0)


async def read_back(world: World, person: str = LUCIA.id) -> list[str]:
    fields = "messages.limit(5){id,created_time,from,message}"
    answer = await world.http.get("/v23.0/me/conversations", params={"user_id": person, "fields": fields})
    return [message["message"] for message in answer.json()["data"][0]["messages"]["data"]]


async def test_a_message_reaches_the_customer_and_is_in_the_book(world: World) -> None:
    """The answer holds the recipient and a mid; the customer's thread and the book hold the message."""
    await world.say()

    answer = (await world.send("abrimos a las 8")).json()

    assert answer["recipient_id"] == LUCIA.id
    thread = await world.control(f"threads/{LUCIA.username}", "GET")
    assert thread["messages"][-1]["mid"] == answer["message_id"]
    assert await world.delivered() == ["abrimos a las 8"]


@pytest.mark.parametrize("path", ["/v23.0/me/messages", "/me/messages", f"/v25.0/{ACCOUNT}/messages"])
async def test_the_version_and_the_id_may_be_left_out(world: World, path: str) -> None:
    """Paths work with and without a version; `me` is the token's account."""
    await world.say()

    answer = await world.http.post(path, json={"recipient": {"id": LUCIA.id}, "message": {"text": "a"}})

    assert answer.is_success


async def test_the_token_may_stand_in_the_query(world: World) -> None:
    """`?access_token=` is as good as the header."""
    query = {"access_token": "IGAAdemo", "fields": "id,user_id,username"}
    answer = await world.http.get("/me", params=query, headers={"authorization": ""})

    assert answer.json() == {"id": "27870001472663258", "user_id": ACCOUNT, "username": "cafe.moca"}


async def test_a_lost_response_was_delivered(world: World) -> None:
    """The client sees a transport error and no mid; the customer has the message, and reading back shows it."""
    await world.say()
    await world.control("faults", fault="lost_response")

    with pytest.raises(httpx.TransportError):
        await world.send("una vez")

    assert await world.delivered() == ["una vez"]
    assert await read_back(world) == ["una vez", "hola"]


async def test_a_lost_request_was_not_delivered(world: World) -> None:
    """The client sees the same transport error; the customer has nothing."""
    await world.say()
    await world.control("faults", fault="lost_request")

    with pytest.raises(httpx.TransportError):
        await world.send("nunca")

    assert await world.delivered() == []
    assert await read_back(world) == ["hola"]


async def test_a_slow_answer_comes_after_the_message(world: World) -> None:
    """A client that gives up early meets a message that was delivered."""
    await world.say()
    await world.control("faults", fault="slow:400")

    with pytest.raises(httpx.ReadTimeout):
        await world.http.post(
            "/me/messages", json={"recipient": {"id": LUCIA.id}, "message": {"text": "lento"}}, timeout=0.1
        )

    assert await world.delivered() == ["lento"]


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ("613", 400, (613, 2534040)), ("190", 400, (190, 463)), ("10", 400, (10, 2534022)), ("1", 500, (1, 0)),
        ("2", 500, (2, 0)), ("4", 400, (4, 0)), ("551", 400, (551, 1545041)), ("100/2534037", 400, (100, 2534037)),
    ],
)  # fmt: skip
async def test_an_error_on_demand_delivers_nothing(
    world: World, fault: str, status: int, code: tuple[int, int]
) -> None:
    """Any code of the table comes once, in Meta's envelope, and the next call goes well."""
    await world.say()
    await world.control("faults", fault=fault)

    refused = await world.send()

    assert (refused.status_code, code_of(refused)) == (status, code)
    assert await world.delivered() == []
    assert (await world.send()).is_success


@pytest.mark.parametrize(
    ("fault", "status", "wait"), [("429", 429, None), ("500", 500, None), ("retry_after:7", 429, "7")]
)
async def test_bare_statuses_have_no_envelope(world: World, fault: str, status: int, wait: str | None) -> None:
    """A gateway's refusal has no JSON; `Retry-After` stands there if it was asked for."""
    await world.say()
    await world.control("faults", fault=fault)

    refused = await world.send()

    assert (refused.status_code, refused.content, refused.headers.get("retry-after")) == (status, b"", wait)


async def test_an_error_may_come_although_the_message_was_sent(world: World) -> None:
    """1/1357046: Meta's own example of an error that lies."""
    await world.say()
    await world.control("faults", fault="error_but_sent")

    assert code_of(await world.send("sí llegó")) == (1, 1357046)
    assert await world.delivered() == ["sí llegó"]


async def test_a_fault_can_be_meant_for_one_person(world: World) -> None:
    """Others write on undisturbed."""
    await world.say()
    await world.say(person=TOMAS.id)
    await world.control("faults", fault="613", person=TOMAS.id)

    assert (await world.send(person=LUCIA.id)).is_success
    assert code_of(await world.send(person=TOMAS.id)) == (613, 2534040)


async def test_a_dead_token_refuses_every_call_until_it_lives_again(world: World) -> None:
    """190 for all of the account's calls; the state can be switched both ways."""
    await world.say()
    await world.control("token", state="dead")
    assert code_of(await world.send()) == (190, 463)
    assert code_of(await world.http.get("/me")) == (190, 463)

    await world.control("token", state="good")
    assert (await world.send()).is_success


async def test_an_unknown_token_is_refused(world: World) -> None:
    """A token that was never given out is 190 without a subcode."""
    assert code_of(await world.http.get("/me", headers={"authorization": "Bearer nope"})) == (190, 0)


async def test_a_token_can_be_refreshed(world: World) -> None:
    """The new one opens the same account; the answer has Meta's shape."""
    query = {"grant_type": "ig_refresh_token", "access_token": "IGAAdemo"}
    fresh = (await world.http.get("/refresh_access_token", params=query, headers={"authorization": ""})).json()

    me = await world.http.get("/me?fields=user_id", headers={"authorization": f"Bearer {fresh['access_token']}"})

    assert (fresh["token_type"], fresh["expires_in"]) == ("bearer", 5183944)
    assert me.json()["user_id"] == ACCOUNT


async def test_the_window_closes_after_a_day_and_for_people_after_a_week(world: World) -> None:
    """24 h for everybody, seven days with HUMAN_AGENT, then nothing."""
    await world.say()

    await world.control("window", person=LUCIA.id, hours_ago=25)
    assert code_of(await world.send()) == (10, 2534022)
    assert (await world.send(tag="HUMAN_AGENT")).is_success

    await world.control("window", person=LUCIA.id, hours_ago=24 * 7 + 1)
    assert code_of(await world.send(tag="HUMAN_AGENT")) == (10, 2534022)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"recipient": {"id": LUCIA.id}, "message": {"text": "é" * 501}}, (100, 0)),
        ({"recipient": {"id": "1"}, "message": {"text": "a"}}, (100, 2534014)),
        ({"recipient": {"id": TOMAS.id}, "message": {"text": "a"}}, (10, 2534022)),
        ({"recipient": {"id": LUCIA.id}, "message": {}}, (100, 2534015)),
        ({"recipient": {"id": LUCIA.id}}, (100, 2534015)),
        ({"message": {"text": "a"}}, (100, 2534014)),
        ({"recipient": {"id": LUCIA.id}, "message": {"text": "a"}, "sender_action": "typing_on"}, (100, 2018014)),
        ({"recipient": {"id": LUCIA.id}, "message": {"text": "a"}, "tag": "ACCOUNT_UPDATE"}, (100, 0)),
    ],
)
async def test_a_wrong_message_is_refused(world: World, body: dict[str, Any], code: tuple[int, int]) -> None:
    """Too long, nobody, never written, empty, two in one, a dead tag: each has its code, and nothing is sent."""
    await world.say()

    assert code_of(await world.http.post("/me/messages", json=body)) == code
    assert await world.delivered() == []


async def test_a_thousand_bytes_are_allowed(world: World) -> None:
    """The limit counts UTF-8 bytes, and 1000 of them pass."""
    await world.say()

    assert (await world.send("é" * 500)).is_success


async def test_sender_actions_leave_no_message(world: World) -> None:
    """Typing and seen answer without a message id, use up no fault and give no echo."""
    await world.say()
    await world.control("faults", fault="613")

    typing = await world.http.post("/me/messages", json={"recipient": {"id": LUCIA.id}, "sender_action": "typing_on"})

    assert typing.json() == {"recipient_id": LUCIA.id}
    assert await world.delivered() == []
    assert len(await world.control("faults", "GET")) == 1


async def test_a_comment_can_be_answered_in_private_once(world: World) -> None:
    """The first reply opens the thread, the second is 100/2534025."""
    comment = (await world.control("event", name="comment", person=LUCIA.id, text="precio?"))["comment_id"]
    body = {"recipient": {"comment_id": comment}, "message": {"text": "por aquí"}}

    assert (await world.http.post("/me/messages", json=body)).json()["recipient_id"] == LUCIA.id
    assert code_of(await world.http.post("/me/messages", json=body)) == (100, 2534025)


async def test_only_the_twenty_newest_messages_can_be_read(world: World) -> None:
    """Older ones are listed but answer as if deleted; unsent ones are not listed at all."""
    mids = (await world.control("burst", person=LUCIA.id, texts=[f"m{n}" for n in range(22)], gap_ms=0))["mids"]
    await world.control("event", name="unsend", mid=mids[-1])

    page = (await world.http.get("/me/conversations?fields=messages.limit(25){id,message}")).json()
    listed = page["data"][0]["messages"]["data"]

    assert [message["id"] for message in listed] == mids[-2::-1]
    assert ["message" in message for message in listed] == [True] * 20 + [False]
    assert code_of(await world.http.get(f"/{mids[0]}?fields=message")) == (9000001, 0)
    assert (await world.http.get(f"/{mids[5]}?fields=message")).json()["message"] == "m5"


async def test_a_profile_needs_consent(world: World) -> None:
    """Whoever never wrote is not shown; afterwards they are; an unknown field refuses the call."""
    path = f"/{LUCIA.id}?fields=name,username,profile_pic"
    assert code_of(await world.http.get(path)) == (230, 0)

    await world.say()
    assert (await world.http.get(path)).json()["name"] == LUCIA.name
    assert code_of(await world.http.get(f"/{LUCIA.id}?fields=biography")) == (100, 0)


async def test_webhook_fields_are_subscribed_to_by_name(world: World) -> None:
    """Known names are kept and listed, a wrong one fails the whole call, DELETE forgets them."""
    path = "/v23.0/me/subscribed_apps"
    assert (await world.http.post(path, params={"subscribed_fields": "messages,comments"})).json() == {"success": True}
    assert (await world.http.get(path)).json() == {"data": [{"subscribed_fields": ["messages", "comments"]}]}
    assert code_of(await world.http.post(path, params={"subscribed_fields": "messages,nope"})) == (100, 0)
    await world.http.delete(path)
    assert (await world.http.get(path)).json() == {"data": []}


@pytest.mark.parametrize("down", ["error", "close"])
async def test_graph_can_be_down(world: World, down: str) -> None:
    """Every call fails until it is switched off again."""
    await world.say()
    await world.control("modes", down=down)
    with pytest.raises((httpx.TransportError, httpx.HTTPStatusError)):
        (await world.send()).raise_for_status()

    await world.control("modes", "DELETE")
    assert (await world.send()).is_success


async def test_too_many_sends_in_a_second_are_613(world: World) -> None:
    """The limit of the account is kept."""
    await world.say()
    await world.control("modes", sends_per_second=3)

    answers = await asyncio.gather(*(world.send() for _ in range(5)))

    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 400, 400]


async def test_usage_headers_are_sent_when_asked_for(world: World) -> None:
    """Percentages of the app and of the account, minutes until the account is free again."""
    await world.control("modes", app_usage=28, business_usage=100, regain_minutes=19)

    headers = (await world.http.get("/me")).headers

    assert headers["x-app-usage"] == '{"call_count": 28, "total_time": 28, "total_cputime": 28}'
    assert '"estimated_time_to_regain_access": 19' in headers["x-business-use-case-usage"]


async def test_the_echo_may_come_before_the_answer(world: World, business: Business) -> None:
    """With `echo_before` the business has heard the echo when its call returns."""
    await world.say()
    await world.control("faults", fault="echo_before")

    mid = (await world.send("eco")).json()["message_id"]

    assert business.items[-1]["message"] == {"mid": mid, "text": "eco", "is_echo": True}


async def test_the_echo_comes_by_itself(world: World, business: Business) -> None:
    """Without any fault an echo follows, from the account to the customer."""
    await world.say()
    await world.send("eco")
    await business.heard(2)

    assert (business.items[-1]["sender"], business.items[-1]["recipient"]) == ({"id": ACCOUNT}, {"id": LUCIA.id})


async def test_the_echo_may_stay_away(world: World, business: Business) -> None:
    """With `no_echo` the next thing that the business hears is something else."""
    await world.say()
    await world.control("faults", fault="no_echo")
    await world.send("sin eco")
    await world.simulator.deliverer.idle()

    assert business.texts == ["hola"]
