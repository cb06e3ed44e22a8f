"""Spanish of what the doctor finds, and of what is to be done about it."""

CHECKS = {
    "account": "cuenta",
    "age": "edad",
    "clock": "reloj",
    "deliveries": "entregas",
    "graph": "Graph",
    "health": "estado",
    "ids": "identificadores",
    "model": "modelo",
    "permission": "permiso",
    "policy": "norma",
    "scopes": "permisos concedidos",
    "secret": "secreto",
    "settings": "ajustes",
    "shape": "forma",
    "store": "almacén",
    "subscription": "suscripción",
    "token": "token",
    "webhook": "webhook",
}
"""What was looked at."""

OF_ACCOUNTS = {
    "there is none": "no hay ninguno",
    "none is connected": "no hay ninguna conectada",
    "not asked: the running Moca calls another one": "no se preguntó: el Moca en marcha llama a otro",
    "nothing can be sent: {reason}": "no se puede enviar nada: {reason}",
    "it does not end by itself, or nobody has said when": "no termina por sí solo, o nadie ha dicho cuándo",
    "{age} days old, {left} days left, as is assumed": "{age} días de edad, quedan {left}, según se supone",
    "{age} days old, {left} days left": "{age} días de edad, quedan {left}",
    "a pasted token does not say what was granted": "un token pegado no dice qué se concedió",
    "not granted: {names}": "sin conceder: {names}",
    "all that is needed was granted": "se concedió todo lo necesario",
    "Graph cannot be reached ({name})": "no se llega a Graph ({name})",
    "belongs to {name}": "es de {name}",
    "Meta also calls it {id}": "Meta también la llama {id}",
    "the id is the one that webhooks carry": "el identificador es el que traen los webhooks",
    "{id} is the id inside your app; webhooks carry {other}": (
        "{id} es el identificador dentro de tu aplicación; los webhooks traen {other}"
    ),
    "the token belongs to {id}": "el token es de {id}",
    "Graph names no time": "Graph no dice la hora",
    "agrees with Graph's": "coincide con el de Graph",
    "Graph's clock is {n} s ahead: windows go wrong": "el reloj de Graph va {n} s adelantado: fallan las ventanas",
    "Graph's clock is {n} s behind: windows go wrong": "el reloj de Graph va {n} s atrasado: fallan las ventanas",
    "{path}: no list of threads with ids": "{path}: no es una lista de hilos con identificador",
    "{path}: no list of apps": "{path}: no es una lista de aplicaciones",
    "threads can be read": "los hilos se pueden leer",
    "me: the Page is linked to no Instagram account.": "me: la página no está unida a ninguna cuenta de Instagram.",
    "Meta sends no messages of this account": "Meta no envía mensajes de esta cuenta",
    "subscribed, but not to {names}": "suscrita, pero no a {names}",
    "Meta sends this account's events": "Meta envía los eventos de esta cuenta",
}
OF_THE_WEBHOOK = {
    "not knocked at": "no se ha llamado",
    "Meta only calls https addresses": "Meta solo llama a direcciones https",
    "{address} cannot be reached ({name})": "no se llega a {address} ({name})",
    "not verified: this command has no INSTAGRAM_VERIFY_TOKEN": "sin verificar: aquí falta INSTAGRAM_VERIFY_TOKEN",
    "answers Meta's verification": "responde a la verificación de Meta",
    "the verify token is another one there": "el token de verificación allí es otro",
    "the verification is answered {status}": "a la verificación se responde {status}",
    "refuses what is not signed": "rechaza lo que no está firmado",
    "a delivery without a signature is answered {status}, not 401": (
        "a una entrega sin firma se responde {status}, y no 401"
    ),
    "takes what the secret {name} signs": "acepta lo que firma el secreto {name}",
    "the secret {name} is another one there": "el secreto {name} allí es otro",
    "a signed delivery is answered {status}": "a una entrega firmada se responde {status}",
    "the last delivery's signature did not hold, at {at}": "la firma de la última entrega no era válida, a las {at}",
    "a signed delivery was taken at {at}": "se aceptó una entrega firmada a las {at}",
    "nothing was delivered yet": "todavía no se ha entregado nada",
    "no event has come yet": "todavía no ha llegado ningún evento",
    "the last event came at {at}": "el último evento llegó a las {at}",
}
OF_THIS_SIDE = {
    "complete": "completos",
    "embedded": "incluido",
    "keeps what it accepts": "conserva lo que acepta",
    "there is none in {folder} yet": "todavía no hay ninguno en {folder}",
    "this command's own are passed over: a Moca runs here with settings of its own": (
        "los de esta orden no cuentan: aquí corre un Moca con ajustes propios"
    ),
    "this machine and the store agree": "esta máquina y el almacén coinciden",
    "the store's clock is {n} s ahead": "el reloj del almacén va {n} s adelantado",
    "the store's clock is {n} s behind": "el reloj del almacén va {n} s atrasado",
    "maxmemory-policy is {policy}: mailboxes may be thrown away": (
        "maxmemory-policy es {policy}: se pueden perder buzones"
    ),
    "appendfsync is {fsync}: a power loss costs about a second of what was accepted": (
        "appendfsync es {fsync}: un corte de luz cuesta cerca de un segundo de lo aceptado"
    ),
    "INSTAGRAM_APP_SECRET is missing: every webhook is refused": (
        "falta INSTAGRAM_APP_SECRET: se rechazan todos los webhooks"
    ),
    "INSTAGRAM_VERIFY_TOKEN is missing: Meta cannot verify the callback": (
        "falta INSTAGRAM_VERIFY_TOKEN: Meta no puede verificar la dirección"
    ),
    "INSTAGRAM_ACCESS_TOKEN is missing: no account is connected now": (
        "falta INSTAGRAM_ACCESS_TOKEN: ahora no hay ninguna cuenta conectada"
    ),
    "ADMIN_TOKEN is missing: only operators with tokens of their own are let in": (
        "falta ADMIN_TOKEN: solo entra quien tiene un token propio"
    ),
    "MOCA_SECRET_KEY is missing: tokens are kept in memory only": (
        "falta MOCA_SECRET_KEY: los tokens solo se guardan en memoria"
    ),
    "no model (OPENAI_API_KEY or OPENAI_BASE_URL): the rules answer": (
        "sin modelo (OPENAI_API_KEY u OPENAI_BASE_URL): responden las reglas"
    ),
}
OF_THE_MODEL = {
    "none: the rules answer": "ninguno: responden las reglas",
    "not asked: the running Moca has one, this command has none": (
        "no se preguntó: el Moca en marcha tiene uno, esta orden no"
    ),
    "{model} answers": "{model} responde",
    "the key is not accepted": "no se acepta la clave",
    "there is no model {model}": "no hay ningún modelo {model}",
    "the account of the key has no quota left, or asks too fast": (
        "la cuenta de la clave agotó su cuota, o pregunta demasiado deprisa"
    ),
    "it answers {status}": "responde {status}",
    "it cannot be reached": "no se llega a él",
}
REMEDIES = {
    "give the account a new token: moca account connect": "dale a la cuenta un token nuevo: moca account connect",
    "grant the permission in the app dashboard, or let the owner switch on Settings > Messages and story replies > "
    "Connected tools > Allow access to messages; then connect again": (
        "concede el permiso en el panel de la aplicación, o pide al dueño que active Ajustes > Mensajes y respuestas a "
        "historias > Herramientas conectadas > Permitir acceso a los mensajes; después vuelve a conectar"
    ),
    "Meta has restricted the account: its owner must look into the Instagram app": (
        "Meta ha restringido la cuenta: su dueño tiene que mirar en la aplicación de Instagram"
    ),
    "wait: Meta throttles the app": "espera: Meta frena la aplicación",
    "wait: Meta throttles the account": "espera: Meta frena la cuenta",
    "try again; if it stays, see Meta's status page": (
        "vuelve a intentarlo; si sigue igual, mira la página de estado de Meta"
    ),
    "see the code in Meta's error reference": "busca el código en la lista de errores de Meta",
    "give this command the same INSTAGRAM_GRAPH_URL and FACEBOOK_GRAPH_URL as the running Moca": (
        "da a esta orden los mismos INSTAGRAM_GRAPH_URL y FACEBOOK_GRAPH_URL que al Moca en marcha"
    ),
    "something between here and Meta answers, or Meta has changed: report it": (
        "responde algo entre aquí y Meta, o Meta ha cambiado: avísanos"
    ),
    "log in again and allow them": "vuelve a entrar y concédelos",
    "check this machine's way out, DNS and INSTAGRAM_GRAPH_URL": (
        "revisa la salida de esta máquina, el DNS e INSTAGRAM_GRAPH_URL"
    ),
    "is INSTAGRAM_GRAPH_URL really Graph's?": "¿INSTAGRAM_GRAPH_URL es de verdad la de Graph?",
    "connect the account as {id}": "conecta la cuenta como {id}",
    "connect each account with its own token": "conecta cada cuenta con su propio token",
    "let NTP set this machine's clock": "deja que NTP ponga en hora esta máquina",
    "let NTP set both clocks": "deja que NTP ponga en hora los dos relojes",
    "let `moca serve` run: it subscribes the account within a day, or at once when it is connected again": (
        "deja `moca serve` en marcha: suscribe la cuenta en un día, o enseguida si se vuelve a conectar"
    ),
    "connect it again": "vuelve a conectarla",
    "moca account connect, or set INSTAGRAM_ACCESS_TOKEN": "moca account connect, o pon INSTAGRAM_ACCESS_TOKEN",
    "give --public-url https://<your host>": "da --public-url https://<tu servidor>, o pon MOCA_PUBLIC_URL",
    "put a TLS proxy in front of Moca": "pon un proxy TLS delante de Moca",
    "is the host right, its TLS certificate valid, the proxy up, `moca serve` running?": (
        "¿es ese el servidor, vale su certificado TLS, está en marcha el proxy y también `moca serve`?"
    ),
    "give it the one there": "ponle el de allí",
    "give both the same INSTAGRAM_VERIFY_TOKEN": "pon en los dos el mismo INSTAGRAM_VERIFY_TOKEN",
    "give both the same INSTAGRAM_APP_SECRET": "pon en los dos el mismo INSTAGRAM_APP_SECRET",
    "does the proxy pass this path on?": "¿deja pasar el proxy esta ruta?",
    "is it Moca that answers there? see WEBHOOK_ALLOWED_CIDRS": (
        "¿es Moca quien responde allí? Mira WEBHOOK_ALLOWED_CIDRS"
    ),
    "look into the log of `moca serve`": "mira el registro de `moca serve`",
    "INSTAGRAM_APP_SECRET must be the secret of the app that sends: with Instagram Login the Instagram app secret, not "
    "the Meta app's own": (
        "INSTAGRAM_APP_SECRET tiene que ser el secreto de la aplicación que envía: con Instagram Login, el de la "
        "aplicación de Instagram y no el de la de Meta"
    ),
    "write to the account from another one; if nothing comes, see docs/connecting.md": (
        "escribe a la cuenta desde otra; si no llega nada, mira docs/connecting.md"
    ),
    "set {name} in .env": "pon {name} en .env",
    "set OPENAI_API_KEY or OPENAI_BASE_URL in .env": "pon OPENAI_API_KEY u OPENAI_BASE_URL en .env",
    "set OPENAI_API_KEY or OPENAI_BASE_URL, and AI_ENABLED": "pon OPENAI_API_KEY u OPENAI_BASE_URL, y AI_ENABLED",
    "start it, or mend REDIS_URL": "ponlo en marcha, o corrige REDIS_URL",
    "see docs/operating.md": "mira docs/operating.md",
    "CONFIG SET maxmemory-policy noeviction": "CONFIG SET maxmemory-policy noeviction",
    "moca serve makes it": "moca serve lo crea",
    "give this command the same OPENAI_API_KEY, or OPENAI_BASE_URL and OPENAI_MODEL": (
        "da a esta orden la misma OPENAI_API_KEY, u OPENAI_BASE_URL y OPENAI_MODEL"
    ),
    "mend OPENAI_API_KEY": "corrige OPENAI_API_KEY",
    "mend OPENAI_MODEL": "corrige OPENAI_MODEL",
    "look at its billing": "mira su facturación",
    "look at the status page of its vendor": "mira la página de estado de su proveedor",
    "check OPENAI_BASE_URL and this machine's way out": "revisa OPENAI_BASE_URL y la salida de esta máquina",
}
STATES = {"fine": "bien", "could be better": "mejorable", "fault": "fallo", "not looked at": "sin mirar"}
SAID = OF_ACCOUNTS | OF_THE_WEBHOOK | OF_THIS_SIDE | OF_THE_MODEL
SPANISH = {f"{check}|doctor": name for check, name in CHECKS.items()} | STATES | SAID | REMEDIES
