"""What a message may hold beside its text: emoji, media, answers to tap. The page puts them together."""

from typing import Any

from reactpy import html

from moca.domain.content import LONGEST_QUICK_TITLE, MOST_QUICK_REPLIES
from moca.web.api.files import TAKEN as MIMES_TAKEN
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import icon

TAKEN = ",".join(MIMES_TAKEN)
TYPES = (("image", "Picture"), ("video", "Film"), ("audio", "Sound|attached"), ("file", "File"))


@component
def Extras(desk: Desk) -> Node:
    """Buttons that open a panel each, and what was added, which `static/extras.js` draws."""
    words = desk.words
    return html.div(
        {"className": "extras"},
        html.div({"className": "added", "data-added": "", "data-remove": words("Remove {name}"), "role": "list",
                  "aria-label": words("What goes along")}),
        _opener(words("Emoji"), "smile", "emoji-panel"),
        _opener(words("Attach"), "attach", "attach-panel"),
        _opener(words("Answers to tap"), "taps", "quick-panel"),
        html.button({"type": "button", "className": "button quiet bare", "data-opens": "saved-replies",
                     "aria-label": words("Saved replies"), "title": words("Saved replies")}, icon("star")),
        _panel("emoji-panel", words("Emoji"), *_emoji(desk)),
        _panel("attach-panel", words("Attach"), *_attach(desk)),
        _panel("quick-panel", words("Answers to tap"), *_quick(desk)),
    )  # fmt: skip


def _opener(label: str, symbol: str, panel: str) -> Node:
    return html.button(
        {"key": panel, "type": "button", "className": "button quiet bare", "data-panel": panel, "aria-controls": panel,
         "aria-label": label, "title": label},
        icon(symbol),
    )  # fmt: skip


def _panel(id_: str, label: str, *inside: Node) -> Node:
    more = {"key": f"p-{id_}", "id": id_, "role": "group", "aria-label": label, "hidden": True}
    return html.div({"className": "panel extra", **more}, *inside)


def _emoji(desk: Desk) -> tuple[Node, ...]:
    label = desk.words("Search emoji")
    return (
        html.input({"type": "search", "data-emoji-search": "", "aria-label": label, "placeholder": label,
                    "autoComplete": "off"}),
        html.div({"className": "emoji", "data-emoji": "", "data-none": desk.words("No emoji is called so")}),
    )  # fmt: skip


def _attach(desk: Desk) -> tuple[Node, ...]:
    words = desk.words
    hint = words("A public https address: Instagram fetches it from there. Or the id of a file that Instagram keeps.")
    return (
        *_upload(desk),
        _labelled(words("Kind"), html.select({"data-attach-type": ""},
                  *[html.option({"key": value, "value": value}, words(label)) for value, label in TYPES])),
        _labelled(words("Address"), html.input({"type": "text", "inputMode": "url", "data-attach-url": "",
                  "placeholder": "https://", "autoComplete": "off", "maxLength": 2000})),
        html.p({"className": "hint"}, hint),
        html.p({"className": "fault", "role": "alert", "data-attach-fault": words("It must begin with https://"),
                "hidden": True}),
        _adds("attach", words("Add")),
    )  # fmt: skip


def _upload(desk: Desk) -> tuple[Node, ...]:
    """From one's own disk, where Instagram can fetch from here; the same by dropping or pasting a file."""
    words = desk.words
    if not desk.house.settings.public_url.startswith("https://"):
        why = words("Files of your own need a public https address of this Moca: set MOCA_PUBLIC_URL.")
        return (html.p({"className": "hint", "data-no-upload": why}, why),)
    lost = words("The file did not get through. Try again.")
    choose = html.input({"type": "file", "accept": TAKEN, "data-attach-file": "", "data-lost": lost})
    return _labelled(words("A file of your own"), choose), html.p(
        {"className": "hint"}, words("Or drop it, or paste it.")
    )


def _quick(desk: Desk) -> tuple[Node, ...]:
    words = desk.words
    hint = words("Up to {most} short answers that the customer can tap under your message.", most=MOST_QUICK_REPLIES)
    return (
        _labelled(words("Answer to tap"), html.input({"type": "text", "data-quick-title": "", "autoComplete": "off",
                  "maxLength": LONGEST_QUICK_TITLE, "data-most": str(MOST_QUICK_REPLIES)})),
        html.p({"className": "hint"}, hint),
        _adds("quick", words("Add")),
    )  # fmt: skip


def _labelled(label: str, control: Any) -> Node:
    return html.label({"key": label, "className": "labelled"}, html.span(label), control)


def _adds(what: str, label: str) -> Node:
    return html.button({"type": "button", "className": "button small", "data-adds": what}, label)
