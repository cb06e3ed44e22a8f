"""A talk under a post: an account with rules for comments, and what its conversation recorded about them."""

from typing import Any

from moca.domain import messages as m
from tests.builders import DAY, a_comment_rule
from tests.unit.actors.talk import Talk

PUBLIC, PRIVATE = "Te escribimos por mensaje", "La bolsa vale 8.900"
BOTH = a_comment_rule("precio", name="price", public=(PUBLIC,), private=(PRIVATE,))
WEEK = 7 * DAY


def talk_with(*rules: Any, **settings: Any) -> Talk:
    return Talk(comment_rules=rules or (BOTH,), **settings)


def decisions(talk: Talk) -> list[tuple[str, str, str, str]]:
    return [(d.comment_id, d.verdict, d.rule, d.detail) for d in talk.records(m.CommentDecided)]


def targets(talk: Talk) -> list[tuple[str, str]]:
    planned = [plan.target for plan in talk.records(m.MessagePlanned)]
    return [(target.kind, target.id) for target in planned if target is not None]
