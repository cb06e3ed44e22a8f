"""
The parts of which pages are made. Each is a few elements with the classes of `parts.css`; none watches anything.

Whatever a part cannot say in markup, `boot.js` does by its `data-` attribute: times in the viewer's zone, rings,
copying, hotkeys, Enter to send.
"""

from moca.web.office.parts.basics import (
    age,
    avatar,
    badge,
    button,
    clock,
    empty,
    icon,
    link,
    moment,
    remaining,
    ring,
    skeleton,
    tag,
)
from moca.web.office.parts.fields import checkbox, field, select_field, text_area, text_field

__all__ = [
    "age",
    "avatar",
    "badge",
    "button",
    "checkbox",
    "clock",
    "empty",
    "field",
    "icon",
    "link",
    "moment",
    "remaining",
    "ring",
    "select_field",
    "skeleton",
    "tag",
    "text_area",
    "text_field",
]
