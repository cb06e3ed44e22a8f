"""Comments in the projection: the comment, its answers and its verdict, each once."""

from pathlib import Path

from moca.clock import now_ms
from moca.domain import messages as m
from moca.domain.messages import CommentReceived
from moca.runtime.store import Store
from moca.views.feed import Follower
from moca.views.listing import Filters
from moca.views.projection import Projection
from moca.views.queries import Views
from tests.builders import a_comment, a_comment_rule, a_context
from tests.integration.views.dump import dump
from tests.integration.views.shop import Shop, conversation

RULE = a_comment_rule("precio", name="price", public=("Te escribimos",), private=("8.900",))


def ana_comments(text: str = "¿Precio?", **fields: str) -> CommentReceived:
    return a_comment(text, sent_at=now_ms(), **fields)


async def seen(shop: Shop, follower: Follower) -> None:
    await shop.settle()
    while await follower.run_once():
        pass


async def test_a_comment_and_its_answers_are_seen(shop: Shop, follower: Follower, views: Views) -> None:
    """The thread shows the comment with its verdict, and both answers with the comment that they are for."""
    shop.context = a_context(comment_rules=(RULE,))
    await shop.tell("ana", ana_comments(parent_id="178000"))
    await shop.send()
    await shop.send("private")

    await seen(shop, follower)

    rows = (await views.messages(conversation("ana"))).items[::-1]
    told = [(row.kind, row.who, row.state, row.comment_id, row.media_id, row.parent_id) for row in rows]
    assert told == [
        ("comment", "customer", "received", "178001", "17895", "178000"),
        ("public_reply", "bot", "sent", "178000", "", ""),
        ("private_reply", "bot", "sent", "178001", "", ""),
    ]
    assert rows[0].decided == "answered by price: public and private"
    (decision,) = (await views.decisions(conversation("ana"))).items
    assert (decision.question, decision.verdict, decision.comment_id, decision.rule, decision.source, decision.mids) == (
        0, "answered", "178001", "price", "rule", ("178001",),
    )  # fmt: skip


async def test_the_notice_with_the_ad_is_not_a_second_comment(shop: Shop, follower: Follower, views: Views) -> None:
    """A boosted post tells twice; the thread shows it once."""
    await shop.tell("ana", ana_comments())
    await shop.tell("ana", ana_comments(ad_id="120"))

    await seen(shop, follower)

    assert [row.kind for row in (await views.messages(conversation("ana"))).items] == ["comment"]
    assert len((await views.decisions(conversation("ana"))).items) == 1


async def test_a_comment_that_nobody_must_answer_waits_for_nobody(shop: Shop, follower: Follower, views: Views) -> None:
    """Silence was the decision; a message after it still waits."""
    await shop.tell("ana", ana_comments("qué lindo"))
    await shop.tell("ben", ana_comments("qué lindo"))
    await shop.writes("ben", "do you ship?")

    await seen(shop, follower)

    page = await views.conversations(Filters())
    assert {row.psid: row.unanswered for row in page.items} == {"ana": False, "ben": True}
    assert (await views.figures(0)).answered == 0


async def test_rebuilt_it_is_the_same(shop: Shop, follower: Follower, store: Store, tmp_path: Path) -> None:
    """A fold step by step and a fold of everything at once give the same rows."""
    shop.context = a_context(comment_rules=(RULE,))
    await shop.tell("ana", ana_comments())
    await seen(shop, follower)
    await shop.send(result=lambda call: m.SendRefused(send=call, kind="content", code=100, detail="It is gone."))
    await seen(shop, follower)
    await shop.send("private")
    await seen(shop, follower)

    other = Projection(tmp_path / "other")
    await seen(shop, Follower(store, other))
    other.close()

    assert dump(tmp_path) == dump(tmp_path / "other")
