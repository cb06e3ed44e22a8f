"""
What a file is: told by its first bytes, never by its name or by what a server says of it.

Only what is listed here is ever kept. Nothing in it can run in a browser: no HTML, no SVG, no script.
"""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import filetype  # type: ignore[import-untyped]  # it ships no types
from tinytag import TinyTag, TinyTagException

HEAD_BYTES = 8_192
"""As many of the first bytes as the type may depend on."""
EXTENSIONS: Mapping[str, str] = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/heic": "heic",
    "image/avif": "avif",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "video/3gpp": "3gp",
    "audio/mp4": "m4a",
    "audio/aac": "aac",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/amr": "amr",
    "application/pdf": "pdf",
}
"""The types that are kept, and what their names end in."""
MIMES: Mapping[str, str] = {extension: mime for mime, extension in EXTENSIONS.items()}
_SAME: Mapping[str, str] = {"image/apng": "image/png", "audio/x-wav": "audio/wav", "video/x-m4v": "video/mp4"}
_RUNNING = ("audio/", "video/")


class Kind(NamedTuple):
    """A type as MIME names it, and the end of its files' names."""

    mime: str
    extension: str

    @property
    def is_image(self) -> bool:
        return self.mime.startswith("image/")


def kind_of(head: bytes, type_: str) -> Kind | None:
    """
    What these first bytes begin; None for anything that is not kept.

    `type_` is Meta's word for the attachment: a voice note comes in the same container as a film.
    """
    guessed = filetype.guess(head)
    if guessed is None:
        return None
    mime = _SAME.get(guessed.mime, guessed.mime)
    if type_ == "audio" and mime == "video/mp4":
        mime = "audio/mp4"
    return Kind(mime, EXTENSIONS[mime]) if mime in EXTENSIONS else None


def seconds_of(path: Path, mime: str) -> int:
    """How long a sound or film runs, rounded up; 0 for what does not run, or does not say so."""
    if not mime.startswith(_RUNNING) or not TinyTag.is_supported(path):
        return 0
    try:
        seconds = TinyTag.get(path, tags=False).duration
    except (TinyTagException, OSError):  # a broken file is kept all the same
        return 0
    return math.ceil(seconds) if seconds and math.isfinite(seconds) else 0
