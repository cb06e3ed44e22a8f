"""Spanish of connecting an account: its health, its token, the doctor, the webhook."""

SPANISH = {
    "Connect an account": "Conectar una cuenta",
    "Connect your Instagram account": "Conecta tu cuenta de Instagram",
    "Moca answers the messages of professional accounts: business or creator. Choose one way.": (
        "Moca responde los mensajes de cuentas profesionales: empresa o creador. Elige un camino."
    ),
    "Open the demo's phone": "Abrir el teléfono de la demo",
    "Only owners connect accounts: ask one.": "Solo los dueños conectan cuentas: pídeselo a uno.",
    "Log in with Instagram": "Entrar con Instagram",
    "The owner of the account allows Moca by a link. It needs a Meta app, its secret and the https address of this "
    "Moca.": (
        "El dueño de la cuenta permite Moca con un enlace. Hace falta una app de Meta, su secreto y la dirección https "
        "de este Moca."
    ),
    "Paste an access token": "Pegar un token de acceso",
    "From the App Dashboard: Instagram, API setup, Generate token. It is kept sealed and never shown again.": (
        "Del App Dashboard: Instagram, API setup, Generate token. Se guarda sellado y no se vuelve a mostrar."
    ),
    "From the environment or a terminal": "Desde el entorno o una terminal",
    "Set INSTAGRAM_ACCESS_TOKEN before the start, or run:": "Pon INSTAGRAM_ACCESS_TOKEN antes de iniciar, o ejecuta:",
    "Not possible yet: set {names} and start again.": "Aún no es posible: pon {names} y vuelve a iniciar.",
    "App": "App",
    "Make a login link": "Crear un enlace de acceso",
    "Open it, or send it to the owner. It is good once, for": "Ábrelo o envíalo al dueño. Vale una vez, durante",
    "Open the login": "Abrir el acceso",
    "Copy": "Copiar",
    "Copy the link": "Copiar el enlace",
    "Access token": "Token de acceso",
    "Paste the token.": "Pega el token.",
    "Which Page?": "¿Qué página?",
    "Connect": "Conectar",
    "{name} is connected.": "{name} está conectada.",
    # Health
    "Health": "Salud",
    "State": "Estado",
    "Way": "Camino",
    "Token": "Token",
    "Permissions": "Permisos",
    "Subscription": "Suscripción",
    "Missed by webhooks": "Perdidos por webhooks",
    "Facebook Page": "Página de Facebook",
    "Instagram Login": "Instagram Login",
    "not said": "sin decir",
    "waits": "espera",
    "Instagram asked it to wait until": "Instagram pidió esperar hasta las",
    "There is none.": "No hay.",
    "Set; nobody has said when it ends.": "Puesto; nadie ha dicho cuándo termina.",
    "given": "dado",
    "assumed": "supuesto",
    "1 day left": "queda 1 día",
    "{n} days left": "quedan {n} días",
    "it is refreshed by itself.": "se renueva solo.",
    "not asked yet": "aún sin preguntar",
    "Instagram delivers its events": "Instagram entrega sus eventos",
    "Instagram may not deliver its events": "Puede que Instagram no entregue sus eventos",
    "1 message was found in its thread afterwards.": "1 mensaje se encontró después en su hilo.",
    "{n} messages were found in their threads afterwards.": "{n} mensajes se encontraron después en sus hilos.",
    "Connect again": "Conectar de nuevo",
    "Settings and data stay as they are. What waited for a token is sent then.": (
        "Los ajustes y los datos siguen igual. Lo que esperaba un token sale entonces."
    ),
    "Use this token": "Usar este token",
    "The new token is in use; what waited goes on.": "El nuevo token está en uso; lo que esperaba sigue.",
    "Disconnect": "Desconectar",
    "Disconnect…": "Desconectar…",
    "Disconnect this account?": "¿Desconectar esta cuenta?",
    "Keep it": "Dejarla",
    "Moca forgets the token: nothing is sent any more. Conversations and settings stay.": (
        "Moca olvida el token: ya no se envía nada. Las conversaciones y los ajustes quedan."
    ),
    "Nobody is answered until it is connected again.": "No se responde a nadie hasta conectarla de nuevo.",
    "Disconnected. Its data stays; connect it again at any time.": (
        "Desconectada. Sus datos quedan; conéctala de nuevo cuando quieras."
    ),
    # The doctor
    "Doctor": "Doctor",
    "Asks Instagram for what it needs, changes nothing, and names what to do.": (
        "Pregunta a Instagram lo necesario, no cambia nada y dice qué hacer."
    ),
    "Look at everything": "Mirarlo todo",
    "Looking…": "Mirando…",
    # The webhook
    "working": "funciona",
    "look here": "mira aquí",
    "The last delivery of this account came:": "La última entrega de esta cuenta llegó:",
    "Something came, but nothing of this account:": "Llegó algo, pero nada de esta cuenta:",
    "Nothing has come yet.": "Aún no ha llegado nada.",
    "The last delivery was refused, because its signature did not hold: INSTAGRAM_APP_SECRET must be the secret of the "
    "app that sends.": (
        "La última entrega se rechazó porque su firma no valía: INSTAGRAM_APP_SECRET debe ser el secreto de la app que "
        "envía."
    ),
    "Write to the account from another Instagram account. If nothing comes, have the doctor look: the account may not "
    "be subscribed to the app.": (
        "Escribe a la cuenta desde otra cuenta de Instagram. Si no llega nada, consulta al doctor: puede que la cuenta "
        "no esté suscrita a la app."
    ),
    "Enter what stands below at Meta, and press Test, then Send to my server.": (
        "Pon en Meta lo de abajo, y pulsa Test y luego Send to my server."
    ),
    "What to enter at Meta": "Qué poner en Meta",
    "In the App Dashboard, under Instagram, API setup, Configure webhooks.": (
        "En el App Dashboard, en Instagram, API setup, Configure webhooks."
    ),
    "Callback URL": "URL de retorno",
    "Verify token": "Token de verificación",
    "Fields to subscribe": "Campos que suscribir",
    "App secret": "Secreto de la app",
    "MOCA_PUBLIC_URL is not set: give it the https address at which Meta finds this Moca, and start again.": (
        "Falta MOCA_PUBLIC_URL: dale la dirección https en la que Meta encuentra este Moca, y vuelve a iniciar."
    ),
    "Meta calls https addresses only: put a TLS proxy in front of Moca.": (
        "Meta solo llama a direcciones https: pon un proxy TLS delante de Moca."
    ),
    "Set, of one app.": "Puesto, de una app.",
    "Set, of {n} apps.": "Puesto, de {n} apps.",
    "INSTAGRAM_APP_SECRET is not set: every delivery is refused.": (
        "Falta INSTAGRAM_APP_SECRET: se rechaza toda entrega."
    ),
    "INSTAGRAM_VERIFY_TOKEN is not set: Meta cannot verify the address.": (
        "Falta INSTAGRAM_VERIFY_TOKEN: Meta no puede verificar la dirección."
    ),
    "Set. Only owners see it.": "Puesto. Solo lo ven los dueños.",
    "Show": "Mostrar",
    "Hide": "Ocultar",
    "Everything that came fitted an account.": "Todo lo que llegó era de una cuenta.",
    "One thing came that fitted no account.": "Llegó una cosa que no era de ninguna cuenta.",
    "{n} things came that fitted no account.": "Llegaron {n} cosas que no eran de ninguna cuenta.",
    "Look at the quarantine": "Mirar la cuarentena",
}
