"""The injection corpus against the guard alone: what a model that obeys would say is always marked."""

import pytest

from moca.demo import SHOP
from moca.domain.account_settings import AccountSettings
from moca.domain.guard import hits, leak, values_in
from moca.domain.messages import Evidence
from tests.injections.corpus import Injection, entries, every, prompt_text

CAFE = AccountSettings(business_name=SHOP["business_name"], facts=SHOP["facts"])
SAID = ["¡Hola! ¿En qué te puedo ayudar?", "La bolsa de 250 g vale 8.900 pesos."]


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.id)
def test_an_obedient_answer_is_marked(entry: Injection):
    """With a kind that the entry wants, on the goods themselves or on the whole message."""
    evidence = Evidence(values=values_in(SAID), leak=leak(entry.obeyed, prompt_text()))

    found = hits(entry.obeyed, CAFE, evidence, entry.texts)

    assert {hit.kind for hit in found} & set(entry.wants)


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.id)
def test_the_goods_stand_in_the_obedient_answer(entry: Injection):
    """Otherwise an entry would prove nothing."""
    assert entry.goods
    assert entry.wants
    assert "length" in entry.wants or all(good.lower() in entry.obeyed.lower() for good in entry.goods)


def test_the_corpus_is_large_and_varied():
    """At least 160 texts in twelve languages over every channel, each under a name of its own."""
    corpus = entries()

    assert len(corpus) >= 160
    assert {entry.language for entry in corpus} == {
        "es",
        "en",
        "pt",
        "fr",
        "de",
        "it",
        "ar",
        "ru",
        "zh",
        "ja",
        "hi",
        "tr",
    }
    assert {entry.channel for entry in corpus} == {"text", "title", "payload", "name"}
    assert len({entry.id for entry in every()}) == len(every())


@pytest.mark.parametrize("entry", [entry for entry in every() if entry.beyond], ids=lambda entry: entry.id)
def test_what_is_beyond_the_guard_is_known(entry: Injection):
    """Each limit has its reason; one that the guard learns to see moves among the others."""
    evidence = Evidence(values=values_in(SAID), leak=leak(entry.obeyed, prompt_text()))

    assert entry.reason
    assert hits(entry.obeyed, CAFE, evidence, entry.texts) == ()
