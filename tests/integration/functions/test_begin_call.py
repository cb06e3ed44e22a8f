"""moca_begin_call_v1: the cut. A send is called once, only while its actor wants it and has read everything."""

import json
from typing import Any

import pytest

from tests.integration.functions.calls import ACTOR, SEND, Calls, T

NOT_AFTER = T + 60_000
PERMIT = {"id": SEND, "text": 'Sí, a las 10 🦊 "ya"', "not_after": NOT_AFTER}


async def permitted(calls: Calls, permit: dict[str, Any] | None = None) -> str:
    """An actor that has read its one fact and permits a send: the permit as the state holds it."""
    text = json.dumps(permit or PERMIT, ensure_ascii=False)
    await calls.tell("mid-1")
    await calls.commit(await calls.claimed(), "0-0", f"{T}-0", changed={"permit": text})
    return text


async def calling(calls: Calls) -> dict[str, Any]:
    return {id_: json.loads(call) for id_, call in (await calls.client.hgetall(calls.partition.calling)).items()}


async def test_called(calls: Calls) -> None:
    """The permit is given out, untouched; the call is in `calling` and in the log, and its actor is due."""
    permit = await permitted(calls)

    reply = await calls.begin_call(at=T + 10)

    assert reply == ["called", permit, str(T + 8_010)]
    assert await calling(calls) == {
        f"{ACTOR} {SEND}": {"caller": "c1", "since": T + 10, "deadline": T + 8_010, "queue": "sends:high",
                            "entry": "5-0"},
    }  # fmt: skip
    [*_, (_, fact)] = await calls.client.xrange(calls.partition.log(ACTOR))
    assert (fact["type"], fact["id"]) == ("SendCalled", f"called:{ACTOR} {SEND}")
    assert json.loads(fact["body"]) == {"send": SEND, "deadline": T + 8_010}
    assert await calls.due() == T + 10


async def test_same_caller_asks_twice(calls: Calls) -> None:
    """After a lost reply the same caller gets the same permit and deadline; nothing is written twice."""
    await permitted(calls)
    first = await calls.begin_call("c1", at=T + 10)
    before = await calls.everything()

    assert await calls.begin_call("c1", at=T + 500) == first
    assert await calls.everything() == before


async def test_already(calls: Calls) -> None:
    """Another caller learns that the call has begun, and gets no permit."""
    await permitted(calls)
    await calls.begin_call("c1", at=T + 10)
    before = await calls.everything()

    word, call = await calls.begin_call("c2", at=T + 11)

    assert word == "already"
    assert json.loads(call)["caller"] == "c1"
    assert await calls.everything() == before


async def test_already_when_the_actor_has_gone_on(calls: Calls) -> None:
    """A caller that asks again too late is not given the permit of the next send."""
    await permitted(calls)
    await calls.begin_call("c1", at=T + 10)
    await calls.client.hset(calls.partition.state(ACTOR), "permit", json.dumps({**PERMIT, "id": "r1.2"}))

    assert (await calls.begin_call("c1", at=T + 11))[0] == "already"


async def test_already_over(calls: Calls) -> None:
    """A send whose call is over is never called again, even while its permit stands."""
    await permitted(calls)
    await calls.begin_call("c1", at=T + 10)
    await calls.tell_result("result:1", at=T + 20, send=SEND)
    epoch = await calls.claimed(at=T + 30)
    await calls.commit(epoch, f"{T}-0", f"{T + 20}-0", at=T + 30)
    before = await calls.everything()

    assert await calls.begin_call("c2", at=T + 40) == ["already", ""]
    assert await calls.everything() == before


async def test_behind(calls: Calls) -> None:
    """With mail unread nothing is called: it may say that the send is not wanted any more."""
    await permitted(calls)
    await calls.tell("stop!", at=T + 5)
    before = await calls.everything()

    assert await calls.begin_call(at=T + 10) == ["behind"]
    assert await calls.everything() == before


async def test_behind_own_records_only(calls: Calls) -> None:
    """The actor's own records behind its cursor are no mail."""
    await permitted(calls)
    own: Any = {"type": "Counted", "id": "r", "body": "{}", "cause": f"{T}-0"}
    await calls.client.xadd(calls.partition.log(ACTOR), own, id=f"{T + 1}-0")

    assert (await calls.begin_call(at=T + 10))[0] == "called"


async def test_withdrawn(calls: Calls) -> None:
    """Without a permit there is no call."""
    await calls.tell("mid-1")
    await calls.commit(await calls.claimed(), "0-0", f"{T}-0")
    before = await calls.everything()

    assert await calls.begin_call() == ["withdrawn"]
    assert await calls.everything() == before


async def test_withdrawn_for_another(calls: Calls) -> None:
    """A permit names one send; every other one is withdrawn."""
    await permitted(calls)

    assert await calls.begin_call(send="r1.2") == ["withdrawn"]


async def test_withdrawn_after_its_call(calls: Calls) -> None:
    """A copy of a send in the queue, met when the call is over and the permit gone, is withdrawn."""
    await permitted(calls)
    await calls.begin_call("c1", at=T + 10)
    await calls.tell_result("result:1", at=T + 20, send=SEND)
    await calls.commit(await calls.claimed(at=T + 30), f"{T}-0", f"{T + 20}-0", at=T + 30, deleted=("permit",))

    assert await calls.begin_call("c2", at=T + 40) == ["withdrawn"]


@pytest.mark.parametrize(("late_ms", "word"), [(0, "called"), (1, "expired")])
async def test_expired(calls: Calls, late_ms: int, word: str) -> None:
    """`not_after` is the last ms in which the call may begin."""
    await permitted(calls)

    assert (await calls.begin_call(at=NOT_AFTER + late_ms))[0] == word


async def test_expired_writes_nothing(calls: Calls) -> None:
    """A send that is too late leaves no trace of a call."""
    await permitted(calls)
    before = await calls.everything()

    assert await calls.begin_call(at=NOT_AFTER + 1) == ["expired"]
    assert await calls.everything() == before


async def test_ids_of_any_characters(calls: Calls) -> None:
    """The id of a send comes back as it was given, whatever stands in it."""
    send = 'r"1\\ñ'
    await permitted(calls, {**PERMIT, "id": send})

    await calls.begin_call('c"1', send=send)

    [*_, (_, fact)] = await calls.client.xrange(calls.partition.log(ACTOR))
    assert json.loads(fact["body"])["send"] == send
    assert (await calling(calls))[f"{ACTOR} {send}"]["caller"] == 'c"1'


async def test_only_in_its_slot(calls: Calls) -> None:
    """A call begins in its slot or not at all, so that the pace holds however early or late its sender is."""
    await permitted(calls)

    assert await calls.begin_call(at=T + 9, slot=(T + 10, T + 15)) == ["early"]
    assert await calls.begin_call(at=T + 16, slot=(T + 10, T + 15)) == ["late"]
    assert (await calls.begin_call(at=T + 10, slot=(T + 10, T + 15)))[0] == "called"
