"""Facts through the API: one document, replaced by its parts, and price lists that are read into it."""

from typing import Any

import pytest

from tests.builders import ACCOUNT
from tests.integration.web.office import ADMIN, Office

PATH = f"/accounts/{ACCOUNT}/facts"
EMPTY: dict[str, Any] = {
    "facts": "", "knowledge": {"questions": [], "catalogue": [], "links": [], "policies": ""},
    "hours": [], "closed_days": [], "time_zone": "UTC",
}  # fmt: skip
LATTE = {"name": "Latte", "price": "3.50", "note": "", "url": ""}
FULL: dict[str, Any] = {
    "facts": "We roast on Mondays.",
    "knowledge": {
        "questions": [{"question": "Is there wifi?", "answer": "Yes, it is free."}],
        "catalogue": [LATTE],
        "links": [{"title": "Menu", "url": "https://moca.example/menu"}],
        "policies": "No refunds on food.",
    },
    "hours": [{"days": ["mon", "tue"], "opens": "09:00", "closes": "18:00"}],
    "closed_days": ["2026-12-25"],
    "time_zone": "America/Santiago",
}


async def test_facts_are_one_document(office: Office) -> None:
    """PUT takes it, GET shows it, with the version that holds it; before that it is shown empty."""
    _, before = await office.ask("GET", PATH)

    status, after = await office.ask("PUT", PATH, FULL)

    _, found = await office.ask("GET", PATH)
    assert before == EMPTY | {"version": 1}
    assert (status, after) == (200, FULL | {"version": 2})
    assert found == after


async def test_what_is_left_out_stays(office: Office) -> None:
    """What is given is replaced whole, also by nothing, and of the knowledge each part by itself."""
    await office.ask("PUT", PATH, FULL)

    _, after = await office.ask("PUT", PATH, {"facts": "", "knowledge": {"policies": "None.", "links": []}})

    knowledge = FULL["knowledge"] | {"policies": "None.", "links": []}
    assert after == FULL | {"facts": "", "knowledge": knowledge, "version": 3}


async def test_an_empty_knowledge_is_told_what_may_be_given(office: Office) -> None:
    """Whoever would empty it says which parts."""
    status, problem = await office.ask("PUT", PATH, {"knowledge": {}})

    assert (status, problem["field"]) == (400, "knowledge")
    assert problem["detail"] == (
        "nothing to change: give any of questions, catalogue, links, policies; an empty one empties it"
    )


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"hours": [{"days": ["mon"], "opens": "9:00", "closes": "18:00"}]}, "write it as 09:00"),
        ({"closed_days": ["25/12/2026"]}, "write it as 2026-12-31"),
        ({"knowledge": {"links": [{"title": "x", "url": "x"}]}}, "it begins with https://"),
        ({"knowledge": {"question": []}}, "there is no such field: did you mean questions?"),
        ({"fact": "x"}, "there is no such field: did you mean facts?"),
    ],
)
async def test_a_wrong_fact_is_told_the_right_one(office: Office, change: dict[str, Any], detail: str) -> None:
    """How a time is written and which field is meant; never a pattern."""
    _, problem = await office.ask("PUT", PATH, change)

    assert problem["detail"] == detail


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"time_zone": "Santiago"}, "time_zone"),
        ({"closed_days": ["2026-02-30"]}, "closed_days[0]"),
        ({"hours": [{"days": ["mon"], "opens": "9", "closes": "18:00"}]}, "hours[0].opens"),
        ({"hours": [{"days": ["mon"], "opens": "09:00", "closes": "18:00", "until": 1}]}, "hours[0].until"),
        ({"knowledge": {"links": [{"title": "x", "url": "ftp://x"}]}}, "knowledge.links[0].url"),
        ({"knowledge": {"faq": []}}, "knowledge.faq"),
        ({"fact": "x"}, "fact"),
    ],
)
async def test_a_wrong_fact_is_named(office: Office, change: dict[str, Any], field: str) -> None:
    """400 with the field; nothing changes."""
    status, problem = await office.ask("PUT", PATH, change)

    _, found = await office.ask("GET", PATH)
    assert (status, problem["field"]) == (400, field)
    assert found["version"] == 1


async def test_an_empty_change_is_told_what_may_be_given(office: Office) -> None:
    """400 about no field in particular."""
    status, problem = await office.ask("PUT", PATH, {})

    assert (status, problem["detail"]) == (
        400, "nothing to change: give any of facts, knowledge, hours, closed_days, time_zone",
    )  # fmt: skip


async def test_a_price_list_is_added(office: Office) -> None:
    """Items of known names get the new price, new ones come behind; what cannot be read is named."""
    await office.ask("PUT", PATH, FULL)

    status, answer = await office.ask("POST", f"{PATH}/catalogue", {"text": "latte  $4\nCOFFEES\nMocha  $5"})

    latte, mocha = LATTE | {"name": "latte", "price": "$4"}, LATTE | {"name": "Mocha", "price": "$5"}
    _, found = await office.ask("GET", PATH)
    assert (status, answer["read"], answer["catalogue"], answer["version"]) == (200, [latte, mocha], [latte, mocha], 3)
    assert [(wrong["line"], wrong["text"]) for wrong in answer["wrongs"]] == [(2, "COFFEES")]
    assert found["knowledge"] == FULL["knowledge"] | {"catalogue": [latte, mocha]}


