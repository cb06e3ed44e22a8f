"""Small parts: icons, buttons, badges, people, times."""

from collections.abc import Sequence
from typing import Any, Literal

from reactpy import html

from moca.web.live.components import Node

Tone = Literal["plain", "good", "warn", "bad", "info"]


def icon(name: str) -> Node:
    """A drawing of `static/icons`, unseen by screen readers: say in words what it means."""
    return html.i({"className": f"icon icon-{name}", "aria-hidden": "true"})


def button(label: str, on_click: Any = None, *, kind: str = "", symbol: str = "", **attributes: Any) -> Node:
    """
    A button. `kind`: primary, danger, quiet, small, or bare, which shows only its symbol and says the label to readers.

    Without `on_click` it submits its form. Attributes of HTML with a dash are given in a dict as `more`.
    """
    more = attributes.pop("more", {})
    classes = " ".join(["button", *(kind.split() if kind else [])])
    given = {"type": "button", "onClick": on_click} if on_click else {"type": attributes.pop("type", "submit")}
    is_bare = "bare" in kind.split()
    named = {"aria-label": label, "title": label} if is_bare else {}
    drawn = icon(symbol) if symbol else None
    words = None if is_bare else label
    return html.button({"className": classes, **given, **named, **attributes, **more}, drawn, words)


def link(label: Node, address: str, *, kind: str = "", **attributes: Any) -> Node:
    """A link inside the office: it changes the address without loading a page; a modified click opens a tab."""
    return html.a({"href": address, "data-nav": "", "className": kind, **attributes}, label)


def badge(text: str, tone: Tone = "plain", *, title: str = "") -> Node:
    """A word about something, in a colour that only repeats it."""
    return html.span({"className": f"badge {tone}", **({"title": title} if title else {})}, text)


def tag(text: str) -> Node:
    return html.span({"className": "tag"}, text)


def avatar(name: str, picture: str = "", *, size: str = "") -> Node:
    """Somebody's picture, or their first letters on a colour that is always theirs; also where there is no picture.

    `picture` is the office's own address of it (`pictures.picture_address`): no page shows what lies elsewhere.
    """
    shade = sum(map(ord, name)) % 8
    classes = f"avatar shade-{shade} {size}".strip()
    given = {"src": picture, "alt": "", "loading": "lazy", "data-fades": ""}
    shown = html.img(given) if picture.startswith("/") else None
    return html.span({"className": classes, "aria-hidden": "true"}, initials(name), shown)


def initials(name: str) -> str:
    """At most two letters that stand for a name."""
    letters = [word[0] for word in name.replace("@", "").split() if word[0].isalnum()]
    return "".join([letters[0], letters[-1]] if len(letters) > 1 else letters).upper() or "?"


def age(at_ms: int) -> Node:
    """How long ago a moment was, in a word, kept current by the page: 5 m, 3 h, 12 Nov."""
    return moment(at_ms, "age")


def clock(at_ms: int) -> Node:
    """The time of day of a moment, in the viewer's zone."""
    return moment(at_ms, "clock")


def remaining(until_ms: int) -> Node:
    """How long it is until a moment, kept current by the page: 4 h, 12 m, 8 s; nothing once it is over."""
    return moment(until_ms, "left")


def moment(at_ms: int, form: Literal["age", "ago", "clock", "second", "day", "date", "left"]) -> Node:
    """A moment (ms) as the page writes it, in the viewer's zone and language. It takes no child: the page fills it."""
    return html.time({"data-at": str(at_ms), "data-as": form})


def ring(until_ms: int, whole_ms: int = 86_400_000, *, label: str = "") -> Node:
    """A ring that empties until a moment; `label` says it in words, for which `{left}` is filled in by the page."""
    return html.span(
        {
            "className": "ring",
            "role": "img",
            "data-until": str(until_ms),
            "data-whole": str(whole_ms),
            "data-label": label,
        }
    )


def empty(title: str, text: str, *next_step: Node, symbol: str = "empty") -> Node:
    """Where there is nothing yet: what that means, and what to do next."""
    steps = html.div({"className": "steps"}, *next_step) if next_step else None
    return html.div({"className": "empty"}, icon(symbol), html.h2(title), html.p(text), steps)


def skeleton(lines: int = 3) -> Node:
    """What stands where something is being loaded."""
    shapes: Sequence[Node] = [html.span({"key": f"s{n}", "className": "bone"}) for n in range(lines)]
    return html.div({"className": "skeleton", "aria-busy": "true"}, *shapes)
