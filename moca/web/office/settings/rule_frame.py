"""What the forms of all rules have alike: name, conditions and doing, the rule as JSON, and saving."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from reactpy import event, html, use_memo

from moca.web.live.cells import Cell, use_cell
from moca.web.live.components import Node
from moca.web.office.desk import Desk, Handler
from moca.web.office.parts import button, checkbox, text_area, text_field
from moca.web.office.settings.described import as_json
from moca.web.office.settings.rule_forms import of_json
from moca.web.office.settings.rule_list import AnyRule, Book, Close, fault_of, keep_one
from moca.web.office.words import Words
from moca.web.problems import FieldError


class Saving(NamedTuple):
    """`faults`: what was refused, by field. `save` takes what the form says, and closes it where nothing is."""

    faults: Mapping[str, str]
    save: Handler


def use_saving(desk: Desk, account: str, book: Book, rule: AnyRule | None, close: Close) -> Saving:
    """Saves a rule of a list in the place of the one that is edited; None = a new one, saved as the last."""
    wrong: Cell[dict[str, str]] = use_memo(lambda: Cell({}), [])
    faults = use_cell(wrong)

    async def save(said: Any) -> None:
        form = said["form"]
        try:
            is_json = said["submitter"] == "json"
            new = of_json(form["json"], type(book.blank)) if is_json else book.read(form, rule)
            await keep_one(desk, account, book.setting, rule, new)
        except FieldError as error:
            wrong.set(fault_of(error, desk.words))
        else:
            close()

    return Saving(faults, desk.act("manage", save))


def frame(
    words: Words, rule: AnyRule, saving: Saving, close: Close, whens: Sequence[Node], thens: Sequence[Node], *more: Node
) -> Node:
    """The form of a rule: its conditions, what it does, and `more` after them."""
    faults = saving.faults
    return html.form(
        {
            "className": "panel stack rule-form",
            "noValidate": True,
            "data-guards": "",
            "onSubmit": event(saving.save, prevent_default=True),
        },
        text_field(words("Name"), "name", rule.name, wrong=faults.get("name", ""), **{"data-focus": ""}),
        html.fieldset(html.legend(words("When")), *whens),
        html.fieldset(html.legend(words("Then")), *thens),
        *more,
        checkbox(words("Switched on"), "enabled", rule.enabled),
        _ends(words, close),
        _as_text(words, rule, faults),
    )


def refusal(faults: Mapping[str, str], field: str) -> Node:
    """What was refused of a field that shows no fault of its own."""
    return html.p({"className": "fault", "role": "alert"}, faults[field]) if field in faults else None


def only_json(words: Words) -> Node:
    """Said where the fields cannot show all that a rule says."""
    text = words("What it says has buttons, cards or media: change that in JSON below.")
    return html.p({"className": "hint"}, text)


def _ends(words: Words, close: Close) -> Node:
    """The buttons under a form."""
    cancel = {"type": "button", "className": "button quiet", "onClick": lambda _: close()}
    return html.div({"className": "steps"}, button(words("Save"), kind="primary"), html.button(cancel, words("Cancel")))


def _as_text(words: Words, rule: AnyRule, faults: Mapping[str, str]) -> Node:
    """The rule as JSON, for what no field can say. Behind the form's own Save, which Enter presses."""
    return html.details(
        {"open": bool(faults.get("json"))},
        html.summary(words("As JSON")),
        text_area(
            words("The whole rule"), "json", as_json(rule), wrong=faults.get("json", ""), rows=10, spellcheck="false"
        ),
        button(words("Save this JSON"), kind="small", more={"value": "json"}),
    )
