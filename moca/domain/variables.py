"""
Variables in the words of a business: `{first_name}`, `{name}`, `{username}` of the customer, and `{business}`.

Anything else in braces stays as it is. What nobody knows vanishes with the comma and the space that led to it.
"""

import re

import msgspec

from moca.domain.messages import Content, Part, Struct

LONGEST_VALUE = 60


class Names(Struct):
    """Who is spoken to, and by whom; empty = nobody knows."""

    name: str = ""
    username: str = ""
    business: str = ""

    @property
    def first_name(self) -> str:
        """The first word of the name that has letters, without what surrounds it."""
        words = (_EDGES.sub("", word) for word in self.name.split())
        return next((word for word in words if any(map(str.isalpha, word))), "")


def filled(part: Part, names: Names) -> Part:
    """The part with its variables filled in: the text, or the text of a content."""
    if isinstance(part, str):
        return filled_text(part, names)
    return msgspec.structs.replace(part, text=filled_text(part.text, names)) if part.text else part


def filled_text(text: str, names: Names) -> str:
    """The text with its variables filled in; a value's own braces are no variables."""
    values = {variable: " ".join(getattr(names, variable).split())[:LONGEST_VALUE] for variable in VARIABLES}
    for variable in VARIABLES:
        if not values[variable]:
            text = _without(text, f"{{{variable}}}")
    return _VARIABLE.sub(lambda found: values[found[1]], text)


def longest(part: Content) -> Content:
    """The content with the longest values that there may be."""
    value = "W" * LONGEST_VALUE
    return msgspec.structs.replace(part, text=_VARIABLE.sub(value, part.text))


def _without(text: str, variable: str) -> str:
    """A variable that begins a line takes what follows along, any other what stands before it."""
    name = re.escape(variable)
    text = re.sub(rf"(^|[\n¡¿])[ \t]{{0,3}}{name}(?:[ \t]{{0,3}}{_COMMA})?[ \t]{{0,3}}(.?)", _begun, text)
    return re.sub(rf"(?:[ \t]{{0,3}}{_COMMA})?[ \t]{{0,3}}{name}", "", text)


def _begun(found: re.Match[str]) -> str:
    return found[1] + found[2].upper()


VARIABLES = ("first_name", "name", "username", "business")
_VARIABLE = re.compile(rf"\{{({'|'.join(VARIABLES)})\}}")
_COMMA = "[,،，、]"  # noqa: RUF001  # the commas of other scripts
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
