"""What the inbox asks: rows with all that they show, its filters, its order by urgency, its counts."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from moca.clock import now_ms
from moca.domain import messages as m
from moca.domain.follow_up import FollowUp
from moca.domain.question import Question
from moca.domain.reply import Reply
from moca.runtime.actor import Address
from moca.views.file import FILE
from moca.views.listing import Filters, Listing
from moca.views.queries import READS, Views
from tests.builders import ACCOUNT, HOUR, MINUTE, START
from tests.integration.views.folds import Folds
from tests.integration.views.shop import conversation

OTHER = "17841400000000002"
HIT = m.Hit(kind="price", start=0, end=3, reason="no fact says so")


def a_draft(**fields: Any) -> Question:
    return Question(number=3, opened_at=START, waiting_since=START, phase="proposed", proposal="8 €", **fields)


async def row_of(views: Views, person: str) -> Any:
    row = await views.conversation(conversation(person))
    assert row is not None
    return row


async def people(views: Views, sort: Any = "newest", **filters: Any) -> list[str]:
    return [row.psid for row in (await views.conversations(Filters(**filters), sort)).items]


async def test_a_draft_shows_where_to_look(folds: Folds, views: Views) -> None:
    """The proposal with what the guard found in it; somebody is needed."""
    folds.fold("ana", question=a_draft(hits=(HIT,)))

    row = await row_of(views, "ana")

    assert (row.phase, row.proposal, row.hits, row.needs_person) == ("proposed", "8 €", (HIT,), True)


async def test_a_held_answer_shows_until_when(folds: Folds, views: Views) -> None:
    """With the send that somebody may cancel."""
    until = START + MINUTE
    folds.fold("ana", replies=(Reply(id="r1", source="bot", parts=("8 €",), hold_until=until, retry_at=until),))
    folds.fold("ben", replies=(Reply(id="r1", source="bot", parts=("8 €",), phase="queued", hold_until=until),))

    ana, ben = await row_of(views, "ana"), await row_of(views, "ben")

    assert (ana.held_send, ana.held_until) == ("r1.1", until)
    assert (ben.held_send, ben.held_until) == ("", 0)


async def test_a_picture_stays_until_a_newer_one_comes(folds: Folds, views: Views) -> None:
    """A profile without one takes none away."""
    folds.fold(
        "ana", m.ProfileFound(lookup="p1", picture="https://cdn/ana.jpg"), m.ProfileFound(lookup="p2", name="Ana"),
        first_seen=START - HOUR,
    )  # fmt: skip

    row = await row_of(views, "ana")

    assert (row.picture, row.name, row.first_seen) == ("https://cdn/ana.jpg", "Ana", START - HOUR)


async def test_a_test_chat_says_so(folds: Folds, views: Views) -> None:
    """It is nobody at Meta's."""
    folds.fold("test-chat")
    folds.fold("ana")

    assert ((await row_of(views, "test-chat")).test, (await row_of(views, "ana")).test) == (True, False)


@pytest.mark.parametrize("sort", ["newest", "oldest", "time_left", "score", "urgent"])
@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"unread": True}, {"ana", "ben", "dan", "eli"}),
        ({"draft": True}, {"ben", "cleo"}),
        ({"needs_person": True}, {"ben", "cleo", "dan"}),
        ({"needs_person": True, "account": OTHER}, {"dan"}),
        ({"draft": True, "unread": True}, {"ben"}),
        ({"draft": True, "tag": "vip"}, {"cleo"}),
        ({"assignee": ""}, {"ana", "ben", "cleo", "eli"}),
        ({"statuses": ("open", "scheduled")}, {"ana", "cleo"}),
        ({"mark": "urgent", "needs_person": True}, {"dan"}),
    ],
)
async def test_lists_are_narrowed(
    folds: Folds, views: Views, filters: dict[str, Any], found: set[str], sort: Any
) -> None:
    """Unread, drafts of either kind, what needs a person, nobody's, several statuses; in every order."""
    window_until = now_ms() + 2 * HOUR
    folds.fold("ana", status="open", window_until=window_until)
    folds.fold("ben", question=a_draft(), window_until=window_until)
    folds.fold("cleo", read_until=f"{START}-0", status="scheduled", tags=("vip",), window_until=window_until,
               follow_up=FollowUp(at=START, proposal="Still there?"))  # fmt: skip
    folds.fold("dan", account=OTHER, assignee="eva", urgent="angry", window_until=window_until)
    folds.fold("eli", window_until=window_until)

    assert set(await people(views, sort, **filters)) == found


async def test_the_last_hour_needs_a_person(folds: Folds, views: Views) -> None:
    """What nobody has answered joins in the last hour of its window, and leaves when that has closed."""
    now = now_ms()
    for person, left in (("fresh", 20 * HOUR), ("late", 30 * MINUTE), ("gone", -MINUTE)):
        folds.fold(person, window_until=now + left)

    assert await people(views, needs_person=True) == ["late"]
    assert [(await row_of(views, person)).needs_person for person in ("fresh", "late", "gone")] == [False, True, False]


