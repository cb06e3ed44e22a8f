"""Spanish of what would have been under other settings."""

OUTCOMES = {
    "answered by a rule": "respondida por una regla",
    "answered by the model": "respondida por el modelo",
    "put before a person": "presentada a una persona",
    "met with silence": "recibida con silencio",
    "handed over to a person": "pasada a una persona",
    "only watched": "solo observada",
    "skipped in the cooldown": "omitida en la pausa",
    "answered together with a later one": "respondida junto con otra posterior",
    "not known (the model was never asked)": "desconocida (nunca se preguntó al modelo)",
}
ASPECTS = {
    "answered by another rule": "respondida por otra regla",
    "handed over for another reason": "pasada a una persona por otra razón",
    "ended for another reason": "terminada por otra razón",
    "said in other words": "dicha con otras palabras",
    "marked otherwise by the guard": "marcada de otro modo por la guarda",
    "followed up otherwise": "retomada de otro modo",
    "gathered into other questions": "reunida en otras preguntas",
}
SPANISH = (
    OUTCOMES
    | ASPECTS
    | {
        "{after} instead of {before}": "{after} en vez de {before}",
        "What if": "Y si",
        "What if?": "¿Y si…?",
        "What past conversations would have become under other settings. Nothing is changed.": (
            "En qué habrían quedado las conversaciones pasadas con otros ajustes. No se cambia nada."
        ),
        "Tried out on the last 7 days; not saved": "Se prueba con los últimos 7 días; no se guarda",
        "On past conversations": "Con conversaciones pasadas",
        "Under these settings": "Con estos ajustes",
        "Settings by name, as in the API. Nothing is saved, and nothing is sent.": (
            "Ajustes por su nombre, como en la API. No se guarda ni se envía nada."
        ),
        "What was asked in": "Lo que se preguntó en",
        "The last day": "El último día",
        "The last 7 days": "Los últimos 7 días",
        "The last 30 days": "Los últimos 30 días",
        "Ask the model anew": "Preguntar de nuevo al modelo",
        "Without this the model answers what it answered then. Asking it costs money: it ends at the limit.": (
            "Sin esto, el modelo responde lo que respondió entonces. Preguntarle cuesta dinero: termina en el límite."
        ),
        "Ask the model": "Preguntar al modelo",
        "At most so many calls": "Como mucho tantas llamadas",
        "Say after how many calls it is to end, from 1 to 100,000.": "Di tras cuántas llamadas acaba, de 1 a 100.000.",
        'Write settings by name: {"tone": "…"}': 'Escribe ajustes por su nombre: {"tone": "…"}',
        "Try it out": "Probar",
        "What would have been": "Lo que habría sido",
        "Waits for another to end": "Espera a que termine otra",
        "Goes through the conversations": "Recorre las conversaciones",
        "Stopped: what was found until then": "Parada: lo hallado hasta entonces",
        "It broke off": "Se interrumpió",
        "Done": "Terminado",
        "{done} of {total} conversations": "{done} de {total} conversaciones",
        "Stop": "Parar",
        "There is no such replay: a restart forgets them.": "No existe esa prueba: un reinicio las olvida.",
        "Only the first {n} are shown.": "Solo se muestran los primeros {n}.",
        "Nothing was asked in this time.": "En ese tiempo no se preguntó nada.",
        "{n} question": "{n} pregunta",
        "{n} questions": "{n} preguntas",
        "{n} ends otherwise": "{n} termina de otro modo",
        "{n} end otherwise": "{n} terminan de otro modo",
        "all end as they did": "todas terminan como terminaron",
        "{n} times: {kind}": "{n} veces: {kind}",
        "{n} are not known: the model was never asked them.": "{n} no se conocen: nunca se preguntaron al modelo.",
        "Answered after {new} s, {old} s as it is now (median).": (
            "Respondidas tras {new} s; {old} s tal como está ahora (mediana)."
        ),
        "{n} call of the model": "{n} llamada al modelo",
        "{n} calls of the model": "{n} llamadas al modelo",
        "as it was": "como fue",
        "as it would be": "como sería",
        "no question of its own": "sin pregunta propia",
        "marked: {quote}": "marcado: {quote}",
        "written later: {text}": "escrito después: {text}",
    }
)
