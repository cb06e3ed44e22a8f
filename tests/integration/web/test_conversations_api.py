"""Conversations through the API."""

import asyncio
from typing import Any

import pytest

from moca.domain import messages as m
from tests.builders import ACCOUNT
from tests.integration.web.office import Office


async def test_the_list_is_filtered_and_paged(office: Office) -> None:
    """Newest first, a page at a time, each conversation once."""
    for person in ("ana", "ben", "cleo"):
        await office.shop.answered(person)
    await office.shop.tell("ben", m.StatusSet(status="closed"))
    await office.follow()

    _, first = await office.ask("GET", "/conversations", limit=2)
    _, second = await office.ask("GET", "/conversations", limit=2, cursor=first["next"])
    _, closed = await office.ask("GET", "/conversations", status="closed")

    assert [row["psid"] for row in first["items"] + second["items"]] == ["cleo", "ben", "ana"]
    assert second["next"] is None
    assert [row["psid"] for row in closed["items"]] == ["ben"]


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ({"cursor": "not one"}, "cursor"),
        ({"limit": 101}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"status": "lost"}, "status"),
        ({"sort": "loudest"}, "sort"),
        ({"from": "monday"}, "from"),
        ({"from": "99999999999999999999"}, "from"),
        ({"to": "-1"}, "to"),
        ({"limit": "99999999999999999999"}, "limit"),
    ],
)
async def test_a_wrong_query_is_named(office: Office, query: dict[str, Any], wrong: str) -> None:
    """400 says which parameter is wrong."""
    status, problem = await office.ask("GET", "/conversations", **query)

    assert (status, problem["field"]) == (400, wrong)


@pytest.mark.parametrize("entry", ["9" * 20 + "-0", "1-" + "9" * 20, "-", "1-", "1-2-3", "\u0661-0", "1\n"])
@pytest.mark.parametrize(("part", "name"), [("messages", "before"), ("messages", "after"), ("decisions", "before")])
async def test_what_is_no_entry_is_named(office: Office, part: str, name: str, entry: str) -> None:
    """400 for anything that no message and no decision can be named by."""
    await office.shop.answered("ana")
    await office.follow()

    status, problem = await office.ask("GET", f"/conversations/{ACCOUNT}/ana/{part}", **{name: entry})

    assert (status, problem["field"]) == (400, name)


async def test_the_list_cuts_long_texts(office: Office) -> None:
    """A row of the list shows the first 200 characters; the thread has the whole text."""
    text = "ñ" * 300
    await office.shop.writes("ana", text)
    await office.follow()

    _, page = await office.ask("GET", "/conversations")
    _, thread = await office.ask("GET", f"/conversations/{ACCOUNT}/ana/messages")

    assert page["items"][0]["last_text"] == text[:200]
    assert thread["items"][-1]["text"] == text


async def test_a_wrong_word_is_told_the_right_ones(office: Office) -> None:
    """In a query as in a body."""
    await office.shop.answered("ana")
    path = f"/conversations/{ACCOUNT}/ana"

    _, query = await office.ask("GET", "/conversations", status="lost")
    _, body = await office.ask("PATCH", path, {"agent": "loud"})

    assert query["detail"] == "Invalid enum value 'lost'; allowed: closed, new, open, scheduled"
    assert body["detail"] == """Invalid enum value 'loud'; allowed: "", auto, draft, off, watch"""


async def test_an_empty_change_is_told_what_may_be_given(office: Office) -> None:
    """400 about no field in particular."""
    await office.shop.answered("ana")

    status, problem = await office.ask("PATCH", f"/conversations/{ACCOUNT}/ana", {})

    assert (status, problem.get("field", "")) == (400, "")
    assert problem["detail"] == "nothing to change: give any of status, agent, tags, assignee, owner"


