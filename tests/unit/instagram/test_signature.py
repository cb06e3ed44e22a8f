"""A delivery is proven by a secret over its raw bytes, or not at all."""

import hashlib
import hmac

import pytest

from moca.instagram.signature import proven_by
from moca.settings import App, Secret

BODY = (
    rb'{"object":"instagram","entry":[{"time":1767963330978,"id":"17841400000000001","messaging":[{"sender":{"id":'
    rb'"900000000000001"},"recipient":{"id":"17841400000000001"},"timestamp":1767963330889,"message":{"mid":"m_1",'
    rb'"text":"caf\u00e9 \ud83d\ude00 https:\/\/example.com\/a"}}]}]}'
)
HEADER = "sha256=e6593948dd1f5de2133c4c8c0f81a1b6cf92ac1f577e60df1698be775d15078d"
APP = App("1", Secret("test_app_secret"))
OTHER = App("2", Secret("another_secret"))


def test_escaped_bytes_prove_their_app() -> None:
    """Surrogate pairs and escaped slashes are signed as they stand on the wire."""
    assert len(BODY) == 276
    assert proven_by([APP], BODY, HEADER) == APP


def test_every_secret_is_tried() -> None:
    """With several apps the one that signed is named."""
    assert proven_by([OTHER, APP], BODY, HEADER) == APP


def test_a_wrong_secret_proves_nothing() -> None:
    """Another app's secret does not stand in."""
    assert proven_by([OTHER], BODY, HEADER) is None


def test_a_changed_byte_proves_nothing() -> None:
    """The signature holds for these bytes only."""
    assert proven_by([APP], BODY + b" ", HEADER) is None


def test_no_secret_proves_nothing() -> None:
    """Neither no app nor an app with an empty secret accepts anything, not even its own HMAC."""
    empty = "sha256=" + hmac.new(b"", BODY, hashlib.sha256).hexdigest()
    assert proven_by([], BODY, HEADER) is None
    assert proven_by([App("1", Secret())], BODY, empty) is None


def test_a_large_body_is_proven() -> None:
    """More than a megabyte is signed like anything else."""
    large = b'"' + b"x" * 1_500_000 + b'"'
    header = "sha256=" + hmac.new(b"test_app_secret", large, hashlib.sha256).hexdigest()
    assert proven_by([APP], large, header) == APP


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "sha256=",
        HEADER.upper(),
        HEADER + "\n",
        HEADER[:-1],
        HEADER + "0",
        HEADER.removeprefix("sha256="),
        HEADER.replace("sha256", "sha1"),
        "sha256=" + "é" * 64,
        "sha256=" + " " * 64,
        "sha256=" + "\udc80" * 64,
    ],
)
def test_a_malformed_header_proves_nothing(header: str | None) -> None:
    """Whatever stands in the header, nothing is raised and nothing accepted."""
    assert proven_by([APP], BODY, header) is None
