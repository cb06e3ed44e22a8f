"""What the demo model fills in beside its message: who the customer is, what they want, whether a person is needed."""

import json
from typing import Any

import msgspec
import pytest

from moca.domain.account_settings import INTENTS
from moca.simulator.chat import ChatRequest
from moca.simulator.model import content_of

FACTS = "[a1b2c3] Horario: lunes a viernes de 8:00 a 20:00.\n[d4e5f6] Latte: precio $3.500.\n"
TEXT, NUMBER = {"type": "string"}, {"type": "number"}


def an_object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


SCHEMA = an_object(
    send={"type": "boolean"},
    message=TEXT,
    status={"type": "string", "enum": ["open", "scheduled", "closed"]},
    intent={"type": "string", "enum": [intent.name for intent in INTENTS]},
    language=TEXT,
    sentiment=TEXT,
    lead=an_object(name=TEXT, email=TEXT, phone=TEXT, sector=TEXT, need=TEXT, budget=TEXT),
    score={"type": "integer"},
    score_reason=TEXT,
    tags={"type": "array", "items": TEXT},
    hand_over=an_object(wanted={"type": "boolean"}, reason=TEXT),
    follow_up={"anyOf": [an_object(after_hours=NUMBER, text=TEXT), {"type": "null"}]},
    facts={"type": "array", "items": TEXT},
    confidence=NUMBER,
)
"""Section 7 of the design, as a strict schema."""


def a_request(question: str, thread: str = "", schema: dict[str, Any] = SCHEMA, user: str = "") -> ChatRequest:
    asked = json.dumps({"who": "customer", "text": question}) if question else ""
    words = user or f"<thread>\n{thread}\n</thread>\n<question>\n{asked}\n</question>"
    messages = [{"role": "system", "content": f"<facts>\n{FACTS}\n</facts>"}, {"role": "user", "content": words}]
    form = {"type": "json_schema", "json_schema": {"schema": schema}}
    return msgspec.convert({"messages": messages, "response_format": form}, ChatRequest)


def answer(question: str, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(content_of(a_request(question, **more)))
    return found


def test_the_facts_it_used_are_named_and_not_spoken() -> None:
    """The id of a fact goes into `facts`; the customer reads the fact without it."""
    found = answer("¿Cuánto cuesta el latte?")

    assert found["facts"] == ["d4e5f6"]
    assert "$3.500" in found["message"]
    assert "d4e5f6" not in found["message"]


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("hola!", "greeting"),
        ("a qué hora abren?", "hours"),
        ("how much is the latte?", "price"),
        ("où êtes-vous, quelle adresse ?", "place"),
        ("liefert ihr auch?", "delivery"),
        ("posso pagare con carta? contanti?", "payment"),
        ("quiero comprar dos latte", "order"),
        ("quiero hablar con una persona", "person"),
        ("esto es terrible, nunca llegó", "complaint"),
        ("gracias!", "thanks"),
        ("qwertz", "other"),
    ],
)
def test_the_intent_is_one_of_the_schemas(question: str, intent: str) -> None:
    """Its own topics are said in the words that the account chose."""
    assert answer(question)["intent"] == intent


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("hola, me llamo ana, mi correo es ana@casa.cl", {"name": "", "email": "ana@casa.cl"}),
        ("Me llamo Ana Núñez", {"name": "Ana Núñez"}),
        ("my name is Tom. Call me: +56 9 1234 5678", {"name": "Tom", "phone": "+56 9 1234 5678"}),
        ("Ich heiße Max", {"name": "Max"}),
        ("je m'appelle Zoé", {"name": "Zoé"}),
        ("tengo una cafetería, presupuesto de 500.000 pesos", {"sector": "cafeteria", "budget": "500.000 pesos"}),
        ("abren el 2026-12-24?", {"phone": "", "name": ""}),
    ],
)
def test_a_lead_is_what_the_customer_said(question: str, lead: dict[str, str]) -> None:
    """Only what stands in their words; the rest is empty."""
    found = answer(question)["lead"]

    assert {field: found[field] for field in lead} == lead


