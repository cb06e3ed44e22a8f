"""The team over the API."""

from typing import Any

import pytest

from moca.clock import now_ms
from tests.integration.web.office import Office


async def _added(office: Office, name: str = "Ana", role: str = "agent") -> dict[str, Any]:
    status, made = await office.ask("POST", "/operators", {"name": name, "role": role})
    assert status == 201
    return dict(made)


async def test_an_operator_is_added_and_comes_in(office: Office) -> None:
    """The token is told once; the list shows everything but that."""
    made = await _added(office)

    _, me = await office.ask("GET", "/operators/me", token=made["token"])
    _, listed = await office.ask("GET", "/operators")

    assert (me["operator"], me["session"]) == (made["operator"], "")
    assert listed["items"] == [made["operator"]]
    assert sum(made["token"] in answer for answer in office.answers) == 1


async def test_a_taken_name_is_refused(office: Office) -> None:
    """409, and what to do."""
    await _added(office)

    status, problem = await office.ask("POST", "/operators", {"name": "ANA"})

    assert (status, "choose another name" in problem["detail"]) == (409, True)


async def test_a_wrong_role_is_named(office: Office) -> None:
    """400 with the field."""
    status, problem = await office.ask("POST", "/operators", {"name": "Ana", "role": "boss"})

    assert (status, problem["field"]) == (400, "role")


async def test_name_and_role_are_changed(office: Office) -> None:
    """Both hold with the next request."""
    made = await _added(office)
    where = f"/operators/{made['operator']['id']}"

    status, changed = await office.ask("PATCH", where, {"name": "Ana Paz", "role": "owner"})

    _, me = await office.ask("GET", "/operators/me", token=made["token"])
    assert (status, changed["name"], changed["role"]) == (200, "Ana Paz", "owner")
    assert me["operator"] == changed


async def test_a_change_of_nothing_is_refused(office: Office) -> None:
    """400 with what could be given."""
    made = await _added(office)

    status, problem = await office.ask("PATCH", f"/operators/{made['operator']['id']}", {})

    assert (status, "name, role" in problem["detail"]) == (400, True)


async def test_a_token_is_replaced(office: Office) -> None:
    """The old one is nobody's."""
    made = await _added(office)

    status, again = await office.ask("POST", f"/operators/{made['operator']['id']}/token")

    came_in = [(await office.ask("GET", "/operators/me", token=each["token"]))[0] for each in (made, again)]
    assert (status, came_in) == (201, [401, 200])


async def test_an_operator_is_revoked(office: Office) -> None:
    """The record stays with its end, the token is nobody's, and a second time there is nobody to revoke."""
    made = await _added(office)
    where = f"/operators/{made['operator']['id']}"

    first, _ = await office.ask("DELETE", where)
    second, _ = await office.ask("DELETE", where)

    came_in, _ = await office.ask("GET", "/operators/me", token=made["token"])
    _, listed = await office.ask("GET", "/operators")
    assert (first, second, came_in) == (204, 404, 401)
    assert listed["items"][0]["revoked_at"] > 0


@pytest.mark.parametrize(
    ("method", "path", "body"), [("PATCH", "", {"role": "viewer"}), ("DELETE", "", None), ("POST", "/token", None)]
)
async def test_the_bearer_of_the_admin_token_is_not_changed(office: Office, method: str, path: str, body: Any) -> None:
    """409: that is a setting."""
    status, problem = await office.ask(method, f"/operators/admin{path}", body)

    assert (status, "ADMIN_TOKEN" in problem["detail"]) == (409, True)


async def test_sessions_are_listed_and_ended(office: Office) -> None:
    """By an owner for anybody: one, and all."""
    made = await _added(office)
    id_ = made["operator"]["id"]
    ana, sessions = await office.app.state.operators.get(id_), office.app.state.sessions
    for agent in ("Firefox, Linux", "Safari, iPhone", "Chrome, Android"):
        await sessions.begin(ana, made["token"], agent, now_ms())

    _, before = await office.ask("GET", f"/operators/{id_}/sessions")
    one, _ = await office.ask("DELETE", f"/operators/{id_}/sessions/{before['items'][0]['id']}")
    _, between = await office.ask("GET", f"/operators/{id_}/sessions")
    all_, _ = await office.ask("DELETE", f"/operators/{id_}/sessions")
    _, after = await office.ask("GET", f"/operators/{id_}/sessions")

    assert [len(page["items"]) for page in (before, between, after)] == [3, 2, 0]
    assert {item["agent"] for item in before["items"]} == {"Firefox, Linux", "Safari, iPhone", "Chrome, Android"}
    assert (one, all_) == (204, 204)


async def test_everybody_ends_their_own_sessions(office: Office) -> None:
    """Also a viewer, and nobody else's."""
    made = await _added(office, role="viewer")
    ana = await office.app.state.operators.get(made["operator"]["id"])
    await office.app.state.sessions.begin(ana, made["token"], "Firefox", now_ms())
    _, mine = await office.ask("GET", "/operators/me/sessions", token=made["token"])
    where = f"/operators/me/sessions/{mine['items'][0]['id']}"

    others, _ = await office.ask("DELETE", where)
    own, _ = await office.ask("DELETE", where, token=made["token"])

    assert (others, own) == (404, 204)


async def test_nobody_who_was_never_there_is_found(office: Office) -> None:
    """404 on every route of one operator."""
    statuses = [
        (await office.ask("PATCH", "/operators/none", {"name": "x"}))[0],
        (await office.ask("DELETE", "/operators/none"))[0],
        (await office.ask("POST", "/operators/none/token"))[0],
        (await office.ask("GET", "/operators/none/sessions"))[0],
        (await office.ask("DELETE", "/operators/none/sessions/none"))[0],
    ]

    assert statuses == [404] * 5
