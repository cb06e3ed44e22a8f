"""Saying something through the API."""

from typing import Any

import pytest

from moca.clock import now_ms
from moca.domain import messages as m
from tests.builders import ACCOUNT, DAY, HOUR, a_message
from tests.integration.web.office import Office

LINK = "https://shop.example/a"


async def test_a_message_is_accepted_and_leaves(office: Office) -> None:
    """202 with the message's id; the customer gets it, and the conversation is a person's."""
    await office.shop.writes("ana", "do you ship?")
    await office.follow()

    status, body = await office.says("ana", client_id="order 7")

    assert (status, body["state"]) == (202, "planned")
    assert body["id"].startswith(f"{ACCOUNT}:ana:c")
    assert await office.shop.send("high") == ["We do"]
    await office.follow()
    _, row = await office.ask("GET", f"/conversations/{ACCOUNT}/ana")
    assert (row["owner"], row["last_text"]) == ("person", "We do")


async def test_a_repeated_client_id_is_the_same_message(office: Office) -> None:
    """The first answer's id, how far it has come by now, and nothing sent twice."""
    await office.shop.writes("ana", "do you ship?")
    _, first = await office.says("ana", client_id="order 7")
    await office.follow()
    _, queued = await office.says("ana", client_id="order 7", text="something else")
    sent = await office.shop.send("high")
    await office.follow()

    status, last = await office.says("ana", client_id="order 7")

    assert (status, sent) == (202, ["We do"])
    assert [(each["id"], each["state"]) for each in (first, queued, last)] == [
        (first["id"], "planned"),
        (first["id"], "queued"),
        (first["id"], "sent"),
    ]
    assert await office.shop.send("high") == []


async def test_as_bot_leaves_the_conversation_where_it_is(office: Office) -> None:
    """The admin token may speak as the bot: nobody takes over."""
    await office.shop.writes("ana", "do you ship?")

    await office.says("ana", **{"as": "bot"})

    assert await office.shop.send("normal") == ["We do"]
    await office.follow()
    _, row = await office.ask("GET", f"/conversations/{ACCOUNT}/ana")
    assert row["owner"] == "bot"


async def test_a_message_may_leave_later(office: Office) -> None:
    """With `send_at` it waits, and the queue says until when."""
    await office.shop.writes("ana", "do you ship?")
    later = now_ms() + HOUR

    status, _ = await office.says("ana", send_at=later)

    await office.follow()
    assert await office.shop.send("high") == []
    _, queue = await office.ask("GET", "/queue")
    assert (status, queue["waiting"][0]["until"], queue["waiting"][0]["why"]) == (
        202,
        later,
        "it was asked for at that time",
    )


async def test_a_closed_window_is_a_conflict(office: Office) -> None:
    """409 with the reason and when it closed."""
    await office.shop.writes("ana", "do you ship?", sent_at=now_ms() - 2 * DAY)
    await office.follow()

    status, problem = await office.says("ana")

    assert status == 409
    assert "the window is closed since 20" in problem["detail"]


async def test_a_message_that_the_actor_has_not_heard_opens_the_window(office: Office) -> None:
    """A customer who wrote a moment ago can be answered, even before the actor ran."""
    await office.shop.writes("ana", "do you ship?")

    status, _ = await office.says("ana")

    assert status == 202


async def test_a_time_after_the_window_is_a_conflict(office: Office) -> None:
    """What could only leave too late is not accepted."""
    await office.shop.writes("ana", "do you ship?")

    status, problem = await office.says("ana", send_at=now_ms() + 3 * DAY)

    assert (status, "before send_at" in problem["detail"]) == (409, True)


@pytest.mark.parametrize(
    ("fact", "why"),
    [
        (m.OwnerSet(owner="person"), "a person is in charge"),
        (m.EchoReceived(mid="foreign", sent_at=now_ms(), text="hi", standby=True), "another app is in charge"),
        (m.AgentModeSet(mode="off"), "the agent is off here"),
        (m.AgentModeSet(mode="watch"), "the agent only watches here"),
        (a_message(text="STOP", mid="stop", sent_at=now_ms()), "the customer has opted out"),
    ],
)
async def test_the_bot_may_not_speak_where_it_would_be_silenced(office: Office, fact: Any, why: str) -> None:
    """409 with the reason; a person still may."""
    await office.shop.writes("ana", "do you ship?")
    await office.shop.settle()
    await office.shop.tell("ana", fact)
    await office.follow()

    status, problem = await office.says("ana", **{"as": "bot"})

    assert (status, why in problem["detail"]) == (409, True), problem
    assert (await office.says("ana"))[0] == 202


