"""Spanish of the settings' pages: their sections, forms, lists and notices."""

SPANISH = {
    "End this chat": "Terminar este chat",
    "The test chat has ended: all of it goes.": "El chat de prueba terminó: se borra entero.",
    # Sections
    "Voice": "Voz",
    "Comments": "Comentarios",
    "Hours": "Horario",
    "Try it": "Pruébalo",
    "Timing": "Tiempos",
    "Hand-over": "Paso a una persona",
    "Follow-ups": "Seguimientos",
    "Kept": "Se guarda",
    "Connection": "Conexión",
    "Webhook": "Webhook",
    "Versions": "Versiones",
    "What it says": "Qué dice",
    "How it works": "Cómo trabaja",
    "Account": "Cuenta",
    "Whether it answers by itself, and for which wishes.": "Si responde por sí solo, y a qué deseos.",
    "In whose name it speaks, and how.": "En nombre de quién habla, y cómo.",
    "What it knows and may say. Nothing else is said.": "Lo que sabe y puede decir. No dice nada más.",
    "What is answered or done without the model, in their order.": (
        "Lo que se responde o se hace sin el modelo, en su orden."
    ),
    "Which comments are answered, in public and in private.": (
        "Qué comentarios se responden, en público y en privado."
    ),
    "When the business is open.": "Cuándo está abierto el negocio.",
    "Talk to the agent as a customer would. Instagram hears nothing of it.": (
        "Habla con el agente como lo haría un cliente. Instagram no se entera."
    ),
    "How long it waits, and how much it may send.": "Cuánto espera, y cuánto puede enviar.",
    "When a person is called, and when the bot is in charge again.": (
        "Cuándo se llama a una persona, y cuándo vuelve a atender el bot."
    ),
    "What is written unasked, and when not.": "Qué se escribe sin que pregunten, y cuándo no.",
    "Which model answers, and what it may cost.": "Qué modelo responde, y cuánto puede costar.",
    "What is kept of customers' photos, voice notes and files.": (
        "Qué se guarda de las fotos, notas de voz y archivos de los clientes."
    ),
    "The account at Instagram: its token, its permissions, its health.": (
        "La cuenta en Instagram: su token, sus permisos, su salud."
    ),
    "How Instagram's messages come here, and whether they do.": "Cómo llegan los mensajes de Instagram, y si llegan.",
    "Who changed what and when, and the way back.": "Quién cambió qué y cuándo, y el camino de vuelta.",
    "Sections of the settings": "Secciones de los ajustes",
    "All accounts": "Todas las cuentas",
    "Accounts": "Cuentas",
    "Each has its own settings, facts and rules.": "Cada una tiene sus ajustes, datos y reglas.",
    "connected": "conectada",
    "disconnected": "desconectada",
    "needs you": "te necesita",
    "There is no such account": "Esta cuenta no existe",
    "It may have been connected elsewhere.": "Puede que esté conectada en otro sitio.",
    "Only owners change settings: you see them as they are.": (
        "Solo los dueños cambian los ajustes: los ves tal como están."
    ),
    # Forms
    "Go to the settings": "Ir a los ajustes",
    "Save the settings": "Guardar los ajustes",
    "Save": "Guardar",
    "Cancel": "Cancelar",
    "Edit": "Editar",
    "Take out": "Quitar",
    "Drop them": "Descartar",
    "Default: {value}": "Por defecto: {value}",
    "on": "sí",
    "off": "no",
    "1 unsaved change": "1 cambio sin guardar",
    "{n} unsaved changes": "{n} cambios sin guardar",
    "One field is wrong: it is marked.": "Un campo está mal: está marcado.",
    "{n} fields are wrong: they are marked.": "{n} campos están mal: están marcados.",
    "{who} changed this meanwhile. Saving puts yours in its place.": (
        "{who} cambió esto mientras tanto. Al guardar queda lo tuyo."
    ),
    "Somebody": "Alguien",
    "Saved as version {version}, in effect with the next message.": (
        "Guardado como versión {version}; vale desde el próximo mensaje."
    ),
    "Nothing has changed: it stood like this already.": "No ha cambiado nada: ya estaba así.",
    "Undo": "Deshacer",
    "Taken back: version {version} is as {before} was.": "Deshecho: la versión {version} es como la {before}.",
    "Something was changed since: go back to a version under Versions.": (
        "Se cambió algo después: vuelve a una versión en Versiones."
    ),
    "Leave without saving?": "¿Salir sin guardar?",
    "What you changed here is not saved.": "Lo que cambiaste aquí no está guardado.",
    "Leave without saving": "Salir sin guardar",
    "Stay": "Quedarme",
    # Hours
    "{day}, opens": "{day}, abre",
    "{day}, closes": "{day}, cierra",
    "Monday": "Lunes",
    "Tuesday": "Martes",
    "Wednesday": "Miércoles",
    "Thursday": "Jueves",
    "Friday": "Viernes",
    "Saturday": "Sábado",
    "Sunday": "Domingo",
    "Closed days, one a line": "Días cerrados, uno por línea",
    "Quiet from": "Calma desde",
    "Quiet until": "Calma hasta",
    "In the time zone of the opening hours. Both empty = none.": "En la zona del horario. Vacías = ninguna.",
    # Intents
    "Name": "Nombre",
    "What it means": "Qué significa",
    "Mode": "Modo",
    "People agreed": "De acuerdo",
    "Name of row {n}": "Nombre de la fila {n}",
    "Meaning of row {n}": "Significado de la fila {n}",
    "Mode of row {n}": "Modo de la fila {n}",
    "No drafts were decided yet: set the agent to draft, and approve, edit or discard what it proposes.": (
        "Aún no se decidió ningún borrador: pon el agente en borrador, y aprueba, edita o descarta lo que propone."
    ),
    "No drafts were decided yet: approve, edit or discard those that wait.": (
        "Aún no se decidió ningún borrador: aprueba, edita o descarta los que esperan."
    ),
    "No drafts were decided yet: set the agent, or an intent, to draft, and decide what it proposes.": (
        "Aún no se decidió ningún borrador: pon el agente, o un deseo, en borrador, y decide lo que propone."
    ),
    "Take: {mode}": "Tomar: {mode}",
    "Names are of small letters, digits and _. Empty a name to take its row out.": (
        "Los nombres llevan minúsculas, cifras y _. Vacía un nombre para quitar su fila."
    ),
    # Model
    "Tokens today": "Tokens hoy",
    "Money today": "Dinero hoy",
    "no cap": "sin tope",
    "There is no model: set OPENAI_API_KEY, or OPENAI_BASE_URL and OPENAI_MODEL, and start Moca again. Until then the "
    "rules answer.": (
        "No hay modelo: pon OPENAI_API_KEY, o OPENAI_BASE_URL y OPENAI_MODEL, y vuelve a iniciar Moca. Hasta entonces "
        "responden las reglas."
    ),
    # Facts
    "Policies": "Políticas",
    "Exchanges, guarantees, deposits, privacy: one a line. They are always given to the model.": (
        "Cambios, garantías, señas, privacidad: una por línea. El modelo siempre las recibe."
    ),
    "Tokens of facts": "Tokens de los datos",
    "{facts} facts, about {used} of {all} tokens: the model is given all of them with every question.": (
        "{facts} datos, unos {used} de {all} tokens: el modelo los recibe todos con cada pregunta."
    ),
    "{facts} facts, about {used} tokens: of these the model is given the {all} that fit the question best.": (
        "{facts} datos, unos {used} tokens: el modelo recibe los {all} que mejor van con la pregunta."
    ),
    "Questions and answers": "Preguntas y respuestas",
    "Add a question": "Añadir una pregunta",
    "What do customers ask most? Write it with its answer: it is given to the model word for word.": (
        "¿Qué preguntan más los clientes? Escríbelo con su respuesta: el modelo la recibe tal cual."
    ),
    "Question": "Pregunta",
    "Answer": "Respuesta",
    "Links": "Enlaces",
    "Add a link": "Añadir un enlace",
    "Addresses that may be sent to customers: the menu, the shop, the map.": (
        "Direcciones que se pueden enviar a los clientes: la carta, la tienda, el mapa."
    ),
    "What is there": "Qué hay ahí",
    "Address": "Dirección",
    "Catalogue": "Catálogo",
    "Add an item": "Añadir un artículo",
    "Nothing yet: add items one by one, or read a price list below.": (
        "Nada todavía: añade artículos uno a uno, o lee una lista de precios abajo."
    ),
    "Price": "Precio",
    "Note": "Nota",
    "Nothing holds this.": "Nada contiene esto.",
    "{first} to {last} of {all}": "{first} a {last} de {all}",
    "Before": "Anteriores",
    "After": "Siguientes",
    "Read a price list": "Leer una lista de precios",
    "Price list": "Lista de precios",
    "CSV with or without a header, or lines such as: Flat white  $3.200. Excel: save as CSV first.": (
        "CSV con o sin encabezado, o líneas como: Flat white  $3.200. Excel: guárdalo antes como CSV."
    ),
    "… or choose a file: ": "… o elige un archivo: ",
    "Look at it first": "Mirarla primero",
    "Add to the catalogue": "Añadir al catálogo",
    "Put in its place": "Ponerla en su lugar",
    "1 item is read.": "Se lee 1 artículo.",
    "{n} items are read.": "Se leen {n} artículos.",
    "1 line is left out:": "Se omite 1 línea:",
    "{n} lines are left out:": "Se omiten {n} líneas:",
    "Line {n}": "Línea {n}",
    "… and {n} more": "… y {n} más",
    # Versions
    "Version {n}": "Versión {n}",
    "Newest": "Más nuevas",
    "Older": "Más antiguas",
    "in effect": "vigente",
    "Nobody noted who": "Nadie anotó quién",
    "The beginning.": "El principio.",
    "There is no such version": "Esta versión no existe",
    "All versions": "Todas las versiones",
    "All settings of this version": "Todos los ajustes de esta versión",
    "These are the settings in effect.": "Son los ajustes vigentes.",
    "Going back would change this, from what is in effect to what it was:": (
        "Volver cambiaría esto, de lo vigente a lo que era:"
    ),
    "Go back to this version": "Volver a esta versión",
    "before: {value}": "antes: {value}",
    "after: {value}": "después: {value}",
    "another order": "otro orden",
    "nothing": "nada",
    # The test chat
    "New chat": "Nuevo chat",
    "Open it in the inbox": "Abrir en la bandeja",
    "Messages": "Mensajes",
    "Send": "Enviar",
    "Ask it something": "Pregúntale algo",
    "Rules, model, guard, waiting and mode are those of every customer.": (
        "Reglas, modelo, control, esperas y modo son los de cualquier cliente."
    ),
    "Write as a customer": "Escribe como cliente",
    "by the rule {name}": "por la regla {name}",
    "by the model {name}": "por el modelo {name}",
    "answered": "respondido",
    "drafted: decide it in the inbox": "borrador: decídelo en la bandeja",
    "silent on purpose": "silencio a propósito",
    "a person is called": "se llama a una persona",
    "watched: nothing was said": "observado: no se dijo nada",
    "skipped: it was within the pause": "saltado: fue durante la pausa",
    "not asked": "no se preguntó",
    "overtaken by the next message": "superado por el mensaje siguiente",
    "failed": "fallido",
    "taken back": "retirado",
    "erased": "borrado",
}
