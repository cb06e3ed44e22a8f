"""Business Login: the address to send an owner to, and the answers of the token endpoints in every shape."""

from urllib.parse import parse_qs, urlsplit

import pytest

from moca.errors import PermanentError, TransientError
from moca.instagram.login import (
    NEEDED,
    LongToken,
    ShortToken,
    authorize_url,
    long_token_in,
    missing,
    short_token_in,
    without_ending,
)
from moca.settings import Secret

SCOPES = "instagram_business_basic,instagram_business_manage_messages,instagram_business_manage_comments"
SHORT = {"access_token": "IGAAshort", "user_id": 28978671838402975, "permissions": SCOPES}
USED = {
    "error_type": "OAuthException",
    "code": 400,
    "error_message": "Matching code was not found or was already used",
}


def test_the_address_to_allow_the_app() -> None:
    """Every parameter as it was given: the redirect address byte for byte."""
    url = urlsplit(authorize_url("https://www.instagram.com", "990", "https://moca.example/cb/?a=1&b=ñ", "s-t_a"))

    assert f"{url.scheme}://{url.netloc}{url.path}" == "https://www.instagram.com/oauth/authorize"
    assert parse_qs(url.query) == {
        "client_id": ["990"],
        "redirect_uri": ["https://moca.example/cb/?a=1&b=ñ"],
        "response_type": ["code"],
        "scope": [SCOPES],
        "state": ["s-t_a"],
    }


def test_a_code_loses_its_ending() -> None:
    """Meta puts `#_` behind it, which is no part of it."""
    assert [without_ending(code) for code in ("AQB#_", "AQB", "A#_B")] == ["AQB", "AQB", "A#_B"]


@pytest.mark.parametrize("permissions", [SCOPES, SCOPES.split(","), SCOPES.replace(",", ", ")])
@pytest.mark.parametrize("wrapped", [False, True])
def test_a_short_lived_token(permissions: object, wrapped: bool) -> None:  # a parameter of the test
    """Flat or under `data`, the id a number, the permissions a text or a list."""
    body = SHORT | {"permissions": permissions}

    found = short_token_in(200, {"data": [body]} if wrapped else body)

    assert found == ShortToken(Secret("IGAAshort"), "28978671838402975", tuple(SCOPES.split(",")))


def test_a_long_lived_token() -> None:
    """Its life is in seconds."""
    body = {"access_token": "IGAAlong", "token_type": "bearer", "expires_in": 5183944}

    assert long_token_in(200, body) == LongToken(Secret("IGAAlong"), 5_183_944)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, USED, PermanentError),
        (400, {"error": "invalid_grant", "error_description": "text"}, PermanentError),
        (400, {"error": {"message": "x", "code": 190, "type": "OAuthException"}}, PermanentError),
        (400, {"error": {"message": "x", "code": 4, "type": "OAuthException"}}, TransientError),
        (503, {"error": "temporarily_unavailable"}, TransientError),
        (200, {"access_token": None}, TransientError),
        (200, [], TransientError),
        (502, None, TransientError),
    ],
)
def test_a_refusal_says_whether_to_try_again(status: int, body: object, error: type[Exception]) -> None:
    """The endpoints' own shape, a plain OAuth error and Graph's envelope, in our words; no text of Meta's."""
    for read in (short_token_in, long_token_in):
        with pytest.raises(error) as raised:
            read(status, body)
        assert "Matching code" not in str(raised.value)


def test_what_was_unticked_is_missing() -> None:
    """Where Meta does not say what was granted, nothing is missed."""
    assert missing(("instagram_business_basic",), NEEDED) == ("instagram_business_manage_messages",)
    assert missing((), NEEDED) == ()
