"""
ReactPy's browser client, taken from the installed package and mended while it is loaded; nothing of it is kept.

Three faults of 2.0.0b13 are mended. It numbers an event n + 1 but compares the answer with n, so that an answer one key
old overwrites a field. It sends the whole DOM event, up to 690 kB for one key; `events.js` says what handlers read. It
draws the whole page anew for each update, and falls behind where many come; `drawing.js` says when it does.
"""

import hashlib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import reactpy

KNOWN = "2.0.0b13"
PATCHES = (
    ("d._reactpy_set_seq(g+1)", "d._reactpy_set_seq(g)"),
    ("$0.set(Q,Y,Z);X()})", "$0.set(Q,Y,Z);(globalThis.reactpyDraws||(f=>f()))(X)})"),
    ('if(typeof L==="object")return v(L);', 'if(typeof L==="object")return(globalThis.reactpyEvent||v)(L);'),
)


class ClientChangedError(Exception):
    """The installed client is not the one that is known: the faults must be looked at again."""


class Client(NamedTuple):
    """The client's files by name; `digest` changes with any byte of them."""

    files: Mapping[str, bytes]
    digest: str


def mended_client() -> Client:
    """
    Read the client and mend it.

    Raises:
        ClientChangedError: the package is another version, or a fault is not where it was.
    """
    if (found := version("reactpy")) != KNOWN:
        raise ClientChangedError(f"reactpy is {found}, and only {KNOWN} is known")
    folder = Path(reactpy.__file__).parent / "static"
    paths = [folder / "index.js", *sorted(folder.glob("index-*.js"))]
    files = {path.name: _text(path).encode() for path in paths}
    return Client(files, hashlib.sha256(b"".join(files.values())).hexdigest()[:12])


def _text(path: Path) -> str:
    text = path.read_text(encoding="utf-8").partition("//# sourceMappingURL")[0]
    return _mended(text) if path.name == "index.js" else text


def _mended(text: str) -> str:
    for fault, mended in PATCHES:
        if text.count(fault) != 1:
            raise ClientChangedError(f"{fault!r} stands in the client {text.count(fault)} times")
        text = text.replace(fault, mended)
    return text
