"""Reading what the model wrote."""

import json
from typing import Any

import pytest

from moca.agent.schema import RESPONSE_FORMAT, NonsenseError, decode
from moca.domain.messages import Answer

WHOLE: dict[str, Any] = {
    "send": True,
    "message": " Abrimos a las 9. ",
    "status": "closed",
    "intent": "ask opening hours",
    "topic": "hours",
    "sentiment": "neutral",
    "language": "es",
    "confidence": 0.9,
    "reason": "The facts hold the hours.",
}


def an_answer(**changes: object) -> str:
    return json.dumps(WHOLE | changes)


def test_a_whole_answer_is_read():
    """Every field arrives, the message without white space around it."""
    assert decode(an_answer()) == Answer(**(WHOLE | {"message": "Abrimos a las 9."}))


def test_the_schema_asks_for_every_field_and_no_other():
    """Strict mode wants all properties required and nothing besides."""
    schema = RESPONSE_FORMAT["json_schema"]["schema"]

    assert RESPONSE_FORMAT["json_schema"]["strict"] is True
    assert schema["required"] == list(schema["properties"]) == list(WHOLE)
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize(("said", "send"), [("true", True), (" True ", True), ("false", False), ("FALSE", False)])
def test_send_may_be_a_word(said, send):
    """Some models write booleans as strings."""
    assert decode(an_answer(send=said)).send is send


def test_the_two_needed_fields_are_enough():
    """A compatible server without strict schemas may leave out the rest."""
    assert decode('{"send": true, "message": "Hola"}') == Answer(send=True, message="Hola")


def test_silence_needs_no_message():
    """send false is an answer."""
    assert decode('{"send": false}') == Answer(send=False)


@pytest.mark.parametrize("fence", ["```json\n{}\n```", "```\n{}```", "\n```JSON {} ```\n"])
def test_code_fences_do_not_matter(fence):
    """The JSON inside counts."""
    assert decode(fence.replace("{}", an_answer())) == decode(an_answer())


@pytest.mark.parametrize("status", ["done", "new", "", None, 3, ["open"]])
def test_an_unknown_status_is_open(status):
    """A matter of unknown status stays in sight; `new` is nothing that an answer can make."""
    assert decode(an_answer(status=status)).status == "open"


@pytest.mark.parametrize(
    ("said", "confidence"),
    [
        (0, 0.0),
        (1, 1.0),
        ("0.5", 0.5),
        (1.5, None),
        (-1, None),
        (True, None),
        ("high", None),
        ("nan", None),
        (None, None),
    ],
)
def test_a_confidence_is_a_share_or_not_said(said, confidence):
    """From 0 to 1, as a number or in words of digits."""
    assert decode(an_answer(confidence=said)).confidence == confidence


def test_wrong_types_of_optional_fields_are_not_said():
    """A list for an intent costs no answer."""
    assert decode(an_answer(intent=["x"], sentiment="angry", language=7, reason=None)) == Answer(
        send=True, message="Abrimos a las 9.", status="closed", topic="hours", confidence=0.9
    )


@pytest.mark.parametrize(
    "text",
    [
        *("", "Hola", "{", "[]", "true", "null", '"send"', "[" * 100_000, '{"send": NaN}', '{"send": "\ud83d"}'),
        *('{"message": "Hola"}', '{"send": null, "message": "x"}', '{"send": "maybe", "message": "x"}', '{"send": 1}'),
        *(
            '{"send": true}',
            '{"send": true, "message": "  "}',
            '{"send": true, "message": 5}',
            '{"send":true} and more',
        ),
    ],
    ids=range(18),
)
def test_nonsense_is_named(text):
    """Not JSON, no object, no readable send, or nothing to send."""
    with pytest.raises(NonsenseError):
        decode(text)


def test_the_error_holds_nothing_of_the_text():
    """What the model wrote may quote a customer."""
    with pytest.raises(NonsenseError) as caught:
        decode("mi número es 600111222")

    assert "600111222" not in repr(caught.value)
    assert caught.value.__cause__ is None
