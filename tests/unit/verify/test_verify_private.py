"""G8, judged over addresses and times: what is older than an erasure is left of it, what is newer is not."""

import pytest

from moca.verify.private import PATIENCE_MS, SETTLING_MS, Graves, Trace, judge, judge_files, judge_wishes

NOW = 10_000_000
ERASED_AT = NOW - SETTLING_MS
HER, OTHER = "conversation/1:9001", "conversation/1:9002"


def graves(erased_at: int = ERASED_AT) -> Graves:
    """One for her; an address is its own hash here."""
    return Graves({HER: erased_at}, str, NOW)


@pytest.mark.parametrize(
    ("trace", "born"),
    [
        (Trace(HER, "log"), {HER: ERASED_AT}),
        (Trace(HER, "contact"), {}),
        (Trace(HER, "feed", ERASED_AT), {}),
        (Trace(HER, "views", ERASED_AT - 1), {HER: ERASED_AT + 1}),
    ],
)
def test_what_is_older_is_left_over(trace: Trace, born: dict[str, int]):
    """By its own time, or by its log's first entry where it has none."""
    judged = judge([trace], graves(), born)

    assert [(fault.address, fault.what) for fault in judged.faults] == [(HER, trace.where)]


@pytest.mark.parametrize(
    ("trace", "born"),
    [
        (Trace(HER, "log"), {HER: ERASED_AT + 1}),
        (Trace(HER, "feed", ERASED_AT + 1), {}),
        (Trace(OTHER, "contact"), {}),
    ],
)
def test_what_is_newer_or_anothers_is_not(trace: Trace, born: dict[str, int]):
    """Who writes after an erasure is a new contact."""
    assert not judge([trace], graves(), born).faults


def test_a_fresh_erasure_is_not_judged():
    """It has a minute to reach everything."""
    assert not judge([Trace(HER, "contact")], graves(ERASED_AT + 1), {}).faults


def test_a_wish_that_nobody_fulfils_is_a_fault():
    """After ten minutes."""
    wishes = [(HER, NOW - PATIENCE_MS), (OTHER, NOW - PATIENCE_MS - 1)]

    assert [fault.address for fault in judge_wishes(wishes, NOW).faults] == [OTHER]


def test_a_file_of_no_message_is_left_over():
    """Unless it came after the last erasure: its message may just be on its way."""
    files = [("known-0.jpg", 1), ("left-0.jpg", ERASED_AT), ("new-0.jpg", ERASED_AT + 1)]

    judged = judge_files(files, lambda name: name.startswith("known"), graves())

    assert [fault.what for fault in judged.faults] == ["left-0.jpg"]
    assert judged.counts["files"] == 3
