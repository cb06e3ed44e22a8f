"""The first steps of a new Moca, until all are done; and in the demo, the way to write as a customer."""

from typing import Any

from reactpy import html, use_memo

from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.dashboard.readings import Steps, steps_of
from moca.web.office.desk import Desk
from moca.web.office.parts import icon, link
from moca.web.office.system.panels import panel


@component
def FirstSteps(desk: Desk) -> Node:
    """What to do first, and what of it is done."""
    words = desk.words
    steps: Steps | None = use_cell(use_memo(lambda: steps_of(desk), []))
    if steps is None or steps.are_done:
        return html.div({"hidden": True})
    rows = (
        (steps.is_connected, words("Connect an Instagram account"), _settings(steps, "connection")),
        (steps.has_delivery, words("Let Meta deliver its first event"), _settings(steps, "webhook")),
        (steps.has_facts, words("Write down what the agent may say"), _settings(steps, "facts")),
        (steps.has_answered, words("See the first answer leave"), "/inbox"),
    )
    listed = [html.li({"key": f"s{place}"}, *_step(desk, *row)) for place, row in enumerate(rows)]
    return panel(words("First steps"), html.ol({"className": "steps-of-start"}, listed))


def _settings(steps: Steps, section: str) -> str:
    return f"/settings/{steps.account}/{section}" if steps.account else "/settings"


def _step(desk: Desk, is_done: bool, text: str, address: str) -> tuple[Node, ...]:
    if is_done:
        return (
            icon("check"),
            html.span({"className": "done"}, text),
            html.span({"className": "unseen"}, desk.words("done")),
        )
    return html.span({"className": "open", "aria-hidden": "true"}), link(text, address), None


@component
def Phone(desk: Desk) -> Node:
    """Only in the demo: the fake Instagram's phone."""
    words, url = desk.words, desk.house.settings.phone_url
    if not url:
        return html.div({"hidden": True})
    outside: Any = {"target": "_blank", "rel": "noreferrer"}
    text = "Write a few short messages in a row and watch: the agent waits for all of them and answers once."
    return html.section(
        {"className": "panel phone", "aria-labelledby": "phone-title"},
        html.h2({"id": "phone-title"}, icon("phone"), " ", words("Write as a customer")),
        html.p(words(text)),
        html.div(
            {"className": "deeds"},
            html.button(
                {"type": "button", "className": "button primary", "data-phone": url}, words("Phone beside the office")
            ),
            html.a({"href": url, "className": "button", **outside}, words("In a tab of its own")),
        ),
    )
