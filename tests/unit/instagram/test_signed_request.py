"""Meta's signed callbacks: read only when a secret of ours has signed them."""

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest

from moca.instagram.signed_request import (
    MalformedRequestError,
    SignedRequest,
    UnprovenRequestError,
    read_signed_request,
)
from moca.settings import App, Secret

APP, OTHER = App("111", Secret("test_app_secret")), App("222", Secret("another secret"))
VECTOR = (
    "sLmWoVSITGjdVbV6khSpMRPA4R26qCSADTHylvV8_4s."
    "eyJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsImlzc3VlZF9hdCI6MTc2Nzk2MzMzMCwidXNlcl9pZCI6IjI4OTc4NjcxODM4NDAyOTc1In0"
)
"""The reference's, section 8.6."""


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def signed(payload: Any, secret: str = "test_app_secret") -> str:
    text = encoded(payload if isinstance(payload, bytes) else json.dumps(payload).encode())
    return f"{encoded(hmac.digest(secret.encode(), text.encode(), hashlib.sha256))}.{text}"


def test_the_references_vector() -> None:
    """The app, the id and the time, in ms."""
    assert read_signed_request((OTHER, APP), VECTOR) == SignedRequest(APP, "28978671838402975", 1_767_963_330_000)


def test_each_app_proves_its_own() -> None:
    """The app that comes back is the one whose secret has signed."""
    payload = {"algorithm": "HMAC-SHA256", "user_id": 5}

    assert read_signed_request((APP, OTHER), signed(payload, "another secret")) == SignedRequest(OTHER, "5", 0)


@pytest.mark.parametrize("apps", [(), (OTHER,), (App("111", Secret("")),)])
def test_without_the_secret_nothing_is_proven(apps: tuple[App, ...]) -> None:
    """No app, another app, or an app without a secret."""
    with pytest.raises(UnprovenRequestError):
        read_signed_request(apps, VECTOR)


def test_a_changed_payload_is_not_proven() -> None:
    """The signature is over the payload as it was sent."""
    other = encoded(json.dumps({"algorithm": "HMAC-SHA256", "user_id": "1"}).encode())

    with pytest.raises(UnprovenRequestError):
        read_signed_request((APP,), f"{VECTOR.partition('.')[0]}.{other}")


def test_an_empty_secret_proves_nothing() -> None:
    """Even a request that was signed with the empty text."""
    request = signed({"algorithm": "HMAC-SHA256", "user_id": "1"}, "")

    with pytest.raises(UnprovenRequestError):
        read_signed_request((App("111", Secret("")),), request)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "abc",
        "a.b.c",
        "abc.",
        "é.é",
        f"{VECTOR}=",
        f" {VECTOR}",
        "a.eyJ9",
        signed(b"not json"),
        signed(b"[]"),
        signed(b"[" * 100_000),
        signed({"user_id": "1"}),
        signed({"algorithm": "none", "user_id": "1"}),
        signed({"algorithm": "HMAC-SHA1", "user_id": "1"}),
        signed({"algorithm": "HMAC-SHA256"}),
        signed({"algorithm": "HMAC-SHA256", "user_id": {"a": 1}}),
    ],
)
def test_what_is_no_signed_request_is_malformed(text: str) -> None:
    """Neither form, nor JSON, nor algorithm, nor a user: told apart from a wrong signature."""
    with pytest.raises(MalformedRequestError):
        read_signed_request((APP,), text)
