"""The keyboard, on `?`. `static/keys.js` does what stands here."""

from reactpy import html

from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import button

KEYS = (
    ("?", "Show this help"),
    ("/", "Search"),
    ("j", "Next conversation"),
    ("k", "Previous conversation"),
    ("u", "Only the unread, or all again"),
    ("r", "Reply"),
    ("n", "Write a note"),
    ("Ctrl Enter", "Approve the draft that waits"),
    ("g i", "Go to the inbox"),
    ("g c", "Go to the contacts"),
    ("g q", "Go to the queue"),
    ("g d", "Go to the dashboard"),
    ("g s", "Go to the settings"),
    ("Ctrl S", "Save the settings"),
    ("Esc", "Close what is open"),
)


@component
def Help(desk: Desk) -> Node:
    """A dialog that the page itself opens and closes: it is there, unseen, from the beginning."""
    words = desk.words
    rows = [
        html.div({"key": keys}, html.dt([html.kbd({"key": key}, key) for key in keys.split()]), html.dd(words(meaning)))
        for keys, meaning in KEYS
    ]
    return html.dialog(
        {"id": "keyboard", "className": "dialog", "aria-labelledby": "keyboard-title"},
        html.h2({"id": "keyboard-title"}, words("Keyboard")),
        html.dl({"className": "keys"}, rows),
        html.form({"method": "dialog"}, button(words("Close"))),
    )
