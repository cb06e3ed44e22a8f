"""
The page at which people sign in: plain HTML that works without any script, in the reader's language.

What is shown is escaped here; the page loads only Moca's own style sheets, and no other page may frame it.
"""

from collections.abc import Mapping
from html import escape
from typing import Literal, NamedTuple

from litestar import MediaType, Response

from moca.web.office.words import Words

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
THEMES = ("system", "light", "dark")
MINUTE = 60

_PAGE = """<!doctype html>
<html lang="{language}" data-theme="{theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{title} · Moca</title>
<link rel="icon" href="/assets/icon.svg">
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
<input name="username" value="Moca" autocomplete="username" hidden>
<div class="field{is_wrong}">
<label for="token">{label}</label>
<input id="token" name="token" type="password" autocomplete="current-password" autofocus required{described}>
{fault}<p class="hint" id="hint">{hint}</p>
</div>
<button class="button primary" type="submit">{button}</button>
</form>"""


class Shown(NamedTuple):
    """What the page says: in which words and theme, where it leads, and what was wrong; `wait` in seconds."""

    words: Words
    theme: str = "system"
    next: str = "/"
    wrong: Wrong = ""
    wait: int = 0


def sign_in_page(shown: Shown, status: int = 200) -> Response[str]:
    """The form, and what was wrong with the last try."""
    words, fault = shown.words, _fault(shown)
    hint = words("It begins with moca_, or is the ADMIN_TOKEN of this Moca. An owner can give you a new one.")
    form = _FORM.format(
        next=escape(shown.next),
        is_wrong=" wrong" if fault else "",
        label=escape(words("Your token")),
        described=' aria-invalid="true" aria-describedby="fault hint"' if fault else ' aria-describedby="hint"',
        fault=f'<p class="fault" id="fault" role="alert">{escape(fault)}</p>\n' if fault else "",
        hint=escape(hint),
        button=escape(words("Sign in")),
    )
    headers = {"retry-after": str(shown.wait)} if shown.wait else {}
    return _page(shown, words("Sign in"), form, status, headers)


def nobody_page(shown: Shown) -> Response[str]:
    """What to do while there is nobody who could sign in."""
    words = shown.words
    write = words(
        "In the folder of Moca, open the file .env, or make it, and add a line with a long secret of your own:"
    )
    steps = (
        f"{escape(write)}<pre>ADMIN_TOKEN=…</pre>",
        escape(words("Start Moca again.")),
        escape(words("Load this page again, and sign in with that secret.")),
    )
    body = "<ol>" + "".join(f"<li>{step}</li>" for step in steps) + "</ol>"
    return _page(shown, words("Nobody can sign in yet"), body, 200, {})


def _fault(shown: Shown) -> str:
    words = shown.words
    match shown.wrong:
        case "":
            return ""
        case "empty":
            return words("Enter your token.")
        case "unknown":
            return words("Nobody has this token. It may have been replaced: ask an owner for a new one.")
        case "slow":
            return _slow(words, shown.wait)
        case "away":
            return words("Moca's store does not answer. Try again in a moment.")
        case "foreign":
            return words("The form came from another page. Enter your token here.")


def _slow(words: Words, wait: int) -> str:
    if wait < 2 * MINUTE:
        return words.count(
            wait, "Too many wrong tokens came from here. Try again in a second.",
            "Too many wrong tokens came from here. Try again in {n} seconds.",
        )  # fmt: skip
    return words("Too many wrong tokens came from here. Try again in {n} minutes.", n=-(-wait // MINUTE))


def _page(shown: Shown, title: str, body: str, status: int, more: Mapping[str, str]) -> Response[str]:
    page = _PAGE.format(
        language=shown.words.language,
        theme=shown.theme if shown.theme in THEMES else "system",
        title=escape(title),
        styles="\n".join(f'<link rel="stylesheet" href="/assets/{style}.css">' for style in STYLES),
        body=body,
    )
    return Response(page, status_code=status, media_type=MediaType.HTML, headers={**HEADERS, **more})
