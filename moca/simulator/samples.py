"""
Things to send besides words, made here and nowhere else: a picture, a sound and a document, as small files.

The picture is two colours of a size, the sound one tone of some seconds, the document one page with a line.
"""

import struct
import zlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

PIXELS = 96
HERTZ = 8_000
_RED, _CREAM = bytes((190, 60, 50)), bytes((250, 236, 214))
_SKINS = tuple(map(bytes, ((246, 213, 187), (230, 184, 148), (198, 142, 104), (150, 100, 70), (105, 70, 50))))


class Sample(NamedTuple):
    """A file as a server gives it out; `type` is Meta's word for such an attachment."""

    type: str
    mime: str
    content: bytes


def picture() -> bytes:
    """A PNG: a red square on a cream ground."""
    inner = range(PIXELS // 4, PIXELS * 3 // 4)
    return _png(lambda x, y: _RED if x in inner and y in inner else _CREAM)


def _png(colour: Callable[[int, int], bytes]) -> bytes:
    """A square of `PIXELS`, each of its own colour: red, green, blue."""
    rows = b"".join(b"\0" + b"".join(colour(x, y) for x in range(PIXELS)) for y in range(PIXELS))
    head = struct.pack(">IIBBBBB", PIXELS, PIXELS, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def face(name: str) -> bytes:
    """A PNG: head and shoulders in plain colours, which are always the same for a name."""
    seed = zlib.crc32(name.encode())
    ground, cloth, skin = _shade(seed, 170), _shade(seed >> 16, 60), _SKINS[seed % len(_SKINS)]
    return _png(lambda x, y: _skin_or_cloth(x, y, skin, cloth) or ground)


def _shade(seed: int, low: int) -> bytes:
    return bytes(low + (seed >> at) % (250 - low) for at in (0, 5, 11))


def _skin_or_cloth(x: int, y: int, skin: bytes, cloth: bytes) -> bytes:
    """Head and shoulders are two circles; nothing beside them."""
    middle = PIXELS // 2
    if (x - middle) ** 2 + (y - PIXELS * 3 // 8) ** 2 < (PIXELS // 5) ** 2:
        return skin
    return cloth if (x - middle) ** 2 + (y - PIXELS) ** 2 < (PIXELS * 3 // 8) ** 2 else b""


def sound(seconds: int) -> bytes:
    """A WAV of a low tone: 8-bit, mono."""
    wave = bytes(128 + (40 if at % 20 < 10 else -40) for at in range(20)) * (HERTZ * seconds // 20)  # noqa: PLR2004
    form = struct.pack("<IHHIIHH", 16, 1, 1, HERTZ, HERTZ, 1, 8)
    body = b"WAVEfmt " + form + b"data" + struct.pack("<I", len(wave)) + wave
    return b"RIFF" + struct.pack("<I", len(body)) + body


def document() -> bytes:
    """A PDF of one page."""
    text = b"BT /F1 24 Tf 60 700 Td (A simulated document) Tj ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(body),
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


MADE: Mapping[str, tuple[str, str, Callable[[int], bytes]]] = {
    "photo.png": ("image", "image/png", lambda _: picture()),
    "voice.wav": ("audio", "audio/wav", sound),
    "file.pdf": ("file", "application/pdf", lambda _: document()),
}
"""By the name in their address: Meta's type, MIME type, and how it is made of a number of seconds."""
NAMES: Mapping[str, str] = {"photo": "photo.png", "voice": "voice.wav", "file": "file.pdf"}


FACE = "face-"


def sample(name: str, seconds: int = 3) -> Sample | None:
    """The file of this name; None if nothing is called so. Any `face-….png` is somebody's picture."""
    if name.startswith(FACE):
        return Sample("image", "image/png", face(name))
    if name not in MADE:
        return None
    type_, mime, make = MADE[name]
    return Sample(type_, mime, make(seconds))