@pytest.mark.parametrize(
    ("question", "score"),
    [
        ("hola", 1),
        ("muchas gracias", 2),
        ("cuánto cuesta?", 3),
        ("quiero comprar un latte", 5),
        ("quiero reservar para 4 personas", 6),
        ("mi número es +56 9 1234 5678", 7),
    ],
)
def test_the_score_rises_with_the_signs_of_buying(question: str, score: int) -> None:
    """From a greeting to a phone number; each with its reason."""
    found = answer(question)

    assert found["score"] == score
    assert found["score_reason"]


def test_tags_tell_what_it_was_about() -> None:
    """The topic, a complaint, a lead; nothing where there is nothing to tell."""
    assert answer("cuánto cuesta? soy Ana")["tags"] == ["price", "lead"]
    assert answer("hola")["tags"] == []


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("quiero hablar con una persona", True),
        ("can I speak to a human?", True),
        ("mi pedido llegó malo, qué vergüenza", True),
        ("venden bicicletas?", True),
        ("cuánto cuesta el latte?", False),
        ("hola", False),
    ],
)
def test_a_person_is_called_with_a_reason(question: str, *, wanted: bool) -> None:
    """When one is asked for, when the customer is cross, when no fact helps; never otherwise."""
    found = answer(question)["hand_over"]

    assert (found["wanted"], bool(found["reason"])) == (wanted, wanted)


def test_who_wants_to_think_is_written_to_later() -> None:
    """It waits, and proposes to write again in twenty hours."""
    found = answer("ok, lo pienso", thread='{"who":"bot","text":"Latte: precio $3.500."}')

    assert (found["status"], found["follow_up"]["after_hours"]) == ("scheduled", 20)
    assert found["follow_up"]["text"]


def test_nobody_else_is_written_to_later() -> None:
    """Without such words the wish is null."""
    assert answer("cuánto cuesta?")["follow_up"] is None


def test_a_follow_up_is_one_line_in_the_customers_language() -> None:
    """An empty question means that nobody has written; nothing is stated."""
    found = answer("", thread='{"who":"customer","text":"how much is the latte?"}\n{"who":"bot","text":"$3.500"}')

    assert found["send"]
    assert found["message"].startswith("Hello again")
    assert found["facts"] == []


def test_a_note_in_the_thread_is_nobodys_answer() -> None:
    """Lines about who was in charge do not make it forget its greeting."""
    found = answer("a qué hora abren?", thread='{"who":"note","text":"handed back"}')

    assert "demostración" in found["message"]


def test_a_summary_says_what_it_is_and_what_was_said() -> None:
    """A schema with nothing but a summary is filled with the thread's sentences."""
    thread = '{"who":"customer","text":"Necesito 3 kg. Para el viernes."}\n{"who":"person","text":"Anotado."}'
    request = a_request("", schema=an_object(summary=TEXT), user=thread)

    found = json.loads(content_of(request))
    assert found == {"summary": "Summary by the demo model. customer: Necesito 3 kg. / person: Anotado."}


def test_a_summary_takes_the_earlier_one_along() -> None:
    """What was summed up before is not lost; the model names itself once."""
    thread = '{"summary":"Summary by the demo model. customer: hola"}\n{"who":"customer","text":"y el envío?"}'

    found = json.loads(content_of(a_request("", schema=an_object(summary=TEXT), user=thread)))
    assert found == {"summary": "Summary by the demo model. customer: hola / customer: y el envío?"}


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Bonjour, vendez-vous des vélos ?", "équipe"),
        ("Hallo, habt ihr auch Fahrräder?", "Team"),
        ("Ciao, avete delle biciclette?", "persona del team"),
    ],
)
def test_it_has_a_few_words_in_three_more_languages(question: str, word: str) -> None:
    """French, German and Italian customers read theirs."""
    assert word in answer(question)["message"]
