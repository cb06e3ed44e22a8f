"""Spanish of why a message was not sent: the sentences of `instagram/error_table.py`, and those of the actors."""

SPANISH = {
    "Instagram had an error of its own.": "Instagram tuvo un error propio.",
    "Instagram answered with an error although the message was sent.": (
        "Instagram respondió con un error aunque el mensaje se envió."
    ),
    "Instagram is not available for a moment.": "Instagram no está disponible por un momento.",
    "The terms for Page labels are not accepted.": "No se han aceptado las condiciones de las etiquetas de la página.",
    "The app lacks the capability for this call.": "La aplicación no puede hacer esta llamada.",
    "The app has reached its request limit.": "La aplicación llegó a su límite de peticiones.",
    "Too many messages went to this person.": "Se enviaron demasiados mensajes a esta persona.",
    "Instagram takes this for spam.": "Instagram lo toma por spam.",
    "A permission is missing or was removed.": "Falta un permiso o se quitó.",
    "The customer's last message is too old to be answered.": (
        "El último mensaje del cliente es demasiado antiguo para responderlo."
    ),
    "This person cannot receive messages from the account.": "Esta persona no puede recibir mensajes de la cuenta.",
    "The link between the account and its Page cannot be verified.": (
        "No se puede comprobar el vínculo entre la cuenta y su página."
    ),
    "The account may not send for a while, for a violation of policy.": (
        "La cuenta no puede enviar por un tiempo, por incumplir las normas."
    ),
    "Marketing messages are not possible here.": "Aquí no se pueden enviar mensajes de marketing.",
    "The account has reached its request limit.": "La cuenta llegó a su límite de peticiones.",
    "The account is restricted, inactive or must be confirmed.": (
        "La cuenta está restringida, inactiva o debe confirmarse."
    ),
    "Instagram does not accept this message.": "Instagram no acepta este mensaje.",
    "What was addressed does not exist, or may not be used.": "El destino no existe o no se puede usar.",
    "Instagram knows no such person.": "Instagram no conoce a esa persona.",
    "Instagram could not take the attachment.": "Instagram no pudo recibir el adjunto.",
    "A message and a sender action stood in one call.": "Un mensaje y una acción iban en la misma llamada.",
    "The app id is not right.": "El id de la aplicación no es correcto.",
    "The product template is not known to Instagram.": "Instagram no conoce la plantilla de producto.",
    "The Page is not linked to an Instagram account.": "La página no está vinculada a una cuenta de Instagram.",
    "The message's data is not valid.": "Los datos del mensaje no son válidos.",
    "The comment was answered privately before, is too old, or is gone.": (
        "El comentario ya se respondió en privado, es demasiado antiguo o ya no está."
    ),
    "The business is blocked from the messaging API.": "El negocio está bloqueado en la API de mensajes.",
    "Another app is in charge of this thread.": "Otra aplicación está a cargo de esta conversación.",
    "The access token is no longer valid.": "El token de acceso ya no es válido.",
    "The owner has removed the app.": "El dueño quitó la aplicación.",
    "Instagram asks the owner of the account to log in and confirm it.": (
        "Instagram pide al dueño de la cuenta que entre y lo confirme."
    ),
    "The owner has changed the password or logged out.": "El dueño cambió la contraseña o cerró la sesión.",
    "The access token has expired.": "El token de acceso caducó.",
    "The person who connected the account has lost their role on its Page.": (
        "Quien conectó la cuenta perdió su rol en la página."
    ),
    "A permission for the Page is missing.": "Falta un permiso de la página.",
    "A permission is missing, or Meta blocks the app.": "Falta un permiso o Meta bloquea la aplicación.",
    "Before the app's review only people with a role in it can be messaged.": (
        "Antes de la revisión de la aplicación solo se puede escribir a quien tiene un rol en ella."
    ),
    "The owner has switched off 'Allow access to messages' in Instagram's settings.": (
        "El dueño desactivó «Permitir acceso a los mensajes» en los ajustes de Instagram."
    ),
    "The access token may not answer comments privately.": (
        "El token de acceso no puede responder comentarios en privado."
    ),
    "This person has not agreed that the account sees their profile.": (
        "Esta persona no ha aceptado que la cuenta vea su perfil."
    ),
    "The account is blocked for a while, for a violation of policy.": (
        "La cuenta está bloqueada por un tiempo, por incumplir las normas."
    ),
    "Instagram takes this for a repetition.": "Instagram lo toma por una repetición.",
    "The app's calls come too unevenly.": "Las llamadas de la aplicación llegan de forma demasiado irregular.",
    "Messages to this person have become a nuisance.": "Los mensajes a esta persona se han vuelto molestos.",
    "An automated flow of Meta's has this thread.": "Un flujo automático de Meta tiene esta conversación.",
    "Messages of shops are disabled for this account.": "Los mensajes de tiendas están desactivados en esta cuenta.",
    "The Page has its messages switched off.": "La página tiene los mensajes desactivados.",
    "The account may not use the API yet.": "La cuenta aún no puede usar la API.",
    "A request limit of another product of Meta's is reached.": "Se llegó al límite de otro producto de Meta.",
    "The message is gone, or too old to be read.": "El mensaje ya no está o es demasiado antiguo para leerlo.",
    "The thread was archived or deleted by its owner.": "Su dueño archivó o borró la conversación.",
    # What Moca says of its own
    "It was called before and the answer was lost: most probably it has arrived; look in the thread.": (
        "Ya se llamó antes y se perdió la respuesta: lo más probable es que haya llegado; mira en la conversación."
    ),
    "the time for an answer to this comment is over": "se acabó el tiempo para responder a este comentario",
    "the window is closed: after 24 hours only a person's text may be sent": (
        "la ventana está cerrada: tras 24 horas solo puede enviarse texto de una persona"
    ),
    "the window is closed": "la ventana está cerrada",
    "the window closed while the account could not send": "la ventana se cerró mientras la cuenta no podía enviar",
    "whether it stands under the comment is not known: look there first": (
        "no se sabe si está bajo el comentario: mira antes allí"
    ),
}
