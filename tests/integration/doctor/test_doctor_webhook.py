"""The doctor at the webhook: the three knocks, and every way in which they can go wrong."""

import pytest

from moca.doctor.finding import Finding
from moca.doctor.webhook import look_at_webhook
from moca.settings import App, InstagramSettings, Secret
from tests.integration.instagram.scripted import Answer, closed_url, running

SETTINGS = InstagramSettings(apps=(App("111", Secret("the-app-secret")),), verify_token=Secret("verify-me"))


async def look(url: str) -> list[Finding]:
    return [finding async for finding in look_at_webhook(SETTINGS, url)]


async def test_without_an_address_nothing_is_asked() -> None:
    """How to have it looked at is said."""
    (found,) = await look("")

    assert (found.state, "--public-url" in found.remedy) == ("skipped", True)


async def test_an_address_where_nobody_is() -> None:
    """A fault with the usual reasons."""
    found = await look(closed_url())

    assert [finding.state for finding in found] == ["note", "fault"]
    assert "cannot be reached (ConnectError)" in found[1].said


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ((403, 401, 200), "the verify token is another one there"),
        ((404, 401, 200), "the verification is answered 404"),
        ((200, 401, 200), "the verification is answered 200"),
        ((403, 200, 200), "a delivery without a signature is answered 200, not 401"),
        ((403, 401, 401), "the secret of app 111 is another one there"),
        ((403, 401, 503), "a signed delivery is answered 503"),
    ],
)
async def test_what_answers_wrongly_is_named(answers: tuple[int, int, int], said: str) -> None:
    """Each of the three knocks has its own faults."""
    async with running(*(Answer(status, b"") for status in answers)) as server:
        found = await look(server.url)

    assert said in [finding.said for finding in found if finding.state == "fault"]


async def test_the_secret_leaves_only_as_a_signature() -> None:
    """Neither secret nor token stands in what is said."""
    async with running(*(Answer(401, b"") for _ in range(3))) as server:
        found = await look(server.url)

    assert b"the-app-secret" not in b"".join(request.body for request in server.requests)
    assert not [finding for finding in found if "the-app-secret" in str(finding) or "verify-me" in str(finding)]


async def test_without_a_verify_token_the_verification_is_not_tried() -> None:
    """Nothing is sent that could only be refused; the other knocks are made."""
    async with running(*(Answer(401, b"") for _ in range(2))) as server:
        found = [finding async for finding in look_at_webhook(InstagramSettings(apps=SETTINGS.apps), server.url)]

    assert [(finding.state, "INSTAGRAM_VERIFY_TOKEN" in finding.said) for finding in found[1:2]] == [("skipped", True)]
    assert len(server.requests) == 2
