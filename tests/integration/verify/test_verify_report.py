"""The judge on a real store: real conversations are clean, and each spoiled key is named under its promise."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from redis.asyncio import Redis

from moca.domain import messages as m
from moca.runtime.actor import Address
from moca.runtime.history import newest
from moca.runtime.store import Store
from moca.schedule import reminder
from moca.verify.report import Report, verify
from tests.builders import ACCOUNT, DAY, a_message, a_reply, an_echo
from tests.integration.verify.shop import RATE, Shop, body_of, who

PROMISES = ("G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "house")
Spoil = Callable[[Shop], Awaitable[object]]


@pytest.fixture
async def shop(store: Store) -> Shop:
    shop = Shop(store)
    await shop.open()
    return shop


@pytest.fixture
async def busy_shop(shop: Shop) -> Shop:
    """Answered, waiting for the model, at the sender, taken over, and told to an account."""
    for person in ("9001", "9002", "9003"):
        await shop.answers(person)
    await shop.answers("9001")
    await shop.writes("¿y los domingos?", "9002")
    await shop.writes(person="9003")
    await shop.writes(person="9004")
    await shop.hear(a_reply(send="p-1"), "request:p-1", "9004")
    await shop.sends()
    await shop.hear(an_echo("Soy Ana", sent_at=1), f"message:{ACCOUNT}:e1", "9002")
    return shop


async def stored(client: Redis, key: str) -> Any:
    """A key's value, whatever its kind."""
    match await client.type(key):
        case "hash":
            return await client.hgetall(key)
        case "stream":
            return await client.xrange(key)
        case "zset":
            return await client.zrange(key, 0, -1, withscores=True)
        case "set":
            return await client.smembers(key)
        case _:
            return await client.get(key)


async def judged(shop: Shop) -> Report:
    return await verify(shop.store, RATE)


def faults(report: Report) -> dict[str, list[tuple[str, str]]]:
    return {f.name: [(fault.what, fault.how) for fault in f.faults] for f in report.findings if not f.ok}


async def test_an_empty_store_keeps_every_promise(store: Store):
    """Nothing is judged, and nothing is wrong."""
    report = await verify(store, 3)

    assert report.ok
    assert report.conversations == 0
    assert tuple(finding.name for finding in report.findings) == PROMISES


async def test_real_conversations_keep_every_promise(busy_shop: Shop):
    """What the actors and functions wrote is clean under every promise, and was looked at."""
    report = await judged(busy_shop)

    assert faults(report) == {}
    assert report.conversations == 4
    assert report.finding("G3").counts == {"unread": 0, "messages": 7, "decided": 6, "waiting": 1}
    assert report.finding("G4").counts == {"planned": 7, "arrived": 5, "called": 5, "waiting": 1}
    assert report.finding("G1").counts["events known"] == report.finding("G1").counts["events in logs"]


async def test_the_judge_writes_nothing(busy_shop: Shop):
    """Every key is as it was."""
    client = busy_shop.store.client
    before = {key: await stored(client, str(key)) for key in await client.keys()}

    await judged(busy_shop)

    assert {key: await stored(client, str(key)) for key in await client.keys()} == before


async def lose_an_entry(shop: Shop) -> None:
    [entry] = [entry for entry in await shop.entries() if entry.event == f"message:{ACCOUNT}:m1"]
    await shop.store.client.xdel(shop.partition.log(who("9001")), entry.id)


async def forget_an_event(shop: Shop) -> None:
    await shop.store.client.zrem(shop.partition.seen, f"message:{ACCOUNT}:m1")


async def repeat_an_event(shop: Shop) -> None:
    await shop.append(m.MessageRead(mid="m1", sent_at=1), event=f"message:{ACCOUNT}:m1")


async def repeat_an_event_elsewhere(shop: Shop) -> None:
    await shop.append(m.MessageRead(mid="m1", sent_at=1), "9002", event=f"message:{ACCOUNT}:m1")


async def append_a_message_that_nobody_decides(shop: Shop) -> None:
    await shop.append(a_message(mid="lost"))


async def decide_twice(shop: Shop) -> None:
    verdict = m.QuestionDecided(question=9, verdict="silent", mids=("m1",))
    await shop.append(verdict, cause=(await shop.entries())[0].id)


async def forget_who_waits(shop: Shop) -> None:
    await shop.writes("¿y los lunes?")
    await shop.store.client.zrem(shop.partition.due, str(who("9001")))


