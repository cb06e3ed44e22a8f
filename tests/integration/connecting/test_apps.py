"""Two apps, two accounts: each secret proves its own account's events, whatever was connected how often."""

import json
from typing import Any

import pytest

from moca.runtime.actor import Address
from moca.runtime.history import since
from moca.runtime.keys import QUARANTINE
from moca.settings import App
from moca.simulator.wire import sign
from tests.integration.connecting.agency import CAFE, FIRST_APP, SECOND_APP, Agency

PERSON = "900000000000009"


async def connect(agency: Agency, app: App) -> None:
    body = {"access_token": CAFE.token.reveal(), "app": app.id, "aliases": ["555"]}
    status, answer = await agency.api("POST", "/accounts", body)
    assert status == 201, answer


async def deliver(agency: Agency, app: App, entry: dict[str, Any]) -> None:
    raw = json.dumps({"object": "instagram", "entry": [{"time": 1_767_963_330_978} | entry]}).encode()
    headers = {"x-hub-signature-256": sign(raw, app.secret), "content-type": "application/json"}
    answer = await agency.visit("POST", "/api/instagram/webhook", content=raw, headers=headers)
    assert answer.status_code == 200


def message(mid: str, *, sender: str = PERSON, recipient: str = CAFE.id, **more: Any) -> dict[str, Any]:
    said = {"mid": mid, "text": "hola"} | more
    return {"sender": {"id": sender}, "recipient": {"id": recipient}, "timestamp": 1_767_963_330_889, "message": said}


async def heard(agency: Agency) -> list[str]:
    """The mids that the person's conversation has been told."""
    entries = await since(agency.process.store, Address("conversation", f"{CAFE.id}:{PERSON}"))
    told = [json.loads(entry.body).get("mid", "") for entry in entries if entry.is_mail]
    return [mid for mid in told if mid]


async def quarantined(agency: Agency) -> list[str]:
    rows: Any = await agency.process.client.xrange(QUARANTINE)
    return [fields["reason"] for _, fields in rows]


async def test_a_secret_proves_its_own_apps_account_only(agency: Agency) -> None:
    """The other app's word is set aside."""
    await connect(agency, FIRST_APP)

    await deliver(agency, SECOND_APP, {"id": CAFE.id, "messaging": [message("m1")]})
    await deliver(agency, FIRST_APP, {"id": CAFE.id, "messaging": [message("m2")]})

    assert await heard(agency) == ["m2"]
    assert await quarantined(agency) == ["foreign_app"]


async def test_an_account_that_moves_to_another_app_is_proven_by_that_one(agency: Agency) -> None:
    """From the new connection on, the app before proves nothing any more."""
    await connect(agency, FIRST_APP)
    await connect(agency, SECOND_APP)

    await deliver(agency, FIRST_APP, {"id": CAFE.id, "messaging": [message("m1")]})
    await deliver(agency, SECOND_APP, {"id": CAFE.id, "messaging": [message("m2")]})

    assert await heard(agency) == ["m2"]
    assert await quarantined(agency) == ["foreign_app"]


@pytest.mark.parametrize("alias", [CAFE.id, CAFE.app_scoped_id, "555"])
async def test_every_alias_leads_to_the_account_wherever_it_stands(agency: Agency, alias: str) -> None:
    """As the entry's id, as the recipient, as the sender of an echo: one conversation, and no call is made for it."""
    await connect(agency, FIRST_APP)
    calls = len(agency.simulator.book.since(0))

    await deliver(agency, FIRST_APP, {"id": alias, "messaging": [message("m1", recipient=alias)]})
    await deliver(agency, FIRST_APP, {"id": "777", "messaging": [message("m2", recipient=alias)]})
    echo = message("m3", sender=alias, recipient=PERSON, is_echo=True)
    await deliver(agency, FIRST_APP, {"id": "777", "messaging": [echo]})
    await deliver(agency, FIRST_APP, {"id": alias, "standby": [message("m4", recipient=alias)]})

    assert await heard(agency) == ["m1", "m2", "m3", "m4"]
    assert await quarantined(agency) == []
    assert [entry.endpoint for entry in agency.simulator.book.since(0)[calls:] if entry.endpoint == "me"] == []


@pytest.mark.parametrize("alias", [CAFE.id, CAFE.app_scoped_id, "555"])
async def test_comments_are_the_accounts_by_every_alias(agency: Agency, alias: str) -> None:
    """In `changes`, and flat on the entry."""
    await connect(agency, FIRST_APP)
    comments = [{"id": id_, "from": {"id": PERSON, "username": "p"}, "text": "hola"} for id_ in ("c1", "c2")]

    await deliver(agency, FIRST_APP, {"id": alias, "changes": [{"field": "comments", "value": comments[0]}]})
    await deliver(agency, FIRST_APP, {"id": alias, "field": "comments", "value": comments[1]})

    entries = await since(agency.process.store, Address("conversation", f"{CAFE.id}:{PERSON}"))
    assert [entry.type for entry in entries if entry.is_mail] == ["CommentReceived", "CommentReceived"]
