"""Signing in and out as a browser does it, without any script."""

import asyncio
import re
from http.cookies import SimpleCookie
from typing import Any

import httpx
import pytest

from moca.team.operators import Operators
from tests.builders import ACCOUNT
from tests.integration.web.office import ADMIN, Office

OURS, FOREIGN = "http://moca", "https://evil.example"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Browser:
    """Keeps cookies, follows nothing, and sends its origin with every form."""

    def __init__(self, office: Office) -> None:
        self.client = office.client
        self.client.headers["user-agent"] = FIREFOX

    async def opens(self, path: str, **headers: str) -> httpx.Response:
        return await self.client.get(path, headers=headers)

    async def enters(self, token: str, next_: str = "/", origin: str = OURS) -> httpx.Response:
        form = {"token": token, "next": next_}
        return await self.client.post("/sign-in", data=form, headers={"origin": origin} if origin else {})

    async def sends(self, method: str, path: str, body: Any = None, origin: str = OURS) -> int:
        headers = {"origin": origin} if origin else {}
        return (await self.client.request(method, f"/api{path}", json=body, headers=headers)).status_code


@pytest.fixture
def browser(office: Office) -> Browser:
    return Browser(office)


async def test_a_right_token_leads_to_where_one_wanted(browser: Browser) -> None:
    """The way on, and a cookie that no script can read and no foreign form brings along."""
    answer = await browser.enters(ADMIN, "/inbox?status=open")

    assert (answer.status_code, answer.headers["location"]) == (303, "/inbox?status=open")
    cookie = SimpleCookie(answer.headers["set-cookie"])["moca_session"]
    assert (cookie["httponly"], cookie["samesite"].lower(), cookie["path"], cookie["secure"]) == (True, "lax", "/", "")
    assert await browser.sends("GET", "/accounts") == 200


async def test_over_https_the_cookie_never_travels_in_clear(office: Office, browser: Browser) -> None:
    """Where people reach Moca by https, the cookie is for https alone."""
    office.app.state.public_url = "https://moca.example"

    answer = await browser.enters(ADMIN)

    assert SimpleCookie(answer.headers["set-cookie"])["moca_session"]["secure"] is True


async def test_a_wrong_token_is_said_at_the_field(browser: Browser) -> None:
    """401, the fault beside the field, the way on kept, and the token nowhere."""
    answer = await browser.enters("moca_wrong", "/queue")

    assert answer.status_code == 401
    assert 'role="alert">Nobody has this token.' in answer.text
    assert 'name="next" value="/queue"' in answer.text
    assert "moca_wrong" not in answer.text + str(answer.headers)


async def test_an_empty_form_asks_for_the_token(browser: Browser) -> None:
    """400, and it does not count as a guess."""
    answers = [await browser.enters("  ") for _ in range(7)]

    assert {answer.status_code for answer in answers} == {400}


async def test_the_page_runs_nothing_and_loads_only_ours(browser: Browser) -> None:
    """No script, no inline style, nothing of another host; no page may frame it, and its address is told to nobody."""
    answer = await browser.opens("/sign-in")

    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"<script|<style| style=| on[a-z]+=|https?:", answer.text)
    assert 'type="password" autocomplete="current-password"' in answer.text
    assert answer.headers["cache-control"] == "no-store"


async def test_the_page_speaks_the_readers_language(browser: Browser) -> None:
    """Spanish where the browser asks for it before English."""
    spanish = await browser.opens("/sign-in", **{"accept-language": "de-DE, es-CL;q=0.9, en;q=0.8"})
    english = await browser.opens("/sign-in", **{"accept-language": "de"})

    assert ('<html lang="es"' in spanish.text, "Tu token" in spanish.text) == (True, True)
    assert ('<html lang="en"' in english.text, "Your token" in english.text) == (True, True)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "evil",
        "",
        "/a\nb",
        "/sign-in?next=/",
        "/a\\b",
        "///x",
    ],
)
async def test_nobody_is_led_elsewhere(browser: Browser, elsewhere: str) -> None:
    """Only a path of this Moca is gone on to."""
    answer = await browser.enters(ADMIN, elsewhere)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")


async def test_what_is_shown_is_escaped(browser: Browser) -> None:
    """The way on comes from outside."""
    answer = await browser.opens('/sign-in?next=/"><script>')

    assert 'value="/&quot;&gt;&lt;script&gt;"' in answer.text


async def test_who_is_signed_in_goes_on(browser: Browser) -> None:
    """The form is not shown again."""
    await browser.enters(ADMIN)

    answer = await browser.opens("/sign-in?next=/queue")

    assert (answer.status_code, answer.headers["location"]) == (303, "/queue")


