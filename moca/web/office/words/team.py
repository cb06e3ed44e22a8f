"""Spanish of the team's page, and of the place of the analytics."""

SPANISH = {
    "everything, settings and team too": "todo, también ajustes y equipo",
    "works in conversations": "trabaja en las conversaciones",
    "looks on": "solo mira",
    "Add somebody": "Agregar a alguien",
    "The token of {name}. It is shown only now:": "El token de {name}. Solo se muestra ahora:",
    "Hand it over in private. With it {name} signs in at {address}.": (
        "Entrégalo en privado. Con él {name} entra en {address}."
    ),
    "Copy": "Copiar",
    "I have it": "Ya lo tengo",
    "Name": "Nombre",
    "Role": "Rol",
    "Add": "Añadir",
    "The bearer of ADMIN_TOKEN.": "Quien tiene ADMIN_TOKEN.",
    "you": "tú",
    "not signed in": "sin sesión",
    "{n} sign-in": "{n} sesión",
    "{n} sign-ins": "{n} sesiones",
    "seen:": "visto:",
    "since": "desde",
    "{name} has another role from now on.": "{name} tiene otro rol desde ahora.",
    "Role of {name}": "Rol de {name}",
    "{name} is signed out everywhere.": "{name} ya no tiene ninguna sesión.",
    "{name} is no longer of the team.": "{name} ya no es del equipo.",
    "Change": "Cambiar",
    "Rename": "Cambiar el nombre",
    "New token": "Token nuevo",
    "The present token and every sign-in of {name} end at once.": (
        "El token actual y todas las sesiones de {name} terminan al instante."
    ),
    "Your own token: another owner gives you a new token, or the terminal: moca operator token.": (
        "Tu propio token: otro dueño te da uno nuevo, o la terminal: moca operator token."
    ),
    "Sign out everywhere": "Salir de todas partes",
    "Revoke": "Revocar",
    "{name} can sign in no more. What {name} did keeps the name.": (
        "{name} ya no puede entrar. Lo que {name} hizo conserva el nombre."
    ),
    "Your sign-ins": "Tus sesiones",
    "an unknown browser": "un navegador desconocido",
    "here": "aquí",
    "This browser": "Este navegador",
    "As the browser": "Como el navegador",
    "English": "English",
    "Español": "Español",
    "An owner adds people and gives roles.": "Un dueño agrega personas y da roles.",
    "Figures over weeks and months will stand here. The present day is on the dashboard.": (
        "Aquí habrá cifras de semanas y meses. El día de hoy está en el resumen."
    ),
    "Go to the dashboard": "Ir al resumen",
    "Not yet": "Todavía no",
}
