"""
What an account's rules make of a question: pure, in their order, up to the first that matches and does not go on.

Variants are drawn by the question's first mid, so that replay and any process choose the same one.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from moca.domain.comment_rules import variant
from moca.domain.messages import AgentMode, Part, Struct
from moca.domain.rules.conditions import Heard, Situation, unmet
from moca.domain.rules.rule import Rule
from moca.domain.text import folded
from moca.domain.variables import filled


class Ruled(Struct):
    """
    What the rules that matched want, together: of what there can be only one, the last one's counts.

    `rules` are their names in order. `parts`: what is said, None = nothing. `hand_over` is the reason, empty = nobody
    is called. `goes_on`: none of them ends the matter, so that the model is asked.
    """

    rules: tuple[str, ...] = ()
    parts: tuple[Part, ...] | None = None
    add_tags: tuple[str, ...] = ()
    assign: str = ""
    status: Literal["", "open", "closed"] = ""
    hand_over: str = ""
    has_own_line: bool = False
    """Whether the rule that calls a person says so in its own words."""
    agent: AgentMode | Literal[""] = ""
    silent: bool = False
    goes_on: bool = True


class Trial(Struct):
    """How one rule was tried: `unmet` says why it did not match; empty = it did."""

    rule: Rule
    unmet: str = ""


def judge(rules: Sequence[Rule], situation: Situation, before_model: bool | None) -> Ruled:
    """
    Try the rules in their order and gather what the ones that match want.

    `before_model` picks the rules that are tried before the model (`True`), those for when no model can answer
    (`False`), or all of them (`None`). Nothing that was written or configured raises.
    """
    ruled = Ruled()
    for trial in tried(rules, situation, before_model):
        if not trial.unmet:
            ruled = _with(ruled, trial.rule, situation)
    return ruled


def tried(rules: Sequence[Rule], situation: Situation, before_model: bool | None) -> Iterator[Trial]:
    """Every rule that is tried, with why it does not match; the last one may have ended it."""
    heard = Heard(situation)
    for rule in rules:
        why_not = _not_tried(rule, before_model) or unmet(rule, heard)
        yield Trial(rule=rule, unmet=why_not)
        if why_not:
            continue
        if not rule.go_on:
            return
        heard.tags.update(map(folded, rule.add_tags))


def _not_tried(rule: Rule, before_model: bool | None) -> str:
    if not rule.enabled:
        return "it is switched off"
    if before_model in (None, rule.before_model):
        return ""
    return "it is only for when no model can answer" if before_model else "it is tried before the model"


def _with(ruled: Ruled, rule: Rule, situation: Situation) -> Ruled:
    """What is wanted so far, and what this rule wants beside it."""
    said = _said(rule, situation)
    return msgspec.structs.replace(
        ruled,
        rules=(*ruled.rules, rule.title),
        parts=(*(ruled.parts or ()), said) if said is not None else ruled.parts,
        add_tags=tuple(dict.fromkeys((*ruled.add_tags, *rule.add_tags))),
        assign=rule.assign or ruled.assign,
        status=rule.status or ruled.status,
        hand_over=rule.hand_over or ruled.hand_over,
        has_own_line=said is not None if rule.hand_over else ruled.has_own_line,
        agent=rule.agent or ruled.agent,
        silent=rule.silent,
        goes_on=rule.go_on,
    )


def _said(rule: Rule, situation: Situation) -> Part | None:
    variants: tuple[Part, ...] = rule.variants or ((rule.reply,) if rule.reply else ())
    return filled(variant(variants, situation.seed), situation.names) if variants else None