async def test_a_foreign_page_signs_nobody_in(browser: Browser) -> None:
    """It could put its own session under somebody's hands."""
    answer = await browser.enters(ADMIN, origin=FOREIGN)

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


async def test_signing_out_ends_the_session(office: Office, browser: Browser) -> None:
    """Also for who has kept the cookie."""
    await browser.enters(ADMIN)
    kept = browser.client.cookies["moca_session"]

    answer = await browser.client.post("/sign-out", headers={"origin": OURS})

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert "moca_session" not in browser.client.cookies
    browser.client.cookies.set("moca_session", kept)
    assert await browser.sends("GET", "/accounts") == 401


@pytest.mark.parametrize("origin", [FOREIGN, "null", ""])
async def test_a_foreign_page_signs_nobody_out(browser: Browser, origin: str) -> None:
    """403, and the session stays."""
    await browser.enters(ADMIN)

    answer = await browser.client.post("/sign-out", headers={"origin": origin} if origin else {})

    assert (answer.status_code, await browser.sends("GET", "/accounts")) == (403, 200)


@pytest.mark.parametrize(("origin", "status"), [(OURS, 200), (FOREIGN, 403), ("null", 403), ("", 403)])
async def test_with_a_cookie_only_our_pages_write(browser: Browser, origin: str, status: int) -> None:
    """A browser sends the cookie along for any page; what it may then do is decided by whose page that is."""
    await browser.enters(ADMIN)
    change = {"settings": {"tone": "warm"}}

    assert await browser.sends("PATCH", f"/accounts/{ACCOUNT}", change, origin) == status
    assert await browser.sends("GET", f"/accounts/{ACCOUNT}", origin=origin) == 200


async def test_the_public_address_is_ours(office: Office, browser: Browser) -> None:
    """Behind a proxy that asks by another name, its pages may write; others still may not."""
    office.app.state.public_url = "https://moca.example"

    answers = [await browser.enters(ADMIN, origin=f"https://{name}.example") for name in ("moca", "moca.example.evil")]

    assert [answer.status_code for answer in answers] == [303, 403]


async def test_a_session_has_the_role_of_its_operator(office: Office, browser: Browser) -> None:
    """And loses what the operator loses, at once."""
    ana, token = await office.app.state.operators.create("Ana", "agent")
    await browser.enters(token.reveal())

    before = [await browser.sends("GET", "/accounts"), await browser.sends("GET", "/operators")]
    await office.app.state.operators.revoke(ana.id)

    assert (before, await browser.sends("GET", "/accounts")) == ([200, 403], 401)


async def test_guessing_is_slowed(browser: Browser) -> None:
    """After five wrong tokens none is looked at, not even a right one, and the page says how long."""
    wrong = [(await browser.enters(f"guess {number}")).status_code for number in range(5)]

    answer = await browser.enters(ADMIN)

    assert (wrong, answer.status_code) == ([401] * 5, 429)
    assert int(answer.headers["retry-after"]) in (29, 30)
    assert "Try again in" in answer.text


async def test_guessing_at_the_api_is_slowed(office: Office) -> None:
    """The same pauses; a token that was right here before is never slowed."""
    await office.ask("GET", "/accounts")
    guesses = [(await office.ask("GET", "/accounts", token=f"guess {number}"))[0] for number in range(7)]

    status, _ = await office.ask("GET", "/accounts")

    assert (guesses, status) == ([401] * 5 + [429] * 2, 200)


async def test_a_program_that_begins_with_many_calls_is_let_in(office: Office) -> None:
    """The same right token twenty times at once has been tried once."""
    answers = await asyncio.gather(*(office.ask("GET", "/accounts") for _ in range(20)))

    assert {status for status, _ in answers} == {200}


async def test_a_right_token_forgets_the_mistakes(browser: Browser) -> None:
    """Who finds the right one at the fourth try begins anew."""
    for number in range(4):
        await browser.enters(f"guess {number}")
    await browser.enters(ADMIN)

    answers = [(await browser.enters(f"guess {number}")).status_code for number in range(5)]

    assert answers == [401] * 5


async def test_while_there_is_nobody_the_page_says_what_to_do(office: Office, browser: Browser) -> None:
    """No form that could only refuse."""
    office.app.state.operators = Operators(office.shop.store.client)

    answer = await browser.opens("/sign-in")

    assert (answer.status_code, "ADMIN_TOKEN=" in answer.text, "<form" in answer.text) == (200, True, False)


async def test_a_dead_store_is_said_in_words(office: Office, browser: Browser, server: Any) -> None:
    """503, on the same page."""
    server.kill()
    try:
        answer = await browser.enters(ADMIN)
    finally:
        server.start()

    assert (answer.status_code, "does not answer" in answer.text) == (503, True)
