"""`/api/accounts/{id}/agreement`: how often people agree with the model's drafts, and which mode that speaks for."""

from typing import Annotated

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, QueryParameter

from moca.clock import now_ms
from moca.domain.agreement import Agreement, agreements, next_step
from moca.domain.window import DAY_MS
from moca.instagram.accounts import Accounts
from moca.views.queries import Views

DAYS = 30


class AgreementView(msgspec.Struct, frozen=True, kw_only=True):
    """
    The intents of an account, judged since a moment (ms). `next_step`: what a person must do before there is anything
    to judge; empty where something was decided.
    """

    since: int
    next_step: str
    intents: tuple[Agreement, ...]


class AgreementApi(Controller):
    """Suggestions for the modes of an account's intents; taking one is a change of the account's settings."""

    path = "/accounts"
    tags = ("accounts",)

    @get("/{id_:str}/agreement")
    async def get_agreement(
        self,
        accounts: NamedDependency[Accounts],
        views: NamedDependency[Views],
        id_: FromPath[str],
        days: Annotated[int, QueryParameter(ge=1, le=365, description="How many days back")] = DAYS,
    ) -> AgreementView:
        """
        What became of the model's drafts and answers, by intent, and the mode that is suggested.

        `auto` is suggested for an intent in `draft` when at least 20 drafts were decided and 95 % of them left
        unchanged; `draft` for one in `watch` when 20 answers were noted, and for one in `auto` when people cancelled
        10 % of at least 20 answers. Nothing changes by itself.
        """
        return await agreement_of(accounts, views, id_, days)


async def agreement_of(accounts: Accounts, views: Views, id_: str, days: int) -> AgreementView:
    """
    The intents of an account, judged over so many days.

    Raises:
        NotFoundException: there is no such account.
    """
    held = await accounts.get(id_)
    if held is None:
        raise NotFoundException(f"there is no account {id_}")
    since = now_ms() - days * DAY_MS
    judged, settings = await views.judged(id_, since), held.account.settings
    return AgreementView(
        since=since, next_step=next_step(settings, judged), intents=agreements(settings, judged)
    )  # fmt: skip
