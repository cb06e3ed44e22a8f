"""The doctor on one account: each fault that the fake Instagram has is named, with the next action."""

from typing import Any

import pytest

from moca.clock import now_ms
from moca.doctor.finding import Finding
from moca.domain.account import Account, AccountHealth
from moca.domain.account_settings import AccountSettings
from moca.domain.comment_rules import CommentRule
from moca.instagram.transport import Request, Transport, graph_client
from moca.settings import Secret
from moca.simulator.config import DEMO_ACCOUNT
from tests.builders import DAY, MINUTE
from tests.integration.doctor.conftest import SHOP, Practice
from tests.integration.instagram.scripted import Answer, closed_url, running

GRANTED = ("instagram_business_basic", "instagram_business_manage_messages")


def a_health(days_left: int = 40, **fields: Any) -> AccountHealth:
    """Connected ten days ago; the token ends in so many days."""
    now = now_ms()
    whole: dict[str, Any] = {"connected_at": now - 10 * DAY, "token_expires_at": now + days_left * DAY - MINUTE}
    return AccountHealth(**(whole | {"permissions": GRANTED} | fields))


def faults(found: dict[str, Finding]) -> list[str]:
    return [check for check, finding in found.items() if finding.state == "fault"]


async def test_a_sound_account(practice: Practice) -> None:
    """Token, its age and scopes, ids, clock, permission and subscription are each looked at."""
    found = await practice.look(health=a_health())

    assert {check: finding.state for check, finding in found.items()} == dict.fromkeys(
        ("age", "scopes", "token", "ids", "clock", "permission", "subscription"), "ok"
    )
    assert found["age"].said == "10 days old, 40 days left"
    assert {finding.about for finding in found.values()} == {DEMO_ACCOUNT.id}


async def test_a_dead_token(practice: Practice) -> None:
    """Meta's code is named, and that a new token is needed."""
    await practice.control("token", state="dead")

    found = await practice.look()

    assert faults(found) == ["token"]
    assert (found["token"].state, "190" in found["token"].said) == ("fault", True)
    assert "new token" in found["token"].remedy


async def test_no_token(practice: Practice) -> None:
    """Nothing is asked without one."""
    found = await practice.look(token=Secret())

    assert [(finding.check, finding.state) for finding in found.values()] == [("token", "fault")]


async def test_the_id_inside_the_app_is_not_the_accounts(practice: Practice) -> None:
    """The classic mistake: webhooks carry another id than the one that was given."""
    found = await practice.look(id=DEMO_ACCOUNT.app_scoped_id)

    assert found["ids"].state == "fault"
    assert DEMO_ACCOUNT.id in found["ids"].remedy


async def test_a_token_of_another_account(practice: Practice) -> None:
    """The id that the token belongs to is named."""
    found = await practice.look(id="17841499999999999")

    assert (found["ids"].state, DEMO_ACCOUNT.id in found["ids"].said) == ("fault", True)


async def test_an_id_that_is_not_known_yet(practice: Practice) -> None:
    """It works, but callbacks under that id would find nobody."""
    found = await practice.look(aliases=())

    assert (found["ids"].state, DEMO_ACCOUNT.app_scoped_id in found["ids"].said) == ("note", True)


async def test_a_lost_subscription(practice: Practice) -> None:
    """No webhooks come: that is a fault."""
    await practice.patient.transport.call(practice.patient.token, Request("DELETE", "me/subscribed_apps"))

    found = await practice.look()

    assert (found["subscription"].state, "no messages" in found["subscription"].said) == ("fault", True)


async def test_a_subscription_with_holes(practice: Practice) -> None:
    """What is not subscribed to is named."""
    await practice.subscribe("messages,message_reactions")

    found = await practice.look()

    assert found["subscription"].state == "note"
    assert "messaging_postbacks, messaging_seen, messaging_referral" in found["subscription"].said


@pytest.mark.parametrize(("days_left", "state"), [(15, "ok"), (14, "note"), (7, "note"), (1, "fault"), (-1, "fault")])
async def test_an_ageing_token(practice: Practice, days_left: int, state: str) -> None:
    """From two weeks before its end it is worth a note, on its last day it is a fault."""
    found = await practice.look(health=a_health(days_left))

    assert (found["age"].state, f"{max(0, days_left)} days left" in found["age"].said) == (state, True)


