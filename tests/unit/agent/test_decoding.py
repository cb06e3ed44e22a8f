"""Reading what the model wrote."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moca.agent.decoding import bounded, decode, decode_summary
from moca.agent.schema import NonsenseError
from moca.domain.messages import Answer, FollowUpWish, HandOver, LeadSaid

INTENTS = ("hours", "price", "other")
WHOLE: dict[str, Any] = {
    "send": True,
    "message": " Abrimos a las 9. ",
    "status": "closed",
    "intent": "hours",
    "topic": "hours",
    "sentiment": "neutral",
    "language": "es",
    "lead": {"name": "Ana", "email": "a@b.cl", "phone": "+56 9", "sector": "florist", "need": "bags", "budget": "50"},
    "score": 5,
    "score_reason": "asks for a price",
    "tags": ["wholesale"],
    "hand_over": {"wanted": True, "reason": "asked for a person"},
    "follow_up": {"after_hours": 20, "text": "¿Te sirvió?"},
    "facts": ["a1b2c3"],
    "confidence": 0.9,
    "reason": "The facts hold the hours.",
}


def an_answer(**changes: object) -> str:
    return json.dumps(WHOLE | changes)


def read(text: str) -> Answer:
    return decode(text, INTENTS)


def test_a_whole_answer_is_read():
    """Every field arrives, the message without white space around it."""
    assert read(an_answer()) == Answer(
        send=True,
        message="Abrimos a las 9.",
        status="closed",
        intent="hours",
        topic="hours",
        sentiment="neutral",
        language="es",
        lead=LeadSaid(name="Ana", email="a@b.cl", phone="+56 9", sector="florist", need="bags", budget="50"),
        score=5,
        score_reason="asks for a price",
        tags=("wholesale",),
        hand_over=HandOver(wanted=True, reason="asked for a person"),
        follow_up=FollowUpWish(after_hours=20, text="¿Te sirvió?"),
        facts=("a1b2c3",),
        confidence=0.9,
        reason="The facts hold the hours.",
    )


def test_what_was_read_reads_the_same_again():
    """Nothing that was read is changed by reading it once more."""
    answer = read(an_answer())

    assert read(msgspec.json.encode(answer).decode()) == answer


@pytest.mark.parametrize(("said", "send"), [("true", True), (" True ", True), ("false", False), ("FALSE", False)])
def test_send_may_be_a_word(said, send):
    """Some models write booleans as strings."""
    assert read(an_answer(send=said)).send is send


def test_the_two_needed_fields_are_enough():
    """A compatible server without strict schemas may leave out the rest."""
    assert read('{"send": true, "message": "Hola"}') == Answer(send=True, message="Hola", intent="other")


def test_silence_needs_no_message():
    """send false is an answer, also where a person is wanted."""
    silent = read('{"send": false, "hand_over": {"wanted": true, "reason": "angry"}}')

    assert silent == Answer(send=False, intent="other", hand_over=HandOver(wanted=True, reason="angry"))


@pytest.mark.parametrize("fence", ["```json\n{}\n```", "```\n{}```", "\n```JSON {} ```\n"])
def test_code_fences_do_not_matter(fence):
    """The JSON inside counts."""
    assert read(fence.replace("{}", an_answer())) == read(an_answer())


@pytest.mark.parametrize("status", ["done", "new", "", None, 3, ["open"]])
def test_an_unknown_status_is_open(status):
    """A matter of unknown status stays in sight; `new` is nothing that an answer can make."""
    assert read(an_answer(status=status)).status == "open"


@pytest.mark.parametrize(
    ("said", "intents", "intent"),
    [
        ("price", INTENTS, "price"),
        (" Price ", INTENTS, "price"),
        ("refund", INTENTS, "other"),
        ("refund", ("price",), ""),
        ("", ("price",), ""),
        ("asks for a refund", (), "asks for a refund"),
        (None, INTENTS, "other"),
    ],
)
def test_an_intent_is_one_of_the_accounts(said, intents, intent):
    """Any other is `other`, or not said; an account without intents takes what the model says."""
    assert decode(an_answer(intent=said), intents).intent == intent


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
        (10**400, None),
        (None, None),
    ],
)
def test_a_confidence_is_a_share_or_not_said(said, confidence):
    """From 0 to 1, as a number or in words of digits."""
    assert read(an_answer(confidence=said)).confidence == confidence


@pytest.mark.parametrize(
    ("said", "score"), [(1, 1), (7, 7), ("4", 4), (7.0, 7), (0, 0), (8, 0), (3.5, 0), (True, 0), ("hot", 0), (None, 0)]
)
def test_a_score_is_one_to_seven_or_not_said(said, score):
    """Whole numbers only."""
    assert read(an_answer(score=said)).score == score


@pytest.mark.parametrize(
    ("said", "hours"),
    [(20, 20), ("1.5", 1.5), (167, 167), (167.5, None), (0, None), (-3, None), ("soon", None), (None, None)],
)
def test_a_follow_up_has_a_time_within_the_week(said, hours):
    """Or there is none."""
    follow_up = read(an_answer(follow_up={"after_hours": said, "text": ""})).follow_up

    assert (follow_up.after_hours if follow_up else None) == hours


@pytest.mark.parametrize("said", [None, "tomorrow", [], {}, {"text": "Hola"}])
def test_no_follow_up_is_none(said):
    """Null, or nothing that has a time."""
    assert read(an_answer(follow_up=said)).follow_up is None


@pytest.mark.parametrize(
    ("said", "hand_over"),
    [
        ({"wanted": "true", "reason": " angry "}, HandOver(wanted=True, reason="angry")),
        (True, HandOver(wanted=True)),
        ({"wanted": False, "reason": "none needed"}, HandOver(reason="none needed")),
        ("yes", HandOver()),
        (None, HandOver()),
    ],
)
def test_a_hand_over_may_be_said_shortly(said, hand_over):
    """Only a clear yes calls a person."""
    assert read(an_answer(hand_over=said)).hand_over == hand_over


def test_lead_values_are_trimmed_and_bounded():
    """One line of at most 300 bytes each, never half a character; what is no text was not said."""
    lead = read(an_answer(lead={"name": " Ana\n María ", "need": "ñ" * 200, "phone": 600111222})).lead

    assert lead == LeadSaid(name="Ana María", need="ñ" * 150)


def test_tags_are_normalised():
    """Lower case, no hash signs, each once, none longer than 40 characters, at most ten."""
    said = [" Wholesale ", "#wholesale", "hot  lead", "x" * 41, "", 7, *(f"t{number}" for number in range(20))]

    tags = read(an_answer(tags=said)).tags

    assert tags[:3] == ("wholesale", "hot lead", "t0")
    assert len(tags) == 10


def test_ids_of_facts_are_bounded():
    """At most twenty, each once, without brackets; what cannot be an id is none."""
    said = ["[a1b2c3]", "a1b2c3", "the price list", None, *(f"{number:06x}" for number in range(40))]

    facts = read(an_answer(facts=said)).facts

    assert facts[:2] == ("a1b2c3", "000000")
    assert len(facts) == 20


@pytest.mark.parametrize(("said", "language"), [("es", "es"), ("ES", "es"), ("pt-BR", "pt"), ("Spanish", ""), (7, "")])
def test_a_language_is_a_code(said, language):
    """Without its region; a language's name is not understood."""
    assert read(an_answer(language=said)).language == language