async def forget_who_has_mail(shop: Shop) -> None:
    await shop.tell(m.MessageRead(mid="x", sent_at=1), "read:x")
    await shop.store.client.zrem(shop.partition.due, str(who("9001")))


async def arrive_twice(shop: Shop) -> None:
    await shop.append(m.MessageSent(send="r1.1", mid="again"), cause=(await shop.entries())[-1].id)


async def plan_without_an_end(shop: Shop) -> None:
    plan = m.MessagePlanned(send="r9.1", answer="r9", part=1, parts=1, source="bot", text="x")
    await shop.append(plan, cause=(await shop.entries())[-1].id)


async def call_again_blindly(shop: Shop) -> None:
    await shop.append(m.SendCalled(send="r1.1#2"))


async def call_the_second_part_first(shop: Shop) -> None:
    cause = (await shop.entries())[-1].id
    for part in (1, 2):
        plan = m.MessagePlanned(send=f"p-9.{part}", answer="p-9", part=part, parts=2, source="person", text="x")
        await shop.append(plan, cause=cause)
    await shop.append(m.SendCalled(send="p-9.2#1"))


async def call_a_stale_answer(shop: Shop) -> None:
    await shop.writes()
    await shop.append(a_reply(send="p-8"))
    await shop.append(m.SendCalled(send="r2.1#1"))


async def call_outside_the_window(shop: Shop) -> None:
    reply = m.MessagePlanned(send="p-9.1", answer="p-9", part=1, parts=1, source="person", text="x")
    await shop.append(m.SendCalled(send="p-9.1#1"), "9009")
    await shop.append(reply, "9009", cause=(await shop.entries("9009"))[0].id)


async def claim_without_a_due_time(shop: Shop) -> None:
    await shop.store.client.hset(shop.partition.owners, "conversation/x:1", "1|w9|1|1")


async def forget_a_call(shop: Shop) -> None:
    call = '{"caller":"c","since":1,"deadline":2,"queue":"sends:high","entry":"1-0"}'
    await shop.store.client.hset(shop.partition.calling, "conversation/x:1 r1.1#1", call)


SPOILED = [
    (lose_an_entry, "G1", f"message:{ACCOUNT}:m1", "was accepted and is in no log"),
    (
        forget_an_event,
        "G1",
        f"message:{ACCOUNT}:m1",
        "stands in the log and not in the register: it could come in again",
    ),
    (repeat_an_event, "G2", f"message:{ACCOUNT}:m1", "stands 2 times in the log"),
    (repeat_an_event_elsewhere, "G2", f"message:{ACCOUNT}:m1", f"stands also in the log of {who('9002')}"),
    (append_a_message_that_nobody_decides, "G3", "lost", "has no verdict and does not wait for one"),
    (decide_twice, "G3", "m1", "has 2 verdicts"),
    (forget_who_waits, "G3", "m3", "waits without a due time"),
    (forget_who_has_mail, "G3", "read:x", "is unread, without a due time"),
    (arrive_twice, "G4", "r1.1", "arrived 2 times"),
    (plan_without_an_end, "G4", "r9.1", "was planned and has no end"),
    (call_again_blindly, "G4", "r1.1", "was called again after it had arrived"),
    (call_the_second_part_first, "G5", "p-9.2", "was called before p-9.1 had arrived"),
    (call_a_stale_answer, "G6", "r2.1", "was called after ana had answered"),
    (call_outside_the_window, "G7", "p-9.1#1", "was called without a window"),
    (claim_without_a_due_time, "house", "epoch 1", "is claimed and has no due time"),
    (forget_a_call, "house", "r1.1#1", "is calling"),
]


@pytest.mark.parametrize(("spoil", "promise", "what", "how"), SPOILED, ids=[row[0].__name__ for row in SPOILED])
async def test_what_is_spoiled_is_named(shop: Shop, spoil: Spoil, promise: str, what: str, how: str):
    """Under its promise, by its name, in the report's text too."""
    await shop.answers("9001")
    await shop.answers("9002")
    assert faults(await judged(shop)) == {}

    await spoil(shop)

    report = await judged(shop)
    named = [fault for fault in faults(report).get(promise, []) if fault[0] == what and fault[1].startswith(how)]
    assert named, faults(report)
    assert not report.ok
    assert f"{what}  {how}" in report.to_text()


