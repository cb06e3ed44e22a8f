"""Who else is at a conversation."""

from collections.abc import Callable

from reactpy import html, use_effect, use_memo

from moca.runtime.actor import Address
from moca.web.live.cells import Watched, use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import avatar
from moca.web.office.presence import Someone
from moca.web.office.words import Words

MOST = 3
"""So many are drawn; more are counted in words."""


@component
def People(desk: Desk, address: Address) -> Node:
    """Who looks and who writes here beside oneself; as long as it is shown, this page looks too."""
    presence, key = desk.house.presence, str(address)

    def be_here() -> Callable[[], None]:
        presence.look(desk.page, desk.by, key)
        return lambda: presence.leave(desk.page, key)

    use_effect(be_here, [])
    people = use_beside(desk, address)
    return html.div(
        {"className": "present", "role": "status"}, *_pictures(people),
        html.span(told(desk.words, people)) if people else None,
    )  # fmt: skip


@component
def Faces(desk: Desk, address: Address) -> Node:
    """Who else is there, where there is no room for words."""
    return html.div({"className": "presence"}, faces(desk.words, use_beside(desk, address)))


def use_beside(desk: Desk, address: Address) -> tuple[Someone, ...]:
    """Who else is at a conversation; a hook."""
    cell, select = use_memo(lambda: beside(desk, address), [])
    people: tuple[Someone, ...] = use_cell(cell, select)
    return people


def beside(desk: Desk, address: Address) -> Watched:
    """Who else is at a conversation, for `use_cells`."""
    return desk.house.presence.at(str(address)), lambda found: others(found, desk.by)


def faces(words: Words, people: tuple[Someone, ...]) -> Node:
    """Their pictures, said in words to readers; nothing of nobody."""
    if not people:
        return None
    said = told(words, people)
    return html.span({"className": "faces", "role": "img", "aria-label": said, "title": said}, *_pictures(people))


def _pictures(people: tuple[Someone, ...]) -> list[Node]:
    return [html.span({"key": someone.name}, avatar(someone.name, size="small")) for someone in people[:MOST]]


def others(people: tuple[Someone, ...], me: str) -> tuple[Someone, ...]:
    """Everybody but oneself."""
    return tuple(someone for someone in people if someone.name != me)


def told(words: Words, people: tuple[Someone, ...]) -> str:
    """Who writes, else who looks; of more than two, all but the first are counted."""
    typing = [someone.name for someone in people if someone.is_typing]
    names = typing or [someone.name for someone in people]
    if not names:
        return ""
    who, count = _listed(words, names), len(names)
    if typing:
        return words.count(count, "{who} is typing…", "{who} are typing…", who=who)
    return words.count(count, "{who} is looking at this", "{who} are looking at this", who=who)


def _listed(words: Words, names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    last = names[1] if len(names) == 2 else words("{n} others", n=len(names) - 1)  # noqa: PLR2004  # two names are said
    return words("{one} and {other}", one=names[0], other=last)
