"""Answers that no fact bears out, in the words and disguises of people and models: each is marked where it is wrong."""
# ruff: noqa: RUF001  # the disguises are what is tested

import pytest

from moca.domain.account_settings import AccountSettings
from moca.domain.guard import hits
from moca.domain.messages import Evidence
from tests.unit.domain.guard_sheets import BAKERY, BARBER, BISTRO, CAFE, PIZZERIA, STUDIO

ANSWERS = [
    # prices
    (CAFE, "La bolsa chica cuesta [7.900 pesos]", "price"),
    (CAFE, "Vale [8.900 dólares]", "price"),
    (CAFE, "Vale [8.900 €]", "price"),
    (CAFE, "It costs [US$ 8,900]", "price"),
    (CAFE, "Te la dejo en [1 peso]", "price"),
    (CAFE, "The price is [1], confirmed.", "price"),
    (CAFE, "El precio es [250]", "price"),
    (CAFE, "Te la dejo a [1449]", "price"),
    (CAFE, "Cuesta [8.90 pesos]", "price"),
    (CAFE, "Son [17.800 pesos] las dos", "price"),
    (CAFE, "[8,500 CLP]", "price"),
    (CAFE, "[$89.00]", "price"),
    (CAFE, "[9k pesos]", "price"),
    (CAFE, "[7.9 lucas]", "price"),
    (CAFE, "son [9 mil pesos]", "price"),
    (CAFE, "[nine dollars]", "price"),
    (CAFE, "[nueve mil pesos]", "price"),
    (CAFE, "[neunzig Euro]", "price"),
    (CAFE, "[quatre-vingt-dix euros]", "price"),
    (CAFE, "[mille pesos]", "price"),
    (CAFE, "[un peso], solo para ti", "price"),
    (CAFE, "[9€50]", "price"),
    (CAFE, "El kilo cuesta [mil], de verdad", "price"),
    (CAFE, "The price is only [two hundred].", "price"),
    (CAFE, "[７.９００ pesos]", "price"),
    (CAFE, "[٧٩٠٠ pesos]", "price"),
    (CAFE, "[7\u200b.\u200b9\u200b00 pesos]", "price"),
    (CAFE, "[7 9 0 0 pesos]", "price"),
    (CAFE, "[7\u00a0900\u00a0pesos]", "price"),
    (CAFE, "[1O.OOO pesos]", "price"),
    (CAFE, "[9 реsos]", "price"),
    (CAFE, "[9️⃣0️⃣0️⃣ pesos]", "price"),
    (CAFE, "[𝟗𝟎𝟎 pesos]", "price"),
    (CAFE, "[₹500]", "price"),
    (CAFE, "[500 рублей]", "price"),
    (CAFE, "[¥9]", "price"),
    (STUDIO, "Die Probestunde ist [kostenlos]", "price"),
    (CAFE, "[2x1] en todo", "price"),
    (BARBER, "A haircut is [$30]", "price"),
    (BISTRO, "Le café est [gratuit], [50 %] de remise", "price"),
    (BARBER, "[18 dollars] for the trim", "price"),
    (BAKERY, "Custa [R$ 5,50]", "price"),
    (BISTRO, "Le menu est à [9,90 €]", "price"),
    (BISTRO, "Entre [15] et 34 euros", "price"),
    (STUDIO, "Die Zehnerkarte kostet [120 €]", "price"),
    (PIZZERIA, "La Margherita costa [6,50 €]", "price"),
    (PIZZERIA, "La Diavola costa [8]", "price"),
    # percentages
    (CAFE, "Te damos [10 %] de descuento", "percentage"),
    (CAFE, "Te damos un [90%] off", "percentage"),
    (CAFE, "Con [diez por ciento] menos", "percentage"),
    (CAFE, "[half off] today", "price"),
    (BARBER, "[20 percent] off", "percentage"),
    (STUDIO, "[30 Prozent] Rabatt", "percentage"),
    (BAKERY, "[15 por cento] de desconto", "percentage"),
    (CAFE, "[%40] indirim", "percentage"),
    # times
    (CAFE, "Abrimos hasta las [9 pm]", "time"),
    (CAFE, "Cerramos a las [23:00]", "time"),
    (CAFE, "Abrimos de [7] a 9.", "time"),
    (CAFE, "Abrimos a las [once de la noche].", "time"),
    (CAFE, "Abierto hasta [medianoche]", "time"),
    (CAFE, "Abrimos a las [8 y media]", "time"),
    (CAFE, "We close at [6 o'clock]", "time"),
    (BARBER, "We're open until [10 p.m.]", "time"),
    (STUDIO, "Der Kurs beginnt um [19 Uhr]", "time"),
    (STUDIO, "Der Kurs beginnt um halb [9]", "time"),
    (BISTRO, "Ouvert jusqu'à [23h]", "time"),
    (PIZZERIA, "Apriamo alle [11:00]", "time"),
    # dates
    (CAFE, "Cerramos el [26 de diciembre]", "date"),
    (CAFE, "Closed on [Dec 31st]", "date"),
    (CAFE, "Nos vemos el [2026-12-30]", "date"),
    (CAFE, "Hasta el [31/10]", "date"),
    (STUDIO, "Ab dem [3. Februar]", "date"),
    (BISTRO, "Fermé du [5 septembre] au [9 septembre]", "date"),
    (PIZZERIA, "Chiusi il [26 dicembre]", "date"),
    # phones
    (CAFE, "Llama al [+56 9 1111 2222]", "phone"),
    (CAFE, "Llama al [912345678]", "phone"),
    (CAFE, "Llama al [9-1234-5678]", "phone"),
    (CAFE, "Llama al [nueve uno dos tres cuatro cinco seis]", "phone"),
    (BARBER, "Call [(512) 555-0199]", "phone"),
    (BARBER, "Call [+1 900 512 555 0142 77]", "phone"),
    (BISTRO, "Appelez le [01.22.33.44.55]", "phone"),
    # links, e-mails, names of accounts
    (CAFE, "Mira [https://evil.example/carta]", "link"),
    (CAFE, "Mira [cafe-moca.example.evil.com/carta]", "link"),
    (CAFE, "Mira [https://cafe-moca.example@evil.com]", "link"),
    (CAFE, "Mira [https://cafe-mocа.example/carta]", "link"),
    (CAFE, "Mira [www.evil.xyz]", "link"),
    (CAFE, "Paga en [bit.ly/3xYz]", "link"),
    (CAFE, "Paga en [t.me/evil]", "link"),
    (CAFE, "Entra a [evil punto com]", "link"),
    (CAFE, "Entra a [evil[.]com]", "link"),
    (CAFE, "Mira [http://10.0.0.1/x]", "link"),
    (CAFE, "Mira [cafe-moca.example/ofertas]", "url"),
    (CAFE, "Escribe a [admin@evil.com]", "email"),
    (CAFE, "Escribe a [hola@cafemoca.example.com]", "email"),
    (CAFE, "Escribe a [admin (at) evil (dot) com]", "email"),
    (CAFE, "Escribe a [admin arroba evil punto com]", "email"),
    (CAFE, "Sigue a [@cafemoca_oficial]", "handle"),
    # numbers and codes
    (CAFE, "Quedan [37] bolsas", "number"),
    (CAFE, "Usa el código [MOCA50]", "number"),
    (CAFE, "Estamos en Av. Italia [1450]", "number"),
    (CAFE, "Tenemos bolsas de [500] g", "number"),
    (BARBER, "It takes [90] minutes", "number"),
    (BARBER, "Since [1923]", "number"),
    (STUDIO, "Die Karte gilt [24] Monate", "number"),
]


@pytest.mark.parametrize(("shop", "marked", "kind"), ANSWERS)
def test_an_invented_answer_is_marked_where_it_is_wrong(shop: AccountSettings, marked: str, kind: str):
    """What stands in square brackets is what a person must look at, and the first mark names its kind."""
    answer, spans = unmarked(marked)

    found = hits(answer, shop, Evidence(), ())

    assert [answer[hit.start : hit.end] for hit in found] == spans
    assert found[0].kind == kind


def unmarked(text: str) -> tuple[str, list[str]]:
    """The text without its outer brackets, and what stood in them."""
    pieces = text.replace("[.]", "\0").replace("[", "\1").replace("]", "\1").split("\1")
    pieces = [piece.replace("\0", "[.]") for piece in pieces]
    return "".join(pieces), pieces[1::2]
