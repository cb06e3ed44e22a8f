"""What in a text may be followed."""

import pytest

from moca.web.office.inbox.linking import Link, is_picture_alone, is_web, pieces


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://a.example/x?y=1, ok", ["see ", Link("https://a.example/x?y=1"), ", ok"]),
        ("(http://a.example/b_(c))", ["(", Link("http://a.example/b_(c)"), ")"]),
        ("HTTPS://A.example.", [Link("HTTPS://A.example"), "."]),
        ("no javascript:alert(1) ftp://a www.a.example", ["no javascript:alert(1) ftp://a www.a.example"]),
        ("https:// nothing", ["https:// nothing"]),
        ('<a href="https://a.example">', ['<a href="', Link("https://a.example"), '">']),
    ],
)
def test_only_addresses_of_the_web_are_links(text: str, found: list[object]) -> None:
    """Without the sentence's own signs; together the pieces are the text."""
    assert list(pieces(text)) == found
    assert "".join(each.address if isinstance(each, Link) else each for each in pieces(text)) == text


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "https://", "//a.example", "http://[", ""]
)
def test_nothing_else_leads_anywhere(address: str) -> None:
    """Whoever sent it."""
    assert not is_web(address)


@pytest.mark.parametrize(
    ("text", "is_large"), [("❤️", True), ("👍🏽 👍", True), ("ok", False), ("❤️ ok", False), ("", False)]
)
def test_a_few_emoji_alone_are_a_picture(text: str, is_large: bool) -> None:
    """Words are not."""
    assert is_picture_alone(text) is is_large
