"""
The fixed phrases that Moca knows without a model: thanks and agreement, and the words that stop and start the bot.

Spanish, English, Portuguese, French, German and Italian, written as people spell them; `moca.domain.text` folds both
sides before it compares. A word that orders something in a shop is on no list: "cancelar" may well mean a booking.
"""

COURTESIES = (
    # any language
    *("ok", "okay", "okey", "oki", "okis", "o.k.", "k", "top", "super"),
    # Spanish
    *("gracias", "muchas gracias", "muchísimas gracias", "mil gracias", "gracias a ti", "gracias a vos"),
    *("gracias a usted", "gracias a ustedes", "te agradezco", "le agradezco", "se agradece", "muy amable"),
    *("por todo", "por la info", "por la información", "por la ayuda", "por tu ayuda", "por su ayuda"),
    *("vale", "de acuerdo", "entendido", "perfecto", "genial", "excelente", "buenísimo", "listo", "de nada"),
    # English
    *("thanks", "thank you", "thank u", "thx", "tnx", "ty", "tysm", "many thanks", "thanks a lot", "thanks so much"),
    *(
        "thanks a million",
        "thank you so much",
        "thank you very much",
        "for everything",
        "for the info",
        "for your help",
    ),
    *(
        "cheers",
        "great",
        "perfect",
        "awesome",
        "cool",
        "nice",
        "lovely",
        "got it",
        "understood",
        "alright",
        "all right",
    ),
    *("you're welcome", "much appreciated"),
    # Portuguese
    *("obrigado", "obrigada", "muito obrigado", "muito obrigada", "obg", "brigado", "brigada", "valeu", "agradeço"),
    *("por tudo", "pela informação", "pela ajuda", "tá bom", "está bem", "beleza", "blz", "combinado", "entendi"),
    *("perfeito", "ótimo", "certo"),
    # French
    *("merci", "merci beaucoup", "merci bien", "mille mercis", "merci à vous", "merci à toi", "je vous remercie"),
    *("pour tout", "pour l'info", "pour votre aide", "d'accord", "entendu", "c'est noté", "parfait", "génial"),
    # German
    *("danke", "danke schön", "dankeschön", "danke sehr", "vielen dank", "vielen lieben dank", "tausend dank"),
    *("danke dir", "danke euch", "danke Ihnen", "für alles", "für die Info", "für die Hilfe", "alles klar"),
    *("in Ordnung", "verstanden", "perfekt", "prima", "toll", "gern geschehen"),
    # Italian
    *("grazie", "grazie mille", "mille grazie", "tante grazie", "molte grazie", "grazie a te", "grazie a voi"),
    *("per tutto", "per l'informazione", "per l'aiuto", "va bene", "d'accordo", "capito", "ricevuto", "perfetto"),
    *("ottimo", "prego"),
)
"""Phrases that close a matter. A message made of nothing else asks for no answer."""

STOP = (
    *("stop", "stop all", "stopall", "unsubscribe", "opt out", "optout", "quit"),
    *("baja", "darme de baja", "dar de baja", "dame de baja", "desuscribir", "desuscribirme", "detener"),
    *("parar", "pare", "sair", "descadastrar", "cancelar inscrição"),
    *("arrêt", "arrêter", "arrêtez", "désabonner", "désabonnement", "me désabonner", "désinscription"),
    *("stopp", "abmelden", "abbestellen", "austragen"),
    *("ferma", "fermare", "disiscrivi", "disiscrivimi", "disiscrizione"),
)
"""A message that is one of these, and nothing else, opts out of the bot."""

START = (
    *("start", "unstop", "subscribe", "opt in", "optin"),
    *("alta", "darme de alta", "dar de alta", "dame de alta", "suscribir", "suscribirme"),
    *("iniciar", "retomar", "inscrever", "cadastrar"),
    *("démarrer", "reprendre", "abonner", "me réabonner"),
    *("starten", "anmelden", "inizia", "riprendi", "iscrivimi"),
)
"""A message that is one of these, and nothing else, lets the bot speak again to somebody who had opted out."""
