"""Spanish of the alarms of an account."""

SPANISH = {
    "Nothing can be sent ({reason}): connect the account again with a new access token; what waits is sent then.": (
        "No se puede enviar nada ({reason}): vuelve a conectar la cuenta con un token de acceso nuevo; lo que espera "
        "se envía entonces."
    ),
    "Instagram may not deliver this account's messages ({reason}): check the app's webhook and the account's "
    "permissions; it is tried again within the hour.": (
        "Puede que Instagram no entregue los mensajes de esta cuenta ({reason}): revisa el webhook de la aplicación y "
        "los permisos de la cuenta; se vuelve a intentar dentro de una hora."
    ),
    "What the model may cost in a day is used up ({reason}): rules and people answer until midnight UTC; raise "
    "daily_tokens_cap or daily_cost_cap_usd if that is too early.": (
        "Se agotó lo que el modelo puede costar en un día ({reason}): responden reglas y personas hasta la medianoche "
        "UTC; sube daily_tokens_cap o daily_cost_cap_usd si es demasiado pronto."
    ),
    "The access token has ended and was not refreshed: connect the account again with a new access token.": (
        "El token de acceso terminó y no se renovó: vuelve a conectar la cuenta con un token de acceso nuevo."
    ),
    "The access token ends in {n} days and was not refreshed: connect the account again with a new access token.": (
        "El token de acceso termina en {n} días y no se renovó: vuelve a conectar la cuenta con un token nuevo."
    ),
}
