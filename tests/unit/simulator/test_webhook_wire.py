"""The bytes of a webhook and their signature."""

from moca.settings import Secret
from moca.simulator.wire import encode, sign

BODY = {
    "object": "instagram",
    "entry": [
        {
            "time": 1767963330978,
            "id": "17841400000000001",
            "messaging": [
                {
                    "sender": {"id": "900000000000001"},
                    "recipient": {"id": "17841400000000001"},
                    "timestamp": 1767963330889,
                    "message": {"mid": "m_1", "text": "café 😀 https://example.com/a"},
                }
            ],
        }
    ],
}


def test_the_reference_vector_is_written_and_signed_byte_for_byte() -> None:
    """The test vector of section 2.3 of the reference: 276 bytes and one digest."""
    raw = encode(BODY)

    assert len(raw) == 276
    assert rb"caf\u00e9 \ud83d\ude00 https:\/\/example.com\/a" in raw
    assert (
        sign(raw, Secret("test_app_secret"))
        == "sha256=e6593948dd1f5de2133c4c8c0f81a1b6cf92ac1f577e60df1698be775d15078d"
    )


def test_comment_notifications_are_written_with_blanks() -> None:
    """Comment notifications have a blank after colons and commas."""
    assert encode({"a": 1, "b": [1, 2]}, spaced=True) == b'{"a": 1, "b": [1, 2]}'
