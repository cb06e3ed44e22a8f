"""A mid tells its account, its thread and its time, where it has the known form."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from moca.instagram.mid import MidParts, split_mid


def written(content: str) -> str:
    """`content` as Meta writes it into a mid."""
    text = base64.b64encode(content.encode()).decode()
    return text.replace("Z", "ZA").replace("+", "ZB").replace("/", "ZC").replace("=", "ZD")


def test_a_mid_is_split_into_its_parts() -> None:
    """Account and thread are texts, the time is in microseconds."""
    item = (1767963192155064 << 64) + 12345
    mid = written(f"ig_dm_item:1:IGMessageID:17841458318357324:340282366841710300949128138443434234567:{item}")
    assert mid.startswith("aWdfZAG1faXRlbTox")
    assert split_mid(mid) == MidParts("17841458318357324", "340282366841710300949128138443434234567", 1767963192155064)


@given(st.integers(1, 10**16), st.integers(1, 10**39), st.integers(0, 10**16))
def test_any_mid_of_the_form_is_split(account: int, thread: int, created_us: int) -> None:
    """Padding and escapes never get in the way."""
    mid = written(f"ig_dm_item:1:IGMessageID:{account}:{thread}:{created_us << 64}")
    assert split_mid(mid) == MidParts(str(account), str(thread), created_us)


@given(st.one_of(st.text(), st.text(alphabet="ABCDZabcd=+/"), st.text().map(written)))
def test_another_form_is_no_error(mid: str) -> None:
    """A mid is opaque: what cannot be read gives None."""
    assert split_mid(mid) is None


def test_an_endless_mid_is_not_read() -> None:
    """A number of a million digits is not converted."""
    assert split_mid(written("ig_dm_item:1:IGMessageID:1:2:" + "9" * 1_000_000)) is None
