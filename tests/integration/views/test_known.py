"""What is known of the customers, in lists, contacts and decisions."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from moca.clock import now_ms
from moca.domain import messages as m
from moca.domain.agreement import Judged
from moca.domain.conversation import Conversation
from moca.domain.lead import Known, Lead, Mood, Score
from moca.runtime.actor import Entry
from moca.views.feed import Follower
from moca.views.file import FILE
from moca.views.folding import Reading
from moca.views.listing import Filters, Listing
from moca.views.projection import Projection
from moca.views.queries import READS, Views
from tests.builders import ACCOUNT, DAY, START, a_message
from tests.integration.views.shop import Shop, conversation
from tests.unit.actors.talk import FORM

OTHER = "17841400000000002"
Fold = Callable[..., None]


@pytest.fixture
def fold(projection: Projection) -> Fold:
    """Folds conversations as their states stand, each with one message; and more facts where they are given."""
    projection.acquire()

    def fold(person: str, *facts: msgspec.Struct, at: int = START, account: str = ACCOUNT, **state: Any) -> None:
        told = (a_message("hola", f"{person}-1", at), *facts)
        entries = [
            Entry(f"{at}-{place}", type(fact).__name__, f"{place}", msgspec.json.encode(fact).decode(), "")
            for place, fact in enumerate(told)
        ]
        projection.apply([Reading(conversation(person, account), FORM.encode(Conversation(**state)), entries)])

    return fold


def a_lead(score: int = 0, **known: str) -> Lead:
    fields: Any = {name: Known(value=value, at=START, by="model", mid="m1") for name, value in known.items()}
    return Lead(scores=(Score(value=score, at=START, reason="buys", mid="m1"),) if score else (), **fields)


async def found(views: Views, sort: Any = "newest", **filters: Any) -> list[str]:
    return [row.psid for row in (await views.conversations(Filters(**filters), sort)).items]


async def test_a_row_tells_lead_mood_and_marks(fold: Fold, views: Views) -> None:
    """In plain words; the name is Meta's as long as nobody knows better."""
    mood = Mood(intent="price", topic="cakes", sentiment="neutral", language="es", mid="m1")
    profile = m.ProfileFound(lookup="p", name="Ana Paz")
    fold("ana", profile, lead=a_lead(6, email="ana@x.com"), mood=mood, urgent="angry", tags=("vip",))

    row = await views.conversation(conversation("ana"))

    assert row is not None
    assert (row.lead.name, row.lead.email, row.lead.phone) == ("Ana Paz", "ana@x.com", "")
    assert (row.score, row.hot, row.urgent, row.tags) == (6, True, "angry", ("vip",))
    assert (row.intent, row.topic, row.sentiment, row.language) == ("price", "cakes", "neutral", "es")


async def test_hot_is_each_accounts_own(fold: Fold, views: Views) -> None:
    """From the score that the account has set, in the row as in the filter; another account's does not matter."""
    fold("ana", lead=a_lead(4))
    fold("ben", lead=a_lead(4), account=OTHER)
    fold("cleo", at=START + 1, lead=a_lead(3))
    fold("dan")
    hot_scores = {ACCOUNT: 4, OTHER: 5}

    (row,) = (await views.conversations(Filters(mark="hot", hot_scores=hot_scores))).items

    assert (row.psid, row.hot) == ("ana", True)
    assert await found(views, mark="hot", hot_scores={ACCOUNT: 3, OTHER: 4}) == ["cleo", "ben", "ana"]
    assert await found(views, mark="hot") == []


@pytest.mark.parametrize(
    ("filters", "people"),
    [
        ({"mark": "urgent"}, {"ana", "ben"}),
        ({"mark": "urgent", "account": OTHER}, {"ben"}),
        ({"mark": "urgent", "tag": "vip"}, {"ana"}),
        ({"mark": "hot", "tag": "vip"}, {"ana"}),
        ({"mark": "hot", "account": ACCOUNT, "status": "closed"}, set()),
        ({"intent": "price"}, {"ana", "cleo"}),
        ({"intent": "price", "account": ACCOUNT, "mark": "urgent"}, {"ana"}),
        ({"q": "ANA@x.com"}, {"ana"}),
        ({"q": "9 1234"}, {"cleo"}),
        ({"q": "912345678"}, {"cleo"}),
        ({"q": "joše"}, {"ben"}),
    ],
)
async def test_lists_are_narrowed(fold: Fold, views: Views, filters: dict[str, Any], people: set[str]) -> None:
    """By mark, by intent, and by what is known of a person; and together."""
    fold("ana", lead=a_lead(7, email="ana@x.com"), urgent="angry", tags=("vip",), mood=Mood(intent="price"))
    fold("ben", lead=a_lead(name="José"), urgent="asked for a person", account=OTHER)
    fold("cleo", lead=a_lead(2, phone="9 1234 5678"), mood=Mood(intent="price"))

    assert set(await found(views, **filters)) == people


@pytest.mark.parametrize("filters", [{}, {"tag": "vip"}, {"mark": "urgent"}, {"account": ACCOUNT}])
async def test_the_likeliest_first(fold: Fold, views: Views, filters: dict[str, Any]) -> None:
    """By score, then the newest; page after page."""
    for person, score, at in (("ana", 2, 0), ("ben", 7, 1), ("cleo", 7, 2), ("dan", 0, 3)):
        fold(person, at=START + at, lead=a_lead(score), tags=("vip",), urgent="angry")

    first = await views.conversations(Filters(**filters), "score", None, 3)
    rest = await views.conversations(Filters(**filters), "score", first.next, 3)

    assert [row.psid for row in (*first.items, *rest.items)] == ["cleo", "ben", "ana", "dan"]


