"""Rules through the API: replaced whole, shown whole, refused with the field and the remedy, and tried out."""

from typing import Any

import msgspec
import pytest

from moca.domain.rules import Rule
from tests.builders import ACCOUNT
from tests.integration.web.office import Office

PATH = f"/accounts/{ACCOUNT}/rules"
DEFAULTS: dict[str, Any] = {
    "name": "", "enabled": True, "before_model": False, "keywords": [], "exact": [], "regex": [], "events": [],
    "first_message": False, "hours": "", "languages": [], "tags": [], "reply": "", "variants": [], "add_tags": [],
    "assign": "", "status": "", "hand_over": "", "agent": "", "silent": False, "go_on": False,
}  # fmt: skip
WHOLE = {
    "name": "vip", "enabled": False, "before_model": True, "keywords": ["precio"], "exact": ["menú"],
    "regex": [r"^pedido #\d+"], "events": ["message", "ad"], "first_message": True, "hours": "out",
    "languages": ["es"], "tags": ["vip"], "reply": "", "add_tags": ["asked"], "assign": "ana", "status": "open",
    "variants": ["Hola {first_name}", {"text": "¿Cuál?", "quick_replies": [{"title": "S", "payload": "s"}]}],
    "hand_over": "", "agent": "draft", "silent": False, "go_on": True,
}  # fmt: skip
WEDNESDAY_AT_TEN = 1_780_480_800_000


def whole(**fields: Any) -> dict[str, Any]:
    """A rule as it is shown."""
    return DEFAULTS | fields


async def test_rules_are_replaced_whole(office: Office) -> None:
    """PUT gives all rules; GET and the account's settings show them, whole, with the version that holds them."""
    plain = {"keywords": ["precio"], "reply": "From 20 €", "name": "prices", "before_model": True}

    status, _ = await office.ask("PUT", PATH, {"rules": [plain, WHOLE]})

    _, found = await office.ask("GET", PATH)
    _, account = await office.ask("GET", f"/accounts/{ACCOUNT}")
    assert (status, found) == (200, {"rules": [whole(**plain), WHOLE], "version": 2})
    assert account["settings"]["rules"] == found["rules"]
    assert set(WHOLE) == set(Rule.__struct_fields__)


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ({"keywords": ["a"]}, "[0].reply"),
        ({"keywords": [], "reply": "x"}, "[0].keywords"),
        ({"keywords": ["b", " \t"], "reply": "x"}, "[0].keywords[1]"),
        ({"regex": ["ok", "(a"], "reply": "x"}, "[0].regex[1]"),
        ({"events": ["foto"], "reply": "x"}, "[0].events[0]"),
        ({"hours": "noon", "reply": "x"}, "[0].hours"),
        ({"keywords": ["a"], "variants": [{"text": "x", "cards": [{"title": "y"}]}]}, "[0].variants[0].cards"),
        ({"keywords": ["a"], "reply": "x", "silent": True}, "[0].silent"),
    ],
)
async def test_a_wrong_rule_is_named(office: Office, rule: dict[str, Any], field: str) -> None:
    """400 names the field, whichever way it comes, and says what to do; nothing changes."""
    put, problem = await office.ask("PUT", PATH, {"rules": [rule]})
    patch, patched = await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"settings": {"rules": [rule]}})
    trial, refused = await office.ask("POST", f"{PATH}/try", {"text": "hola", "rules": [rule]})

    _, found = await office.ask("GET", PATH)
    assert (put, problem["field"]) == (400, f"rules{field}")
    assert (patch, patched["field"]) == (400, f"settings.rules{field}")
    assert (trial, refused["field"]) == (400, f"rules{field}")
    assert problem["detail"]
    assert found["rules"] == []


async def test_an_unknown_event_is_told_the_known_ones(office: Office) -> None:
    """A word that is none of the allowed is answered with all of them."""
    _, problem = await office.ask("PUT", PATH, {"rules": [{"events": ["foto"], "reply": "x"}]})

    assert problem["detail"].startswith("Invalid enum value 'foto'; allowed: ad, file, message, photo")


async def test_an_unknown_word_of_a_rule_is_named(office: Office) -> None:
    """A misspelt field is not silently left out."""
    status, problem = await office.ask("PUT", PATH, {"rules": [{"keyword": ["a"], "reply": "x"}]})

    assert (status, problem["field"]) == (400, "rules[0].keyword")


