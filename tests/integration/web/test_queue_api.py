"""The queue through the API."""

from typing import Any

from moca.domain import messages as m
from tests.builders import ACCOUNT
from tests.integration.web.office import Office


def refused(call: str) -> m.SendRefused:
    return m.SendRefused(send=call, kind="content", code=100, detail="no such person")


async def test_the_queue_says_what_waits_and_why(office: Office) -> None:
    """Each send with its reason in words, and how many wait by priority."""
    await office.shop.writes("ana")
    await office.follow()

    _, queue = await office.ask("GET", "/queue")

    (waiting,) = queue["waiting"]
    assert (waiting["send"]["id"], waiting["why"]) == (f"{ACCOUNT}:ana:r1.1", "it waits for its turn within the limit")
    assert [(each["priority"], each["state"], each["sends"]) for each in queue["depth"]] == [("normal", "queued", 1)]
    assert queue["held_accounts"] == []


async def test_doubts_stand_out(office: Office) -> None:
    """What may or may not have arrived is listed apart."""
    await office.shop.writes("ana")
    await office.shop.send(result=lambda call: m.SendUnknown(send=call, detail="the reply was lost"))
    await office.follow()

    _, queue = await office.ask("GET", "/queue")

    assert [each["send"]["id"] for each in queue["unknown"]] == [f"{ACCOUNT}:ana:r1.1"]


async def test_what_was_given_up_is_sent_again_by_a_person(office: Office) -> None:
    """`retry` sends it after all, and it leaves the list of what was given up."""
    await office.shop.writes("ana")
    await office.shop.send(result=refused)
    await office.follow()
    _, before = await office.ask("GET", "/queue")
    (parked,) = before["parked"]

    status, _ = await office.ask("POST", f"/queue/{parked['send']['id']}/retry")

    assert (status, parked["why"]) == (202, "Meta refused it: no such person")
    assert await office.shop.send("high") == ["We open at 9"]
    await office.follow()
    _, after = await office.ask("GET", "/queue")
    assert after["parked"] == []


async def test_what_waits_can_be_cancelled(office: Office) -> None:
    """`cancel` takes it back before its call."""
    await office.shop.writes("ana")
    await office.follow()

    status, _ = await office.ask("POST", f"/queue/{ACCOUNT}:ana:r1/cancel")

    assert (status, await office.shop.send()) == (202, [])


async def test_what_waits_can_go_before_others(office: Office) -> None:
    """`priority` moves it, the queue shows where it stands, and it leaves once."""
    await office.shop.writes("ana")
    await office.follow()

    status, _ = await office.ask("POST", f"/queue/{ACCOUNT}:ana:r1.1/priority", {"priority": "high"})

    await office.follow()
    _, queue = await office.ask("GET", "/queue")
    assert (status, [each["send"]["priority"] for each in queue["waiting"]]) == (202, ["high"])
    assert await office.shop.send("high") == ["We open at 9"]


async def test_what_is_over_can_be_neither(office: Office) -> None:
    """Retry and cancel of a message that was sent are conflicts."""
    await office.shop.answered("ana")

    statuses = [(await office.ask("POST", f"/queue/{ACCOUNT}:ana:r1.1/{word}"))[0] for word in ("retry", "cancel")]

    assert statuses == [409, 409]


async def test_unknown_sends_are_not_found(office: Office) -> None:
    """An id of nobody's, and one that is no id."""
    statuses = [(await office.ask("POST", f"/queue/{id_}/retry"))[0] for id_ in (f"{ACCOUNT}:nobody:r1", "r1")]

    assert statuses == [404, 404]


async def test_accounts_that_cannot_send_are_named(office: Office) -> None:
    """An account without a token holds its messages, and the queue says so."""
    await office.ask("DELETE", f"/accounts/{ACCOUNT}")

    _, queue = await office.ask("GET", "/queue")

    assert [(each["id"], each["disconnected"]) for each in queue["held_accounts"]] == [
        (ACCOUNT, "no token: connect the account")
    ]


async def test_the_quarantine_shows_what_fitted_nobody(office: Office) -> None:
    """The newest first, and beside it what was parked."""
    fields: Any = {"reason": "unknown_account", "account": "1", "item": '{"a":1}', "at": "5"}
    await office.shop.store.client.xadd("moca:quarantine", fields)
    await office.shop.store.client.xadd("moca:{0}:parked", {"address": "conversation/1:2", "reason": "a bug"})

    _, body = await office.ask("GET", "/quarantine")

    assert [(each["reason"], each["item"], each["at"]) for each in body["quarantined"]] == [
        ("unknown_account", '{"a":1}', 5)
    ]
    assert [(each["address"], each["reason"]) for each in body["parked"]] == [("conversation/1:2", "a bug")]


async def test_what_was_looked_at_is_dismissed(office: Office) -> None:
    """It leaves the list; what is not there, or no name at all, is not found."""
    client = office.shop.store.client
    entry: Any = await client.xadd("moca:quarantine", {"reason": "unknown_account", "item": "{}"})
    parked: Any = await client.xadd("moca:{0}:parked", {"address": "conversation/1:2", "reason": "a bug"})

    asked: list[tuple[str, dict[str, str]]] = [
        (f"/quarantine/{entry}", {}), (f"/quarantine/parked/{parked}", {"address": "conversation/1:2"}),
        (f"/quarantine/{entry}", {}), ("/quarantine/nonsense", {}),
        (f"/quarantine/parked/{parked}", {"address": "nobody"}),
    ]  # fmt: skip
    statuses = [(await office.ask("DELETE", path, **query))[0] for path, query in asked]

    _, body = await office.ask("GET", "/quarantine")
    assert (statuses, body) == ([204, 204, 404, 404, 404], {"quarantined": [], "parked": []})
