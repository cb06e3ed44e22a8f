"""How much waits to leave, counted: for the estimate of the queue, and for the numbers of the rail."""

from moca.domain import messages as m
from moca.views.feed import Follower
from moca.views.loads import Load, Stuck
from moca.views.queries import Views
from tests.builders import ACCOUNT
from tests.integration.views.shop import Shop


async def seen(shop: Shop, follower: Follower) -> None:
    await shop.settle()
    while await follower.run_once():
        pass


async def test_what_waits_for_the_pace_is_counted_by_account(shop: Shop, follower: Follower, views: Views) -> None:
    """Two answers in the bot's queue, and nothing has ever been said."""
    for person in ("ana", "bea"):
        await shop.writes(person)
    await seen(shop, follower)

    assert await views.loads() == [Load(ACCOUNT, "normal", 2)]
    assert (await views.stuck(), await views.has_answered()) == (Stuck(), False)


async def test_what_needs_a_look_is_counted(shop: Shop, follower: Follower, views: Views) -> None:
    """One in doubt, one refused; and one answer that arrived."""
    await shop.writes("ana")
    await shop.send(result=lambda call: m.SendUnknown(send=call, detail="lost"))
    await shop.writes("bea")
    await shop.send(result=lambda call: m.SendRefused(send=call, kind="content", detail="no such person"))
    await shop.answered("eva")
    await seen(shop, follower)

    assert (await views.loads(), await views.stuck(), await views.has_answered()) == ([], Stuck(1, 1), True)
