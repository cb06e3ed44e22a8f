"""
What the demo model says: the fact that fits, a colleague when none does, silence when nothing was asked.

It never states what does not stand in the facts, it says in its greeting what it is, and it answers in the language of
the question as far as its few fixed phrases go.
"""

import re

import msgspec

from moca.simulator.words import best_lines, language, plain, topic

MAX_BYTES = 900
MOST_LINES = 3
MOST_LINES_A_SENTENCE = 2
_THANKS = re.compile(
    r"^\W*(muchas |mil |many )?(gracias|thanks|thank you|thx|obrigad[oa]|ok|okay|vale|dale|perfecto|perfect)[\s!.]*$"
)
_GREETING = re.compile(r"^\W*(hola|buen[oa]s?|hi|hello|hey|ola|oi|bom dia|boa tarde|boa noite)\b")
_PERSON = re.compile(
    r"\b(humano|human|persona real|real person|encargad[oa]|manager|alguien|somebody|agente|atendente)\b"
)
_HAPPY = re.compile(r"gracias|thanks|obrigad|genial|great|love|encanta|perfect|excelent")
_CROSS = re.compile(r"mal[oa]|peor|nunca|reclamo|queja|angry|bad|worst|never|refund|terrible|molest")

_GREETINGS = {
    "es": "¡Hola! Soy el asistente de demostración.",
    "en": "Hello! I am the demo assistant.",
    "pt": "Olá! Sou o assistente de demonstração.",
}
_OFFERS = {
    "es": "¿En qué te puedo ayudar?",
    "en": "How can I help?",
    "pt": "Em que posso ajudar?",
}
_COLLEAGUES = {
    "es": "Eso lo consulto con una persona del equipo y te respondemos por aquí.",
    "en": "I will ask a colleague about that and we will answer you here.",
    "pt": "Vou perguntar a uma pessoa da equipe e respondemos por aqui.",
}


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """The model's decision, in the words of section 7 of the design."""

    send: bool
    message: str
    reason: str
    intent: str
    topic: str
    language: str
    sentiment: str = "neutral"
    status: str = "open"
    confidence: float = 0.9
    hand_over: bool = False


def reply_to(question: str, facts: str, *, is_first: bool) -> Reply:
    """Answer what a customer wrote, which may be several lines; `is_first`: nothing was said to them before."""
    tongue, about, mood = language(question), topic(question), _sentiment(question)
    if not re.search(r"\w", question) or _THANKS.match(plain(question).strip()):
        silence = "Nothing is asked."
        return Reply(
            send=False, message="", reason=silence, intent="thanks", topic=about, language=tongue, sentiment=mood
        )
    greets = is_first or bool(_GREETING.match(plain(question)))
    lines = [] if _PERSON.search(plain(question)) else _facts_for(question, facts)
    hands_over = not lines and not _is_only_greeting(question)
    body = _COLLEAGUES[tongue] if hands_over else " ".join(lines) or _OFFERS[tongue]
    return Reply(
        send=True,
        message=_cut(f"{_GREETINGS[tongue]} {body}" if greets else body),
        reason="No fact covers this." if hands_over else "A fact covers this." if lines else "A greeting.",
        intent="question" if lines or hands_over else "greeting",
        topic=about,
        language=tongue,
        sentiment=mood,
        confidence=0.3 if hands_over else 0.9,
        hand_over=hands_over,
    )


def _facts_for(question: str, facts: str) -> list[str]:
    """The best lines for each sentence, so that every part of a burst is answered."""
    tongue = language(question)
    found = [
        line for part in re.split(r"[\n?!.]+", question) for line in _in_one_language(best_lines(facts, part), tongue)
    ]
    return list(dict.fromkeys(found))[:MOST_LINES]


def _in_one_language(lines: list[str], tongue: str) -> list[str]:
    """Facts may stand there in several languages: those of the question if there are any, else the first one's."""
    tongues = [language(line) for line in lines]
    chosen = tongue if tongue in tongues else next(iter(tongues), tongue)
    return [line for line, its in zip(lines, tongues, strict=True) if its == chosen][:MOST_LINES_A_SENTENCE]


def _is_only_greeting(question: str) -> bool:
    rest = _GREETING.sub("", plain(question))
    return bool(_GREETING.match(plain(question))) and len(re.findall(r"\w{3,}", rest)) <= 1


def _sentiment(question: str) -> str:
    if _CROSS.search(plain(question)):
        return "negative"
    return "positive" if _HAPPY.search(plain(question)) else "neutral"


def _cut(message: str) -> str:
    """Within the bytes of one message, never inside a character."""
    return message.encode()[:MAX_BYTES].decode(errors="ignore")
