"""A fake Instagram on a real port, and the shop's account as the doctor is given it."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import msgspec
import pytest

from moca.doctor.account import Patient, look_at_account
from moca.doctor.finding import Finding
from moca.domain.account import Account
from moca.instagram.transport import Request, Transport, graph_client
from moca.settings import Secret
from moca.simulator.app import create_app
from moca.simulator.config import DEMO_ACCOUNT, SimulatorConfig
from tests.serving import served

SHOP = msgspec.structs.replace(DEMO_ACCOUNT, page_id="555", page_token=Secret("EAApage"))
CORE = "messages,messaging_postbacks,messaging_seen,message_reactions,messaging_referral"


class Practice:
    """The simulator's hands, and the account that is looked at."""

    def __init__(self, http: httpx.AsyncClient, client: httpx.AsyncClient, patient: Patient) -> None:
        self._http = http
        self._client = client
        self.patient = patient

    def transport(self, at: str = "") -> Transport:
        return Transport(f"{self._http.base_url}{at}", "v23.0", self._client, 2.0)

    async def control(self, what: str, **body: Any) -> None:
        answer = await self._http.post(f"/control/{what}", json=body)
        assert answer.is_success, answer.text

    async def breaks(self, endpoint: str, kind: str = "odd", code: int = 0, subcode: int = 0) -> None:
        """The next call of this endpoint goes wrong."""
        error = {"error": {"code": code, "subcode": subcode}} if code else {}
        await self.control("faults", endpoint=endpoint, kind="error" if code else kind, **error)

    async def subscribe(self, fields: str = CORE) -> None:
        answer = await self.patient.transport.call(
            self.patient.token, Request("POST", "me/subscribed_apps", {"subscribed_fields": fields})
        )
        assert answer.is_success

    async def look(self, **other: Any) -> dict[str, Finding]:
        """What the doctor finds, by check; `other` changes what is known of the account."""
        account = {name: other.pop(name) for name in ("id", "aliases", "settings") if name in other}
        changed = other.pop("account", None) or msgspec.structs.replace(self.patient.account, **account)
        if at := other.pop("at", ""):
            other["transport"] = self.transport(at)
        patient = msgspec.structs.replace(self.patient, account=changed, **other)
        return {finding.check: finding async for finding in look_at_account(patient)}


@pytest.fixture
async def practice() -> AsyncIterator[Practice]:
    """Subscribed, and in good order."""
    async with (
        served(create_app(SimulatorConfig(accounts=(SHOP,)))) as url,
        httpx.AsyncClient(base_url=url) as http,
        graph_client(2.0) as client,
    ):
        patient = Patient(
            account=Account(id=DEMO_ACCOUNT.id, aliases=tuple(DEMO_ACCOUNT.ids)),
            token=DEMO_ACCOUNT.token,
            transport=Transport(url, "v23.0", client, 2.0),
        )
        here = Practice(http, client, patient)
        await here.subscribe()
        yield here
