"""A state and its hash: what is written is read back, and only what differs is written."""

import math
from typing import Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moca.runtime.state import StateForm


class Part(msgspec.Struct, frozen=True):
    number: int = 0
    text: str = ""


class Small(msgspec.Struct, frozen=True, tag=True):
    size: int


class Large(msgspec.Struct, frozen=True, tag=True):
    name: str


class Everything(msgspec.Struct, frozen=True):
    """One field of each sort."""

    text: str = ""
    word: Literal["open", "closed"] = "open"
    maybe: str | None = None
    count: int = 0
    share: float = 0.5
    is_on: bool = True
    part: Part | None = None
    parts: tuple[Part, ...] = ()
    tagged: Small | Large | None = None
    by_name: dict[str, int] = {}
    by_number: dict[int, str] = {}
    raw: bytes = b""


FORM = StateForm(Everything)
texts = st.text(st.characters(exclude_categories=["Cs"]))
parts = st.builds(Part, st.integers(-(2**63), 2**63 - 1), texts)
states = st.builds(
    Everything,
    text=texts,
    word=st.sampled_from(["open", "closed"]),
    maybe=st.none() | texts,
    count=st.integers(-(2**63), 2**63 - 1),
    share=st.floats(allow_nan=False, allow_infinity=False),
    is_on=st.booleans(),
    part=st.none() | parts,
    parts=st.lists(parts, max_size=3).map(tuple),
    tagged=st.none() | st.builds(Small, st.integers(0, 9)) | st.builds(Large, texts),
    by_name=st.dictionaries(texts, st.integers(0, 9), max_size=3),
    by_number=st.dictionaries(st.integers(0, 9), texts, max_size=3),
    raw=st.binary(max_size=8),
)


@given(states)
def test_round_trip(state: Everything) -> None:
    """Every state is read back from what was written."""
    assert FORM.decode(FORM.encode(state)) == state


@given(states, states)
def test_difference(old: Everything, new: Everything) -> None:
    """Setting and deleting what differs turns one hash into the other's."""
    fields = {"cursor": "1-0", **FORM.encode(old)}

    changed, deleted = FORM.difference(fields, new)

    left = {name: text for name, text in (fields | changed).items() if name not in deleted}
    assert left == {"cursor": "1-0", **FORM.encode(new)}
    assert not set(changed) & set(deleted)


def test_young_state_is_empty() -> None:
    """What holds its default is not written."""
    assert FORM.encode(Everything()) == {}
    assert FORM.decode({}) == Everything()


def test_fields_are_readable() -> None:
    """Texts stand as they are, everything else as JSON."""
    state = Everything(text='"Ana"', word="closed", maybe="x", count=7, parts=(Part(1, "ñ"),))

    assert FORM.encode(state) == {
        "text": '"Ana"', "word": "closed", "maybe": '"x"', "count": "7", "parts": '[{"number":1,"text":"ñ"}]',
    }  # fmt: skip


def test_unknown_fields_are_ignored() -> None:
    """The runtime's own fields, and those of another version, are not the actor's."""
    assert FORM.decode({"cursor": "1-0", "failures": "2", "gone": "x", "count": "7"}) == Everything(count=7)
    assert FORM.difference({"cursor": "1-0", "gone": "x"}, Everything()) == ({}, [])


@pytest.mark.parametrize("fields", [{"count": '"x"'}, {"count": "{"}, {"word": "ajar"}, {"parts": "7"}])
def test_foreign_hand(fields: dict[str, str]) -> None:
    """What no state holds is refused."""
    with pytest.raises(msgspec.DecodeError):
        FORM.decode(fields)


def test_not_a_number() -> None:
    """JSON has no NaN: it comes back as what JSON has instead, and is refused."""
    with pytest.raises(msgspec.ValidationError):
        FORM.decode(FORM.encode(Everything(share=math.nan)))


def test_name_of_the_runtime() -> None:
    """A state may not have a field that the runtime writes beside it."""

    class Clashing(msgspec.Struct):
        cursor: str = ""

    with pytest.raises(TypeError, match="cursor"):
        StateForm(Clashing)
