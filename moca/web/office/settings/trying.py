"""The panel in which rules are tried out: something that nobody wrote, and what would answer it."""

from reactpy import event, html

from moca.web.live.components import Node
from moca.web.office.desk import Handler
from moca.web.office.parts import button
from moca.web.office.words import Words


def trying(words: Words, look: Handler, told: Node, *fields: Node, hint: Node = None, aside: Node = None) -> Node:
    """`look` takes what the fields say; `told` is what came of it; `aside` stands beside the button."""
    return html.section(
        {"className": "panel stack", "aria-labelledby": "try-title"},
        html.h3({"id": "try-title"}, words("Try the rules out")),
        hint,
        html.form(
            {"className": "stack", "onSubmit": event(look, prevent_default=True)},
            *fields,
            html.div({"className": "steps"}, button(words("Try"), kind="primary"), aside),
        ),
        html.div({"aria-live": "polite"}, told),
    )
