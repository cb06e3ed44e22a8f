"""The one HTML page of the office: the frame in which a session draws. It holds nothing of anybody's."""

from html import escape

from litestar import MediaType, Response

from moca.web.office.assets import assets
from moca.web.office.words import Words

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: https:; "
    "media-src 'self' https:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Pictures and sounds of customers may still lie at Meta's: their addresses change, and only https is let through."""
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": POLICY,
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_PAGE = """<!doctype html>
<html lang="{language}" data-theme="{theme}">
<head>
<meta charset="utf-8">
<meta name="viewport"
  content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="build" content="{build}">
<title>Moca</title>
<link rel="icon" href="/assets/icon.svg">
{sheets}
<link rel="modulepreload" href="/assets/client/index.js">
</head>
<body data-lost="{lost}">
<p id="boot" role="status">{loading}</p>
<div id="app"></div>
<noscript><p class="alone">{noscript}</p></noscript>
<script type="module" src="/assets/boot.js"></script>
</body>
</html>
"""
THEMES = ("system", "light", "dark")


def office_page(words: Words, theme: str) -> Response[str]:
    """The page in a language and a theme (system, light or dark)."""
    page = _PAGE.format(
        language=words.language,
        theme=theme if theme in THEMES else "system",
        build=assets().build,
        sheets="\n".join(f'<link rel="stylesheet" href="/assets/{name}">' for name in assets().sheets),
        lost=escape(words("Connection lost. Reconnecting…")),
        loading=escape(words("Loading…")),
        noscript=escape(words("JavaScript is needed for the live office.")),
    )
    return Response(page, media_type=MediaType.HTML, headers=HEADERS)
