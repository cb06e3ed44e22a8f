"""SQL as source: each file beside this one holds named statements, and no other module spells any."""

import re
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

_NAME = re.compile(r"^-- (\w+) --$", re.MULTILINE)


def text(file: str) -> str:
    """A whole file of SQL of this package."""
    return resources.files(__package__).joinpath(file).read_text(encoding="utf-8")


def statements(file: str) -> Mapping[str, str]:
    """The statements of a file by the names above them (`-- name --`)."""
    _, *pieces = _NAME.split(text(file))
    return MappingProxyType({name: body.strip() for name, body in zip(pieces[::2], pieces[1::2], strict=True)})
