"""Message ids in Meta's form."""

from hypothesis import given
from hypothesis import strategies as st

from moca.simulator.mids import MidParts, escape, make_mid, split_mid, unescape

digits = st.text("0123456789", min_size=1, max_size=40)


@given(digits, digits, st.integers(0, 2**60), st.integers(0, 2**64 - 1))
def test_a_mid_tells_what_it_was_made_of(account: str, thread: str, created_us: int, serial: int) -> None:
    """Account, thread and microseconds can be read back from a mid."""
    assert split_mid(make_mid(account, thread, created_us, serial)) == MidParts(account, thread, created_us)


@given(st.text())
def test_an_escaped_text_is_letters_and_digits(text: str) -> None:
    """Meta's escapes leave neither `+`, `/` nor `=`, and can be undone."""
    assert escape(text).isalnum() or not text
    assert unescape(escape(text)) == text


def test_a_mid_has_the_length_of_a_real_one() -> None:
    """Real mids have 160 to 164 characters."""
    mid = make_mid("17841458318357324", "340282366841710300949128293853026843136", 1767963192155064, 1)

    assert mid.startswith("aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlEOjE3ODQx")
    assert 156 <= len(mid) <= 170


def test_what_is_no_mid_has_no_parts() -> None:
    """Anything else is answered with nothing, not with an error."""
    assert [split_mid(text) for text in ("", "m_1", "Z", "ZZ", "aWdf", "random_mid", "é")] == [None] * 7
