"""The part of the control API that moves an account's life: when its tokens end, and whether it is subscribed."""

from typing import Annotated, Any, Literal

import msgspec
from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import JSONBody
from msgspec import Meta

from moca.simulator.machine import Simulator

Json = dict[str, Any]  # a body of this API, as the handlers below name its fields


class TokenLife(msgspec.Struct, frozen=True):
    """
    The living tokens of an account end in `expires_in` seconds.

    Tokens that are given from then on live `life` seconds and can be refreshed after `refresh_after` seconds.
    """

    expires_in: Annotated[float, Meta(ge=0)]
    life: Annotated[float, Meta(gt=0)] | None = None
    refresh_after: Annotated[float, Meta(ge=0)] | None = None
    account: str = ""


class SubscriptionState(msgspec.Struct, frozen=True):
    """`gone`: Meta has unsubscribed the app, and delivers nothing until it subscribes again."""

    state: Literal["there", "gone"]
    account: str = ""


class AccountControl(Controller):
    path = "/control"

    @post("/token_life", sync_to_thread=False)
    def token_life(self, simulator: NamedDependency[Simulator], data: JSONBody[TokenLife]) -> Json:
        """Let tokens end soon: how many those are."""
        tokens = simulator.tokens
        tokens.life_seconds = tokens.life_seconds if data.life is None else data.life
        tokens.refresh_after_seconds = (
            tokens.refresh_after_seconds if data.refresh_after is None else data.refresh_after
        )  # fmt: skip
        return {"tokens": tokens.expire_in(_account(simulator, data.account), data.expires_in)}

    @post("/subscription", sync_to_thread=False)
    def subscription(self, simulator: NamedDependency[Simulator], data: JSONBody[SubscriptionState]) -> Json:
        """Take the app's subscription of an account away, or give it back: the accounts that have none."""
        account, unsubscribed = _account(simulator, data.account), simulator.world.unsubscribed
        if data.state == "gone":
            unsubscribed.add(account)
        else:
            unsubscribed.discard(account)
        return {"unsubscribed": sorted(unsubscribed)}


def _account(simulator: Simulator, named: str) -> str:
    account = simulator.world.account(named)
    if account is None:
        raise NotFoundException(f"no account is called {named!r}")
    return account.id
