"""Rules for messages: the list, the form of one, and trying them out."""

from collections.abc import Callable, Mapping
from typing import Any

from reactpy import event, html

from moca.domain.rules import Rule
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import button, checkbox, select_field, text_area, text_field
from moca.web.office.settings.described import as_json
from moca.web.office.settings.descriptions import MODE_NAMES
from moca.web.office.settings.rule_forms import EVENT_FIELD, EVENTS, of_json, rule_in, shown_rule
from moca.web.office.settings.rule_list import Book, RuleList, fault_of, keep_one, use_faults
from moca.web.office.settings.rule_words import EVENT_NAMES, HOURS, STATUSES, then, when
from moca.web.office.settings.try_out import TryOut
from moca.web.office.words import Words
from moca.web.problems import FieldError

Close = Callable[[], None]


@component
def RulesPage(desk: Desk, account: str) -> Node:
    return html.div({"className": "stack"}, RuleList(desk, account, RULES), TryOut(desk, account))


@component
def RuleForm(desk: Desk, account: str, rule: Rule | None, close: Close) -> Node:
    """One rule, or a new one; JSON says what the fields cannot."""
    words = desk.words
    faults, wrong = use_faults()

    async def save(said: Any) -> None:
        form = said["form"]
        try:
            new = of_json(form["json"], Rule) if said["submitter"] == "json" else rule_in(form, rule)
            await keep_one(desk, account, RULES.setting, rule, new)
        except FieldError as error:
            wrong.set(fault_of(error, words))
        else:
            close()

    shown = shown_rule(rule or Rule(before_model=True))
    return html.form(
        {
            "className": "panel stack rule-form",
            "noValidate": True,
            "data-guards": "",
            "onSubmit": event(desk.act("manage", save), prevent_default=True),
        },
        text_field(words("Name"), "name", shown.texts["name"], wrong=faults.get("name", ""), **{"data-focus": ""}),
        html.fieldset(html.legend(words("When")), *_conditions(words, rule, shown.texts, faults)),
        html.fieldset(
            html.legend(words("Then")),
            *_actions(words, rule, shown.texts, faults),
            None
            if shown.is_plain
            else html.p(
                {"className": "hint"}, words("What it says has buttons, cards or media: change that in JSON below.")
            ),
        ),
        select_field(words("Tried"), "when", [(value, words(said)) for value, said in TRIED], shown.texts["when"]),
        checkbox(words("Switched on"), "enabled", rule.enabled if rule else True),
        ends(words, close),
        as_text(words, rule or Rule(), faults),
    )


def as_text(words: Words, rule: Any, faults: Mapping[str, str]) -> Node:
    """The rule as JSON, for what no field can say. Behind the form's own Save, which Enter presses."""
    return html.details(
        {"open": bool(faults.get("json"))},
        html.summary(words("As JSON")),
        text_area(
            words("The whole rule"), "json", as_json(rule), wrong=faults.get("json", ""), rows=10, spellcheck="false"
        ),
        button(words("Save this JSON"), kind="small", more={"value": "json"}),
    )


def ends(words: Words, close: Close) -> Node:
    """The buttons under a form."""
    cancel = {"type": "button", "className": "button quiet", "onClick": lambda _: close()}
    return html.div({"className": "steps"}, button(words("Save"), kind="primary"), html.button(cancel, words("Cancel")))


def _conditions(words: Words, rule: Rule | None, texts: Mapping[str, str], faults: Mapping[str, str]) -> list[Node]:
    def area(name: str, label: str, hint: str = "") -> Node:
        return text_area(label, name, texts[name], hint=hint, wrong=faults.get(name, ""), rows=3)

    has = rule.events if rule else ()
    events = [
        html.label(
            {"key": name, "className": "pick"},
            html.input({"type": "checkbox", "name": f"{EVENT_FIELD}{name}", "defaultChecked": name in has}),
            words(EVENT_NAMES[name]),
        )
        for name in EVENTS
    ]
    return [
        html.p({"className": "hint"}, words("All that is given must hold; of several values any may.")),
        area("keywords", words("Words in the text"), words("One a line; whole words, whatever case and accents.")),
        area("exact", words("The whole text"), words("One a line; all that was written.")),
        html.fieldset({"className": "picks"}, html.legend(words("What it is")), *events),
        checkbox(words("Only the first message of a person"), "first_message", bool(rule and rule.first_message)),
        select_field(words("Hours"), "hours", [(value, words(said)) for value, said in HOURS], texts["hours"]),
        text_field(
            words("Languages"),
            "languages",
            texts["languages"],
            hint=words("Two letters each, as es, en."),
            wrong=faults.get("languages", ""),
        ),
        text_field(
            words("Tags of the conversation"),
            "tags",
            texts["tags"],
            hint=words("With commas between."),
            wrong=faults.get("tags", ""),
        ),
        html.details(
            {"open": bool(texts["regex"] or faults.get("regex"))},
            html.summary(words("Patterns")),
            area("regex", words("Regular expressions (RE2)"), words("One a line.")),
        ),
    ]


def _actions(words: Words, rule: Rule | None, texts: Mapping[str, str], faults: Mapping[str, str]) -> list[Node]:
    def line(name: str, label: str, hint: str = "") -> Node:
        return text_field(label, name, texts[name], hint=hint, wrong=faults.get(name, ""))

    answers = words(
        "{first_name}, {name}, {username} and {business} are filled in. A line of --- stands between answers of which "
        "one is said.",
        first_name="{first_name}",
        name="{name}",
        username="{username}",
        business="{business}",
    )
    modes = [("", words("as it is")), *[(value, words(said)) for value, said in MODE_NAMES]]
    return [
        text_area(words("Say"), "answers", texts["answers"], hint=answers, wrong=faults.get("answers", ""), rows=5),
        checkbox(words("Say nothing at all"), "silent", bool(rule and rule.silent)),
        line("hand_over", words("Call a person, because"), words("Empty = nobody is called.")),
        line("add_tags", words("Add tags"), words("With commas between.")),
        line("assign", words("Give it to")),
        select_field(
            words("Set the conversation to"),
            "status",
            [(value, words(said)) for value, said in STATUSES],
            texts["status"],
        ),
        select_field(words("Agent from then on"), "agent", modes, texts["agent"]),
        checkbox(words("Go on with the next rules and the model"), "go_on", bool(rule and rule.go_on)),
        html.p({"className": "fault", "role": "alert"}, faults["silent"]) if "silent" in faults else None,
        html.p({"className": "fault", "role": "alert"}, faults["go_on"]) if "go_on" in faults else None,
    ]


RULES = Book(
    "rules",
    when,
    then,
    RuleForm,
    "Add a rule",
    (
        "No rules yet",
        "A rule answers what must always be answered alike, and keeps the shop speaking when no model can.",
    ),
)
TRIED = (("before", "Before the model is asked"), ("without", "Only when no model can answer"))
