"""Keys and addresses: what people type into redis-cli, and where an actor lives."""

import re

from hypothesis import given
from hypothesis import strategies as st

from moca.runtime import keys
from moca.runtime.actor import Address, Entry
from moca.runtime.keys import Partition

PSID = Address("conversation", "17841:9001")
kinds = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1)


def table() -> list[str]:
    """The first column of the module's table."""
    return re.findall(r"^\| `(moca:[^`]+)`", keys.__doc__ or "", re.MULTILINE)


def test_names() -> None:
    """The names are the documented ones."""
    p = Partition(3)

    names = [p.due, p.owners, p.epoch, p.state(PSID), p.log(PSID), p.beside(PSID), p.contact("17841:9001"),
             p.thread("17841:340"), p.erasing, p.erased, p.aside(PSID), p.seen, p.feed, p.queue("drafts"), p.calling, p.queue("parked"),
             p.waiting("17841"), p.comment("17841:178"),
             keys.limit("global"), keys.model("17841", "2026-01-31"), keys.login("abc"), keys.RECEIPTS, keys.WORKERS, keys.QUARANTINE, keys.COMPACTION,
             keys.WEBHOOK, keys.LAYOUT, p.wake]  # fmt: skip

    fill = {"{p}": "{3}", "<kind>": "conversation", "<key>": "17841:9001", "<queue>": "drafts",
            "thread:<name>": "thread:17841:340", "waiting:<name>": "waiting:17841", "<place>": "17841:178",
            "limit:<name>": "limit:global",
            "login:<state>": "login:abc", "model:<account>:<date>": "model:17841:2026-01-31"}  # fmt: skip
    expected = table()
    for placeholder, text in fill.items():
        expected = [name.replace(placeholder, text) for name in expected]
    assert names == expected


def test_keys_of_a_partition_share_a_slot() -> None:
    """Whatever one function touches carries the partition's tag."""
    p = Partition(3)

    for name in (p.due, p.owners, p.epoch, p.state(PSID), p.log(PSID), p.seen, p.feed, p.calling, p.queue("x")):
        assert name.startswith("moca:{3}:")


def test_partition_is_fixed() -> None:
    """An address keeps its partition for ever: these numbers stand in every store."""
    homes = {str(a): a.partition(16) for a in (PSID, Address("account", "17841"), Address("conversation", "1:ñ"))}

    assert homes == {"conversation/17841:9001": 14, "account/17841": 6, "conversation/1:ñ": 10}
    assert PSID.partition(1) == 0


@given(kinds, st.text())
def test_address_is_read_back(kind: str, key: str) -> None:
    """An address is read back from its text, whatever its key is."""
    address = Address(kind, key)

    assert Address.parse(str(address)) == address


@given(kinds, st.text(), st.integers(1, 64))
def test_partition_is_one_of_them(kind: str, key: str, count: int) -> None:
    """Every address has a partition."""
    assert 0 <= Address(kind, key).partition(count) < count


def test_entry() -> None:
    """An entry's time is its id's; what names a cause is no mail."""
    assert Entry("1800000000000-3", "Added", "e1", "{}").at == 1_800_000_000_000
    assert Entry("1-0", "Added", "e1", "{}").is_mail
    assert not Entry("1-0", "Counted", "e1", "{}", "0-1").is_mail
