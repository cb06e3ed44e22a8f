"""Follow-ups through the API: planned, seen, changed, approved, dropped, and refused with the reason."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from moca.clock import now_ms
from moca.domain import messages as m
from tests.builders import ACCOUNT, HOUR
from tests.integration.web.office import Office

PATH = f"/conversations/{ACCOUNT}/ana"
FOLLOW_UP = f"{PATH}/follow-up"


async def test_a_follow_up_is_planned_and_seen(office: Office) -> None:
    """In the conversation, in the list of what is scheduled, and in the thread."""
    await office.shop.answered("ana")

    status, asked = await office.ask("PUT", FOLLOW_UP, {"after_hours": 2, "text": "Still there?"})

    await office.follow()
    _, row = await office.ask("GET", PATH)
    _, listed = await office.ask("GET", "/conversations", status="scheduled")
    _, thread = await office.ask("GET", f"{PATH}/messages")
    assert status == 202
    assert abs(asked["at"] - now_ms() - 2 * HOUR) < HOUR
    assert row["scheduled_for"] == asked["at"]
    assert row["next"] == {
        "hits": [], "at": asked["at"], "text": "Still there?", "wish": "", "by": "admin", "state": "waiting"
    }  # fmt: skip
    assert [item["next"]["text"] for item in listed["items"]] == ["Still there?"]
    line = thread["items"][0]
    when = datetime.fromtimestamp(asked["at"] / 1_000, UTC).strftime("%Y-%m-%d %H:%M UTC")
    assert (line["kind"], line["who"], line["by"], line["text"]) == (
        "follow_up", "person", "admin", f"planned for {when}",
    )  # fmt: skip
    assert row["last_text"] == "We open at 9"


async def test_a_time_as_text(office: Office) -> None:
    """ISO 8601 with a zone is as good as ms."""
    await office.shop.answered("ana")
    at = (now_ms() + HOUR) // 1_000 * 1_000
    text = datetime.fromtimestamp(at / 1_000, UTC).isoformat()

    _, asked = await office.ask("PUT", FOLLOW_UP, {"at": text, "text": "Still there?"})

    assert asked["at"] == at


async def test_a_customers_word_cancels_it(office: Office) -> None:
    """The thread says so, and nothing waits any more."""
    await office.shop.answered("ana")
    await office.ask("PUT", FOLLOW_UP, {"after_hours": 2, "text": "Still there?"})
    await office.shop.settle()

    await office.shop.writes("ana", "hola otra vez")
    await office.follow()

    _, row = await office.ask("GET", PATH)
    _, thread = await office.ask("GET", f"{PATH}/messages")
    assert (row["scheduled_for"], row["next"], row["status"]) == (0, None, "open")
    assert "cancelled: the customer wrote" in [line["text"] for line in thread["items"]]


async def test_it_is_dropped(office: Office) -> None:
    """By whom, the thread says; a second time there is nothing to drop."""
    await office.shop.answered("ana")
    await office.ask("PUT", FOLLOW_UP, {"after_hours": 2, "text": "Still there?"})
    await office.shop.settle()

    status, _ = await office.ask("DELETE", FOLLOW_UP)
    await office.follow()
    again, problem = await office.ask("DELETE", FOLLOW_UP)

    assert (status, again, problem["detail"]) == (202, 409, "no follow-up waits here")
    _, thread = await office.ask("GET", f"{PATH}/messages")
    assert (thread["items"][0]["text"], thread["items"][0]["by"]) == ("cancelled: a person dropped it", "admin")


async def _proposed(office: Office, text: str = "Do you still want the bike?", **drafted: Any) -> None:
    """The model has written a follow-up, and the agent only drafts."""
    await office.shop.answered("ana")
    await office.shop.tell("ana", m.AgentModeSet(mode="draft"))
    office.shop.context = msgspec.structs.replace(office.shop.context, model_available=True)
    await office.shop.tell("ana", m.FollowUpRequested(at=now_ms(), wish="the bike"))
    await office.shop.settle()
    answer = m.Answer(send=True, message=text)
    await office.shop.tell("ana", m.ReplyDrafted(draft="f1.1", answer=answer, **drafted))
    await office.follow()


async def test_a_proposed_one_is_approved(office: Office) -> None:
    """What waits for approval is shown as such, and leaves when it is approved."""
    await _proposed(office)
    _, row = await office.ask("GET", PATH)

    status, _ = await office.ask("POST", FOLLOW_UP, {"action": "approve"})

    assert (row["next"]["state"], row["next"]["text"]) == ("proposed", "Do you still want the bike?")
    assert row["attention"] == "a follow-up waits: the agent only drafts here"
    assert status == 202
    assert await office.shop.send("low") == ["Do you still want the bike?"]


async def test_what_the_model_was_asked_for_can_be_opened(office: Office) -> None:
    """Among the decisions, with its cost, and without words that may be taken back."""
    await _proposed(office, cost_usd=0.5, tokens_in=9)

    _, page = await office.ask("GET", f"{PATH}/decisions")

    row = page["items"][0]
    assert (row["question"], row["source"], row["verdict"], row["detail"]) == (
        0, "follow_up", "drafted", "follow-up: proposed",
    )  # fmt: skip
    assert (row["cost_usd"], row["tokens_in"], row["answer"]["message"]) == (0.5, 9, "")


async def test_a_proposed_one_is_marked(office: Office) -> None:
    """Where the guard found something, the conversation shows it beside the words."""
    await _proposed(office, text="Now only 4.999 pesos!")

    _, row = await office.ask("GET", PATH)

    [hit] = row["next"]["hits"]
    assert row["next"]["text"][hit["start"] : hit["end"]] == "4.999 pesos"
    assert row["attention"] == f"a follow-up waits: {hit['reason']}"


async def test_a_proposed_one_is_edited(office: Office) -> None:
    """The person's words leave instead; without words there is nothing to send."""
    await _proposed(office)

    empty, problem = await office.ask("POST", FOLLOW_UP, {"action": "edit", "text": " "})
    await office.ask("POST", FOLLOW_UP, {"action": "edit", "text": "Hi, Ana here"})

    assert (empty, problem["field"]) == (400, "text")
    assert await office.shop.send("high") == ["Hi, Ana here"]


