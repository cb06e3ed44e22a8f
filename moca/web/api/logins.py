"""`/api/accounts/connect`: begins an owner's login, which ends at Meta's callback."""

from typing import Annotated

import msgspec
from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import UNSET, Meta, UnsetType

from moca.instagram.oauth import Login
from moca.team.operator import Operator
from moca.web.api.accounts import Id
from moca.web.auth import needs


class NewLogin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A login to begin. `app` chooses one of several; `id` = only this account may be connected by it."""

    app: Annotated[str, Meta(max_length=40)] = ""
    id: Id | UnsetType = UNSET


class LoginView(msgspec.Struct, frozen=True):
    """Where to send the owner, until `expires_at` (ms). The address is good for one login."""

    authorize_url: str
    state: str
    expires_at: int


class LoginsApi(Controller):
    """Logins of owners."""

    path = "/accounts/connect"
    tags = ("accounts",)
    opt = needs("manage")

    @post()
    async def begin_login(
        self, login: NamedDependency[Login], operator: NamedDependency[Operator], data: JSONBody[NewLogin]
    ) -> LoginView:
        """
        The address at which an owner allows Moca to answer for an account, by Instagram Login.

        409: MOCA_PUBLIC_URL or INSTAGRAM_APP_ID is missing, or one of several apps must be chosen.
        """
        return LoginView(*await login.begin(data.app, data.id or "", operator.name))
