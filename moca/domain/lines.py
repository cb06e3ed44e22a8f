"""The few lines that Moca says of itself where an account has not written its own, in the customer's language."""

PERSON_CALLED = {
    "de": "Das gebe ich an eine Kollegin weiter; wir melden uns hier bei dir.",
    "en": "I am passing this on to a colleague; we will get back to you here.",
    "es": "Se lo paso a una persona del equipo; te respondemos por aquí.",
    "fr": "Je transmets à une personne de l'équipe ; nous te répondons ici.",
    "it": "Passo la richiesta a una persona del team; ti rispondiamo qui.",
    "pt": "Vou passar isto a uma pessoa da equipe; respondemos por aqui.",
}
"""Said once when a person is called."""


def person_called(language: str) -> str:
    """The line for an ISO 639-1 code; English for one that is not here."""
    return PERSON_CALLED.get(language[:2].lower(), PERSON_CALLED["en"])
