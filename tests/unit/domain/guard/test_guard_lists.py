"""Facts as owners write them in a hurry: lists, abbreviations, other currencies; and what may be said from them."""
# the signs that people write

import pytest

from moca.domain.account_settings import AccountSettings
from moca.domain.guard import hits
from moca.domain.messages import Evidence

SHEETS = [
    (
        "Latte | 3.200 | 3.800\nEspresso 2.500\nCapuccino....3.500\nBrownie 2500 c/u\nTorta entera: 25 mil",
        [
            "El latte cuesta $3.200 o $3.800 el grande",
            "Espresso: 2.500 pesos",
            "El capuccino sale $3.500",
            "cada brownie vale $2.500",
            "la torta entera cuesta $25.000",
            "Brownies a 2.500 cada uno",
        ],
        ["El latte cuesta $3.300", "brownie $250", "la torta $25", "la torta 25 pesos"],
    ),
    (
        "Lunes a Viernes 9-18 hrs / Sáb 10-14\nTel: 2 2345 6789",
        [
            "Abrimos de 9 a 18 de lunes a viernes, sábado de 10 a 14.",
            "De 9:00 a 18:00 hrs",
            "from 9 am to 6 pm",
            "until 6 PM on weekdays, 2 PM on Saturdays",
            "(2) 2345 6789",
            "+56 2 2345 6789",
            "Abrimos a las nueve",
        ],
        ["hasta las 19 hrs", "until 7pm", "from 8 am"],
    ),
    (
        "Mon-Fri 9am-5pm. Sat 10-2. $20/hr, 2 hr minimum. Deposit 25%.",
        [
            "We're open 9 to 5 Monday to Friday and 10am to 2pm on Saturday.",
            "It's $20 per hour with a 2-hour minimum.",
            "A 25% deposit is needed.",
            "20 dollars an hour",
            "open until 5:00 pm",
        ],
        ["$25 per hour", "open until 6", "20% deposit"],
    ),
    (
        "Horario: 9:00-13:00 y 15:00-19:30. Corte $12.000, tinte desde $35.000.",
        [
            "De 9 a 13 y de 15 a 19:30 hrs",
            "Abrimos a las 3 de la tarde y cerramos 7:30 pm",
            "Hasta las siete y media de la tarde",
            "Hasta las 19h30",
            "El corte vale 12 mil pesos y el tinte parte en 35 mil",
        ],
        ["hasta las 8 pm", "12 pesos"],
    ),
    (
        "Nuestro curso empieza el 15 de enero de 2027 y termina el 20 de marzo. Cuesta 120€ (IVA incl.). 20 plazas.",
        [
            "Empieza el 15 de enero.",
            "Empieza el 15/01/2027",
            "It starts on January 15, 2027 and ends on March 20th.",
            "Cuesta 120 euros, con 20 plazas.",
            "del 15 de enero al 20 de marzo",
            "Beginn am 15. Januar",
            "inizia il 15 gennaio 2027",
        ],
        [
            "Empieza el 16 de enero",
            "El 15 de febrero",
            "120 dólares",
            "it starts on 15 January 2028",
            "120 plazas a 20 euros",
        ],
    ),
    (
        "We ship worldwide. DHL Express 3-5 business days: £14.50. Free over £100. Returns within 30 days.",
        [
            "DHL takes 3 to 5 business days and costs £14.50.",
            "Shipping is free for orders over £100",
            "You have 30 days to return it.",
            "14.50 pounds",
            "It takes three to five days.",
        ],
        ["£4.50", "60 days", "free returns, 14 days"],
    ),
    (
        "Bs 35 la docena. Gs. 50.000. S/ 25 el menú. CHF 12.-. 1'200 Fr. ₡3500. 150 kr. 99,-",
        ["35 Bs la docena", "Gs 50.000", "25 soles el menú", "12 CHF", "CHF 1200", "₡3.500", "150 kr"],
        ["S/ 26", "130 kr"],
    ),
    (
        "Precio: 1.250,00 € + IVA (21%). 3 cuotas de 416,67 €.",
        ["1250 euros", "€1,250.00", "1.250€ más 21 % de IVA", "3 cuotas de 416,67€"],
        ["1,25 €", "416 €"],
    ),
    (
        "Kilo a $1.990. 2x$3.500. 3 por 5 lucas",
        ["el kilo vale $1990", "2 x 3.500", "2 por $3.500", "3 por $5.000"],
        ["2x1"],
    ),
    (
        "Nacimos en 2015. Somos 12 personas. Edad: 18+. Talla 38 a 42. WiFi 300 Mb.",
        ["Desde 2015", "somos un equipo de 12", "mayores de 18", "tallas de la 38 a la 42", "tallas 38-42", "300 Mb"],
        ["somos 15", "desde 2010", "talla 43"],
    ),
    (
        "",
        [
            "¡Feliz Navidad! 🎄",
            "Te respondemos en breve",
            "Dame un segundo",
            "Son dos cosas distintas: 1) tamaño 2) color",
            "Okay, that's 3 of them",
            "Un abrazo",
        ],
        ["100%", "en 24 horas", "mañana a las 10"],
    ),
]


@pytest.mark.parametrize(("facts", "answer"), [(facts, answer) for facts, honest, _ in SHEETS for answer in honest])
def test_what_follows_from_a_list_is_not_marked(facts: str, answer: str):
    """Nobody should have to write facts in a special way."""
    found = hits(answer, AccountSettings(facts=facts), Evidence(), ())

    assert [(hit.kind, answer[hit.start : hit.end]) for hit in found] == []


@pytest.mark.parametrize(("facts", "answer"), [(facts, answer) for facts, _, invented in SHEETS for answer in invented])
def test_what_does_not_follow_is_marked(facts: str, answer: str):
    """Close is not enough."""
    assert hits(answer, AccountSettings(facts=facts), Evidence(), ())
