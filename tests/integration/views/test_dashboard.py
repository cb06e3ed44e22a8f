"""The dashboard: how things stand, how the day goes, what needs a person."""

from typing import Any

import pytest

from moca.clock import now_ms
from moca.domain import messages as m
from moca.domain.question import Question
from moca.domain.reply import GivenUp
from moca.runtime.store import Store
from moca.views.dashboard import Dashboard
from moca.views.feed import Follower
from moca.views.listing import Filters
from moca.views.queries import Views
from tests.builders import ACCOUNT, DAY, HOUR, MINUTE, START, a_message
from tests.integration.views.folds import Folds
from tests.integration.views.shop import Shop, conversation

OTHER = "17841400000000002"


async def seen(views: Views, since: int | None = None, account: str | None = None) -> Dashboard:
    return await views.dashboard(now_ms() - HOUR if since is None else since, Filters(account=account))


async def follow(shop: Shop, follower: Follower) -> None:
    await shop.settle()
    while await follower.run_once():
        pass


async def test_an_empty_shop_is_all_zeroes(follower: Follower, views: Views) -> None:
    """And what is not known is said so."""
    await follower.run_once()

    board = await seen(views)

    assert (board.contacts, board.active, board.unanswered, board.received, board.sent) == (0, 0, 0, 0, 0)
    assert (board.first_answers.median_ms, board.first_answers.p90_ms) == (None, None)
    assert (board.attention.conversations, board.attention.oldest) == (0, [])


async def test_the_day_so_far(shop: Shop, follower: Follower, views: Views) -> None:
    """Messages both ways, also those that were written in Instagram; who answered; how long it took."""
    await shop.answered("ana")
    await shop.answered("ben")
    await shop.writes("cleo", "no rule fits this")
    await shop.settle()
    await shop.tell("cleo", m.ReplyRequested(send="c1", text="We do", by="eva"))
    await shop.send("high")
    await shop.writes("dan", "is it open?")
    await shop.settle()
    await shop.tell("dan", m.EchoReceived(mid="e1", sent_at=now_ms(), text="Yes, until 9"))
    await follow(shop, follower)

    board = await seen(views)

    assert (board.contacts, board.received, board.sent) == (4, 4, 4)
    by = board.answered_by
    assert (by.bot, by.rule, by.approved, by.person) == (0, 2, 0, 2)
    assert board.first_answers.count == 4
    assert 0 <= (board.first_answers.p90_ms or 0) < 10_000


async def test_the_day_by_the_hour(folds: Folds, views: Views) -> None:
    """Every hour from the first to now, also the quiet ones."""
    now = now_ms()
    since = now - 3 * HOUR
    folds.fold("ana", a_message("hola", "m1", now), at=since + MINUTE)
    folds.fold("ben", a_message("hola", "m1", now), m.PersonWrote(mid="e1", sent_at=now, text="hi"), at=now - MINUTE)
    folds.fold("cleo", a_message("hola", "m1", now), at=since - MINUTE)

    board = await seen(views, since)

    assert [(hour.received, hour.sent) for hour in board.hours] == [(1, 0), (0, 0), (1, 1), (0, 0)]
    assert [hour.at for hour in board.hours][:2] == [since, since + HOUR]
    assert (board.received, board.sent) == (2, 1)


async def test_history_and_notes_are_no_messages_of_the_day(folds: Folds, views: Views) -> None:
    """Nor is anything of a test chat."""
    now = now_ms()
    folds.fold(
        "ana", m.MessageReceived(mid="m1", sent_at=now, text="old", imported=True),
        m.PersonWrote(mid="e1", sent_at=now, text="old", imported=True), m.NoteAdded(text="asked twice", by="eva"),
        at=now - MINUTE,
    )  # fmt: skip
    folds.fold("test-chat", a_message("hola", "m1", now), at=now - MINUTE)

    board = await seen(views)

    assert (board.contacts, board.received, board.sent, board.answered_by.person) == (1, 0, 0, 0)


async def test_active_and_unanswered(folds: Folds, views: Views) -> None:
    """Not closed, with a word within the day; and with the customer's last word."""
    now = now_ms()
    folds.fold("ana", at=now - HOUR, status="open")
    folds.fold("ben", at=now - 2 * DAY, status="open")
    folds.fold("dora", at=now - HOUR, status="scheduled")
    folds.fold("cleo", a_message("hola", "m1", now), m.PersonWrote(mid="e1", sent_at=now, text="hi"), at=now - HOUR,
               status="closed")  # fmt: skip

    board = await seen(views)

    assert (board.contacts, board.active, board.unanswered) == (4, 2, 3)


async def test_what_needs_a_person(folds: Folds, views: Views) -> None:
    """How many for which reason, and the oldest of them."""
    now = now_ms()
    a_draft = Question(number=1, opened_at=START, waiting_since=START, phase="proposed", proposal="8 €")
    states: list[dict[str, Any]] = [
        {"owner": "waiting"},
        {"question": a_draft, "urgent": "angry"},
        {"given_up": (GivenUp(id="r1", source="bot", parts=("8 €",)),)},
        {"window_until": now + 30 * MINUTE},
        {},
    ]
    for number, state in enumerate(states):
        facts = [a_message("hola", "m1", START)]
        if "given_up" in state:
            facts += [m.MessagePlanned(send="r1.1", answer="r1", text="8 €", source="bot", part=1, parts=1),  # type: ignore[list-item]
                      m.MessageFailed(send="r1.1", state="refused", reason="no")]  # type: ignore[list-item]  # fmt: skip
        folds.fold(f"p{number}", *facts, at=START + number, **state)

    attention = (await seen(views)).attention

    assert (attention.conversations, attention.waiting, attention.drafts) == (4, 1, 1)
    assert (attention.urgent, attention.failed, attention.closing) == (1, 1, 1)
    assert [row.psid for row in attention.oldest] == ["p0", "p1", "p2", "p3"]
    assert all(row.needs_person for row in attention.oldest)


async def test_each_account_apart(folds: Folds, views: Views) -> None:
    """Everything is counted of one account alone."""
    now = now_ms()
    folds.fold("ana", a_message("hola", "m1", now), at=now - MINUTE, owner="waiting", status="open")
    folds.fold("ben", a_message("hola", "m1", now), at=now - MINUTE, owner="waiting", status="open", account=OTHER)

    board = await seen(views, account=OTHER)

    assert (board.contacts, board.active, board.unanswered, board.received) == (1, 1, 1, 1)
    assert (board.attention.conversations, board.attention.waiting) == (1, 1)
    assert [row.psid for row in board.attention.oldest] == ["ben"]


async def test_the_away_line_is_no_answer(store: Store, follower: Follower, views: Views) -> None:
    """Whoever got only that is still to be answered for the first time."""
    shop = Shop(store, away_text="We answer tomorrow")
    await shop.answered("ana", "no rule fits this")
    await follow(shop, follower)

    board = await seen(views)

    assert (board.first_answers.count, board.answered_by.rule) == (0, 0)


@pytest.mark.parametrize("sent_by", ["eva", ""])
async def test_an_approved_draft_counts_as_such(folds: Folds, views: Views, sent_by: str) -> None:
    """Whoever approved it."""
    now = now_ms()
    folds.fold("ana", m.QuestionDecided(question=1, verdict="drafted", detail="approved", by=sent_by), at=now)

    assert (await seen(views)).answered_by.approved == 1
    assert await views.conversation(conversation("ana", ACCOUNT)) is not None
