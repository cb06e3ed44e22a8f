"""
The library of Redis Functions: `functions/shared.lua`, then every other file in a scope of its own, loaded as one.

Functions are named with a version; a changed contract is a new name, because old and new processes share a store
during a deploy.
"""

from importlib.resources import files

LIBRARY = "moca"


def source() -> str:
    """The whole library as `FUNCTION LOAD` takes it."""
    folder = files("moca.runtime") / "functions"
    parts = {item.name: item.read_text() for item in folder.iterdir() if item.name.endswith(".lua")}
    shared = parts.pop("shared.lua")
    scoped = [f"do\n{parts[name]}end\n" for name in sorted(parts)]
    return f"#!lua name={LIBRARY}\n{shared}\n" + "\n".join(scoped)