@pytest.mark.parametrize("limit", [1, 2, 3, 10])
@pytest.mark.parametrize("filters", [{}, {"unread": True}, {"account": ACCOUNT}])
async def test_the_urgent_first(folds: Folds, views: Views, limit: int, filters: dict[str, Any]) -> None:
    """Then the least time left, then the newest; page after page, each once."""
    now = now_ms()
    folds.fold("closed-1", at=START, window_until=now - HOUR)
    folds.fold("closed-2", at=START + 1, window_until=now - 2 * HOUR)
    folds.fold("urgent-closed", at=START + 2, urgent="angry", window_until=now - HOUR)
    folds.fold("hours", at=START + 3, window_until=now + 5 * HOUR)
    folds.fold("minutes", at=START + 4, window_until=now + 5 * MINUTE)
    folds.fold("urgent", at=START + 5, urgent="angry", window_until=now + 9 * HOUR)
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = await views.conversations(Filters(**filters), "urgent", cursor or None, limit)
        found += [row.psid for row in page.items]
        cursor = page.next

    assert found == ["urgent", "urgent-closed", "minutes", "hours", "closed-2", "closed-1"]


@pytest.mark.parametrize("sort", ["newest", "time_left", "urgent"])
@pytest.mark.parametrize(
    ("filters", "index"),
    [({"draft": True}, "conversations_draft"), ({"needs_person": True, "account": "1"}, "conversations_needing")],
)
async def test_what_few_are_is_read_from_an_index_of_them(
    folds: Folds, tmp_path: Path, filters: dict[str, Any], index: str, sort: Any
) -> None:
    """Whatever else is asked, nobody looks at the others."""
    folds.fold("ana")
    listing = Listing(Filters(**filters), sort, None)

    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        plan = connection.execute(
            f"EXPLAIN QUERY PLAN {listing.statement(READS)}", listing.values | {"limit": 50, "now": 0}
        ).fetchall()

    assert any(f"INDEX {index}" in step[3] for step in plan)


async def test_lists_are_counted_together(folds: Folds, views: Views) -> None:
    """As many as their pages hold."""
    folds.fold("ana", question=a_draft())
    folds.fold("ben", status="closed", tags=("vip",))
    folds.fold("cleo", tags=("vip",))
    asked = [Filters(), Filters(draft=True), Filters(tag="vip"), Filters(tag="vip", status="closed"), Filters(q="x9")]

    assert await views.counts(asked) == [3, 1, 2, 1, 0]


async def test_counts_end_at_a_thousand(folds: Folds, views: Views) -> None:
    """Nobody needs to know more of a list, and it would take time."""
    for number in range(1_001):
        folds.fold(f"p{number}")

    assert await views.counts([Filters()]) == [1_000]


async def test_several_in_one_question(folds: Folds, views: Views) -> None:
    """By address; what is not known is left out."""
    folds.fold("ana", a_long_message())
    folds.fold("ben")
    asked = [conversation(person) for person in ("ana", "ben", "nobody")]

    rows = await views.several(asked)

    assert {address: row.psid for address, row in rows.items()} == {asked[0]: "ana", asked[1]: "ben"}
    assert len(rows[asked[0]].last_text) == 200


def a_long_message() -> m.MessageReceived:
    return m.MessageReceived(mid="m1", sent_at=START, text="x" * 500)


async def test_a_page_around_a_message(folds: Folds, views: Views) -> None:
    """The message with its neighbours, and where both ways go on."""
    folds.fold("ana", *(m.NoteAdded(text=f"{number}") for number in range(9)))

    around = await views.message_page_around(conversation("ana"), f"{START}-4", limit=4)

    assert [row.text for row in around.items] == ["6", "5", "4", "3", "2"]
    assert around.older is not None
    assert around.newer is not None
    older = await views.messages(conversation("ana"), around.older)
    newer = await views.messages_after(conversation("ana"), around.newer)
    assert [row.text for row in older.items] == ["1", "0"]
    assert [row.text for row in newer.items] == ["7", "8"]


async def test_a_page_around_the_newest_message(folds: Folds, views: Views) -> None:
    """It goes on to one side only."""
    folds.fold("ana", *(m.NoteAdded(text=f"{number}") for number in range(3)))

    around = await views.message_page_around(conversation("ana"), f"{START}-2", limit=10)

    assert ([row.text for row in around.items], around.older, around.newer) == (["2", "1", "0"], None, None)


async def test_decisions_by_number(folds: Folds, views: Views) -> None:
    """Those that were asked for and have ended."""
    ended = [m.QuestionDecided(question=number, verdict="silent", detail=f"d{number}") for number in (1, 2, 3)]
    folds.fold("ana", *ended)

    decisions = await views.decisions_of(Address("conversation", f"{ACCOUNT}:ana"), [1, 3, 9])

    assert {number: row.detail for number, row in decisions.items()} == {1: "d1", 3: "d3"}
