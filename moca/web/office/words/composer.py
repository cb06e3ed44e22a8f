"""Spanish of the composer: writing, drafts, what stands in the way, who else is here, saved replies."""

SPANISH = {
    "Your answer": "Tu respuesta",
    "Answer to tap": "Respuesta para tocar",
    "You may read here. To answer takes the role agent or owner, which an owner can give.": (
        "Aquí puedes leer. Para responder hace falta el rol agente o dueño, que da un dueño."
    ),
    "Message": "Mensaje",
    "To whom": "Para quién",
    "Note": "Nota",
    "Send": "Enviar",
    "Add note": "Añadir nota",
    "Send as a person (human agent)": "Enviar como persona (human agent)",
    "Write to the customer. / for saved replies": "Escribe al cliente. / para respuestas guardadas",
    "Write a note that only the team sees": "Escribe una nota que solo ve el equipo",
    "Write a note": "Escribir una nota",
    "{n} of 1000 bytes": "{n} de 1000 bytes",
    "{n} bytes: {parts} messages": "{n} bytes: {parts} mensajes",
    "You are editing the draft: what you send takes its place.": "Editas el borrador: lo que envíes ocupa su lugar.",
    "Stop editing": "Dejar de editar",
    "Connection lost: nothing is sent now. Your text stays here.": (
        "Sin conexión: ahora no se envía nada. Tu texto se queda aquí."
    ),
    "The bot": "El bot",
    "Somebody in the Instagram app": "Alguien en la app de Instagram",
    "{who} answered": "{who} respondió",
    "Send anyway?": "¿Enviar de todos modos?",
    "Send anyway": "Enviar de todos modos",
    "Keep writing": "Seguir escribiendo",
    "The 24 hours ended on ": "Las 24 horas terminaron el ",
    "A person may still answer until ": "Una persona aún puede responder hasta el ",
    "Instagram lets a person, never a program, answer until 7 days after the customer's last message (HUMAN_AGENT). "
    "It is meant for help that takes longer than a day, not for advertising.": (
        "Instagram deja que una persona, nunca un programa, responda hasta 7 días después del último mensaje del "
        "cliente (HUMAN_AGENT). Es para ayuda que tarda más de un día, no para publicidad."
    ),
    "The admin token may be a program: sign in with an operator's token to send as a person.": (
        "El token de administración puede ser un programa: entra con el token de un operador para enviar como persona."
    ),
    "The 7 days after the customer's last message are over. Nobody may write until they do; ": (
        "Pasaron los 7 días desde el último mensaje del cliente. Nadie puede escribir hasta que escriba; "
    ),
    "a note for the team is possible.": "puedes dejar una nota para el equipo.",
    "This person has not written a message yet: Instagram lets you write once they have. ": (
        "Esta persona aún no ha escrito: Instagram te deja escribir cuando lo haga. "
    ),
    "A note for the team is possible.": "Puedes dejar una nota para el equipo.",
    "The customer has opted out (STOP): the bot keeps silent. Write only if they asked you to.": (
        "El cliente se dio de baja (STOP): el bot calla. Escribe solo si te lo pidió."
    ),
    "The account cannot send: {reason}. What you write waits for it. ": (
        "La cuenta no puede enviar: {reason}. Lo que escribas la espera. "
    ),
    "Look at the connection": "Ver la conexión",
    "Instagram asked this account to wait: what you write leaves after ": (
        "Instagram pidió a esta cuenta que espere: lo que escribas sale después de las "
    ),
    "Draft to approve": "Borrador por aprobar",
    "Follow-up to approve": "Seguimiento por aprobar",
    "Answers: ": "Responde a: ",
    "{n} % sure": "{n} % de certeza",
    "Discard": "Descartar",
    "Edit": "Editar",
    "Approve and send": "Aprobar y enviar",
    "Approve the draft that waits": "Aprobar el borrador que espera",
    "Draft discarded": "Borrador descartado",
    "Draft approved: it is on its way": "Borrador aprobado: va en camino",
    "{name} has already discarded this draft.": "{name} ya descartó este borrador.",
    "{name} has already answered with this draft.": "{name} ya respondió con este borrador.",
    "The bot sends this in": "El bot envía esto en",
    "Cancel it": "Cancelarlo",
    "Cancelled: the bot will not send it": "Cancelado: el bot no lo enviará",
    "{who} is typing…": "{who} está escribiendo…",
    "{who} are typing…": "{who} están escribiendo…",
    "{who} is looking at this": "{who} está mirando esto",
    "{who} are looking at this": "{who} están mirando esto",
    "{n} others": "{n} más",
    "{one} and {other}": "{one} y {other}",
    "Saved replies": "Respuestas guardadas",
    "No saved replies yet. Save what you say often under a name, and find it here.": (
        "Aún no hay respuestas guardadas. Guarda con un nombre lo que dices a menudo y búscalo aquí."
    ),
    "Manage saved replies": "Gestionar respuestas guardadas",
    "The whole team uses them: type / and a part of the name.": (
        "Las usa todo el equipo: escribe / y una parte del nombre."
    ),
    "Edit {name}": "Editar {name}",
    "Delete {name}": "Borrar {name}",
    "Saved reply deleted": "Respuesta guardada borrada",
    "Saved reply kept": "Respuesta guardada",
    "Change /{name}": "Cambiar /{name}",
    "Save a new reply": "Guardar una respuesta nueva",
    "Name": "Nombre",
    "Text": "Texto",
    "Filled in for each customer: {names}": "Se rellena para cada cliente: {names}",
    "Cancel": "Cancelar",
    "Save": "Guardar",
    "Emoji": "Emoji",
    "Search emoji": "Buscar emoji",
    "No emoji is called so": "Ningún emoji se llama así",
    "Attach": "Adjuntar",
    "Answers to tap": "Respuestas para tocar",
    "Remove {name}": "Quitar {name}",
    "What goes along": "Lo que va con el mensaje",
    "Picture": "Imagen",
    "Film": "Vídeo",
    "Sound|attached": "Audio",
    "File": "Archivo",
    "Kind": "Tipo",
    "Address": "Dirección",
    "Add": "Añadir",
    "A public https address: Instagram fetches it from there. Or the id of a file that Instagram keeps.": (
        "Una dirección https pública: Instagram la descarga de ahí. O el id de un archivo que Instagram guarda."
    ),
    "Files of your own need a public https address of this Moca: set MOCA_PUBLIC_URL.": (
        "Para tus propios archivos este Moca necesita una dirección https pública: define MOCA_PUBLIC_URL."
    ),
    "The file did not get through. Try again.": "El archivo no llegó. Inténtalo de nuevo.",
    "A file of your own": "Un archivo tuyo",
    "Or drop it, or paste it.": "O arrástralo, o pégalo.",
    "It must begin with https://": "Debe empezar por https://",
    "Up to {most} short answers that the customer can tap under your message.": (
        "Hasta {most} respuestas cortas que el cliente puede tocar bajo tu mensaje."
    ),
}
