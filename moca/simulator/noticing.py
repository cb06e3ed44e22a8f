"""
What the demo model notices about a customer, by simple signs: who they are, how they feel, how near they are to buying.

It reads only the customer's own words and guesses nothing: what is not said stays empty.
"""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from moca.simulator.words import plain, terms

THANKS = re.compile(
    r"^\W*(?:(?:muchas|muito|mil|many|vielen|so|much|beaucoup|mille|schon|molte|gracias|thanks|thank you|thx"
    r"|obrigad[oa]|merci|danke|grazie|ok|okay|vale|dale|perfecto|perfect|perfetto|parfait|perfeito|super)\b\W*)+$"
)
GREETING = re.compile(
    r"^\W*(hola|buen[oa]s?|hi|hello|hey|ola|oi|bom dia|boa tarde|boa noite|bonjour|bonsoir|salut|hallo|guten \w+|moin"
    r"|ciao|buongiorno|buonasera|salve)\b"
)
PERSON = re.compile(
    r"\b(humano|humana|human|umano|humain|mensch|mitarbeiter\w*|persona real|real person|encargad[oa]|manager|alguien"
    r"|somebody|someone|agente|atendente|conseiller|quelqu un|operatore|qualcuno|jemand\w*"
    r"|(hablar|falar|speak|talk|parler|parlare) (con|com|to|with|avec|a) \w+|mit .{1,30} sprechen)\b"
)
THINKING = re.compile(
    r"\b(lo pienso|lo pensare|lo voy a pensar|pensarlo|think about it|think it over|vou pensar|je vais reflechir"
    r"|j y reflechis|uberlege|uberlegen|denke daruber nach|ci penso|ci pensero)\b"
)
_HAPPY = re.compile(r"gracias|thank|obrigad|merci|danke|grazie|genial|great|love|encanta|perfect|excelent|super")
_CROSS = re.compile(
    r"\b(mal[oa]s?|mau|peor|pesim[oa]|nunca|reclam\w+|queja|molest[oa]|enojad[oa]|angry|bad|worst|never|terrible|horrible"
    r"|unacceptable|broken|verguenza|estafa|scam|inacept\w+|inaccept\w+|furieux|mauvais|schlecht|verargert|kaputt"
    r"|frechheit|pessim[oa]|arrabbiat[oa]|vergogna|rotto)\b"
)
_BUYS = re.compile(
    r"\b(quiero (comprar|pedir|reservar|llevar|encargar)|me llevo|lo compro|want to (buy|order|book)|i ll take"
    r"|can i (order|book)|quero (comprar|pedir|reservar)|je (voudrais|veux) (commander|acheter|reserver)"
    r"|(mochte|will) .{0,40}(bestellen|kaufen|reservieren)|vorrei (comprare|ordinare|prenotare)|reservar|prenotare)\b"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.,$])\+?\d(?:[\s().-]{0,2}\d){8,14}(?![\w])")
_NAME = re.compile(
    r"\b(?i:me llamo|mi nombre es|my name is|meu nome é|me chamo|chamo-me|je m'appelle|ich heiße|ich heisse"
    r"|mein name ist|mi chiamo|soy|i am|i'm|sou|ich bin|sono)\s+([A-ZÀ-Þ][\w'-]+(?: [A-ZÀ-Þ][\w'-]+)?)"
)
_SECTOR = re.compile(
    r"\b(?:tengo|tenemos|mi|nuestr[oa]|my|our|run|own|tenho|meu|minha|notre|mein|mia) "
    r"(?:una? |an? |uma? |une? |eine? )?"
    r"(restaurante?|hotel|cafeteria|cafe|bar|tienda|oficina|office|shop|salon|panaderia|bakery|gimnasio|gym|escuela)\b"
)
_BUDGET = re.compile(
    r"\b(?:presupuesto|budget|orcamento)\b\D{0,25}(\d[\d.,]*(?: ?(?:pesos|euros?|dollars?|usd|reais|k))?)"
)

WANTS, WANTS_MUCH = 5, 6
"""The scores of somebody who wants to buy; the second says how much or when."""

Mood = Literal["positive", "neutral", "negative"]


class Score(NamedTuple):
    value: int
    reason: str


def mood(question: str) -> Mood:
    if _CROSS.search(_spoken(question)):
        return "negative"
    return "positive" if _HAPPY.search(_spoken(question)) else "neutral"


def asks_for_person(question: str) -> bool:
    return bool(PERSON.search(_spoken(question)))


def is_thinking(question: str) -> bool:
    """Whether the customer puts the matter off."""
    return bool(THINKING.search(_spoken(question)))


def is_thanks(question: str) -> bool:
    return bool(THANKS.match(plain(question).strip()))


def greets(question: str) -> bool:
    return bool(GREETING.match(plain(question)))


def only_greets(question: str) -> bool:
    rest = GREETING.sub("", plain(question))
    return greets(question) and len(re.findall(r"\w{3,}", rest)) <= 1


def lead(question: str) -> Mapping[str, str]:
    """What the customer says about themselves, by the names of the lead's fields; only what is said."""
    name, email, phone = _NAME.search(question), _EMAIL.search(question), _PHONE.search(question)
    sector, budget = _SECTOR.search(plain(question)), _BUDGET.search(plain(question))
    found = {
        "name": name[1] if name else "",
        "email": email[0] if email else "",
        "phone": phone[0] if phone else "",
        "sector": sector[1] if sector else "",
        "need": question[:200] if _BUYS.search(_spoken(question)) else "",
        "budget": budget[1].strip() if budget else "",
    }
    return {field: value for field, value in found.items() if value}


def score(question: str) -> Score:
    """How near the customer is to buying, 1 to 7, by the strongest sign."""
    said = lead(question)
    if "phone" in said or "email" in said:
        return Score(7, "Leaves a way to be reached.")
    if "need" in said:
        return _BUYS_MUCH if re.search(r"\d", question) else _BUYER
    if "price" in terms(question):
        return Score(3, "Asks what it costs.")
    return Score(2, "Thanks.") if is_thanks(question) else Score(1, "No sign of buying yet.")


_BUYER = Score(WANTS, "Wants to buy or book.")
_BUYS_MUCH = Score(WANTS_MUCH, "Wants to buy or book, and says how much or when.")


def _spoken(question: str) -> str:
    """Plain, with single blanks for whatever is no letter or digit."""
    return re.sub(r"[\W_]+", " ", plain(question))
