"""Replies without a model: which of an account's rules answers a text."""

from collections.abc import Sequence

from moca.domain.keywords import stands_in
from moca.domain.messages import Struct
from moca.domain.text import folded


class Rule(Struct):
    """
    A reply without a model: any of `keywords` as whole words, accent- and case-insensitive.

    `before_model`: tried before the model is asked; otherwise only when no model can answer.
    """

    keywords: tuple[str, ...]
    reply: str
    name: str = ""
    before_model: bool = False


def first_match(rules: Sequence[Rule], text: str, before_model: bool | None) -> Rule | None:
    """
    Find the first rule, in the account's order, one of whose keywords stands in the text.

    `before_model` picks the rules that are tried before the model (`True`), those for when no model can answer
    (`False`), or all of them (`None`).
    """
    searched = folded(text)
    for rule in rules:
        if before_model in (None, rule.before_model) and any(stands_in(word, searched) for word in rule.keywords):
            return rule
    return None
