"""The browser's half: our own files and ReactPy's mended client, read once, served with a tag of their content."""

import hashlib
import mimetypes
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from moca.web.live.client import mended_client

FOLDER = Path(__file__).parent / "static"
SHEETS = ("tokens", "base", "parts", "shell")
"""In the order in which they count; sheets of single pages follow by name."""
BESIDE = {"sign-in.css"}
"""Sheets that the office's own page does not load."""
HEADERS = {"cache-control": "no-cache", "x-content-type-options": "nosniff"}
"""A browser asks each time and is mostly told that nothing changed."""


class Asset(NamedTuple):
    body: bytes
    mime: str
    tag: str


class Assets(NamedTuple):
    """All files by their path under `/assets/`. `build` changes with any byte of them."""

    files: Mapping[str, Asset]
    build: str

    @property
    def sheets(self) -> list[str]:
        """The style sheets of the office, in order."""
        first = [f"{name}.css" for name in SHEETS]
        others = sorted(name for name in self.files if name.endswith(".css") and name not in {*first, *BESIDE})
        return [*first, *others]


@cache
def assets() -> Assets:
    """The files as they are at the first call."""
    client = mended_client()
    files = {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
    files |= {f"client/{name}": body for name, body in client.files.items()}
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + files[name])
    return Assets({name: _asset(name, body) for name, body in files.items()}, digest.hexdigest()[:12])


@get("/assets/{path:path}", include_in_schema=False, sync_to_thread=False)
def asset(request: Request[Any, Any, Any], path: FromPath[str]) -> Response[bytes]:
    """One file; 304 to a browser that has it."""
    found = assets().files.get(path.lstrip("/"))
    if found is None:
        raise NotFoundException("there is no such file")
    headers = HEADERS | {"etag": found.tag}
    if request.headers.get("if-none-match") == found.tag:
        return Response(b"", status_code=304, headers=headers)
    return Response(found.body, media_type=found.mime, headers=headers)


def _asset(name: str, body: bytes) -> Asset:
    mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(
        body, "text/javascript" if name.endswith(".js") else mime, f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    )
