"""Scripted faults: order, fit, use."""

import msgspec
import pytest

from moca.simulator.faults import Fault, FaultScript, Modes, UnknownFaultError, parse_fault
from moca.simulator.refusals import Refusal


def a_script(*faults: Fault, seed: int = 1) -> FaultScript:
    script = FaultScript(seed)
    for fault in faults:
        script.add(fault)
    return script


def test_faults_are_used_up_in_their_order() -> None:
    """Each call takes the first fault; when none is left, calls go well."""
    script = a_script(Fault(kind="lost_response"), Fault(kind="ok"), Fault(kind="slow", ms=5))

    assert [script.take("messages").kind for _ in range(4)] == ["lost_response", "ok", "slow", "ok"]
    assert script.pending == []


def test_a_fault_waits_for_the_call_that_it_is_meant_for() -> None:
    """Person, account, text and endpoint limit a fault; others pass it by."""
    script = a_script(Fault(kind="lost_request", person="900", text="hours"))

    assert script.take("messages", person="901", text="our hours").kind == "ok"
    assert script.take("messages", person="900", text="hi").kind == "ok"
    assert script.take("conversations", person="900", text="our hours").kind == "ok"
    assert script.take("messages", person="900", text="our hours").kind == "lost_request"


def test_a_fault_holds_as_often_as_it_says() -> None:
    """`times` counts its uses down."""
    script = a_script(Fault(kind="no_echo", times=2))

    assert [script.take("messages").kind for _ in range(3)] == ["no_echo", "no_echo", "ok"]


def test_the_seed_decides_which_responses_are_lost() -> None:
    """Two scripts of one seed lose the same responses, about as many as asked."""
    first, second = a_script(seed=7), a_script(seed=7)
    first.modes = second.modes = Modes(lost_response_share=0.3)

    lost = [first.take("messages").kind for _ in range(400)]
    assert lost == [second.take("messages").kind for _ in range(400)]
    assert 80 < lost.count("lost_response") < 160


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("lost_response", Fault(kind="lost_response")),
        ("slow:3000", Fault(kind="slow", ms=3000)),
        ("retry_after:20", Fault(kind="retry_after", seconds=20)),
        ("80002", Fault(kind="error", error=Refusal(code=80002))),
        ("10/2018278", Fault(kind="error", error=Refusal(code=10, subcode=2018278))),
    ],
)
def test_faults_can_be_written_in_words(words: str, fault: Fault) -> None:
    """The short form that people type means the same as the long one."""
    assert parse_fault(words) == fault


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("429", "429"), ("500", "500"), ("613", "613/2534040"), ("190", "190/463"), ("10", "10/2534022"),
        ("551", "551/1545041"), ("1", "1"), ("2", "2"), ("4", "4"),
    ],
)  # fmt: skip
def test_short_names_stand_for_real_errors(name: str, label: str) -> None:
    """The named errors carry the codes and subcodes of the reference."""
    error = parse_fault(name).error

    assert error is not None
    assert error.label == label


def test_an_unknown_fault_is_refused_with_the_choice() -> None:
    """A slip of the pen is told, with what would be right."""
    with pytest.raises(UnknownFaultError, match="lost_response"):
        parse_fault("lost_repsonse")


def test_the_envelope_holds_only_what_is_known() -> None:
    """Optional fields of an error are left out when nothing is known of them."""
    assert Refusal(code=2, message="m").body("A1") == {
        "error": {"message": "m", "type": "OAuthException", "code": 2, "fbtrace_id": "A1"}
    }


def test_misspelt_modes_are_refused() -> None:
    """A mode that does not exist is an error, not a silence."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"duplicate": 3}, Modes)
