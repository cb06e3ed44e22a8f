"""Webhooks as the business hears them. The receiver checks every signature."""

from itertools import chain, repeat
from typing import Any

import pytest

from tests.integration.simulator.conftest import ACCOUNT, LUCIA, TOMAS, Business, World

TEXTS = [f"m{n}" for n in range(8)]


async def test_a_message_is_told_in_metas_form(world: World, business: Business) -> None:
    """Escaped, without blanks, in one entry of the account."""
    mid = await world.say("café 😀 https://a.b/c")

    item = business.items[0]
    assert business.bodies[0]["entry"][0]["id"] == ACCOUNT
    assert (item["sender"]["id"], item["recipient"]["id"], item["message"]["mid"]) == (LUCIA.id, ACCOUNT, mid)
    assert rb'"text":"caf\u00e9 \ud83d\ude00 https:\/\/a.b\/c"' in business.raw[0]


async def test_a_burst_keeps_its_order(world: World, business: Business) -> None:
    """The messages of one thread come in the order in which they were written."""
    await world.control("burst", person=LUCIA.id, texts=TEXTS, gap_ms=0)
    await business.heard(len(TEXTS))

    assert business.texts == TEXTS


async def test_every_webhook_may_come_several_times(world: World, business: Business) -> None:
    """Duplicates are the same bytes."""
    await world.control("modes", duplicates=3)
    await world.say()
    await business.heard(3)

    assert len(set(business.raw)) == 1


async def test_order_can_be_lost(world: World, business: Business) -> None:
    """With `reorder` all messages come, in another order that the seed decides."""
    await world.control("modes", reorder=True, buffer_ms=100)
    await world.control("burst", person=LUCIA.id, texts=TEXTS, gap_ms=0)
    await business.heard(len(TEXTS))

    assert sorted(business.texts) == TEXTS
    assert business.texts != TEXTS


async def test_many_may_come_in_one_body(world: World, business: Business) -> None:
    """With `batch` one delivery holds the entries of several people."""
    await world.control("modes", batch=True, buffer_ms=100)
    await world.control("burst", person=LUCIA.id, texts=["a", "b"], gap_ms=0)
    await world.control("say", person=TOMAS.id, text="c")
    await business.heard(1)

    assert len(business.bodies[0]["entry"]) == 3
    assert business.texts == ["a", "b", "c"]


async def test_withheld_webhooks_come_when_let_go(world: World, business: Business) -> None:
    """Nothing comes while they are held; then all of it, in order."""
    await world.control("modes", withhold=True)
    await world.control("burst", person=LUCIA.id, texts=TEXTS, gap_ms=0)
    assert business.bodies == []

    await world.control("modes", withhold=False)
    await business.heard(len(TEXTS))
    assert business.texts == TEXTS


async def test_dropped_webhooks_never_come(world: World, business: Business) -> None:
    """What was written meanwhile is only in the thread."""
    await world.control("modes", drop=True)
    await world.say("perdido")
    await world.control("modes", drop=False)
    await world.say("oído")

    assert business.texts == ["oído"]


async def test_what_is_not_accepted_comes_again(world: World, business: Business) -> None:
    """Retries go on until 200, and each try is in the book."""
    business.statuses = iter((503, 500))
    await world.say()
    await world.simulator.deliverer.idle()

    assert [entry["status"] for entry in await world.book("webhook")] == [503, 500, 200]
    assert len(set(business.raw)) == 1


async def test_retries_end(world: World, business: Business) -> None:
    """After the last wait a webhook is given up."""
    business.statuses = chain(repeat(500, 10))
    await world.say()
    await world.simulator.deliverer.idle()

    assert [entry["status"] for entry in await world.book("webhook")] == [500] * 4


async def test_an_absent_business_is_status_zero(world: World) -> None:
    """Nobody listening is a try like another, and the simulator lives on."""
    world.simulator.deliverer.callback_url = "http://127.0.0.1:9/"
    await world.say()
    await world.simulator.deliverer.idle()

    assert {entry["status"] for entry in await world.book("webhook")} == {0}


async def test_the_callback_proves_itself(world: World) -> None:
    """The right token gives the challenge back, a wrong one 403."""
    assert await world.control("verify") == {"status": 200, "body": "1158201444"}
    assert (await world.control("verify", token="wrong"))["status"] == 403


