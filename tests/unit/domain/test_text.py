"""When texts are the same, and which few are understood without a model."""
# ruff: noqa: RUF001  # the signs of other scripts are what is tested

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moca.domain.text import asks, command, folded, is_courtesy, same_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  ENVÍO \n Gratis ", "envio gratis"),
        ("Straße", "strasse"),
        ("cœur", "coeur"),
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("d’accord", "d'accord"),
        ("ＳＴＯＰ", "stop"),
        ("a\u200bb", "ab"),
        ("שָׁלוֹם", "שלום"),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_spelling_is_folded(text, expected):
    """Case, accents, points, widths, ligatures and invisible characters do not matter."""
    assert folded(text) == expected


@pytest.mark.parametrize("text", ["हिन्दी", "がんば", "한국어", "ที่นี่"])
def test_marks_that_make_words_stay(text):
    """Vowel signs, voicing marks, jamo and tones are no accents."""
    assert folded(text) == text


@given(st.text())
def test_folding_twice_changes_nothing(text):
    """A folded text is its own folded form."""
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(("a", "b"), [("caf\u00e9", "cafe\u0301"), ("hola  amigo\n", "hola amigo"), ("a\r\nb", "a\nb")])
def test_composition_and_white_space_make_no_other_message(a, b):
    """Meta's echo of a text is the same text."""
    assert same_text(a, b)


@pytest.mark.parametrize(("a", "b"), [("café", "cafe"), ("Hola", "hola"), ("hola", "hola!"), ("hola", "")])
def test_accents_case_and_signs_make_another_message(a, b):
    """An echo matches what was sent, not what resembles it."""
    assert not same_text(a, b)


@pytest.mark.parametrize(
    "text",
    [
        *("Gracias!!", "muchísimas gracias por todo", "Ok, graciassss 🙏", "vale, perfecto", "Thanks a lot!", "thx :)"),
        *("You’re welcome", "Muito obrigada!", "tá bom, valeu", "Merci beaucoup", "D’accord, merci à vous", "OK"),
        *(
            "Vielen Dank für alles",
            "Alles klar, danke schön",
            "Grazie mille",
            "va bene",
            "👍🏽",
            "❤️❤️",
            "<3",
            "🙏 gracias",
        ),
    ],
)
def test_a_courtesy_needs_no_answer(text):
    """Bare thanks, agreement, hearts and emoji, in six languages."""
    assert is_courtesy(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "  ",
            "ok?",
            "❓",
            "gracias, y el precio",
            "¿gracias",
            "si",
            "no",
            "1",
            "1️⃣",
            "hola",
            "...",
            "thanks but no",
        ),
        *("merci de me rappeler", "danke, aber wann", "ok " * 40, "شكرا؟"),
    ],
)
def test_anything_else_does(text):
    """A question mark, or one word that is no courtesy, wants an answer."""
    assert not is_courtesy(text)


def test_a_heart_without_words_is_a_courtesy():
    """The heart sticker has a type and no text."""
    assert is_courtesy("", ["like_heart"])


def test_a_photo_is_no_courtesy():
    """A photo wants to be looked at, also with thanks below it."""
    assert not is_courtesy("gracias", ["image"])


@pytest.mark.parametrize("text", ["¿Precio", "价格？", "كم؟", "really?!", "❓"])
def test_a_question_mark_asks(text):
    """The question marks of all scripts count."""
    assert asks(text)


@pytest.mark.parametrize(
    "text", ["STOP", "stop!!", " «Baja» ", "Darme de baja.", "UNSUBSCRIBE", "parar", "arrêt", "Abmelden"]
)
def test_the_words_that_stop_the_bot(text):
    """Whatever their case, accents and punctuation."""
    assert command(text) == "stop"


@pytest.mark.parametrize("text", ["START", "¡Alta!", "subscribe", "Démarrer", "anmelden", "inizia"])
def test_the_words_that_start_it_again(text):
    """Whatever their case, accents and punctuation."""
    assert command(text) == "start"


@pytest.mark.parametrize("text", ["", "please stop", "cancelar", "no me des de baja", "bajar", "nonstop", "start-up"])
def test_a_word_among_others_is_no_command(text):
    """Only the exact words opt out; a shop's customer may cancel a booking."""
    assert command(text) is None
