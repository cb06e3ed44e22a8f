"""Who else is at a conversation."""

from collections.abc import Callable

from reactpy import html, use_effect, use_memo

from moca.runtime.actor import Address
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import avatar
from moca.web.office.presence import Someone
from moca.web.office.words import Words


@component
def People(desk: Desk, address: Address) -> Node:
    """Who looks and who writes here beside oneself; as long as it is shown, this page looks too."""
    presence, key = desk.house.presence, str(address)

    def be_here() -> Callable[[], None]:
        presence.look(desk.page, desk.by, key)
        return lambda: presence.leave(desk.page, key)

    use_effect(be_here, [])
    people = use_cell(use_memo(lambda: presence.at(key), []), lambda found: others(found, desk.by))
    faces = [html.span({"key": someone.name}, avatar(someone.name, size="small")) for someone in people]
    return html.div(
        {"className": "present", "role": "status"}, *faces, html.span(told(desk.words, people)) if people else None
    )  # fmt: skip


def others(people: tuple[Someone, ...], me: str) -> tuple[Someone, ...]:
    """Everybody but oneself."""
    return tuple(someone for someone in people if someone.name != me)


def told(words: Words, people: tuple[Someone, ...]) -> str:
    """Who writes, else who looks; names beyond the second are counted."""
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
