"""How components are written: one that fails shows a notice in place of a hole; and SVG, which ReactPy refuses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import reactpy
import structlog
from reactpy import html
from reactpy.core.events import EventHandler, to_event_handler_function
from reactpy.reactjs import component_from_url
from reactpy.types import BaseEventHandler, Component

log = structlog.get_logger()

Node = Any
"""What a component returns: an element of ReactPy, a component, text, or nothing. ReactPy's own types say no more."""

Nav = component_from_url("/assets/nav.js", "Nav", allow_children=False)
"""Reports the page's address, at the start of a session and whenever it changes, to `onNavigate`: `path` and `qs`."""


def component(render: Callable[..., Node]) -> Callable[..., Component]:
    """
    A component. Call every hook before anything that may fail: one that fails between hooks never recovers.
    """

    @wraps(render)
    def guarded(*args: Any, **kwargs: Any) -> Node:
        try:
            return render(*args, **kwargs)
        except Exception:
            log.exception("office.render_failed", component=render.__qualname__)
            return html.p({"role": "alert", "className": "failed"}, "This part could not be shown. Reload the page.")

    return reactpy.component(guarded)


def targeted(name: str, handler: Callable[[Any], Any]) -> BaseEventHandler:
    """
    A handler under a name of its own, one in the whole page, in place of the path to its element.

    For elements deep in a page: a path longer than a session takes (`LONGEST_TARGET`) would be dropped unheard.
    """
    return EventHandler(to_event_handler_function(handler, positional_args=True), target=name)


class _Svg:
    """SVG's elements by name: `html.svg` of 2.0.0b13 refuses children for text, title, linearGradient and others."""

    def __getattr__(self, name: str) -> Any:
        return reactpy.Vdom(name)


svg = _Svg()