async def test_an_account_that_lost_its_token(practice: Practice) -> None:
    """What Moca itself knows is said, with Meta's word."""
    found = await practice.look(health=a_health(disconnected="The token has expired. (190/463)"))

    assert (found["health"].state, "190/463" in found["health"].said) == ("fault", True)


@pytest.mark.parametrize(
    ("granted", "rules", "state"),
    [
        (GRANTED, (), "ok"),
        (GRANTED[:1], (), "fault"),
        (GRANTED, (CommentRule(public=("Hi",)),), "fault"),
        ((*GRANTED, "instagram_business_manage_comments"), (CommentRule(public=("Hi",)),), "ok"),
        ((), (), "skipped"),
    ],
)
async def test_what_was_granted(
    practice: Practice, granted: tuple[str, ...], rules: tuple[CommentRule, ...], state: str
) -> None:
    """The scopes that the account's settings need; where nobody has said, nothing is claimed."""
    found = await practice.look(health=a_health(permissions=granted), settings=AccountSettings(comment_rules=rules))

    assert found["scopes"].state == state


async def test_a_page(practice: Practice) -> None:
    """An account of a Page is looked at where its token is good."""
    page = Account(id=DEMO_ACCOUNT.id, flavour="facebook", page_id=SHOP.page_id)
    found = await practice.look(account=page, token=SHOP.page_token, at="/facebook")

    assert faults(found) == []
    assert (found["token"].state, found["ids"].state, found["permission"].state) == ("ok", "ok", "ok")


@pytest.mark.parametrize(
    ("endpoint", "code", "check"),
    [
        ("conversations", (200, 2534041), "permission"),
        ("conversations", (10, 0), "permission"),
        ("conversations", (613, 2534040), "graph"),
        ("me", (368, 0), "policy"),
        ("subscribed_apps", (4, 0), "graph"),
    ],
)
async def test_a_refusal_is_named_by_its_class(
    practice: Practice, endpoint: str, code: tuple[int, int], check: str
) -> None:
    """With Meta's numbers and the next action; its words are not repeated."""
    await practice.breaks(endpoint, code=code[0], subcode=code[1])

    found = (await practice.look())[check]

    assert (found.state, f"({code[0]}/{code[1]})" in found.said, bool(found.remedy)) == ("fault", True, True)


@pytest.mark.parametrize("endpoint", ["conversations", "subscribed_apps"])
async def test_an_answer_of_another_shape(practice: Practice, endpoint: str) -> None:
    """Meta has changed something, or something else answers."""
    await practice.breaks(endpoint)

    found = (await practice.look())["shape"]

    assert (found.state, f"me/{endpoint}" in found.said) == ("fault", True)


async def test_a_token_answer_of_another_shape(practice: Practice) -> None:
    """Nothing can be told about the ids then."""
    await practice.breaks("me")

    found = await practice.look()

    assert (found["shape"].state, "ids" in found) == ("fault", False)


async def look_at(practice: Practice, url: str, **other: Any) -> dict[str, Any]:
    async with graph_client(2.0) as client:
        return await practice.look(transport=Transport(url, "v23.0", client, 2.0), **other)


async def test_graph_away(practice: Practice) -> None:
    """One line, and no call after the first."""
    found = await look_at(practice, closed_url())

    assert (faults(found), "ids" in found) == (["graph"], False)
    assert "cannot be reached (ConnectError)" in found["graph"].said


async def test_clocks_apart(practice: Practice) -> None:
    """Windows are counted from Meta's times: a wrong clock lets the bot write too late or not at all."""
    me = Answer(200, {"id": "1", "user_id": DEMO_ACCOUNT.id}, (("date", "Wed, 01 Jan 2020 00:00:00 GMT"),))
    empty = Answer(200, {"data": []})
    async with running(me, empty, empty) as server:
        found = await look_at(practice, server.url)

    assert (found["clock"].state, "behind" in found["clock"].said) == ("fault", True)
