"""
Elements that are drawn once for all pages: without handlers and components, encoded when they are made.

ReactPy builds, walks and encodes each element for each page anew. For what is the same in every page, as the rows of a
list, that is done once here, and a session hands out the bytes.
"""

from collections.abc import Callable, Hashable
from typing import Any

import msgspec

from moca.web.live.components import Node

MOST = 64
PLAIN = {"tagName", "attributes", "children"}


class Still(dict[str, Any]):
    """
    An element with all that is in it, as bytes. To ReactPy it is an element without children, under its own key.

    Raises:
        TypeError: it holds a handler or a component.
    """

    __slots__ = ("encoded",)

    def __init__(self, node: Node) -> None:
        key = node.get("attributes", {}).get("key")
        super().__init__(tagName=node["tagName"], attributes={} if key is None else {"key": key})
        self.encoded = msgspec.Raw(msgspec.json.encode(_model(node)))


class Stills:
    """What was drawn of one thing, by how it was to look; at most `MOST` looks."""

    __slots__ = ("_drawn",)

    def __init__(self) -> None:
        self._drawn: dict[Hashable, Still] = {}

    def __len__(self) -> int:
        return len(self._drawn)

    def get(self, look: Hashable, draw: Callable[[], Node]) -> Still:
        found = self._drawn.get(look)
        if found is None:
            if len(self._drawn) >= MOST:
                self._drawn.clear()
            found = self._drawn[look] = Still(draw())
        return found

    def clear(self) -> None:
        """The thing has changed."""
        self._drawn.clear()


def _model(node: Node) -> Any:
    """The element as ReactPy's client is told of it."""
    if isinstance(node, Still):
        return node.encoded
    if not isinstance(node, dict):
        if not isinstance(node, str | int | float):
            raise TypeError(f"a still element holds no {type(node).__name__}")
        return f"{node}"
    if more := node.keys() - PLAIN:
        raise TypeError(f"a still element has no {', '.join(more)}")
    shown = [_model(child) for child in node.get("children", []) if child is not None]
    attributes = {"attributes": node["attributes"]} if "attributes" in node else {}
    return {"tagName": node["tagName"], **attributes, **({"children": shown} if shown else {})}