@pytest.mark.parametrize("sort", ["newest", "score", "time_left"])
@pytest.mark.parametrize(
    ("filters", "index"),
    [
        ({"mark": "urgent"}, "conversations_urgent"),
        ({"mark": "urgent", "account": ACCOUNT}, "conversations_urgent"),
        ({"mark": "hot", "account": ACCOUNT, "status": "open"}, "conversations_by_rank"),
    ],
)
def test_marks_are_read_from_their_index(
    projection: Projection, tmp_path: Path, filters: dict[str, Any], index: str, sort: Any
) -> None:
    """Few are marked: only those are looked at, whatever else is asked."""
    projection.acquire()
    listing = Listing(Filters(**filters), sort, None)

    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        values = listing.values | {"limit": 50, "now": 0}
        plan = connection.execute(f"EXPLAIN QUERY PLAN {listing.statement(READS)}", values).fetchall()

    assert any(f"c USING INDEX {index}" in step[3] or f"c USING COVERING INDEX {index}" in step[3] for step in plan)


async def test_a_contact_tells_where_each_value_is_from(shop: Shop, follower: Follower, views: Views) -> None:
    """By whom, since when; the profile's name where there is no other."""
    await shop.writes("ana", sent_at=now_ms() - DAY)
    await shop.writes("ana")
    await shop.tell("ana", m.ProfileFound(lookup="p", name="Ana Paz", username="anap"))
    await shop.tell("ana", m.LeadSet(email="ana@x.com", by="eva"))
    await shop.tell("ana", m.ScoreSet(score=6, reason="has paid before", by="eva"))
    await shop.settle()
    while await follower.run_once():
        pass

    contact = await views.contact(conversation("ana"))

    assert contact is not None
    assert contact.name is not None
    assert contact.email is not None
    assert (contact.username, contact.name.value, contact.name.by) == ("anap", "Ana Paz", "profile")
    assert (contact.email.value, contact.email.by, contact.email.mid, contact.phone) == ("ana@x.com", "eva", "", None)
    assert [(it.value, it.reason, it.by) for it in contact.scores] == [(6, "has paid before", "eva")]
    assert (contact.score, contact.hot, contact.messages) == (6, True, 2)
    assert contact.first_seen < contact.last_seen - DAY // 2


async def test_contacts_are_paged(fold: Fold, views: Views) -> None:
    """Newest first, each once; narrowed to the hot ones."""
    for number in range(3):
        fold(f"p{number}", at=START + number, lead=a_lead(5 + number))

    first = await views.contacts(Filters(), limit=2)
    rest = await views.contacts(Filters(), cursor=first.next, limit=2)
    hot = await views.contacts(Filters(mark="hot", hot_scores={ACCOUNT: 7}))

    assert [row.psid for row in (*first.items, *rest.items)] == ["p2", "p1", "p0"]
    assert (rest.next, [row.psid for row in hot.items]) == (None, ["p2"])


def decided(question: int, verdict: Any, detail: str = "", intent: str = "price", **fields: Any) -> m.QuestionDecided:
    answer = m.Answer(send=True, message="8 €", intent=intent, facts=("f1",))
    return m.QuestionDecided(question=question, verdict=verdict, detail=detail, answer=answer, **fields)


async def test_a_decision_tells_what_the_guard_found(fold: Fold, views: Views) -> None:
    """With the facts that were given and used, and whether the words were changed."""
    hit = m.Hit(kind="price", start=0, end=3, reason="no fact says so")
    fold("ana", decided(1, "drafted", "approved", hits=(hit,), retrieved=("f1", "f2"), edited=True))

    (row,) = (await views.decisions(conversation("ana"))).items

    assert (row.hits, row.retrieved, row.edited) == ((hit,), ("f1", "f2"), True)
    assert row.answer is not None
    assert row.answer.facts == ("f1",)


async def test_drafts_are_counted_by_intent(fold: Fold, views: Views) -> None:
    """Of this account, since that moment, and with an intent; what the guard had stopped is counted apart."""
    hit = m.Hit(kind="price", start=0, end=3, reason="no fact says so")
    fold(
        "ana", decided(1, "drafted", "approved"), decided(2, "drafted", "approved", edited=True),
        decided(3, "drafted", "discarded"), decided(4, "drafted", "expired"),
        decided(5, "drafted", "approved", hits=(hit,)), decided(6, "watched", "8 €"),
        decided(7, "answered", source="bot"), decided(8, "answered", source="rule"), decided(9, "blocked", "cancelled"),
        decided(10, "drafted", "approved", intent="hours"), decided(11, "drafted", "approved", intent=""),
    )  # fmt: skip
    fold("ben", decided(1, "drafted", "approved"), account=OTHER)
    fold("cleo", decided(1, "drafted", "approved"), at=START - 1)

    judged = await views.judged(ACCOUNT, START)

    price = Judged(
        intent="price", approved=1, edited=1, discarded=1, expired=1, flagged=1, watched=1, answered=1, cancelled=1
    )
    assert judged == [Judged(intent="hours", approved=1), price]
