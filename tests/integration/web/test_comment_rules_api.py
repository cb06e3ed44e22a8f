"""Rules for comments through the API: replaced whole, shown whole, and refused with the field and the remedy."""

from typing import Any

import pytest

from tests.builders import ACCOUNT
from tests.integration.web.office import Office

PATH = f"/accounts/{ACCOUNT}/comment-rules"
WHOLE = {
    "name": "price",
    "keywords": ["precio"],
    "media_ids": ["17895"],
    "public": ["Te escribimos"],
    "private": ["8.900", {"text": "¿Cuál?", "quick_replies": [{"title": "250 g", "payload": "250"}]}],
    "delay_seconds": 30,
    "live": True,
    "enabled": False,
}


async def test_rules_for_comments_are_replaced_whole(office: Office) -> None:
    """PUT gives all rules; GET and the account's settings show them, a content and the defaults included."""
    status, _ = await office.ask("PUT", PATH, {"rules": [WHOLE, {"public": ["¡Gracias!"]}]})

    _, found = await office.ask("GET", PATH)
    _, account = await office.ask("GET", f"/accounts/{ACCOUNT}")
    plain = {"name": "", "keywords": [], "media_ids": [], "public": ["¡Gracias!"], "private": [],
             "delay_seconds": 0, "live": False, "enabled": True}  # fmt: skip
    assert (status, found) == (200, {"rules": [WHOLE, plain], "version": 2})
    assert account["settings"]["comment_rules"] == [WHOLE, plain]


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ({"keywords": ["precio"]}, "[0].public"),
        ({"public": [" "]}, "[0].public[0]"),
        ({"keywords": [" "], "public": ["x"]}, "[0].keywords[0]"),
        ({"private": ["x" * 1_001]}, "[0].private[0]"),
        ({"private": [{"text": "x", "cards": [{"title": "y"}]}]}, "[0].private[0].cards"),
        ({"public": ["x"], "live": True}, "[0].live"),
        ({"public": ["x"], "delay_seconds": -1}, "[0].delay_seconds"),
        ({"public": ["x"], "media_ids": ["abc"]}, "[0].media_ids[0]"),
    ],
)
async def test_a_wrong_rule_is_named(office: Office, rule: dict[str, Any], field: str) -> None:
    """400 names the field, by PUT as by PATCH, and says what to do; nothing changes."""
    put, problem = await office.ask("PUT", PATH, {"rules": [rule]})
    patch, patched = await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"settings": {"comment_rules": [rule]}})

    _, found = await office.ask("GET", PATH)
    assert (put, problem["field"]) == (400, f"rules{field}")
    assert (patch, patched["field"]) == (400, f"settings.comment_rules{field}")
    assert problem["detail"]
    assert found["rules"] == []


async def test_an_unknown_word_of_a_rule_is_named(office: Office) -> None:
    """A misspelt field is not silently left out."""
    status, problem = await office.ask("PUT", PATH, {"rules": [{"public": ["x"], "delay": 3}]})

    assert (status, problem["field"]) == (400, "rules[0].delay")


@pytest.mark.parametrize(("method", "body"), [("GET", None), ("PUT", {"rules": []})])
async def test_no_account_no_rules(office: Office, method: str, body: Any) -> None:
    """404 where there is no such account."""
    status, _ = await office.ask(method, "/accounts/17841400000000009/comment-rules", body)

    assert status == 404
