"""Test chats through the API: the same way as every message, and apart from everybody's."""

from datetime import UTC, datetime

import pytest

from moca.clock import now_ms
from moca.domain import messages as m
from tests.builders import ACCOUNT, a_context
from tests.integration.web.office import Office

CHATS = f"/accounts/{ACCOUNT}/test-chats"


async def test_a_test_message_is_decided_and_answered_like_any_other(office: Office) -> None:
    """Thread and decisions are read where those of customers are."""
    status, told = await office.ask("POST", CHATS, {"text": "hola", "chat": "ana"})
    await office.shop.send()
    await office.follow()
    _, thread = await office.ask("GET", told["messages"].removeprefix("/api"))
    _, decisions = await office.ask("GET", told["decisions"].removeprefix("/api"))

    assert (status, told["psid"]) == (202, "test-ana")
    assert [(row["who"], row["text"]) for row in reversed(thread["items"])] == [
        ("customer", "hola"), ("bot", "We open at 9"),
    ]  # fmt: skip
    assert [decision["verdict"] for decision in decisions["items"]] == ["answered"]


async def test_a_test_chat_goes_on_under_its_name(office: Office) -> None:
    """Without one a new chat begins each time."""
    _, first = await office.ask("POST", CHATS, {"text": "hola"})
    _, again = await office.ask("POST", CHATS, {"text": "hola", "chat": first["chat"]})
    _, other = await office.ask("POST", CHATS, {"text": "hola"})

    assert again["psid"] == first["psid"] != other["psid"]
    assert first["mid"] != again["mid"]


async def test_lists_and_figures_leave_test_chats_out(office: Office) -> None:
    """Unless they are asked for; then nothing else is shown."""
    await office.shop.answered("9001")
    await office.ask("POST", CHATS, {"text": "hola", "chat": "ana"})
    await office.shop.send()
    await office.follow()
    _, people = await office.ask("GET", "/conversations")
    _, tests = await office.ask("GET", "/conversations", test="true")
    figures = await office.app.state.views.figures(now_ms() - 60_000)

    assert [row["psid"] for row in people["items"]] == ["9001"]
    assert [row["psid"] for row in tests["items"]] == ["test-ana"]
    assert (figures.answered, figures.sent, figures.first_answer.count, figures.queue.count) == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("body", "field"),
    [({"text": " "}, "text"), ({"text": ""}, "text"), ({"text": "hi", "chat": "A B"}, "chat"), ({"chat": "a"}, "text")],
)
async def test_a_wrong_test_message_is_named(office: Office, body: dict[str, str], field: str) -> None:
    """With the field."""
    status, problem = await office.ask("POST", CHATS, body)

    assert (status, problem["field"]) == (400, field)


async def test_an_account_that_is_not_there_has_no_test_chats(office: Office) -> None:
    """404, before anything is told."""
    status, _ = await office.ask("POST", "/accounts/404/test-chats", {"text": "hola"})

    assert status == 404


async def test_the_day_the_queue_and_the_agreement_leave_test_chats_out(office: Office) -> None:
    """What the team tries out is no customer's message, draft or answer, and waits in nobody's list."""
    office.shop.context = a_context(agent="draft", debounce_ms=0)
    await office.ask("POST", CHATS, {"text": "¿cuánto sale?", "chat": "ana"})
    await office.shop.settle()
    answer = m.Answer(send=True, message="Te cuento", intent="price")
    await office.shop.tell("test-ana", m.ReplyDrafted(draft="q1.1", answer=answer, tokens_in=9))
    await office.follow()
    _, drafted = await office.ask("GET", f"/accounts/{ACCOUNT}/digest", date=str(datetime.now(UTC).date()))

    word = {"action": "approve", "question": 1}
    assert (await office.ask("POST", f"/conversations/{ACCOUNT}/test-ana/draft", word))[0] == 202
    await office.follow()
    _, digest = await office.ask("GET", f"/accounts/{ACCOUNT}/digest", date=str(datetime.now(UTC).date()))
    _, agreement = await office.ask("GET", f"/accounts/{ACCOUNT}/agreement")
    _, queue = await office.ask("GET", "/queue")

    assert drafted["now"]["drafts_waiting"] == 0
    assert set(digest["day"].values()) == {0}
    assert [each["intent"] for each in agreement["intents"] if each["judged"]["approved"]] == []
    assert (queue["waiting"], queue["depth"]) == ([], [])
