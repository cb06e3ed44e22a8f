"""What looks like an e-mail address or a phone number, and whether it stands in a customer's text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moca.domain.emails_and_phones import looks_like_email, looks_like_phone, stands_email, stands_phone


@pytest.mark.parametrize("text", ["ana@x.com", "ana.p+shop@mail.example.co.uk", "josé@café.es", "a@b.museum"])
def test_addresses(text):
    """Letters of any script, dots and plus signs."""
    assert looks_like_email(text)


@pytest.mark.parametrize(
    "text", ["", "ana", "ana@", "@x.com", "ana@x", "ana@x.1", "a b@x.com", "ana@x.com!", "a@b@c.de"]
)
def test_no_addresses(text):
    """Something is missing, or something else is there."""
    assert not looks_like_email(text)


@pytest.mark.parametrize("text", ["+56 9 1234 5678", "(0341) 422-1198", "030/123456", "٩٨٧٦٥٤٣٢١"])
def test_numbers(text):
    """However they are grouped, in the figures of any script."""
    assert looks_like_phone(text)


@pytest.mark.parametrize("text", ["", "12345", "call 123456", "1" * 16, "123456 ext 7", "-- --"])
def test_no_numbers(text):
    """Too short, too long, or with words."""
    assert not looks_like_phone(text)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("mi correo es Ana@X.com.", True),
        ("ana @ x.com por favor", True),
        ("«ana@x.com»", True),
        ("mariana@x.com", False),
        ("ana@x.com.ar", False),
        ("ana at x dot com", False),
        ("", False),
    ],
)
def test_an_address_stands_whole(text, stands):
    """A part of another address is not this address."""
    assert stands_email("ana@x.com", text) is stands


@pytest.mark.parametrize(
    ("number", "text", "stands"),
    [
        ("+56 9 1234 5678", "llámame al 56912345678", True),
        ("912345678", "+56 9 1234 5678", True),
        ("912345678", "es el 9-1234-5678 gracias", True),
        ("987654321", "912345678 987654321", True),
        ("987654321", "٩٨٧٦٥٤٣٢١", True),
        ("+56912345678", "912345678", False),
        ("123456", "1234567", False),
        ("912345678", "9 1234", False),
        ("911111111", "son 2 mesas de 4 el 15/10", False),
    ],
)
def test_a_number_stands_in_a_text(number, text, stands):
    """Whatever its groups; with a code in front that the customer did not write, it is invented."""
    assert stands_phone(number, text) is stands


@given(st.text(max_size=300), st.from_regex(r"\+?[0-9]{6,15}", fullmatch=True))
def test_no_text_is_too_strange(text, number):
    """Whatever a customer writes, it is read; and a number that was appended is found."""
    stands_email("ana@x.com", text)

    assert stands_phone(number, f"{text} tel: {number}")
