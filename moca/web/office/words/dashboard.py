"""Spanish of the dashboard."""

SPANISH = {
    "Contacts": "Contactos",
    "Active conversations": "Conversaciones activas",
    "Waiting for an answer": "Esperan respuesta",
    "Messages today": "Mensajes de hoy",
    "Everybody who ever wrote": "Todos los que han escrito",
    "Open, with a word within 24 hours": "Abiertas, con algo dicho en 24 horas",
    "The customer had the last word": "El cliente dijo la última palabra",
    "{received} received, {sent} sent": "{received} recibidos, {sent} enviados",
    "Answers today": "Respuestas de hoy",
    "Rules": "Reglas",
    "Approved drafts": "Borradores aprobados",
    "People": "Personas",
    "First answer, typically": "Primera respuesta, en general",
    "Nine of ten within": "Nueve de diez en menos de",
    "no answer yet": "aún sin respuestas",
    "Messages by the hour": "Mensajes por hora",
    "Messages by the hour: {received} received, {sent} sent": (
        "Mensajes por hora: {received} recibidos, {sent} enviados"
    ),
    "Received": "Recibidos",
    "Sent": "Enviados",
    "The day began at midnight in {zone}.": "El día empezó a medianoche en {zone}.",
    "The model today": "El modelo hoy",
    "Cost": "Costo",
    "Tokens": "Tokens",
    "Counted since 00:00 UTC, as the caps are. A model without a known price costs nothing here.": (
        "Contado desde las 00:00 UTC, como los topes. Un modelo sin precio conocido aquí no cuesta nada."
    ),
    "Needs a person": "Necesita a una persona",
    "Nobody is needed now. What calls for a person appears here by itself.": (
        "Nadie hace falta ahora. Lo que pida una persona aparece aquí solo."
    ),
    "Wait for a person": "Esperan a una persona",
    "Drafts to approve": "Borradores por aprobar",
    "Urgent": "Urgentes",
    "Close within the hour": "Se cierran en una hora",
    "Could not be sent": "No se pudieron enviar",
    "Those that wait longest": "Las que más esperan",
    "{left} left to answer": "quedan {left} para responder",
    "First steps": "Primeros pasos",
    "Connect an Instagram account": "Conecta una cuenta de Instagram",
    "Let Meta deliver its first event": "Deja que Meta entregue su primer evento",
    "Write down what the agent may say": "Escribe lo que el agente puede decir",
    "See the first answer leave": "Mira salir la primera respuesta",
    "done": "hecho",
    "Write a few short messages in a row and watch: the agent waits for all of them and answers once.": (
        "Escribe varios mensajes cortos seguidos y mira: el agente los espera todos y responde una vez."
    ),
    "Write as a customer": "Escribe como cliente",
    "Phone beside the office": "Teléfono junto a la oficina",
    "In a tab of its own": "En su propia pestaña",
}