async def test_the_owner_in_the_app_is_heard_as_an_echo(world: World, business: Business) -> None:
    """What the owner types on the phone comes as `is_echo` and nothing else."""
    await world.control("owner", person=LUCIA.id, text="yo respondo", wait=True)

    assert business.items[0]["message"]["is_echo"]
    assert business.items[0]["recipient"] == {"id": LUCIA.id}


async def test_edits_unsends_and_reactions_name_the_message(world: World, business: Business) -> None:
    """Each of them carries the mid and the shape of section 3."""
    mid = await world.say()
    await world.control("event", name="announce", mid=mid)
    await world.control("event", name="edit", mid=mid, text="hola!")
    await world.control("event", name="react", mid=mid, reaction="love")
    await world.control("event", name="unreact", mid=mid)
    await world.control("event", name="unsend", mid=mid)
    await business.heard(6)

    announced, edit, react, unreact, unsend = business.items[1:]
    assert set(announced) == {"timestamp", "message_edit"}
    assert announced["message_edit"] == {"mid": mid, "num_edit": 0}
    assert edit["message_edit"] == {"mid": mid, "text": "hola!", "num_edit": 1}
    assert react["reaction"] == {"mid": mid, "action": "react", "reaction": "love", "emoji": "❤️"}
    assert unreact["reaction"] == {"mid": mid, "action": "unreact"}
    assert unsend["message"] == {"mid": mid, "is_deleted": True}


@pytest.mark.parametrize(
    ("event", "key"),
    [
        ({"name": "postback", "title": "Hours", "payload": "HOURS"}, "postback"),
        ({"name": "referral", "ref": "spring"}, "referral"),
        ({"name": "optin"}, "optin"),
        ({"name": "pass_thread_control"}, "pass_thread_control"),
        ({"name": "request_thread_control"}, "request_thread_control"),
        ({"name": "story_reply", "text": "wow"}, "message"),
        ({"name": "story_mention"}, "message"),
        ({"name": "share", "title": "New lamp"}, "message"),
        ({"name": "quick_reply", "text": "Yes", "payload": "Y"}, "message"),
        ({"name": "unsupported"}, "message"),
        ({"name": "ad", "text": "hi"}, "message"),
        ({"name": "attachment", "type": "like_heart"}, "message"),
        ({"name": "self_message", "text": "prueba"}, "message"),
        ({"item": {"timestamp": 1, "brand_new": {"a": 1}}}, "brand_new"),
    ],
)
async def test_anything_can_happen(world: World, business: Business, event: dict[str, Any], key: str) -> None:
    """Every kind of section 3 can be made by name, any other given whole."""
    await world.control("event", person=LUCIA.id, **event)
    await business.heard(1)

    assert key in business.items[0]


async def test_seen_names_the_newest_message(world: World, business: Business) -> None:
    """A read carries one mid; with nothing to see, or nothing new, nothing is told."""
    await world.say()
    await world.control("event", name="read", person=LUCIA.id)
    mid = (await world.send("mira")).json()["message_id"]
    await business.heard(2)
    for _ in range(2):  # as two windows do that look at once
        await world.control("event", name="read", person=LUCIA.id)
    await world.say("y esto")
    await business.heard(4)

    assert [item["read"] for item in business.items if "read" in item] == [{"mid": mid}]


async def test_comments_come_as_changes(world: World, business: Business) -> None:
    """In seconds, with blanks, with the commenter and the media; the documented flat form can be had too."""
    await world.control("event", name="comment", person=LUCIA.id, text="precio?")
    await world.control("event", name="flat_comment", person=LUCIA.id, text="precio?")
    await business.heard(2)

    usual, flat = (body["entry"][0] for body in business.bodies)
    assert usual["changes"][0]["value"]["from"] == {"id": LUCIA.id, "username": LUCIA.username}
    assert usual["time"] < 10**11
    assert flat["field"] == "comments"
    assert b'", "' in business.raw[0]


async def test_standby_replaces_messaging(world: World, business: Business) -> None:
    """While another app is in charge the items stand under `standby`."""
    await world.control("event", name="standby", person=LUCIA.id, text="hola")
    await business.heard(1)

    assert set(business.bodies[0]["entry"][0]) == {"time", "id", "standby"}


async def test_the_dashboard_test_has_its_odd_form(world: World, business: Business) -> None:
    """Account "0", seconds as text, the mid `random_mid`."""
    await world.control("event", name="dashboard_test")
    await business.heard(1)

    entry = business.bodies[0]["entry"][0]
    assert (entry["id"], entry["changes"][0]["value"]["timestamp"]) == ("0", "1527459824")