async def test_the_bot_may_not_speak_for_an_account_that_is_off(office: Office) -> None:
    """The account's mode holds where the conversation has none of its own."""
    await office.shop.writes("ana", "do you ship?")
    await office.shop.writes("ben", "do you ship?")
    await office.shop.tell("ben", m.AgentModeSet(mode="auto"))
    await office.follow()
    await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"settings": {"agent": "off"}})

    assert (await office.says("ana", **{"as": "bot"}))[0] == 409
    assert (await office.says("ben", **{"as": "bot"}))[0] == 202


async def test_an_unknown_person_is_not_found(office: Office) -> None:
    """A PSID that never wrote cannot be written to."""
    assert (await office.says("nobody"))[0] == 404


async def test_an_unknown_account_is_not_found(office: Office) -> None:
    """Nor can anybody be by an account that is not connected."""
    assert (await office.says("ana", account_id="17841499999999999"))[0] == 404


async def test_all_that_one_message_may_hold(office: Office) -> None:
    """Media first, then the cards, then the text with its quick replies; the thread shows each as what it is."""
    await office.shop.writes("ana", "do you have mugs?")

    status, _ = await office.says(
        "ana",
        text="Which one?",
        media=[{"type": "image", "url": LINK}, {"type": "image", "id": "77"}],
        cards=[{"title": "Mug", "subtitle": "12 €", "buttons": [{"title": "Buy", "payload": "BUY"}]}],
        quick_replies=[{"title": "Blue", "payload": "BLUE"}],
    )

    assert status == 202
    said = [await office.shop.send("high") for _ in range(3)]
    assert said == [["[photo] [photo]"], ["[cards: Mug]"], ["Which one?"]]
    await office.follow()
    _, thread = await office.ask("GET", f"/conversations/{ACCOUNT}/ana/messages")
    rows = sorted((row for row in thread["items"] if row["send"]), key=lambda row: row["sent_at"])
    assert [(row["kind"], row["state"]) for row in rows] == [
        ("image", "sent"),
        ("template", "sent"),
        ("text", "sent"),
    ]
    assert rows[2]["content"] == {"text": "Which one?", "quick_replies": [{"title": "Blue", "payload": "BLUE"}]}


async def test_a_reaction_is_no_message(office: Office) -> None:
    """It stands in the thread as what it is, and nobody takes over."""
    mid = await office.shop.writes("ana", "do you ship?")

    await office.says("ana", text="", reaction={"mid": mid, "emoji": "🔥"})

    assert await office.shop.send("high") == ["🔥"]
    await office.follow()
    _, thread = await office.ask("GET", f"/conversations/{ACCOUNT}/ana/messages")
    assert [row["text"] for row in thread["items"] if row["kind"] == "reaction"] == ["🔥"]
    _, row = await office.ask("GET", f"/conversations/{ACCOUNT}/ana")
    assert (row["owner"], row["last_text"]) == ("nobody", "do you ship?")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"text": "  "}, "text"),
        ({"text": "word " * 4_001}, "text"),
        ({"send_at": "tomorrow"}, "send_at"),
        ({"send_at": "2026-01-01T10:00:00"}, "send_at"),
        ({"send_at": now_ms() // 1_000}, "send_at"),
        ({"send_at": -1}, "send_at"),
        ({"text": "", "media": [{"type": "image", "url": "http://a.example/b.png"}]}, "media[0].url"),
        ({"media": [{"type": "video", "url": LINK}, {"type": "audio"}]}, "media[1].url"),
        ({"media": [{"type": "hologram", "url": LINK}]}, "media[0].type"),
        ({"cards": [{"title": "Mug"}]}, "cards[0]"),
        ({"cards": [{"title": "Mug", "buttons": [{"title": "Buy", "link": LINK}]}]}, "cards[0].buttons[0].link"),
        ({"quick_replies": [{"title": "x" * 21, "payload": "A"}]}, "quick_replies[0].title"),
        ({"text": "", "quick_replies": [{"title": "Yes", "payload": "A"}]}, "text"),
        ({"reaction": {"mid": "m1"}}, "text"),
        ({"text": "", "reaction": {"emoji": "love"}}, "reaction.mid"),
        ({"as": "owner"}, "as"),
        ({"txt": "a"}, "txt"),
        ({"client_id": "x" * 201}, "client_id"),
    ],
)
async def test_a_wrong_field_is_named(office: Office, fields: dict[str, Any], wrong: str) -> None:
    """400 says which field is wrong."""
    status, problem = await office.says("ana", **fields)

    assert (status, problem["field"]) == (400, wrong)


async def test_a_time_in_seconds_is_told_what_is_wanted(office: Office) -> None:
    """Seconds would mean 1970: the words say which unit and form."""
    _, problem = await office.says("ana", send_at=now_ms() // 1_000)

    assert problem["detail"] == "milliseconds since 1970, or ISO 8601 with a zone"


async def test_a_missing_field_is_named(office: Office) -> None:
    """So it does when a field is not there."""
    status, problem = await office.ask("POST", "/instagram/messages", {"account_id": ACCOUNT, "psid": "ana"})

    assert (status, problem["field"]) == (400, "text")
