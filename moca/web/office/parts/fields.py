"""Fields of forms, uncontrolled: what was typed is read from the form when it is sent, and no update undoes it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from reactpy import html

from moca.web.live.components import Node


def field(label: str, control: Node, *, name: str, hint: str = "", wrong: str = "") -> Node:
    """A control with its label, what it means, and what is wrong with it. Give the control `described(name)`."""
    return html.div(
        {"className": "field" + (" wrong" if wrong else "")},
        html.label({"htmlFor": name}, label),
        control,
        html.p({"className": "hint", "id": f"{name}-hint"}, hint) if hint else None,
        html.p({"className": "fault", "id": f"{name}-fault", "role": "alert"}, wrong) if wrong else None,
    )


def described(name: str, hint: str = "", wrong: str = "") -> dict[str, Any]:
    """What a control is told about its hint and its fault."""
    ids = " ".join([*([f"{name}-hint"] if hint else []), *([f"{name}-fault"] if wrong else [])])
    return {**({"aria-describedby": ids} if ids else {}), **({"aria-invalid": "true"} if wrong else {})}


def text_field(label: str, name: str, value: str = "", *, hint: str = "", wrong: str = "", **more: Any) -> Node:
    given = {"id": name, "name": name, "defaultValue": value, "type": "text", **described(name, hint, wrong), **more}
    return field(label, html.input(given), name=name, hint=hint, wrong=wrong)


def text_area(label: str, name: str, value: str = "", *, hint: str = "", wrong: str = "", **more: Any) -> Node:
    given = {"id": name, "name": name, "defaultValue": value, "rows": 4, **described(name, hint, wrong), **more}
    return field(label, html.textarea(given), name=name, hint=hint, wrong=wrong)


def select_field(
    label: str,
    name: str,
    choices: Sequence[tuple[str, str]],
    value: str = "",
    *,
    hint: str = "",
    wrong: str = "",
    **more: Any,
) -> Node:
    """`choices` are values with what is shown of them."""
    options = [
        html.option({"key": f"o-{choice}", "value": choice, "selected": choice == value}, shown)
        for choice, shown in choices
    ]
    given = {"id": name, "name": name, **described(name, hint, wrong), **more}
    return field(label, html.select(given, *options), name=name, hint=hint, wrong=wrong)


def checkbox(
    label: str, name: str, value: bool = False, *, hint: str = "", more: Mapping[str, Any] = MappingProxyType({})
) -> Node:
    given = {"id": name, "name": name, "type": "checkbox", "defaultChecked": value, **described(name, hint), **more}
    return html.div(
        {"className": "field check"},
        html.input(given),
        html.label({"htmlFor": name}, label),
        html.p({"className": "hint", "id": f"{name}-hint"}, hint) if hint else None,
    )