@pytest.mark.parametrize("action", ["approve", "discard"])
async def test_other_words_with_an_approval_are_refused(office: Office, action: str) -> None:
    """400 names `text`: what somebody wrote is never silently left out."""
    await _proposed(office)

    status, problem = await office.ask("POST", FOLLOW_UP, {"action": action, "text": "Hi, Ana here"})

    assert (status, problem["field"]) == (400, "text")
    assert "edit" in problem["detail"]


async def test_one_word_about_a_proposed_one_wins(office: Office) -> None:
    """However many come at the same moment, the others are told that they came too late."""
    await _proposed(office)

    told = await asyncio.gather(
        *(office.ask("POST", FOLLOW_UP, {"action": word}) for word in ("approve", "discard", "approve"))
    )

    assert sorted(status for status, _ in told) == [202, 409, 409]
    assert {problem["detail"] for status, problem in told if status == 409} == {
        "somebody has already decided about this follow-up; the thread says how"
    }


async def test_a_proposed_one_is_discarded(office: Office) -> None:
    """Nothing is said, and a second word about it finds nothing."""
    await _proposed(office)

    await office.ask("POST", FOLLOW_UP, {"action": "discard"})
    await office.follow()
    status, problem = await office.ask("POST", FOLLOW_UP, {"action": "approve"})

    assert (status, problem["detail"]) == (409, "no follow-up waits for approval here")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "at"),
        ({"at": 1_900_000_000_000, "after_hours": 1}, "at"),
        ({"at": 1_700_000_000}, "at"),
        ({"at": 1_700_000_000_000}, "at"),
        ({"at": "tomorrow"}, "at"),
        ({"at": "2030-01-01T10:00:00"}, "at"),
        ({"after_hours": 0}, "after_hours"),
        ({"after_hours": 25}, "after_hours"),
        ({"after_hours": 1, "text": "x" * 901}, "text"),
        ({"after_hours": 1, "about": "the bike"}, "about"),
    ],
)
async def test_a_wrong_request_is_named(office: Office, body: dict[str, Any], field: str) -> None:
    """400 says which field is wrong."""
    await office.shop.answered("ana")

    status, problem = await office.ask("PUT", FOLLOW_UP, body)

    assert (status, problem["field"]) == (400, field)


async def test_beyond_the_window(office: Office) -> None:
    """409 tells when it closes."""
    await office.shop.writes("ana", sent_at=now_ms() - 20 * HOUR)
    await office.shop.settle()

    status, problem = await office.ask("PUT", FOLLOW_UP, {"after_hours": 5, "text": "Still there?"})

    assert status == 409
    assert problem["detail"].startswith("the window closes at 20")


async def test_somebody_who_has_opted_out(office: Office) -> None:
    """409: they are to be left in peace, whoever wants to write."""
    await office.shop.writes("ana", "STOP")
    await office.shop.settle()

    status, problem = await office.ask("PUT", FOLLOW_UP, {"after_hours": 5, "text": "Still there?"})

    assert (status, problem["detail"]) == (
        409, "no follow-up can be planned: the customer has opted out",
    )  # fmt: skip


async def test_the_model_may_not_speak_for_a_person(office: Office) -> None:
    """409 with the way out: a text of one's own."""
    await office.shop.answered("ana")
    await office.shop.tell("ana", m.OwnerSet(owner="person"))
    await office.shop.settle()

    status, problem = await office.ask("PUT", FOLLOW_UP, {"after_hours": 5, "wish": "the bike"})
    with_text, _ = await office.ask("PUT", FOLLOW_UP, {"after_hours": 5, "text": "Still there?"})

    assert (status, with_text) == (409, 202)
    assert problem["detail"].endswith("a person took over; with a text of your own it can be planned")


@pytest.mark.parametrize(
    ("method", "body"), [("PUT", {"after_hours": 1}), ("DELETE", None), ("POST", {"action": "approve"})]
)
async def test_an_unknown_conversation(office: Office, method: str, body: Any) -> None:
    """404: nobody has ever written."""
    status, _ = await office.ask(method, FOLLOW_UP, body)

    assert status == 404
