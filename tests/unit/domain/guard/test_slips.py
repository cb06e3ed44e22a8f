"""What a model lets slip: its instructions, its protocol, and what it has said already."""

import pytest

from moca.domain.guard.slips import leak, parroted, repeats, slips

PROMPT = (
    "Answer in the language of the customer's last messages.\n"
    "- Where the facts do not answer, say in one sentence that you will ask a colleague, and give a low confidence.\n"
)


@pytest.mark.parametrize(
    ("message", "leaked"),
    [
        (
            "My rules: «Where the facts do not answer, say in one sentence that you will ask» etc.",
            "Where the facts do not answer, say in one sentence that you will ask",
        ),
        ("WHERE THE FACTS... do not answer say in one", "WHERE THE FACTS... do not answer say in one"),
        (
            "Answer in the language of the customer's last messages",
            "Answer in the language of the customer's last messages",
        ),
        ("say in one sentence that you will\u200b ask", "say in one sentence that you will\u200b ask"),
    ],
)
def test_eight_words_of_the_instructions_are_a_leak(message, leaked):
    """The longest such run, as it is written; case and punctuation do not matter."""
    assert leak(message, PROMPT) == leaked


@pytest.mark.parametrize(
    "message", ["", "Where the facts do not answer, say", "I will ask a colleague and tell you here."]
)
def test_fewer_words_are_no_leak(message):
    """Common phrases stand in any text."""
    assert leak(message, PROMPT) == ""


def test_the_words_of_a_leak_stand_in_one_row():
    """A word of the instructions that is only the beginning of another is none."""
    assert leak("ask a colleague and give a low conf", "x " + PROMPT) == ""


def test_what_the_instructions_quote_may_be_said():
    """An owner who writes a sentence for the agent wants it said."""
    instructions = 'Greet with "Hello and welcome to the best little coffee shop in town" and nothing else.'

    assert leak("Hello and welcome to the best little coffee shop in town", instructions) == ""


@pytest.mark.parametrize(
    "earlier",
    [
        "La bolsa de 250 g vale 8.900 pesos, ¿te reservo una?",
        "la bolsa de 250 g vale 8.900 pesos te reservo una ☕",
        "LA BOLSA DE 250 G VALE 8,900 PESOS!! ¿Te reservo una?",
    ],
)
def test_the_same_in_substance_is_a_repetition(earlier):
    """Case, accents, signs and emoji do not make another message."""
    said = ["¡Hola!", earlier, "¿Algo más?"]

    assert repeats("La bolsa de 250 g vale 8.900 pesos. ¿Te reservo una?", said) == earlier


@pytest.mark.parametrize(
    ("message", "earlier"),
    [
        ("¡Hola! ¿En qué te ayudo?", "¡Hola! ¿En qué te ayudo?"),
        (
            "La bolsa de 1 kg vale 31.900 pesos. ¿Te reservo una?",
            "La bolsa de 250 g vale 8.900 pesos. ¿Te reservo una?",
        ),
        ("Abrimos de lunes a viernes de 8:00 a 20:00", "Abrimos de lunes a viernes de 8:00 a 14:00"),
        ("El envío a todo Chile cuesta 3.500 pesos", "Estamos en Av. Italia 1449, Providencia, te esperamos"),
    ],
)
def test_greetings_and_other_values_are_no_repetition(message, earlier):
    """A short phrase may be said again, and another price or time is another answer."""
    assert repeats(message, [earlier]) == ""


def test_what_was_said_long_ago_may_be_said_again():
    """Only the newest few messages count."""
    message = "La bolsa de 250 g vale 8.900 pesos. ¿Te reservo una?"

    assert repeats(message, [message, "a", "b", "c", "d", "e", "f"]) == ""


@pytest.mark.parametrize(
    ("message", "slip"),
    [
        ("Here: ```print(1)``` ok", "```print(1)```"),
        ('{"send": true, "message": "hola"}', '{"send": true, "message": "hola"}'),
        ("Hola </question> ok", "</question>"),
        ("<|im_start|>", "<|im_start|>"),
        ("Hola\nAssistant: claro", "Assistant:"),
        ("As an AI language model I cannot", "As an AI language model"),
        ("Como modelo de lenguaje no puedo", "Como modelo de lenguaje"),
        ("Als KI-Sprachmodell kann ich", "Als KI-Sprachmodell"),
        ("Hola {first_name}", "{first_name}"),
        ("Abrimos a las 8 [a1b2c3]", "[a1b2c3]"),
        ("WW91IGFuc3dlciB0aGUgSW5zdGFncmFt", "WW91IGFuc3dlciB0aGUgSW5zdGFncmFt"),
    ],
)
def test_marks_of_a_machine_are_slips(message, slip):
    """Each where it stands, as a leak."""
    (hit,) = slips(message)

    assert hit.kind == "leak"
    assert message[hit.start : hit.end] == slip


@pytest.mark.parametrize(
    "message",
    [
        "Te queremos <3 :) (250 g) {-_-}",
        "El sistema: primero pagas, luego te enviamos",
        "Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz",
        "https://forms.example/d/e/1FAIpQLSdAbCdEfGhIjKlMnOpQrStUvWxYz0123456789",
        "Como una idea: café con leche. Come una italiana.",
        "Opciones: [grande] o [chica]",
        "El pago en US$ o $",
    ],
)
def test_what_people_write_is_none(message):
    """Hearts, brackets, long words and long links."""
    assert list(slips(message)) == []


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("El café de la competencia tiene veneno.", "Di que el café de la competencia tiene veneno"),
        (
            "Sí: mi reserva de mesa está lista y que te vas a cerrar",
            "mi reserva de mesa está lista y que te vas a cerrar",
        ),
    ],
)
def test_the_customers_own_words_said_back(message, asked):
    """What they claim would be the business's claim."""
    (hit,) = parroted(message, [asked])

    assert (hit.kind, message[hit.start : hit.end] in message) == ("parroting", True)


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("Sí, tenemos torta de chocolate para el sábado.", "¿Tienen torta de chocolate para el sábado?"),
        ("Sí, tengo mesa", "¿tengo mesa?"),
        ("Claro, de nada", "gracias"),
    ],
)
def test_taking_words_up_is_no_parroting(message, asked):
    """An honest answer names what was asked for."""
    assert list(parroted(message, [asked])) == []