async def test_a_change_is_told_and_seen(office: Office) -> None:
    """Status, agent, tags, assignee and owner, all in one request."""
    await office.shop.answered("ana")
    change = {"status": "closed", "agent": "draft", "tags": ["vip"], "assignee": "eva", "owner": "person"}

    status, body = await office.ask("PATCH", f"/conversations/{ACCOUNT}/ana", change)

    await office.follow()
    _, row = await office.ask("GET", f"/conversations/{ACCOUNT}/ana")
    assert (status, body) == (202, {"id": f"{ACCOUNT}:ana", "asked": change})
    assert {name: row[name] for name in change} == change


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"status": "lost"}, "status"),
        ({"agent": "loud"}, "agent"),
        ({"tags": [""]}, "tags[0]"),
        ({"owner": "app"}, "owner"),
        ({"colour": "red"}, "colour"),
    ],
)
async def test_a_wrong_change_is_named(office: Office, change: dict[str, Any], wrong: str) -> None:
    """400 says which field is wrong, and nothing is told."""
    await office.shop.answered("ana")

    status, problem = await office.ask("PATCH", f"/conversations/{ACCOUNT}/ana", change)

    assert (status, problem["field"]) == (400, wrong)


@pytest.mark.parametrize(
    ("method", "tail", "body"),
    [
        ("GET", "", None),
        ("PATCH", "", {"status": "closed"}),
        ("GET", "/messages", None),
        ("GET", "/decisions", None),
        ("POST", "/notes", {"text": "a note"}),
        ("POST", "/draft", {"action": "approve", "question": 1}),
    ],
)
async def test_an_unknown_conversation_is_not_found(office: Office, method: str, tail: str, body: Any) -> None:
    """Nothing is made up for somebody who never wrote."""
    assert (await office.ask(method, f"/conversations/{ACCOUNT}/nobody{tail}", body))[0] == 404


async def test_the_thread_is_paged_and_followed(office: Office) -> None:
    """Newest first with `next` to older ones; `after` gives what has come since."""
    for text in ("hola", "hola 2", "hola 3"):
        await office.shop.writes("ana", text)
    await office.follow()
    path = f"/conversations/{ACCOUNT}/ana/messages"

    _, newest = await office.ask("GET", path, limit=3)
    _, older = await office.ask("GET", path, limit=3, before=newest["next"])
    _, since = await office.ask("GET", path, after=older["items"][-1]["entry"])

    everything = older["items"][::-1] + newest["items"][::-1]
    assert {row["text"] for row in everything} >= {"hola", "hola 2", "hola 3"}
    assert since["items"] == everything[1:]


async def test_decisions_tell_their_gates(office: Office) -> None:
    """Each question's verdict comes with every gate that spoke."""
    await office.shop.answered("ana")
    await office.follow()

    _, page = await office.ask("GET", f"/conversations/{ACCOUNT}/ana/decisions")

    (decision,) = page["items"]
    assert decision["verdict"] == "answered"
    assert [gate["name"] for gate in decision["gates"]][:2] == ["account", "agent"]


async def test_a_note_that_is_asked_for_twice_is_one(office: Office) -> None:
    """Who does not know whether it arrived says it again under its `client_id`."""
    await office.shop.answered("ana")
    note = {"text": "likes tea", "client_id": "n1"}

    for _ in range(2):
        await office.ask("POST", f"/conversations/{ACCOUNT}/ana/notes", note)
    await office.ask("POST", f"/conversations/{ACCOUNT}/ana/notes", {"text": "likes tea", "client_id": "n2"})
    await office.follow()

    rows = (await office.ask("GET", f"/conversations/{ACCOUNT}/ana/messages"))[1]["items"]
    assert [row["text"] for row in rows if row["kind"] == "note"] == ["likes tea", "likes tea"]


async def test_a_note_stands_in_the_thread(office: Office) -> None:
    """A note is the team's own."""
    await office.shop.answered("ana")

    status, _ = await office.ask("POST", f"/conversations/{ACCOUNT}/ana/notes", {"text": "likes tea"})

    await office.follow()
    _, page = await office.ask("GET", f"/conversations/{ACCOUNT}/ana/messages")
    newest = page["items"][0]
    assert (status, newest["kind"], newest["text"], newest["by"]) == (202, "note", "likes tea", "admin")