def test_long_words_are_cut():
    """A log keeps them, so that a model that does not end cannot fill it."""
    assert len(read(an_answer(reason="x" * 5_000)).reason) == 1_000
    assert len(read(an_answer(message="x" * 50_000)).message) == 10_000


def test_wrong_types_of_optional_fields_are_not_said():
    """A list for an intent costs no answer."""
    wrong = dict.fromkeys(WHOLE.keys() - {"send", "message", "intent"}, 7.5)

    assert read(an_answer(intent=["x"], **wrong)) == Answer(send=True, message="Abrimos a las 9.", intent="other")


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
ANYTHING = (
    LEAVES | st.lists(LEAVES, max_size=3) | st.dictionaries(st.sampled_from(["wanted", "text", "after_hours"]), LEAVES)
)


@given(st.dictionaries(st.sampled_from(list(WHOLE)), ANYTHING, max_size=5))
def test_whatever_is_said_is_an_answer_or_nonsense(fields):
    """No shape of the fields raises anything else, and what is read can be written into a log."""
    try:
        answer = read(json.dumps({"send": True, "message": "Hola"} | fields))
    except NonsenseError:
        return

    assert msgspec.json.decode(msgspec.json.encode(answer), type=Answer) == answer


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
        read(text)


def test_the_error_holds_nothing_of_the_text():
    """What the model wrote may quote a customer."""
    with pytest.raises(NonsenseError) as caught:
        read("mi número es 600111222")

    assert "600111222" not in repr(caught.value)
    assert caught.value.__cause__ is None


def test_a_summary_is_read():
    """Its words, without white space around them."""
    assert decode_summary('```json\n{"summary": " Ana wants bags. "}\n```') == "Ana wants bags."


@pytest.mark.parametrize("text", ["", "Ana wants bags.", "{}", '{"summary": ""}', '{"summary": 7}'])
def test_a_summary_without_words_is_nonsense(text):
    """Nothing is kept as if it were one."""
    with pytest.raises(NonsenseError):
        decode_summary(text)


@given(st.text(), st.integers(min_value=0, max_value=40))
def test_bounded_is_a_beginning_within_the_bytes(text, most):
    """Never half a character, never anything that was not there."""
    kept = bounded(text, most)

    assert len(kept.encode()) <= most
    assert text.startswith(kept)
