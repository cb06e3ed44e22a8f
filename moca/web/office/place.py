"""Where a page is: its address, taken apart. Addresses name ids, never a person, a text or a token."""

from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode


class Place(NamedTuple):
    """`parts` are the path's segments; `query` its parameters, in order."""

    parts: tuple[str, ...] = ()
    query: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, path: str, query: str = "") -> "Place":
        """The place of a path and of what follows its question mark."""
        parts = tuple(part for part in path.split("/") if part)
        return cls(parts, tuple(parse_qsl(query.removeprefix("?"))))

    @property
    def section(self) -> str:
        """The page: the first segment; the inbox where there is none."""
        return self.parts[0] if self.parts else "inbox"

    def part(self, index: int) -> str:
        """A segment, or nothing."""
        return self.parts[index] if index < len(self.parts) else ""

    def asked(self, name: str, default: str = "") -> str:
        """A parameter of the query."""
        return dict(self.query).get(name, default)

    def but(self, **changes: str) -> str:
        """This address with some parameters changed; an empty one goes."""
        query = {name: value for name, value in {**dict(self.query), **changes}.items() if value}
        path = "/" + "/".join(self.parts)
        return f"{path}?{urlencode(query)}" if query else path
