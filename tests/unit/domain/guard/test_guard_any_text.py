"""What holds for the guard whatever is written."""
# ruff: noqa: RUF001  # the digits of other scripts are what is tested

from hypothesis import given
from hypothesis import strategies as st

from moca.domain.account_settings import AccountSettings
from moca.domain.guard import hits, leak, repeats, values_in
from moca.domain.messages import Evidence
from tests.unit.domain.guard_sheets import BAKERY, BARBER, BISTRO, CAFE, PIZZERIA, STUDIO

SHOPS = [BAKERY, BARBER, BISTRO, CAFE, PIZZERIA, STUDIO]
LINES = sorted({line for shop in SHOPS for line in shop.facts.splitlines()})
PIECES = st.sampled_from(
    ["8.900", "8", "$", "€", "R$", "pesos", "mil", "euros", "a las", "de 8 a 20", "-", "/", ".", ",", ":", " ", "\n", "%", "h", "pm",
     "24", "12", "diciembre", "Dec", "2026", "+56 9 8765 4321", "x.example", "@", "ana@x.example", "nueve", "uno", "\u200b", "９", "٣", "½",
     "halb", "k", "g", "gratis", "2x1", "[", "]", "{", '"', "```", "</", "ß", "İ", "Ⅷ", "㎏", "ﷺ", "\x1f", "\U000e0041"]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join))


@given(TEXTS, st.lists(TEXTS, max_size=3), st.sampled_from(SHOPS))
def test_any_text_is_judged_within_its_bounds(message: str, asked: list[str], shop: AccountSettings):
    """No text is too strange, and each mark lies inside the message and is not empty."""
    evidence = Evidence(values=values_in(asked), repeats=repeats(message, asked), leak=leak(message, "\n".join(asked)))

    for hit in hits(message, shop, evidence, asked):
        assert 0 <= hit.start < hit.end <= len(message)
        assert hit.reason


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=3), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_facts_may_be_quoted(lines: list[str], gap: str):
    """A message of nothing but lines of the facts is the business's own word."""
    shop = AccountSettings(facts="\n".join(LINES))

    assert hits(gap.join(lines), shop, Evidence(), ()) == ()


@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_what_was_said_may_be_said_again(text: str):
    """Whatever a text is, all its values are known to whoever said it."""
    marks = hits(text, AccountSettings(), Evidence(values=values_in([text])), ())

    assert [hit for hit in marks if hit.kind not in ("leak", "length")] == []


@given(TEXTS)
def test_what_is_known_of_a_text_is_bounded(text: str):
    """The evidence that a decision keeps does not outgrow the words."""
    assert len(values_in([text])) <= 40 * (len(text) + 1)