async def test_a_price_list_takes_the_place_of_the_old_one(office: Office) -> None:
    """With `replace`; the rest of the knowledge stays."""
    await office.ask("PUT", PATH, FULL)

    await office.ask("POST", f"{PATH}/catalogue", {"text": "Nombre;Precio\nTé;2", "replace": True})

    _, found = await office.ask("GET", PATH)
    assert found["knowledge"] == FULL["knowledge"] | {"catalogue": [LATTE | {"name": "Té", "price": "2"}]}


async def test_a_price_list_is_only_read(office: Office) -> None:
    """With `dry_run` it is shown what would be, and nothing is stored."""
    _, answer = await office.ask("POST", f"{PATH}/catalogue", {"text": "Latte 3.50", "dry_run": True})

    _, found = await office.ask("GET", PATH)
    assert (answer["catalogue"], answer["version"]) == ([LATTE], 1)
    assert found == EMPTY | {"version": 1}


@pytest.mark.parametrize(
    "sent",
    [
        {"content": "Nombre;Precio\nTé;2".encode(), "headers": {"content-type": "text/csv"}},
        {"content": "Nombre;Precio\nTé;2".encode("cp1252"), "headers": {"content-type": "text/plain; charset=x"}},
        {"content": "Nombre;Precio\nTé;2".encode("utf-16"), "headers": {"content-type": "text/csv"}},
        {"files": {"file": ("prices.csv", "\ufeffNombre;Precio\nTé;2".encode())}},
    ],
)
async def test_a_price_list_is_sent_as_a_file(office: Office, sent: dict[str, Any]) -> None:
    """As the body itself, in the alphabets that Excel writes, or as the upload of a form."""
    await office.ask("PUT", PATH, FULL)

    status, answer = await sent_list(office, sent, replace="true")

    _, found = await office.ask("GET", PATH)
    assert (status, answer["wrongs"]) == (200, [])
    assert found["knowledge"] == FULL["knowledge"] | {"catalogue": [LATTE | {"name": "Té", "price": "2"}]}


async def test_a_form_says_what_is_to_be_done(office: Office) -> None:
    """Beside its file, as JSON would."""
    form = {"files": {"file": ("prices.csv", b"Tea;2")}, "data": {"dry_run": "true"}}

    status, answer = await sent_list(office, form)

    assert (status, answer["catalogue"], answer["version"]) == (200, [LATTE | {"name": "Tea", "price": "2"}], 1)


@pytest.mark.parametrize(
    ("sent", "status", "field", "said"),
    [
        ({"data": {"text": "Tea 2.00"}}, 415, "", "cannot be read from application/x-www-form-urlencoded: send JSON"),
        ({"files": {"list": ("a.csv", b"Tea;2")}}, 400, "file", "there is no file: send JSON"),
        ({"files": {"file": ("a.xlsx", b"PK\3\4\0\0")}}, 400, "file", "save it as CSV (UTF-8) first"),
        ({"files": {"file": ("a.csv", b"Tea;2")}, "data": {"dryrun": "true"}}, 400, "dryrun", "did you mean dry_run?"),
        ({"content": b"", "headers": {"content-type": "text/csv"}}, 400, "text", "length >= 1"),
        ({"content": b"{", "headers": {"content-type": "application/json"}}, 400, "", "this is no JSON"),
        ({"json": {"txt": "Tea 2.00"}}, 400, "txt", "did you mean text?"),
        ({}, 400, "", "it is empty: send JSON"),
    ],
)
async def test_a_list_that_cannot_be_read_is_told_how_to_send_it(
    office: Office, sent: dict[str, Any], status: int, field: str, said: str
) -> None:
    """With the curl line that does it."""
    got, problem = await sent_list(office, sent)

    assert (got, problem.get("field", "")) == (status, field)
    assert said in problem["detail"]


async def test_the_schema_tells_how_a_price_list_is_sent(office: Office) -> None:
    """Every way, though the handler reads the bytes itself."""
    schema = (await office.client.get("/schema/openapi.json")).json()

    body = schema["paths"]["/api/accounts/{id_}/facts/catalogue"]["post"]["requestBody"]
    assert sorted(body["content"]) == [
        "application/json", "multipart/form-data", "text/csv", "text/plain", "text/tab-separated-values",
    ]  # fmt: skip
    assert body["content"]["application/json"]["schema"]["required"] == ["text"]


async def sent_list(office: Office, sent: dict[str, Any], **query: str) -> tuple[int, Any]:
    """What a price list is answered that is sent in httpx's words."""
    headers = {"x-admin-token": ADMIN} | sent.get("headers", {})
    response = await office.client.post(f"/api{PATH}/catalogue", params=query, **sent | {"headers": headers})
    return response.status_code, response.json()


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("COFFEES", "no item could be read: line 1: no price stands at its end"),
        (" \n", "it is empty: write one item a line"),
    ],
)
async def test_a_list_that_holds_nothing_is_refused(office: Office, text: str, detail: str) -> None:
    """400 with the first line's remedy; the catalogue stays, also where it was to be replaced."""
    await office.ask("PUT", PATH, FULL)

    status, problem = await office.ask("POST", f"{PATH}/catalogue", {"text": text, "replace": True})

    _, found = await office.ask("GET", PATH)
    assert (status, problem["field"]) == (400, "text")
    assert problem["detail"].startswith(detail)
    assert found["knowledge"] == FULL["knowledge"]


@pytest.mark.parametrize(
    ("method", "tail", "body"),
    [("GET", "", None), ("PUT", "", {"facts": "x"}), ("POST", "/catalogue", {"text": "Tea 2.00"})],
)
async def test_no_account_no_facts(office: Office, method: str, tail: str, body: Any) -> None:
    """404 where there is no such account."""
    assert (await office.ask(method, f"/accounts/17841400000000009/facts{tail}", body))[0] == 404
