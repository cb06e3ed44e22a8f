"""Spanish of the list: its rows, views, filters, search, and what is said where it is empty."""

SPANISH = {
    "Conversations": "Conversaciones",
    "Messages": "Mensajes",
    "Conversation": "Conversación",
    "No conversation is open": "No hay ninguna conversación abierta",
    "Choose one from the list.": "Elige una de la lista.",
    # Rows
    "You:": "Tú:",
    "Bot:": "Bot:",
    "Other app:": "Otra app:",
    "Message unsent": "Mensaje anulado",
    "No message yet": "Aún sin mensajes",
    "Photo": "Foto",
    "Video": "Vídeo",
    "Voice message": "Mensaje de voz",
    "File": "Archivo",
    "Shared post": "Publicación compartida",
    "Shared reel": "Reel compartido",
    "Story reply": "Respuesta a una historia",
    "Mentioned you in a story": "Te mencionó en una historia",
    "Mentioned you": "Te mencionó",
    "Heart": "Corazón",
    "Sticker": "Pegatina",
    "Cards": "Tarjetas",
    "Something that Instagram does not pass on": "Algo que Instagram no transmite",
    "Bot": "Bot",
    "Person": "Persona",
    "Waits for a person": "Espera a una persona",
    "Other app": "Otra app",
    "Waiting": "Espera",
    "Urgent": "Urgente",
    "Draft waits": "Borrador pendiente",
    "Hot": "Muy interesado",
    "Closed": "Cerrada",
    "Scheduled": "Programada",
    "Test chat": "Chat de prueba",
    "Leaves in": "Sale en",
    "{n} unread message": "{n} mensaje sin leer",
    "{n} unread messages": "{n} mensajes sin leer",
    "{left} left to answer": "Quedan {left} para responder",
    "Older conversations": "Conversaciones anteriores",
    "Newer conversations": "Conversaciones más recientes",
    "To the newest": "A las más recientes",
    # Views
    "Views": "Vistas",
    "Open": "Abiertas",
    "Needs a person": "Piden una persona",
    "Drafts": "Borradores",
    "Unread": "Sin leer",
    "Mine": "Mías",
    "All": "Todas",
    "Save view": "Guardar vista",
    "Save this view": "Guardar esta vista",
    "Change this view": "Cambiar esta vista",
    "Name": "Nombre",
    "Everybody in the team sees it.": "La ve todo el equipo.",
    "Save": "Guardar",
    "Rename": "Cambiar el nombre",
    "Delete": "Eliminar",
    "Cancel": "Cancelar",
    "The team has a new view: {name}": "El equipo tiene una vista nueva: {name}",
    "The view {name} is gone for the team": "La vista {name} ya no existe para el equipo",
    # Filters
    "Filters": "Filtros",
    "Take this filter away": "Quitar este filtro",
    "Clear": "Quitar todos",
    "Show": "Mostrar",
    "Any status": "Cualquier estado",
    "All but closed": "Todas menos las cerradas",
    "New": "Nueva",
    "Nobody": "Nadie",
    "Anybody": "Cualquiera",
    "Me": "Yo",
    "Assigned to nobody": "Sin asignar",
    "Status": "Estado",
    "Account": "Cuenta",
    "Assigned to": "Asignada a",
    "In charge": "A cargo",
    "Tag": "Etiqueta",
    "Order": "Orden",
    "Newest first": "Las más recientes primero",
    "Least time left": "Menos tiempo para responder",
    "Urgent first": "Urgentes primero",
    "From": "Desde el",
    "Until": "Hasta el",
    "Last message from": "Último mensaje desde",
    "Last message until": "Último mensaje hasta",
    # Search
    "Search conversations and messages": "Buscar conversaciones y mensajes",
    "Clear the search": "Vaciar la búsqueda",
    "{n} found": "{n} encontrados",
    "Nothing found": "Nada encontrado",
    "Nobody is called so, and no message has all of these words.": (
        "Nadie se llama así y ningún mensaje tiene todas estas palabras."
    ),
    "There are older ones: add a word.": "Hay más antiguos: añade una palabra.",
    # Empty
    "Connect an account": "Conectar una cuenta",
    "Connect your Instagram account: then its messages appear here by themselves.": (
        "Conecta tu cuenta de Instagram: sus mensajes aparecerán aquí solos."
    ),
    "No account is connected": "No hay ninguna cuenta conectada",
    "Nobody has written yet": "Nadie ha escrito todavía",
    "Write to your account from another one: the message appears here by itself.": (
        "Escribe a tu cuenta desde otra: el mensaje aparece aquí solo."
    ),
    "Write as a customer": "Escribir como cliente",
    "Open the phone, write as a customer, and watch the message come in here.": (
        "Abre el teléfono, escribe como cliente y mira cómo llega aquí el mensaje."
    ),
    "Show all": "Mostrar todas",
    "No conversation waits for a person. The bot is on it.": (
        "Ninguna conversación espera a una persona. El bot se encarga."
    ),
    "Nobody needs you": "Nadie te necesita",
    "Nothing here": "Aquí no hay nada",
    "No conversation belongs in this view now.": "Ahora ninguna conversación entra en esta vista.",
    "Clear the filters": "Quitar los filtros",
    "No conversation fits all of the filters: take one away.": (
        "Ninguna conversación cumple todos los filtros: quita alguno."
    ),
    "Nothing fits": "Nada coincide",
    # Notices
    "Notices": "Avisos",
    "{name} needs a person": "{name} necesita a una persona",
    "For this browser, while a page of Moca is open in it.": (
        "Para este navegador, mientras tenga abierta una página de Moca."
    ),
    "The browser refuses notices: allow them for this site in its settings.": (
        "El navegador rechaza los avisos: permítelos para este sitio en sus ajustes."
    ),
}
