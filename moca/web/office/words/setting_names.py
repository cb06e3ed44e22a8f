"""Spanish of the settings themselves: what each is called, what it does, its units and choices."""

SPANISH = {
    # The agent
    "Agent": "Agente",
    "off: the bot is not asked. watch: it decides and says nothing. draft: its words are put before a person. "
    "auto: it answers. A conversation may have a mode of its own.": (
        "off: no se pregunta al bot. watch: decide y no dice nada. draft: sus palabras pasan por una persona. auto: "
        "responde. Una conversación puede tener su propio modo."
    ),
    "What customers want": "Qué quieren los clientes",
    "The wishes among which the model chooses, and where one has a mode of its own.": (
        "Los deseos entre los que elige el modelo, y cuáles tienen un modo propio."
    ),
    "Auto: it answers": "Auto: responde",
    "Draft: a person decides": "Borrador: decide una persona",
    "Watch: it says nothing": "Observa: no dice nada",
    "Off: it is not asked": "Apagado: no se le pregunta",
    "Auto": "Auto",
    "Draft": "Borrador",
    "Watch": "Observa",
    "Off": "Apagado",
    "As the account": "Como la cuenta",
    # The voice
    "Business name": "Nombre del negocio",
    "In whose name it speaks.": "En nombre de quién habla.",
    "Tone": "Tono",
    "How it sounds; empty = friendly and clear.": "Cómo suena; vacío = amable y claro.",
    "friendly and clear": "amable y claro",
    "Instructions": "Instrucciones",
    "What it must do and leave, in your own words, beside the rules that every account has.": (
        "Qué debe hacer y qué no, en tus palabras, además de las reglas de toda cuenta."
    ),
    "When nobody can answer": "Cuando nadie puede responder",
    "Said when neither model nor rule can answer: once, until model or person has answered or a day has gone by; "
    "empty = nothing.": (
        "Se dice cuando ni el modelo ni una regla pueden responder: una vez, hasta que respondan el modelo o una "
        "persona o pase un día; vacío = nada."
    ),
    "nothing is said": "no se dice nada",
    "Answer to a thank-you": "Respuesta a un gracias",
    "An emoji put onto a thank-you; empty = plain silence.": (
        "Un emoji como reacción a un gracias; vacío = simple silencio."
    ),
    "silence": "silencio",
    # Timing
    "Quiet before an answer": "Silencio antes de responder",
    "How long it must be quiet after a message before the burst is answered.": (
        "Cuánto silencio debe haber tras un mensaje antes de responder a la ráfaga."
    ),
    "Longest wait for quiet": "Espera máxima del silencio",
    "How long at most a burst is waited for, from the first message that nobody answered; where a draft was "
    "overtaken, from the next message.": (
        "Cuánto se espera como máximo, desde el primer mensaje sin respuesta; si un borrador quedó atrás, desde el "
        "mensaje siguiente."
    ),
    "Pause after an answer": "Pausa tras responder",
    "Pause after a reply of the bot's; what is written in it is answered together afterwards.": (
        "Pausa tras una respuesta del bot; lo que se escribe en ella se responde junto después."
    ),
    "What is written in the pause": "Lo que se escribe en la pausa",
    "defer: what is written in the pause is answered when it is over. skip: it is not answered.": (
        "defer: lo escrito en la pausa se responde al terminar. skip: no se responde."
    ),
    "Defer: answer it afterwards": "Aplazar: responderlo después",
    "Skip: leave it unanswered": "Saltar: dejarlo sin respuesta",
    "Hold answers back": "Retener las respuestas",
    "So long an automatic answer waits, visibly, so that a person may cancel it.": (
        "Cuánto espera, a la vista, una respuesta automática para que una persona pueda cancelarla."
    ),
    "Show “seen” and “typing”": "Mostrar “visto” y “escribiendo”",
    "Whether “seen” and “typing” are shown to the customer while the model is asked.": (
        "Si el cliente ve “visto” y “escribiendo” mientras se pregunta al modelo."
    ),
    "Pace": "Ritmo",
    "Messages a second of this account, within the limit of all.": (
        "Mensajes por segundo de esta cuenta, dentro del límite de todas."
    ),
    "Replies to one person a day": "Respuestas a una persona al día",
    "Bot replies to one person in a UTC day; 0 = never a reply, not “no cap”.": (
        "Respuestas del bot a una persona en un día UTC; 0 = ninguna respuesta, no “sin tope”."
    ),
    "Replies to one person in ten minutes": "Respuestas a una persona en diez minutos",
    "Bot replies to one person within ten minutes: more is a machine.": (
        "Respuestas del bot a una persona en diez minutos: más es una máquina."
    ),
    # The model
    "Model": "Modelo",
    "Which model is asked; empty = OPENAI_MODEL.": "A qué modelo se pregunta; vacío = OPENAI_MODEL.",
    "as OPENAI_MODEL says": "el de OPENAI_MODEL",
    "Temperature": "Temperatura",
    "How freely it writes; empty = the model's own.": "Con cuánta libertad escribe; vacío = la del modelo.",
    "the model's own": "la del modelo",
    "Longest answer": "Respuesta más larga",
    "The longest answer of the model, its JSON included.": "La respuesta más larga del modelo, con su JSON.",
    "Thread shown to the model": "Hilo que ve el modelo",
    "How much of the thread it is shown; what is older is summarised.": (
        "Cuánto del hilo se le muestra; lo anterior se resume."
    ),
    "Patience with the model": "Paciencia con el modelo",
    "How long the model may take, a second try included.": "Cuánto puede tardar, con un segundo intento.",
    "Tokens a day": "Tokens al día",
    "Tokens in and out of a UTC day, then the model is asked no more; 0 = no cap.": (
        "Tokens de ida y vuelta de un día UTC; después ya no se pregunta al modelo; 0 = sin tope."
    ),
    "Money a day": "Dinero al día",
    "What the model may cost in a UTC day, where its price is known; 0 = no cap.": (
        "Lo que puede costar el modelo en un día UTC, si se conoce su precio; 0 = sin tope."
    ),
    "Look at photos": "Mirar las fotos",
    "Whether the model is shown the photos of the question.": "Si el modelo ve las fotos de la pregunta.",
    # Hours
    "Opening hours": "Horario",
    "When it is open; a closing time that is not later is on the next day.": (
        "Cuándo está abierto; una hora de cierre que no es posterior es del día siguiente."
    ),
    "Closed days": "Días cerrados",
    "Dates on which it is closed.": "Fechas en las que está cerrado.",
    "Time zone": "Zona horaria",
    "The IANA name of the zone in which hours, closed days and quiet hours are meant, as America/Santiago.": (
        "El nombre IANA de la zona en que se entienden horario, días cerrados y horas de calma, como America/Santiago."
    ),
    # Hand-over
    "Call a person below this confidence": "Llamar a una persona bajo esta confianza",
    "Below this confidence of the model's a person is called.": (
        "Bajo esta confianza del modelo se llama a una persona."
    ),
    "Call a person for complaints": "Llamar a una persona ante quejas",
    "Whether a complaint in a negative mood calls a person.": "Si una queja de mal humor llama a una persona.",
    "What the customer is told": "Lo que se dice al cliente",
    "The one line that the customer is told when a person is called; empty = a plain one in their language.": (
        "La línea que lee el cliente cuando se llama a una persona; vacío = una sencilla en su idioma."
    ),
    "a plain line in their language": "una línea sencilla en su idioma",
    "Give back to the bot after silence": "Devolver al bot tras un silencio",
    "Minutes without a word of a person after which the bot is in charge again; 0 = never by itself.": (
        "Minutos sin palabra de una persona tras los que el bot vuelve a atender; 0 = nunca por sí solo."
    ),
    "Give back when closed": "Devolver al cerrar",
    "Whether the bot is in charge again once a person has closed the conversation.": (
        "Si el bot vuelve a atender cuando una persona cierra la conversación."
    ),
    "Give back if nobody came": "Devolver si no vino nadie",
    "Minutes after which the bot is in charge again if nobody came; 0 = it waits.": (
        "Minutos tras los que el bot vuelve a atender si no vino nadie; 0 = espera."
    ),
    "Hot from this score on": "Caliente desde esta puntuación",
    "From this score on a conversation is marked as hot.": (
        "Desde esta puntuación la conversación se marca como caliente."
    ),
    # Follow-ups
    "Follow-ups in one silence": "Seguimientos por silencio",
    "How many one silence may bring by itself; 0 = none.": "Cuántos puede traer un silencio por sí solo; 0 = ninguno.",
    "Wait before a follow-up": "Espera antes de un seguimiento",
    "How long after the last word, where the model names no time.": (
        "Cuánto después de la última palabra, si el modelo no dice cuándo."
    ),
    "What is said": "Lo que se dice",
    "What a follow-up says, {first_name} filled in; empty = the model writes it at the time.": (
        "Lo que dice un seguimiento, con {first_name} puesto; vacío = lo escribe el modelo en su momento."
    ),
    "the model writes it at the time": "lo escribe el modelo en su momento",
    "Quiet hours": "Horas de calma",
    "When no follow-up leaves.": "Cuándo no sale ningún seguimiento.",
    # Kept
    "Keep what customers send": "Guardar lo que envían los clientes",
    "How long photos, voice notes and files are kept; 0 = none is fetched.": (
        "Cuánto se guardan fotos, notas de voz y archivos; 0 = no se descarga ninguno."
    ),
    "Largest image": "Imagen más grande",
    "The largest image that is kept.": "La imagen más grande que se guarda.",
    "Largest file": "Archivo más grande",
    "The largest sound, film or document that is kept.": ("El sonido, vídeo o documento más grande que se guarda."),
    # Facts and rules
    "Facts": "Datos",
    "What it may say, as free text: one fact a line or paragraph.": (
        "Lo que puede decir, en texto libre: un dato por línea o párrafo."
    ),
    "Knowledge": "Conocimiento",
    "Questions and answers, catalogue, links and policies.": "Preguntas y respuestas, catálogo, enlaces y políticas.",
    "Rules": "Reglas",
    "What is answered or done without the model.": "Lo que se responde o se hace sin el modelo.",
    "Comment rules": "Reglas de comentarios",
    "What is answered to comments.": "Lo que se responde a los comentarios.",
    # Units
    "s": "s",
    "MB": "MB",
    "USD": "USD",
    "tokens": "tokens",
    "replies": "respuestas",
    "minutes": "minutos",
    "hours": "horas",
    "days": "días",
    "a second": "por segundo",
    # What is wrong
    "Write a number.": "Escribe un número.",
    "Write a whole number.": "Escribe un número entero.",
    "That is too fine.": "Es demasiado fino.",
    "Give both times of a day, or neither.": "Pon las dos horas del día, o ninguna.",
    "Give both times, or neither.": "Pon las dos horas, o ninguna.",
    "It must not be empty.": "No puede estar vacío.",
    "At most {n} characters.": "{n} caracteres como máximo.",
    "It must be {bounds}.": "Debe ser {bounds}.",
    "{low} or more": "{low} o más",
    "{low} to {high}": "de {low} a {high}",
    "above {low}, at most {high}": "más de {low}, como máximo {high}",
    "the cap must not be below the window": "la espera máxima no puede ser menor que el silencio",
    "one emoji, such as ❤️; empty = plain silence": "un emoji, como ❤️; vacío = simple silencio",
    "they must not end when they begin; for none give null": "no pueden terminar cuando empiezan; vacías = ninguna",
    "write it as 2026-12-31": "escríbelo como 2026-12-31",
    "write it as 09:00": "escríbelo como 09:00",
    "at least one, for the model to choose: `other` serves for anything": (
        "al menos uno, para que el modelo elija: `other` sirve para todo"
    ),
    "lower-case letters, digits and _, a letter first, at most 40: opening_hours": (
        "minúsculas, cifras y _, primero una letra, 40 como máximo: opening_hours"
    ),
}