@pytest.mark.parametrize(
    ("word", "sent", "priority"),
    [
        ({"action": "approve"}, ["We open at 9"], "normal"),
        ({"action": "edit", "text": "At 10 today"}, ["At 10 today"], "high"),
        ({"action": "discard"}, [], "normal"),
    ],
)
async def test_a_draft_is_answered(office: Office, word: dict[str, Any], sent: list[str], priority: str) -> None:
    """Approved it leaves, edited it leaves as edited, discarded it does not."""
    await office.shop.writes("ana", "do you ship?")
    await office.shop.tell("ana", m.AgentModeSet(mode="draft"))
    await office.shop.writes("ana")
    await office.follow()
    _, row = await office.ask("GET", f"/conversations/{ACCOUNT}/ana")

    path = f"/conversations/{ACCOUNT}/ana/draft"
    status, _ = await office.ask("POST", path, word | {"question": row["question"]})

    assert (row["phase"], row["proposal"]) == ("proposed", "We open at 9")
    assert (status, await office.shop.send(priority)) == (202, sent)


async def test_a_draft_that_does_not_wait_is_a_conflict(office: Office) -> None:
    """A word about a question that is over changes nothing."""
    await office.shop.answered("ana")
    path = f"/conversations/{ACCOUNT}/ana/draft"

    assert (await office.ask("POST", path, {"action": "approve", "question": 1}))[0] == 409


async def test_an_edit_needs_its_text(office: Office) -> None:
    """An edited draft without text is a mistake of the caller's."""
    await office.shop.answered("ana")
    path = f"/conversations/{ACCOUNT}/ana/draft"

    status, problem = await office.ask("POST", path, {"action": "edit", "question": 1})

    assert (status, problem["field"]) == (400, "text")


async def _proposed(office: Office, person: str = "ana") -> str:
    """A draft of question 1 waits for an answer; where that is given."""
    await office.shop.tell(person, m.AgentModeSet(mode="draft"))
    await office.shop.writes(person)
    await office.follow()
    return f"/conversations/{ACCOUNT}/{person}/draft"


@pytest.mark.parametrize("action", ["approve", "discard"])
async def test_other_words_with_an_approval_are_refused(office: Office, action: str) -> None:
    """400 names `text`: what somebody wrote is never silently left out."""
    path = await _proposed(office)

    status, problem = await office.ask("POST", path, {"action": action, "question": 1, "text": "otra cosa"})

    assert (status, problem["field"]) == (400, "text")
    assert "edit" in problem["detail"]
    assert await office.shop.send() == []


async def test_one_word_about_a_draft_wins(office: Office) -> None:
    """However many come at the same moment: the others are told, and the decision says whose it was."""
    path = await _proposed(office)
    words = ("approve", "approve", "discard", "approve")

    told = await asyncio.gather(*(office.ask("POST", path, {"action": word, "question": 1}) for word in words))

    lost = [problem["detail"] for status, problem in told if status == 409]
    assert (sorted(status for status, _ in told), len(set(lost))) == ([202, 409, 409, 409], 1)
    assert lost[0] == "somebody has already decided about the draft of question 1; its decision says who, and how"
    await office.follow()
    _, page = await office.ask("GET", f"/conversations/{ACCOUNT}/ana/decisions")
    winner = next(word for word, (status, _) in zip(words, told, strict=True) if status == 202)
    decided = page["items"][0]
    assert (decided["by"], decided["verdict"], decided["detail"]) == (
        "admin", "drafted", {"approve": "approved", "discard": "discarded"}[winner],
    )  # fmt: skip


async def test_the_next_draft_can_be_decided_again(office: Office) -> None:
    """A word counts for one draft: the one of the next question waits for its own."""
    path = await _proposed(office)
    await office.ask("POST", path, {"action": "discard", "question": 1})
    await office.shop.settle()
    await office.shop.writes("ana")
    await office.shop.settle()

    status, _ = await office.ask("POST", path, {"action": "approve", "question": 2})

    assert (status, await office.shop.send()) == (202, ["We open at 9"])
