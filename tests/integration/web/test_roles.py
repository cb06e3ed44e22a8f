"""Who may do what over the API: every route of it, for every role."""

from collections.abc import Iterator
from typing import Any

import pytest
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from moca.clock import now_ms
from moca.runtime.history import newest
from moca.team.operator import Need, Operator, Role, may
from moca.web.auth import SAFE, need_of
from tests.builders import ACCOUNT, DAY
from tests.integration.views.shop import conversation
from tests.integration.web.office import Office

ROLES: tuple[Role, ...] = ("viewer", "agent", "owner")
FILLED = {
    "{account:str}": ACCOUNT, "{psid:str}": "nobody", "{id_:str}": "none", "{name:str}": "none", "{question:int}": "1",
    "{version:int}": "99", "{session:str}": "none", "{view:str}": "none",
}  # fmt: skip
WORKS_IN = (
    "conversations",
    "contacts",
    "instagram/messages",
    "queue",
    "uploads",
    "files",
    "api/replies",
    "test-chats",
    "follow-up",
    "api/views",
)


def _routes(office: Office) -> Iterator[tuple[str, str, HTTPRouteHandler]]:
    for route in office.app.routes:
        if isinstance(route, HTTPRoute) and route.path.startswith("/api/"):
            for handler in route.route_handlers:
                for method in sorted(handler.http_methods - {"OPTIONS"}):
                    yield method, route.path, handler


def _path(template: str) -> str:
    for part, filled in FILLED.items():
        template = template.replace(part, filled)
    return template.removeprefix("/api")


async def hired(office: Office, name: str, role: Role) -> str:
    """A new operator's token."""
    _, token = await office.app.state.operators.create(name, role)
    return str(token.reveal())


async def test_every_write_says_what_it_needs(office: Office) -> None:
    """A route that was forgotten needs to manage; but none is."""
    forgotten = [(method, path) for method, path, handler in _routes(office)
                 if method not in SAFE and "write_needs" not in handler.opt]  # fmt: skip

    assert forgotten == []


async def test_what_agents_do_is_theirs_and_the_rest_the_owners(office: Office) -> None:
    """
    Conversations, contacts, the queue, uploads, test chats and views of the list are for agents; one's own sessions are
    for all. Nobody but an owner erases a person.
    """
    wrong: list[tuple[str, str, Need]] = []
    for method, path, handler in _routes(office):
        need = need_of(handler, method)
        expected = "answer" if any(noun in path for noun in WORKS_IN) else "manage"
        if method == "DELETE" and "/contacts/" in path:
            expected = "manage"
        if path.endswith("/rules/try") or "/operators/me/" in path:
            expected = "view"
        if method not in SAFE and need != expected:
            wrong.append((method, path, need))

    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
async def test_every_route_lets_in_whom_it_should(office: Office, role: Role) -> None:
    """403, with the remedy, for exactly those whose role does not suffice."""
    token, judged = await hired(office, "Ana", role), Operator(id="", name="", role=role)

    for method, template, handler in list(_routes(office)):
        status, problem = await office.ask(method, _path(template), {}, token=token)
        assert status != 401, template
        assert (status == 403) is not may(judged, need_of(handler, method)), (method, template, status, problem)
        if status == 403:
            assert "which an owner can give" in problem["detail"]


async def test_only_owners_read_who_is_of_the_team(office: Office) -> None:
    """Everything else that is read needs to look, and no more."""
    reads = {path for method, path, handler in _routes(office)
             if method in SAFE and need_of(handler, method) != "view"}  # fmt: skip

    assert reads == {"/api/operators", "/api/operators/{id_:str}/sessions"}


async def test_a_revoked_token_is_nobodys(office: Office) -> None:
    """401 from then on, as for any wrong one."""
    ana, token = await office.app.state.operators.create("Ana", "owner")
    before, _ = await office.ask("GET", "/accounts", token=token.reveal())

    await office.app.state.operators.revoke(ana.id)

    assert (before, (await office.ask("GET", "/accounts", token=token.reveal()))[0]) == (200, 401)


async def test_what_an_operator_does_is_under_their_name(office: Office) -> None:
    """In the thread, in the conversation's facts and in the versions of the settings."""
    await office.shop.writes("ana", "do you ship?")
    token = await hired(office, "Rosa", "owner")
    where = f"/conversations/{ACCOUNT}/ana"

    await office.ask("POST", f"{where}/notes", {"text": "she is a friend"}, token=token)
    await office.ask("PATCH", where, {"status": "closed"}, token=token)
    await office.ask("PATCH", f"/contacts/{ACCOUNT}/ana", {"name": "Ana"}, token=token)
    await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"settings": {"tone": "warm"}}, token=token)

    entries = await newest(office.shop.store, conversation("ana"), 10)
    kinds = ("NoteAdded", "StatusSet", "LeadSet")
    said = [(entry.type, '"by":"Rosa"' in entry.body) for entry in entries if entry.type in kinds]
    assert said == [(kind, True) for kind in kinds]
    _, versions = await office.ask("GET", f"/accounts/{ACCOUNT}/versions")
    assert versions["items"][0]["by"] == "Rosa"


async def test_an_operator_is_no_bot(office: Office) -> None:
    """Only the admin token may speak as the bot."""
    await office.shop.writes("ana", "do you ship?")
    token = await hired(office, "Rosa", "agent")

    status, problem = await _says(office, token, **{"as": "bot"})

    assert (status, "leave out as" in problem["detail"]) == (403, True)


async def test_an_operator_may_answer_for_seven_days(office: Office) -> None:
    """A person's text leaves as a human agent's when the 24 hours are over."""
    await office.shop.writes("ana", "do you ship?", sent_at=now_ms() - 2 * DAY)
    await office.follow()
    token = await hired(office, "Rosa", "agent")

    status, _ = await _says(office, token, human_agent=True)

    assert (status, await office.shop.send("high")) == (202, ["We do"])


async def test_after_seven_days_nobody_may_answer(office: Office) -> None:
    """409, with the time that Meta gives to people."""
    await office.shop.writes("ana", "do you ship?", sent_at=now_ms() - 8 * DAY)
    await office.follow()
    token = await hired(office, "Rosa", "agent")

    status, problem = await _says(office, token, human_agent=True)

    assert (status, "7 days after" in problem["detail"]) == (409, True)


async def test_the_admin_token_is_no_human_agent(office: Office) -> None:
    """It may be any program: 403, and what to use instead."""
    await office.shop.writes("ana", "do you ship?", sent_at=now_ms() - 2 * DAY)

    status, problem = await office.says("ana", human_agent=True)

    assert (status, "an operator's token" in problem["detail"]) == (403, True)


async def test_a_human_agent_says_plain_text_only(office: Office) -> None:
    """Meta takes nothing else after the 24 hours: the field is named."""
    await office.shop.writes("ana", "do you ship?", sent_at=now_ms() - 2 * DAY)
    token = await hired(office, "Rosa", "agent")

    status, problem = await _says(office, token, human_agent=True, media=[{"type": "image", "id": "7"}])

    assert (status, problem["field"]) == (400, "human_agent")


async def _says(office: Office, token: str, **fields: Any) -> tuple[int, Any]:
    body = {"account_id": ACCOUNT, "psid": "ana", "text": "We do"} | fields
    return await office.ask("POST", "/instagram/messages", body, token=token)
