"""Spanish of the sign-in page."""

SPANISH = {
    "Sign in": "Iniciar sesión",
    "Your token": "Tu token",
    "It begins with moca_, or is the ADMIN_TOKEN of this Moca. An owner can give you a new one.": (
        "Empieza por moca_, o es el ADMIN_TOKEN de este Moca. Un propietario puede darte uno nuevo."
    ),
    "Enter your token.": "Escribe tu token.",
    "Nobody has this token. It may have been replaced: ask an owner for a new one.": (
        "Nadie tiene este token. Puede que se haya cambiado: pide uno nuevo a un propietario."
    ),
    "Too many wrong tokens came from here. Try again in a second.": (
        "Han llegado demasiados tokens erróneos desde aquí. Prueba de nuevo en un segundo."
    ),
    "Too many wrong tokens came from here. Try again in {n} seconds.": (
        "Han llegado demasiados tokens erróneos desde aquí. Prueba de nuevo en {n} segundos."
    ),
    "Too many wrong tokens came from here. Try again in {n} minutes.": (
        "Han llegado demasiados tokens erróneos desde aquí. Prueba de nuevo en {n} minutos."
    ),
    "Moca's store does not answer. Try again in a moment.": (
        "El almacén de Moca no responde. Prueba de nuevo en un momento."
    ),
    "The form came from another page. Enter your token here.": (
        "El formulario venía de otra página. Escribe tu token aquí."
    ),
    "Nobody can sign in yet": "Todavía no puede entrar nadie",
    "In the folder of Moca, open the file .env, or make it, and add a line with a long secret of your own:": (
        "En la carpeta de Moca, abre el archivo .env, o créalo, y añade una línea con un secreto largo tuyo:"
    ),
    "Start Moca again.": "Inicia Moca de nuevo.",
    "Load this page again, and sign in with that secret.": "Vuelve a cargar esta página y entra con ese secreto.",
}
