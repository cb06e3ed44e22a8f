"""`/api/accounts/{id}/comment-rules`: which comments are answered, and with what. `docs/comments.md` tells how."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from litestar import Controller, get, put
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from moca.domain.comment_rules import CommentRule, wrongs
from moca.instagram.accounts import Accounts, Held
from moca.team.operator import Operator
from moca.web.auth import needs
from moca.web.problems import FieldError


class ShownCommentRule(CommentRule, frozen=True, omit_defaults=False):
    """A rule for comments, whole."""


class NewCommentRule(CommentRule, frozen=True, forbid_unknown_fields=True):
    """
    An answer to comments: any of `keywords` as whole words (none = any comment), on the posts `media_ids` (none = all).

    At least one of `public` and `private`: variants, of each of which one is said.
    """


class NewCommentRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All rules for comments, in the order in which they are tried: the first that matches answers."""

    rules: Annotated[tuple[NewCommentRule, ...], Meta(max_length=500)]


class CommentRulesView(msgspec.Struct, frozen=True):
    """The rules, and the version of the settings that holds them."""

    rules: tuple[ShownCommentRule, ...]
    version: int


class CommentRulesApi(Controller):
    """What is answered to comments."""

    path = "/accounts/{id_:str}/comment-rules"
    tags = ("accounts",)
    opt = needs("manage")

    @get()
    async def get_comment_rules(self, accounts: NamedDependency[Accounts], id_: FromPath[str]) -> CommentRulesView:
        """The account's rules for comments."""
        return _view(await _existing(accounts, id_))

    @put()
    async def set_comment_rules(
        self,
        accounts: NamedDependency[Accounts],
        operator: NamedDependency[Operator],
        id_: FromPath[str],
        data: JSONBody[NewCommentRules],
    ) -> CommentRulesView:
        """Replace all rules for comments. Comments that were decided stay as they are."""
        await _existing(accounts, id_)
        check_comment_rules(data.rules, "rules")
        changes = {"comment_rules": msgspec.to_builtins(data.rules)}
        await accounts.change_settings(id_, changes, by=operator.name)
        return _view(await _existing(accounts, id_))


def check_comment_rules(rules: Sequence[CommentRule], field: str) -> None:
    """
    Refuse rules that could not answer.

    Raises:
        FieldError: the first fault, with its field and the remedy.
    """
    for wrong in wrongs(rules):
        raise FieldError(f"{field}{wrong.field}", wrong.remedy)


async def _existing(accounts: Accounts, id_: str) -> Held:
    held = await accounts.get(id_)
    if held is None:
        raise NotFoundException(f"there is no account {id_}")
    return held


def _view(held: Held) -> CommentRulesView:
    rules = held.account.settings.comment_rules
    shown = msgspec.convert(rules, tuple[ShownCommentRule, ...], from_attributes=True)
    return CommentRulesView(shown, held.account.version)