async def test_more_calls_than_the_limit_are_named(shop: Shop):
    """Over all conversations, by the global limit that is given."""
    for person in ("9001", "9002", "9003"):
        await shop.answers(person)

    assert (await verify(shop.store, 3)).finding("G7").ok
    report = await verify(shop.store, 1)

    assert {fault.address for fault in report.finding("G7").faults} == {"all accounts"}


async def test_the_settings_of_the_decision_count(shop: Shop):
    """A cap that was lowered later is not held against what was decided before."""
    await shop.answers()
    await shop.answers()
    await shop.accounts.change_settings(ACCOUNT, {"daily_cap": 1})

    assert (await judged(shop)).finding("G7").ok


async def test_only_the_first_faults_are_kept(shop: Shop):
    """Twenty are kept, five shown, all counted."""
    for number in range(25):
        await shop.append(a_message(mid=f"lost{number}"), event=f"e{number}")

    report = await judged(shop)
    finding = report.finding("G3")

    assert (len(finding.faults), finding.fault_count) == (20, 25)
    assert "and 20 more" in report.to_text()


async def test_the_report_as_json_says_the_same(shop: Shop):
    """`ok` first, then each finding with its faults."""
    await shop.append(a_message(mid="lost"))

    told = json.loads((await judged(shop)).to_json())

    assert told["ok"] is False
    [fault] = [fault for finding in told["findings"] if finding["name"] == "G3" for fault in finding["faults"]]
    assert fault == {"address": str(who("9001")), "what": "lost", "how": "has no verdict and does not wait for one"}


async def test_a_log_longer_than_a_page_is_read_whole(shop: Shop):
    """Pages join without a gap."""
    log, fact = shop.partition.log(who("9001")), body_of(m.MessageRead(mid="x", sent_at=1))
    async with shop.store.client.pipeline() as calls:
        for number in range(2_500):
            calls.xadd(log, {"type": "MessageRead", "id": f"read:{number}", "body": fact})
            calls.zadd(shop.partition.seen, {f"read:{number}": 1})
        await calls.execute()
    await shop.store.client.hset(shop.partition.state(who("9001")), "cursor", "9999999999999-0")

    report = await judged(shop)

    assert report.ok
    assert report.finding("G2").counts["events"] == 2_500


async def test_what_is_being_run_is_no_fault(shop: Shop):
    """A claimed actor is due at its lease's end."""
    await shop.tell(m.MessageRead(mid="x", sent_at=1), "read:x")
    claimed = await shop.store.claim(shop.partition, 10_000, 10)

    report = await judged(shop)

    assert len(claimed.claims) == 1
    assert report.ok
    assert report.finding("house").counts["claimed"] == 1


async def test_an_erased_person_leaves_no_fault(shop: Shop):
    """What came before an erasure may be gone."""
    await shop.answers()
    now_ms = int((await shop.store.client.time())[0]) * 1000 + 1_000
    await shop.store.client.delete(shop.partition.log(who("9001")), shop.partition.state(who("9001")))
    await shop.store.client.zrem(shop.partition.due, str(who("9001")))
    await shop.store.client.hset(shop.partition.erased, "somebody", str(now_ms))

    assert (await judged(shop)).ok


async def test_an_account_that_is_reminded_for_ever(shop: Shop) -> None:
    """Its log forgets what was long ago, the feed hears nothing of it, and every promise is still kept."""
    account, now = Address("account", ACCOUNT), int((await shop.store.client.time())[0]) * 1000
    p, log = shop.partition, shop.partition.log(account)
    fields: Any = {"type": "Reminded", "body": '{"job":"sweep"}'}
    for n in range(300):
        await shop.store.client.xadd(log, {**fields, "id": f"long ago {n}"}, id=f"{now - 20 * DAY + n}-0")
    await shop.run()
    fed = await shop.store.client.xlen(p.feed)

    for n in range(3):
        await shop.store.tell(reminder("sweep", ACCOUNT, f"now {n}"))
        await shop.run()

    left = [entry.event for entry in await newest(shop.store, account, 1_000)]
    assert len(left) < 50
    assert left[-3:] == [f"sweep:{ACCOUNT}:now {n}" for n in range(3)]
    assert await shop.store.client.xlen(p.feed) == fed
    report = await verify(shop.store, 1_000)
    assert report.ok, report.to_text()
