"""
The page at which people sign in: plain HTML that works without any script, in English or Spanish.

What is shown is escaped here; the page loads only Moca's own style sheets, and no other page may frame it.
"""

from collections.abc import Mapping
from html import escape
from typing import Literal, NamedTuple

from litestar import MediaType, Response

Language = Literal["en", "es"]
Wrong = Literal["", "empty", "unknown", "slow", "away", "foreign"]

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": POLICY,
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
STYLES = ("tokens", "base", "parts", "sign-in")
MINUTE = 60

_ENGLISH: Mapping[str, str] = {
    "title": "Sign in",
    "label": "Your token",
    "hint": "It begins with moca_, or is the ADMIN_TOKEN of this Moca. An owner can give you a new one.",
    "button": "Sign in",
    "empty": "Enter your token.",
    "unknown": "Nobody has this token. It may have been replaced: ask an owner for a new one.",
    "seconds": "Too many wrong tokens came from here. Try again in {count} seconds.",
    "minutes": "Too many wrong tokens came from here. Try again in {count} minutes.",
    "away": "Moca's store does not answer. Try again in a moment.",
    "foreign": "The form came from another page. Enter your token here.",
    "nobody": "Nobody can sign in yet",
    "step_1": "In the folder of Moca, open the file .env, or make it, and add a line with a long secret of your own:",
    "step_2": "Start Moca again.",
    "step_3": "Load this page again, and sign in with that secret.",
}
_SPANISH: Mapping[str, str] = {
    "title": "Iniciar sesión",
    "label": "Tu token",
    "hint": "Empieza por moca_, o es el ADMIN_TOKEN de este Moca. Un propietario puede darte uno nuevo.",
    "button": "Entrar",
    "empty": "Escribe tu token.",
    "unknown": "Nadie tiene este token. Puede que se haya cambiado: pide uno nuevo a un propietario.",
    "seconds": "Han llegado demasiados tokens erróneos desde aquí. Prueba de nuevo en {count} segundos.",
    "minutes": "Han llegado demasiados tokens erróneos desde aquí. Prueba de nuevo en {count} minutos.",
    "away": "El almacén de Moca no responde. Prueba de nuevo en un momento.",
    "foreign": "El formulario venía de otra página. Escribe tu token aquí.",
    "nobody": "Todavía no puede entrar nadie",
    "step_1": "En la carpeta de Moca, abre el archivo .env, o créalo, y añade una línea con un secreto largo tuyo:",
    "step_2": "Inicia Moca de nuevo.",
    "step_3": "Vuelve a cargar esta página y entra con ese secreto.",
}
WORDS: Mapping[Language, Mapping[str, str]] = {"en": _ENGLISH, "es": _SPANISH}

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} · Moca</title>
<link rel="icon" href="data:,">
{styles}
</head>
<body class="sign-in">
<main>
<p class="name">Moca</p>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""
_FORM = """<form method="post" action="/sign-in">
<input type="hidden" name="next" value="{next}">
<div class="field{is_wrong}">
<label for="token">{label}</label>
<input id="token" name="token" type="password" autocomplete="current-password" autofocus required{described}>
{fault}<p class="hint" id="hint">{hint}</p>
</div>
<button class="button primary" type="submit">{button}</button>
</form>"""


class Shown(NamedTuple):
    """What the page says: where it leads, and what was wrong; `wait` in seconds."""

    language: Language = "en"
    next: str = "/"
    wrong: Wrong = ""
    wait: int = 0


def language_of(accepted: str) -> Language:
    """The first language of `Accept-Language` that there is; English where there is none."""
    for each in accepted.split(","):
        match each.strip()[:2].lower():
            case "es":
                return "es"
            case "en":
                return "en"
            case _:
                continue
    return "en"


def sign_in_page(shown: Shown, status: int = 200) -> Response[str]:
    """The form, and what was wrong with the last try."""
    words = WORDS[shown.language]
    fault = _fault(shown, words)
    form = _FORM.format(
        next=escape(shown.next),
        is_wrong=" wrong" if fault else "",
        label=words["label"],
        described=' aria-invalid="true" aria-describedby="fault hint"' if fault else ' aria-describedby="hint"',
        fault=f'<p class="fault" id="fault" role="alert">{escape(fault)}</p>\n' if fault else "",
        hint=words["hint"],
        button=words["button"],
    )
    headers = {"retry-after": str(shown.wait)} if shown.wait else {}
    return _page(shown.language, words["title"], form, status, headers)


def nobody_page(language: Language) -> Response[str]:
    """What to do while there is nobody who could sign in."""
    words = WORDS[language]
    steps = (f"{words['step_1']}<pre>ADMIN_TOKEN=…</pre>", words["step_2"], words["step_3"])
    body = "<ol>" + "".join(f"<li>{step}</li>" for step in steps) + "</ol>"
    return _page(language, words["nobody"], body, 200, {})


def _fault(shown: Shown, words: Mapping[str, str]) -> str:
    if shown.wrong != "slow":
        return words[shown.wrong] if shown.wrong else ""
    if shown.wait < 2 * MINUTE:
        return words["seconds"].format(count=shown.wait)
    return words["minutes"].format(count=-(-shown.wait // MINUTE))


def _page(language: Language, title: str, body: str, status: int, more: Mapping[str, str]) -> Response[str]:
    styles = "\n".join(f'<link rel="stylesheet" href="/assets/{style}.css">' for style in STYLES)
    page = _PAGE.format(language=language, title=title, styles=styles, body=body)
    return Response(page, status_code=status, media_type=MediaType.HTML, headers={**HEADERS, **more})
