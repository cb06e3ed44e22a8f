"""The outlook on a real store."""

import msgspec
import pytest

from moca.clock import now_ms
from moca.domain import messages as m
from moca.domain.account import AccountThrottled
from moca.outlook.day import last_day
from moca.outlook.outlook import outlook
from moca.runtime.actor import Address
from moca.runtime.store import Letter, Store
from moca.runtime.workers import Workers
from tests.builders import ACCOUNT, a_comment, a_comment_rule
from tests.integration.verify.shop import Shop, body_of, who


@pytest.fixture
async def shop(store: Store) -> Shop:
    shop = Shop(store)
    await shop.open()
    return shop


async def test_an_empty_store_has_nothing_to_say(store: Store):
    """Every line is there, with zeroes."""
    seen = await outlook(store, await last_day(store))

    assert (seen.waiting, seen.due, seen.claimed, seen.held, seen.parked_count) == ((), (), (), (), 0)
    assert [(depth.priority, depth.count) for depth in seen.depths] == [
        ("high", 0), ("normal", 0), ("private", 0), ("low", 0),
    ]  # fmt: skip
    assert seen.to_text().count("no data yet") == 5


async def test_queued_sends_have_their_places(shop: Shop):
    """In the order in which they were queued, with the time at which the limit lets them go."""
    for person in ("9001", "9002", "9003"):
        await shop.writes(person=person)

    seen = await outlook(shop.store, None, per_second=2)

    assert seen.depths[1].count == 3
    assert [(waiting.address, waiting.send, waiting.until - seen.at) for waiting in seen.waiting] == [
        (str(who("9001")), "r1.1", 0), (str(who("9002")), "r1.1", 500), (str(who("9003")), "r1.1", 1_000),
    ]  # fmt: skip
    assert [due.name for due in seen.due] == ["requeue"] * 3


async def test_drafts_wait_too(shop: Shop):
    """However far their windows' ends are away, and beside as many sends as are shown; the team's own are not shown."""
    await shop.accounts.change_settings(ACCOUNT, {"agent": "draft"})
    for person in ("9001", "9002", "test-ana"):
        await shop.writes(person=person)
    await shop.accounts.change_settings(ACCOUNT, {"agent": "auto"})
    for person in ("9003", "9004"):
        await shop.writes(person=person)

    seen = await outlook(shop.store, None, show=2)

    assert [(waiting.address, waiting.state) for waiting in seen.waiting] == [
        (str(who("9003")), "queued"), (str(who("9004")), "queued"), (str(who("9001")), "proposed"),
        (str(who("9002")), "proposed"),
    ]  # fmt: skip
    assert seen.waiting[2].why == "a draft waits for approval: the agent only drafts here"
    assert "No message waits" not in seen.to_text()


async def test_a_draft_is_found_that_is_due_after_many_others(shop: Shop):
    """By the feed, which names what was proposed lately."""
    await shop.accounts.change_settings(ACCOUNT, {"agent": "draft"})
    await shop.writes()
    others = {f"conversation/{ACCOUNT}:8{number:03}": 1 + number for number in range(300)}
    await shop.store.client.zadd(shop.partition.due, others)

    seen = await outlook(shop.store, None)

    assert [waiting.address for waiting in seen.waiting] == [str(who("9001"))]


async def test_the_teams_own_messages_take_their_place_and_are_not_shown(shop: Shop):
    """What they wait for is nobody's wait; those behind them wait as long as they do."""
    for person in ("test-ana", "9001"):
        await shop.writes(person=person)

    [waiting] = (await outlook(shop.store, None, per_second=2)).waiting

    assert (waiting.address, waiting.why) == (str(who("9001")), "place 2 at 2 a second")


async def test_private_replies_have_their_places_in_their_own_pace(shop: Shop):
    """Each account has 750 an hour of them; texts before them change nothing."""
    await shop.accounts.change_settings(ACCOUNT, {"comment_rules": (a_comment_rule("precio", private=("8.900",)),)})
    await shop.writes(person="9001")
    for person in ("9002", "9003"):
        await shop.hear(a_comment("precio", f"c{person}", now_ms()), f"comment:c{person}", person)

    seen = await outlook(shop.store, None, per_second=2)

    assert [(depth.priority, depth.count) for depth in seen.depths if depth.count] == [("normal", 1), ("private", 2)]
    assert [waiting.until - seen.at for waiting in seen.waiting] == [0, 0, 4_800]


