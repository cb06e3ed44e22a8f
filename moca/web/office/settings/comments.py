"""Rules for comments: which are answered, in public and in private."""

from collections.abc import Mapping
from typing import Any

from reactpy import html, use_memo

from moca.domain.comment_rules import CommentRule, first_match
from moca.domain.messages import CommentReceived
from moca.web.live.cells import Cell, use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import checkbox, text_area, text_field
from moca.web.office.settings.rule_forms import Shown, comment_rule_in, shown_comment_rule
from moca.web.office.settings.rule_frame import frame, only_json, refusal, use_saving
from moca.web.office.settings.rule_list import Book, Close, RuleList
from moca.web.office.settings.rule_words import then_commented, when_commented
from moca.web.office.settings.trying import trying
from moca.web.office.words import Words


@component
def CommentsPage(desk: Desk, account: str) -> Node:
    return html.div({"className": "stack"}, RuleList(desk, account, COMMENT_RULES), TryComment(desk, account))


@component
def TryComment(desk: Desk, account: str) -> Node:
    """A comment that nobody made, and the rule that would answer it."""
    words = desk.words
    found = use_memo(lambda: Cell[tuple[str, CommentRule | None]](("", None)), [])
    text, rule = use_cell(found)

    async def look(said: Any) -> None:
        form, held = said["form"], await desk.accounts.get(account)
        comment = CommentReceived(
            comment_id="tried",
            sent_at=0,
            text=form["try-comment"],
            media_id=form["try-post"].strip(),
            live=form["try-live"],
        )
        rules = held.account.settings.comment_rules if held else ()
        found.set((comment.text or words("any comment"), first_match(rules, comment)))

    return trying(
        words,
        desk.act("view", look),
        _answered(words, rule) if text else None,
        text_field(words("What somebody comments"), "try-comment", placeholder="¿precio?"),
        html.div(
            {"className": "beside"},
            text_field(words("Under the post (its id)"), "try-post", inputMode="numeric"),
            checkbox(words("On a live video"), "try-live"),
        ),
    )


def _answered(words: Words, rule: CommentRule | None) -> Node:
    if rule is None:
        return html.p(words("No rule answers it: it is shown in the inbox."))
    said = [html.li({"key": f"s{n}"}, each) for n, each in enumerate(then_commented(words, rule))]
    return html.div({"className": "course"}, html.h4(words("“{name}” answers", name=rule.title)), html.ul(said))


@component
def CommentRuleForm(desk: Desk, account: str, rule: CommentRule | None, close: Close) -> Node:
    """One rule for comments, or a new one."""
    words = desk.words
    saving = use_saving(desk, account, COMMENT_RULES, rule, close)
    edited = rule or BLANK
    shown = shown_comment_rule(edited)
    return frame(
        words,
        edited,
        saving,
        close,
        _whens(words, edited, shown, saving.faults),
        _thens(words, shown, saving.faults),
    )


def _whens(words: Words, rule: CommentRule, shown: Shown, faults: Mapping[str, str]) -> list[Node]:
    def area(name: str, label: str, hint: str) -> Node:
        return text_area(label, name, shown.texts[name], hint=hint, wrong=faults.get(name, ""), rows=3)

    live = words("They take private answers only.")
    return [
        area("keywords", words("Words in the comment"), words("One a line; none = any comment.")),
        area("media_ids", words("Posts"), words("Ids as Instagram gives them, one a line; none = every post.")),
        checkbox(words("Also comments on live videos"), "live", rule.live, hint=live),
        refusal(faults, "live"),
    ]


def _thens(words: Words, shown: Shown, faults: Mapping[str, str]) -> list[Node]:
    between = words("A line of --- stands between texts of which one is said.")
    delay, wrong = "delay_seconds", faults.get("delay_seconds", "")

    def area(name: str, label: str) -> Node:
        return text_area(label, name, shown.texts[name], hint=between, wrong=faults.get(name, ""), rows=4)

    return [
        area("public", words("Answer in public")),
        area("private", words("Write in private")),
        None if shown.is_plain else only_json(words),
        text_field(words("Wait, in seconds"), delay, shown.texts[delay], wrong=wrong, type="number", min="0"),
    ]


BLANK = CommentRule()
COMMENT_RULES = Book(
    "comment_rules",
    BLANK,
    comment_rule_in,
    when_commented,
    then_commented,
    CommentRuleForm,
    "Add a comment rule",
    (
        "No comment is answered",
        "Comments are shown in the inbox. A rule answers them under the post, in private, or both.",
    ),
)
