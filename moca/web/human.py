"""
A plain page for a person who comes from Instagram: a title and what is to be said, nothing else.

Whatever is told is escaped; the page loads nothing, runs nothing, is not kept, and gives its own address to nobody.
"""

from collections.abc import Sequence
from html import escape

from litestar import MediaType, Response

_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": _POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>
  :root {{ color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }}
  main {{ max-width: 34rem; margin: 15vh auto 0; padding: 0 1.5rem; }}
  h1 {{ font-size: 1.6rem; margin: 0 0 .5rem; }}
  li {{ margin: .25rem 0; }}
</style>
<main>
  <h1>{title}</h1>
{body}
</main>
</html>
"""

Said = str | tuple[str, ...]
"""A paragraph, or a list."""


def human_page(title: str, said: Sequence[Said], status: int = 200) -> Response[str]:
    """The page, as plain text that is escaped here."""
    body = "\n".join(map(_block, said))
    page = _PAGE.format(title=escape(title), body=body)
    return Response(page, status_code=status, media_type=MediaType.HTML, headers=_HEADERS)


def _block(said: Said) -> str:
    if isinstance(said, str):
        return f"  <p>{escape(said)}</p>"
    items = "\n".join(f"    <li>{escape(item)}</li>" for item in said)
    return f"  <ul>\n{items}\n  </ul>"