async def test_no_more_is_shown_than_was_asked_for(shop: Shop):
    """Depths count everything."""
    for person in ("9001", "9002", "9003"):
        await shop.writes(person=person)

    seen = await outlook(shop.store, None, show=2)

    assert (len(seen.waiting), len(seen.due), seen.depths[1].count) == (2, 2, 3)


async def test_a_delayed_send_says_until_when_and_why(shop: Shop):
    """With the log's own reason."""
    await shop.writes()
    waiting = await shop.calls()
    result = m.SendNotMade(send=waiting.id, detail="no route", retry_after_ms=60_000)
    letter = Letter(waiting.address, "result:1", "SendNotMade", body_of(result))
    await shop.store.tell_result(letter, waiting, waiting.id)
    await shop.run()

    [delayed] = (await outlook(shop.store, None)).waiting

    assert (delayed.state, delayed.why) == ("delayed", "will be tried again, attempt 2: not sent: no route")
    assert delayed.until > (await outlook(shop.store, None)).at + 50_000


async def test_a_call_is_told_once_while_its_effect_still_stands_in_the_queue(shop: Shop):
    """As calling, not as queued."""
    await shop.writes()
    await shop.calls()

    assert [waiting.state for waiting in (await outlook(shop.store, None)).waiting] == ["calling"]


async def test_parked_sends_facts_and_quarantine_are_shown(shop: Shop):
    """Each with its reason."""
    await shop.writes()
    waiting = await shop.calls()
    refused = m.SendRefused(send=waiting.id, kind="content", detail="not allowed")
    await shop.store.tell_result(
        Letter(waiting.address, "result:1", "SendRefused", body_of(refused)), waiting, waiting.id
    )
    await shop.store.tell(Letter(who("9002"), "strange", "NeverHeardOf", "{}"))
    await shop.run()
    await shop.store.client.xadd("moca:quarantine", {"reason": "unknown_account"})

    seen = await outlook(shop.store, None)

    assert [(item.send, item.state, item.why) for item in seen.waiting] == [("r1.1", "parked", "not allowed")]
    assert (seen.parked_count, seen.quarantined) == (1, 1)
    assert (seen.parked[0].address, seen.parked[0].send) == (str(who("9002")), "strange")
    assert "NeverHeardOf" in seen.parked[0].why


async def test_a_held_account_says_until_when(shop: Shop):
    """Meta's wait."""
    until = int((await shop.store.client.time())[0]) * 1000 + 60_000
    throttled = msgspec.json.encode(AccountThrottled(until=until)).decode()
    await shop.store.tell(Letter(Address("account", ACCOUNT), "throttled:1", "AccountThrottled", throttled))
    await shop.run()

    [held] = (await outlook(shop.store, None)).held

    assert (held.account, held.until) == (ACCOUNT, until)


async def test_the_day_is_measured_from_the_logs(shop: Shop):
    """The figures, the processes' own words, and which conversations they are of."""
    await Workers(shop.store, {"webhook_ms": {"p50": 2.0, "p99": 8.0, "count": 3}}).beat()
    for person in ("9001", "9002"):
        await shop.answers(person)

    day = await last_day(shop.store)
    seen = await outlook(shop.store, day)

    assert (day.conversations, day.whole) == (2, True)
    assert [(figure.count, figure.ok) for figure in day.figures] == [(3, True)] + [(2, True)] * 4
    assert [worker.name for worker in seen.workers] == ["w1"]
    assert "w1  webhook_ms 50th percentile 2, 99th percentile 8, count 3" in seen.to_text()


async def test_a_feed_that_does_not_reach_back_says_so(shop: Shop):
    """What is due joins in."""
    await shop.answers()
    await shop.writes()
    await shop.store.client.xtrim(shop.partition.feed, maxlen=0, approximate=False)

    day = await last_day(shop.store)

    assert (day.conversations, day.whole) == (1, False)
    assert "some may be missing" in (await outlook(shop.store, day)).to_text()


async def test_the_outlook_is_json_too(shop: Shop):
    """For the API."""
    await shop.writes()

    told = msgspec.json.decode((await outlook(shop.store, await last_day(shop.store))).to_json())

    assert told["waiting"][0]["state"] == "queued"
    assert len(told["day"]["figures"]) == 5
