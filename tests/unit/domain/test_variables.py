"""Variables in the words of a business."""
# ruff: noqa: RUF001  # the signs of other scripts are what is tested

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moca.domain.variables import Names, filled_text

ANA = Names(name="Ana María Paz", username="ana.paz", business="Café Moca")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hola {first_name}, soy {business}", "Hola Ana, soy Café Moca"),
        ("{name} (@{username})", "Ana María Paz (@ana.paz)"),
        ("{size} {First_name} {} {first_name", "{size} {First_name} {} {first_name"),
    ],
)
def test_what_is_known_is_filled_in(text, said):
    """What is no variable stays as it is."""
    assert filled_text(text, ANA) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hola {first_name}, ¿qué tal?", "Hola, ¿qué tal?"),
        ("Hola, {first_name}!", "Hola!"),
        ("¡Hola {name}!", "¡Hola!"),
        ("Hola, {first_name}, gracias", "Hola, gracias"),
        ("{first_name}, gracias por escribir", "Gracias por escribir"),
        ("¡{first_name}, hola!", "¡Hola!"),
        ("Thanks {first_name} for writing", "Thanks for writing"),
        ("Uno\n{first_name}, dos", "Uno\nDos"),
        ("你好，{name}！", "你好！"),
        ("{first_name}", ""),
    ],
)
def test_what_nobody_knows_vanishes(text, said):
    """With the comma and the space that led to it; what then begins the line begins with a capital."""
    assert filled_text(text, Names()) == said


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("ana paz", "ana"),
        ("✨ María José ✨", "María"),
        ("*Ana*", "Ana"),
        ("🌸 🌸", ""),
        ("", ""),
        ("O'Brien", "O'Brien"),
    ],
)
def test_the_first_name_is_a_word(name, first):
    """The first that has letters, without ornaments."""
    assert Names(name=name).first_name == first


def test_a_name_is_no_template():
    """Braces that a customer has in their name are theirs."""
    assert filled_text("Hi {name}", Names(name="{business}", business="secret")) == "Hi {business}"


@given(st.text(), st.text(), st.text())
def test_any_text_and_name_are_taken(text, name, business):
    """Nothing raises, and no line is added by a name."""
    assert filled_text(f"{text}{{name}}", Names(name=name, business=business)).count("\n") == text.count("\n")
