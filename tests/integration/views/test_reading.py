"""Lists, pages and figures, as the office asks for them."""

from typing import Any

import pytest

from moca.clock import now_ms
from moca.domain import messages as m
from moca.runtime.store import Store
from moca.views.digest import Asked
from moca.views.feed import Follower
from moca.views.listing import Filters
from moca.views.paging import BadCursorError, Cursor
from moca.views.queries import Views
from moca.views.rows import Sort
from tests.builders import ACCOUNT, DAY, HOUR
from tests.integration.views.shop import Shop, conversation


async def _see(shop: Shop, follower: Follower) -> None:
    await shop.settle()
    while await follower.run_once():
        pass


async def _everything(views: Views, sort: Sort, limit: int, **filters: Any) -> list[str]:
    """The people of a list, page after page."""
    people: list[str] = []
    cursor: str | None = None
    while True:
        page = await views.conversations(Filters(**filters), sort, cursor, limit)
        people += [row.psid for row in page.items]
        cursor = page.next
        if cursor is None:
            return people


async def test_a_forged_cursor_beyond_all_numbers_is_refused(views: Views) -> None:
    """SQLite could not hold such a key."""
    cursor = Cursor("newest", 1 << 70, "a").text()

    with pytest.raises(BadCursorError):
        await views.conversations(Filters(), "newest", cursor)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {"ana", "ben", "cleo"}),
        ({"status": "closed"}, {"ben"}),
        ({"status": "open"}, {"ana"}),
        ({"account": ACCOUNT}, {"ana", "ben", "cleo"}),
        ({"account": "1"}, set()),
        ({"tag": "vip"}, {"ben"}),
        ({"assignee": "eva"}, {"cleo"}),
        ({"owner": "bot"}, {"ana"}),
        ({"q": "OPEN at"}, {"ana"}),
        ({"q": "cle"}, {"cleo"}),
        ({"q": "50%"}, {"ben"}),
        ({"q": "0_"}, set()),
        ({"to_ms": 5}, set()),
        ({"from_ms": 5, "status": "closed", "tag": "vip"}, {"ben"}),
    ],
)
async def test_lists_are_filtered(
    shop: Shop, follower: Follower, views: Views, filters: dict[str, Any], found: set[str]
) -> None:
    """Each filter narrows the list, and together they narrow it further."""
    await shop.answered("ana")
    await shop.writes("ben", "is it 50% off?")
    await shop.tell("ben", m.TagsSet(tags=("vip",)))
    await shop.tell("ben", m.StatusSet(status="closed"))
    await shop.writes("cleo", "are you there?")
    await shop.tell("cleo", m.Assigned(assignee="eva"))
    await _see(shop, follower)

    assert {row.psid for row in (await views.conversations(Filters(**filters))).items} == found


@pytest.mark.parametrize(
    ("sort", "order"),
    [("newest", ["p4", "p3", "p2", "p1", "p0"]), ("oldest", ["p0", "p1", "p2", "p3", "p4"])],
)
@pytest.mark.parametrize("limit", [1, 2, 5])
async def test_pages_hold_each_conversation_once(
    shop: Shop, follower: Follower, views: Views, sort: Sort, order: list[str], limit: int
) -> None:
    """All pages together are the list, in its order."""
    for number in range(5):
        await shop.writes(f"p{number}", "is it open?")
    await _see(shop, follower)

    assert await _everything(views, sort, limit) == order


async def test_time_left_lists_the_windows_that_close_first(shop: Shop, follower: Follower, views: Views) -> None:
    """The least time left first; closed windows are no part of it."""
    for person, hours_ago in (("late", 23), ("fresh", 1), ("gone", 25), ("half", 12)):
        await shop.writes(person, "is it open?", sent_at=now_ms() - hours_ago * HOUR)
    await _see(shop, follower)

    assert await _everything(views, "time_left", 2) == ["late", "half", "fresh"]


async def test_what_moves_while_paging_disturbs_nobody_else(shop: Shop, follower: Follower, views: Views) -> None:
    """A conversation that becomes the newest leaves the pages to come; every other one is met exactly once."""
    for number in range(4):
        await shop.writes(f"p{number}", "is it open?")
    await _see(shop, follower)
    first = await views.conversations(Filters(), "newest", None, 2)
    await shop.writes("p0", "hello?")
    await _see(shop, follower)

    second = await views.conversations(Filters(), "newest", first.next, 2)

    assert [row.psid for row in first.items] == ["p3", "p2"]
    assert [row.psid for row in second.items] == ["p1"]


