"""Rules for messages: the list, the form of one, and trying them out."""

from collections.abc import Mapping

from reactpy import html

from moca.domain.rules import Rule
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import checkbox, select_field, text_area, text_field
from moca.web.office.settings.descriptions import MODE_NAMES
from moca.web.office.settings.rule_forms import EVENT_FIELD, EVENTS, rule_in, shown_rule
from moca.web.office.settings.rule_frame import frame, only_json, refusal, use_saving
from moca.web.office.settings.rule_list import Book, Close, RuleList
from moca.web.office.settings.rule_words import EVENT_NAMES, HOURS, STATUSES, then, when
from moca.web.office.settings.try_out import TryOut
from moca.web.office.words import Words


@component
def RulesPage(desk: Desk, account: str) -> Node:
    return html.div({"className": "stack"}, RuleList(desk, account, RULES), TryOut(desk, account))


@component
def RuleForm(desk: Desk, account: str, rule: Rule | None, close: Close) -> Node:
    """One rule, or a new one; JSON says what the fields cannot."""
    words = desk.words
    saving = use_saving(desk, account, RULES, rule, close)
    edited = rule or BLANK
    shown = shown_rule(edited)
    return frame(
        words,
        edited,
        saving,
        close,
        _conditions(words, edited, shown.texts, saving.faults),
        [*_actions(words, edited, shown.texts, saving.faults), None if shown.is_plain else only_json(words)],
        select_field(words("Tried"), "when", [(value, words(said)) for value, said in TRIED], shown.texts["when"]),
    )


def _conditions(words: Words, rule: Rule, texts: Mapping[str, str], faults: Mapping[str, str]) -> list[Node]:
    def area(name: str, label: str, hint: str = "") -> Node:
        return text_area(label, name, texts[name], hint=hint, wrong=faults.get(name, ""), rows=3)

    events = [
        html.label(
            {"key": name, "className": "pick"},
            html.input({"type": "checkbox", "name": f"{EVENT_FIELD}{name}", "defaultChecked": name in rule.events}),
            words(EVENT_NAMES[name]),
        )
        for name in EVENTS
    ]
    return [
        html.p({"className": "hint"}, words("All that is given must hold; of several values any may.")),
        area("keywords", words("Words in the text"), words("One a line; whole words, whatever case and accents.")),
        area("exact", words("The whole text"), words("One a line; all that was written.")),
        html.fieldset({"className": "picks"}, html.legend(words("What it is")), *events),
        checkbox(words("Only the first message of a person"), "first_message", rule.first_message),
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


def _actions(words: Words, rule: Rule, texts: Mapping[str, str], faults: Mapping[str, str]) -> list[Node]:
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
        checkbox(words("Say nothing at all"), "silent", rule.silent),
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
        checkbox(words("Go on with the next rules and the model"), "go_on", rule.go_on),
        refusal(faults, "silent"),
        refusal(faults, "go_on"),
    ]


BLANK = Rule(before_model=True)
RULES = Book(
    "rules",
    BLANK,
    rule_in,
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
