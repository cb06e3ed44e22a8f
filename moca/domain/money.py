"""Money words: which number is an amount of which currency, and which is a measure or stands in an address."""
# ruff: noqa: RUF001  # the currency signs and words of other scripts are what this module is about

import re

from moca.domain.unmasking import lookalikes_folded

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
_CURRENCY = {lookalikes_folded(word): kind for kind, words in _AFTER.items() for word in words.split()}
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

UNIT = re.compile(
    r"\s?(?:g|gr|grs|gms?|kg|kgs|mg|kilos?|gramos?|grams?|gramas?|gramm|grammes?|grammi|ml|cl|l|lt|lts|litros?"
    r"|liters?|litres?|litri"
    r"|oz|lb|lbs|cm|mm|m|mts|metros?|meters?|metres?|metri|meter|km|kms|m2|mb|gb|w|kw|v|pies|pulgadas|inch|inches|ft"
    r"|min|mins|minutos?|minutes?|minuten|minuti|seg|segundos?|seconds?|sekunden|hrs?|hs|h|horas?|hours?|heures?"
    r"|stunden?|ore|ora"
    r"|dias?|days?|jours?|tage?n?|giorni|giorno|semanas?|weeks?|semaines?|wochen?|settimane|mes|meses|months?|mois"
    r"|monate?n?|mesi"
    r"|anos?|years?|ans?|annees?|jahre?n?|anni|personas?|people|guests|pessoas?|personnes?|personen|persone|pax"
    r"|unidades?|units?|unites?|stuck|pezzi|piezas|bolsas?|bags?|tazas?|cups?|mesas?|tables?|cuotas?|parcelas?"
    r"|rates?|veces|times"
    r"|habitaciones|rooms|zimmer|grados|degrees|%|x)(?![a-z])"
)
"""What follows a number that is no price."""

ADDRESS_BEFORE = re.compile(
    r"(?:\b(?:av|avda|ave|avenida|avenue|calle|cl|c/|street|st|road|rd|rue|via|viale|corso|piazza|plaza|platz|rua"
    r"|travessa|alameda"
    r"|pasaje|camino|carrera|cra|kra|diagonal|bd|boulevard|blvd|paseo|nro|num|numero|number|local|piso|floor|stock"
    r"|oficina|office"
    r"|depto|dpto|apto|suite|edificio|building|cp|plz|zip|cep|cap|rut|cuit|nif|cif|iva|ust|ref)\b\.?|strasse|straße"
    r"|str\.|weg|gasse|allee|#)"
    r"[^\n,;:\d]{0,40}$"
)
ADDRESS_AFTER = re.compile(
    r",?\s(?:rue|avenue|boulevard|bd|place|(?:[a-z']+\s){1,3}(?:street|st|road|rd|avenue|ave|lane|drive|square"
    r"|boulevard))\b"
)
PRICE_BEFORE = re.compile(
    r"(?:\b(?:precio|precios|price|prices|preco|precos|prix|preis|preise|prezzo|prezzi|cuesta|cuestan|costs?|custa"
    r"|custam|coute|coutent"
    r"|kostet|kosten|costa|costano|vale|valen|vaut|valgono|cobramos|charge|pagas|pay|paga|paghi|paie|zahlst|zahlen"
    r"|total|oferta|tarifa)"
    r"(?:\s(?:es|is|are|ist|est|e|a|de|of|of only|now|ahora|solo|only|just|nur|seulement|so|apenas|unos|about|per"
    r"|por|for|fur|pour|von|di|por solo"
    r"|sind|son|sono|sao|desde|from|ab|da|agora|jetzt|ora|maintenant|the|el|bolsa|bag|it))*\s?[:=]?\s?|\ba\ssolo\s"
    r"|\bsalen?\sa\s|\b(?:te|se|os)\slos?\s(?:dejo|dejamos|vendo|vendemos)\s(?:a|en|por)\s|\bfor\s(?:only|just)\s)$"
)
"""What stands right before a number that is a price though no currency is named."""
ENDS_ITEM = re.compile(r"\s*(?:$|[\n;|/·•)]|,(?!\d)|\.(?!\d))")
"""What follows the price in the line of a list."""