async def test_a_cursor_of_another_order_is_refused(shop: Shop, follower: Follower, views: Views) -> None:
    """A cursor only goes on in the list that gave it."""
    for person in ("ana", "ben"):
        await shop.writes(person, "is it open?")
    await _see(shop, follower)
    page = await views.conversations(Filters(), "newest", None, 1)

    with pytest.raises(BadCursorError):
        await views.conversations(Filters(), "oldest", page.next, 1)


async def test_seen_messages_say_so(shop: Shop, follower: Follower, views: Views) -> None:
    """A read that names our message marks it, and everything before it, as seen."""
    await shop.answered("ana")
    await _see(shop, follower)
    (before, _) = (await views.messages(conversation("ana"))).items
    await shop.tell("ana", m.MessageRead(mid=before.mid, sent_at=1))
    await _see(shop, follower)

    (after, _) = (await views.messages(conversation("ana"))).items

    assert (before.state, after.state) == ("sent", "seen")


async def test_another_apps_words_are_its_own(shop: Shop, follower: Follower, views: Views) -> None:
    """What another app wrote in standby is neither the bot's nor a person's."""
    await shop.writes("ana", "is it open?", standby=True)
    await shop.tell("ana", m.EchoReceived(mid="app-1", sent_at=now_ms(), text="by the other app", standby=True))
    await _see(shop, follower)

    (newest, _, _) = (await views.messages(conversation("ana"))).items

    assert (newest.who, newest.text) == ("app", "by the other app")


async def test_figures_count_what_wanted_an_answer(shop: Shop, follower: Follower, views: Views) -> None:
    """Answered of what wanted an answer, failed of what was sent, and how long both took."""
    await shop.answered("ana")
    await shop.writes("ben", "no rule fits this")
    await shop.writes("cleo", "gracias")
    await shop.writes("dan")
    await shop.send(result=lambda call: m.SendRefused(send=call, kind="content", code=100, detail="no such person"))
    await _see(shop, follower)

    figures = await views.figures(now_ms() - DAY)

    assert (figures.answered, figures.not_answered, figures.answered_share) == (1, 2, 1 / 3)
    assert (figures.sent, figures.failed, figures.failed_share) == (1, 1, 0.5)
    assert (figures.first_answer.count, figures.queue.count) == (1, 2)
    assert 0 <= (figures.first_answer.median_ms or 0) < 10_000


async def test_the_away_line_answers_nobody(store: Store, follower: Follower, views: Views) -> None:
    """A question that only got the line of an absent business is not answered, also in the day's digest."""
    shop = Shop(store, away_text="We answer tomorrow")
    await shop.answered("ana", "no rule fits this")
    await shop.answered("ben")
    await _see(shop, follower)

    figures = await views.figures(now_ms() - DAY)
    day, _ = await views.digest(Asked(ACCOUNT, now_ms() - DAY, now_ms() + DAY, 6))

    assert (figures.answered, figures.not_answered, figures.sent, figures.first_answer.count) == (1, 1, 2, 1)
    assert (day.answered_by_rule, day.not_answered) == (1, 1)


async def test_without_anything_there_are_no_shares(follower: Follower, views: Views) -> None:
    """Nothing divided by nothing is not zero."""
    await follower.run_once()

    figures = await views.figures(0)

    assert (figures.answered_share, figures.failed_share, figures.first_answer.p99_ms) == (None, None, None)


async def test_a_held_answer_is_seen_before_it_leaves(store: Store, follower: Follower, views: Views) -> None:
    """With its words and until when, so that somebody can cancel it in time; then it stands as withdrawn."""
    shop = Shop(store, hold_seconds=60)
    await shop.writes("ana")
    await _see(shop, follower)

    (held,) = await views.waiting(10)
    assert (held.state, held.text, held.retry_at) == ("held", "We open at 9", held.due_at)
    await shop.tell("ana", m.SendCancelled(send=held.send, by="eva"))
    await _see(shop, follower)

    assert await views.waiting(10) == []
    assert (await views.messages(conversation("ana"))).items[0].state == "withdrawn"
