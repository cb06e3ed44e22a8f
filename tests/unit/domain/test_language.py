"""The language of a short text, or none."""
# ruff: noqa: RUF001  # the letters of other scripts are what is tested

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moca.domain.language import LANGUAGES, language_of

SAID = {
    "es": ("¿hacen envíos a Valparaíso?", "quiero hablar con una persona", "no me ha llegado mi pedido"),
    "en": ("hi, how much is shipping?", "what time do you open tomorrow", "can I talk to a human"),
    "pt": ("oi, quanto custa o frete?", "vocês entregam em São Paulo?", "meu pedido ainda não chegou"),
    "fr": ("vous livrez en Belgique ?", "merci beaucoup", "ma commande n'est pas arrivée"),
    "de": ("was kostet der Versand?", "liefert ihr nach Österreich?", "ich brauche eine Rechnung"),
    "it": ("quanto costa la spedizione?", "avete la taglia M in nero?", "voglio parlare con una persona"),
    "nl": ("hoe laat gaan jullie morgen open",),
    "pl": ("czy macie to w rozmiarze M?",),
    "tr": ("yarın kaçta açılıyorsunuz",),
    "ru": ("здравствуйте, сколько стоит доставка?",),
    "ar": ("كم سعر الشحن؟",),
    "hi": ("क्या M साइज़ है?", "कल कितने बजे खुलेगा"),
    "ja": ("送料はいくらですか？",),
    "zh": ("请问运费多少钱？",),
}
UNCLEAR = (
    "", "ok", "👍", "🔥🔥🔥", "250 g", "IMG_2041", "12345", "Ana", "lol", "info", "XL?", "hmm", "Nike Air Max 90",
    "@cafe.moca", "https://example.com/quanto-costa-la-spedizione", "ana@una-persona.es", "#quiero",
)  # fmt: skip


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in SAID.items() for text in texts])
def test_a_few_words_tell_the_language(language, text):
    """Whatever stands around them."""
    assert language_of(text) == language
    assert language_of(f"{text} 😍🔥 https://example.com/this-is-english @the.best.coffee") == language


@pytest.mark.parametrize("text", UNCLEAR)
def test_what_is_unclear_is_not_guessed(text):
    """Names, sizes, numbers, addresses and pictures are of no language."""
    assert language_of(text) == ""


def test_threads_get_the_same_answers():
    """Also while the model is being loaded."""
    texts = [text for texts in SAID.values() for text in texts]

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(language_of, texts * 5)) == list(map(language_of, texts)) * 5


@settings(max_examples=50)
@given(st.text())
def test_any_text_is_looked_at(text):
    """One of the languages or none, and twice the same."""
    language = language_of(text)

    assert language in {"", *LANGUAGES}
    assert language_of(text) == language
