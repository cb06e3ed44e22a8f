"""Money words: which number is an amount of which currency, and which is a measure or stands in an address."""
# ruff: noqa: RUF001  # the currency signs and words of other scripts are what this module is about

import re

from moca.domain.guard.unmasking import lookalikes_folded, plain

ANY = "any"
"""The currency of an amount beside which none is named."""

COMPATIBLE = {"sign": ("sign", "peso", "dollar"), "peso": ("peso", "sign"), "dollar": ("dollar", "sign")}
"""A bare dollar sign is written for pesos too; any other currency agrees only with itself."""

_AFTER = {
    "sign": "$",
    "peso": "peso pesos clp mxn cop ars uyu php m.n. lucas luca",
    "dollar": "us$ u$s u$d usd dolar dolares dollar dollars dollari dollaro bucks buck cad aud доллар доллара "
    "долларов $us دولار डॉलर",
    "euro": "€ euro euros eur pavos евро يورو यूरो ユーロ 欧元",
    "real": "r$ real reais brl conto contos",
    "sol": "s/ s/. soles",
    "pound": "£ gbp quid libra libras pound pounds sterling",
    "franc": "chf fr. sfr franc francs franken franchi franco francos",
    "rupee": "₹ inr rs rs. rupee rupees rupia rupias rupien रुपये रुपया रुपए",
    "ruble": "₽ rub руб руб. рубль рубля рублей rubles rublos",
    "yen": "¥ jpy cny rmb yen yuan yuanes 元 块 圆 円 人民币",
    "lira": "₺ tl lira liras lirasi liralik",
    "other": "₩ ₪ ₴ ₦ ₱ ฿ ₫ ₲ ₡ zł zl kr sek nok dkk pln bs bolivares bolivianos quetzales guaranies lempiras colones "
    "cordobas ريال درهم جنيه دينار ر.س sar aed btc eth usdt",
    "cent": "cent cents centavo centavos centimo centimos centime centimes centesimi ¢",
}
_CURRENCY = {lookalikes_folded(plain(word)): kind for kind, words in _AFTER.items() for word in words.split()}
_LONGEST = max(map(len, _CURRENCY))
_GAPS = (" de ", " d'", " di ", " of ", " ", "\t", "")


def currency_after(text: str, at: int) -> tuple[str, int]:
    """The currency that stands right behind the place, and where it ends; empty if none does."""
    start = at + len(next(gap for gap in _GAPS if text.startswith(gap, at)))
    for length in range(_LONGEST, 0, -1):
        word = text[start : start + length]
        if word in _CURRENCY and len(word) == length and not _is_inside_word(text, start + length):
            return _CURRENCY[word], start + length
    return "", at


def currency_before(text: str, at: int) -> tuple[str, int]:
    """The currency that stands right before the place, and where it begins; empty if none does."""
    end = at - 1 if at and text[at - 1] in " \t:" else at
    for length in range(min(_LONGEST, end), 0, -1):
        word = text[end - length : end]
        if word in _CURRENCY and not _is_inside_word(text, end - length):
            return _CURRENCY[word], end - length
    return "", at


def may_be_no_money(currency: str) -> bool:
    """Whether the word has another meaning, so that a plain number may be meant: a pound is a weight too."""
    return currency == "pound"


def _is_inside_word(text: str, at: int) -> bool:
    """Scripts without spaces aside: their signs end wherever they end."""
    return 0 < at < len(text) and all(char.isalpha() and char < _UNSPACED for char in text[at - 1 : at + 1])


_UNSPACED = "\u2e80"


def places_after(pattern: re.Pattern[str], text: str) -> frozenset[int]:
    """Where the finds of the pattern end, for asking what stands right before a number without looking back."""
    return frozenset(found.end() for found in pattern.finditer(text))


def _any(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"


_UNITS = (
    "g gr grs gms? kg kgs mg kilos? gramos? grams? gramas? gramm grammes? grammi ml cl l lt lts litros? liters? "
    "litres? "
    "litri oz lb lbs cm mm m mts metros? meters? metres? metri km kms m2 mb gb w kw v pies pulgadas inch inches ft "
    "min mins minutos? minutes? minuten minuti seg segundos? seconds? sekunden hrs? hs h horas? hours? heures? "
    "stunden? ore ora dias? days? jours? tage?n? giorni giorno semanas? weeks? semaines? wochen? settimane mes meses "
    "months? mois monate?n? mesi anos? years? ans? annees? jahre?n? anni personas? people guests pessoas? personnes? "
    "personen persone pax unidades? units? unites? stuck pezzi piezas bolsas? bags? tazas? cups? mesas? tables? "
    "cuotas? "
    "parcelas? rates? veces times habitaciones rooms zimmer grados degrees % x"
)
UNIT = re.compile(rf"\s?{_any(_UNITS)}(?![a-z])")
"""What follows a number that is no price."""

_STREETS = (
    "av avda ave avenida avenue calle cl c/ street st road rd rue via viale corso piazza plaza platz rua travessa "
    "alameda "
    "pasaje camino carrera cra kra diagonal bd boulevard blvd paseo nro num numero number local piso floor stock "
    "oficina "
    "office depto dpto apto suite edificio building cp plz zip cep cap rut cuit nif cif iva ust ref"
)
ADDRESS_BEFORE = re.compile(
    rf"(?:(?<![a-z]){_any(_STREETS)}(?![a-z])|(?:strasse|straße|weg|gasse|allee)(?![a-z])|str\."
    rf"|#)[^\n,;:\d]{{0,40}}(?=\d)"
)
ADDRESS_AFTER = re.compile(
    r",?\s(?:rue|avenue|boulevard|bd|place|(?:[a-z']+\s){1,3}(?:street|st|road|rd|avenue|ave|lane|drive|square"
    r"|boulevard))\b"
)
_PRICES = (
    "precios? prices? precos? prix preise? prezz[oi] cuestan? costs? custam? coutent coute kostet kosten costano costa "
    "valen? vaut valgono cobramos charge total oferta tarifa"
)
_FILLING = (
    "es is are ist est e a de of now ahora solo only just nur seulement so apenas unos about per por for fur pour "
    "von di "
    "sind son sono sao desde from ab da agora jetzt ora maintenant the el la bolsa bag it"
)
PRICE_BEFORE = re.compile(
    rf"(?:(?<![a-z]){_any(_PRICES)}(?![a-z])(?:\s{_any(_FILLING)}(?![a-z])){{0,5}}\s?[:=]?\s?"
    r"|(?<![a-z])(?:a\ssolo|salen?\sa|(?:te|se|os)\sl[oa]s?\s(?:dejo|dejamos|vendo|vendemos)\s(?:a|en|por)"
    r"|for\s(?:only|just))\s)(?=[\da-z])"
)
"""What stands right before a number that is a price though no currency is named."""
ENDS_ITEM = re.compile(r"\s*(?:$|[\n;|/·•)]|,(?!\d)|\.(?!\d))")
"""What follows the price in the line of a list."""