async def test_a_message_is_tried_out(office: Office) -> None:
    """Each rule says whether it matched and if not why, and what the message would get, its variables filled in."""
    settings = {"business_name": "Café Moca", "time_zone": "Europe/Madrid",
                "hours": [{"days": ["wed"], "opens": "09:00", "closes": "13:00"}]}  # fmt: skip
    await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"settings": settings})
    rules = [
        {"name": "closed", "hours": "out", "reply": "mañana", "before_model": True},
        {"name": "spanish", "languages": ["es"], "add_tags": ["español"], "go_on": True, "before_model": True},
        {"name": "price", "keywords": ["precio"], "before_model": True, "reply": "{first_name}: {business}"},
        {"name": "late", "keywords": ["precio"], "reply": "no model"},
    ]
    await office.ask("PUT", PATH, {"rules": rules})
    asked = {"text": "hola, me dicen el precio por favor", "at": WEDNESDAY_AT_TEN, "name": "Ana Paz"}

    status, tried = await office.ask("POST", f"{PATH}/try", asked)

    course = tried["with_model"]
    assert (status, tried["language"], tried["is_open"], tried["beforehand"]) == (200, "es", True, "")
    assert [(rule["name"], rule["matched"], rule["why"]) for rule in course["tried"]] == [
        ("closed", False, "the business is open then"),
        ("spanish", True, ""),
        ("price", True, ""),
    ]
    assert course["ruled"] == {
        "rules": ["spanish", "price"], "parts": ["Ana: Café Moca"], "add_tags": ["español"], "assign": "", "status": "",
        "hand_over": "", "has_own_line": False, "agent": "", "silent": False, "goes_on": False,
    }  # fmt: skip
    assert course["then"] == "price ends it"


async def test_without_a_match_the_model_is_asked(office: Office) -> None:
    """And where it cannot answer, the rules that are kept for that are tried."""
    await office.ask("PUT", PATH, {"rules": [{"keywords": ["hola"], "reply": "hi"}]})

    _, tried = await office.ask("POST", f"{PATH}/try", {"text": "hola"})
    _, other = await office.ask("POST", f"{PATH}/try", {"text": "adiós"})

    assert (tried["with_model"]["then"], tried["without_model"]["then"]) == (
        "no rule: the model is asked",
        "hola ends it",
    )
    assert tried["without_model"]["ruled"]["parts"] == ["hi"]
    assert other["without_model"]["then"] == "no rule: the away line or a person"


async def test_unsaved_rules_are_tried_out(office: Office) -> None:
    """Instead of the account's, with an event, tags, a language and a first message; nothing is stored."""
    rule = {"events": ["photo"], "tags": ["vip"], "languages": ["pt"], "first_message": True, "before_model": True,
            "hand_over": "a photo of a vip"}  # fmt: skip
    asked = {"events": ["photo"], "tags": ["VIP"], "language": "pt", "first_message": True, "rules": [rule]}

    _, tried = await office.ask("POST", f"{PATH}/try", asked)

    _, found = await office.ask("GET", PATH)
    assert tried["with_model"]["ruled"]["hand_over"] == "a photo of a vip"
    assert found == {"rules": [], "version": 1}


@pytest.mark.parametrize(
    ("text", "beforehand"), [("gracias", "it asks for no answer"), ("STOP", "it is the word that stops the bot")]
)
async def test_what_comes_before_the_rules_is_said(office: Office, text: str, beforehand: str) -> None:
    """A bare thank-you and the words that stop and start the bot never come to a rule."""
    _, tried = await office.ask("POST", f"{PATH}/try", {"text": text})

    assert tried["beforehand"].startswith(beforehand)


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"language": "spanish"}, "language"), ({"at": -1}, "at"), ({"events": []}, "events"), ({"txt": "x"}, "txt")],
)
async def test_a_wrong_trial_is_named(office: Office, asked: dict[str, Any], field: str) -> None:
    """400 with the field."""
    status, problem = await office.ask("POST", f"{PATH}/try", asked)

    assert (status, problem["field"]) == (400, field)


@pytest.mark.parametrize(("method", "tail"), [("GET", ""), ("PUT", ""), ("POST", "/try")])
async def test_no_account_no_rules(office: Office, method: str, tail: str) -> None:
    """404 where there is no such account."""
    body = {"PUT": {"rules": []}, "POST": {"text": "x"}}.get(method)

    status, _ = await office.ask(method, f"/accounts/17841400000000009/rules{tail}", body)

    assert status == 404


async def test_a_rule_of_an_older_moca_is_shown_whole(office: Office) -> None:
    """What was stored before there was more to a rule still is the same rule."""
    old = '{"rules":[{"keywords":["a"],"reply":"x"}]}'
    await office.shop.store.client.hset(f"moca:account:{ACCOUNT}", "settings", old)
    office.app.state.accounts.forget_copies()

    _, found = await office.ask("GET", PATH)

    assert found["rules"] == [whole(keywords=["a"], reply="x")]
    assert msgspec.convert(found["rules"][0], Rule) == Rule(keywords=("a",), reply="x")
