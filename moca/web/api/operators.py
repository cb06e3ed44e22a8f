"""`/api/operators`: who is of the team, what each may do, and where they are signed in. `docs/team.md` tells how."""

from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody
from msgspec import UNSET, Meta, UnsetType

from moca.clock import now_ms
from moca.settings import Secret
from moca.team.operator import Operator, Role
from moca.team.operators import LONGEST_NAME, Operators
from moca.team.sessions import Session, Sessions
from moca.web.auth import needs, signed_in
from moca.web.problems import FieldError

Name = Annotated[str, Meta(min_length=1, max_length=LONGEST_NAME)]


class NewOperator(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody new. `role`: a viewer looks, an agent also works in conversations, an owner also manages."""

    name: Name
    role: Role = "agent"


class OperatorChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is left out stays."""

    name: Name | UnsetType = UNSET
    role: Role | UnsetType = UNSET


class OperatorList(msgspec.Struct, frozen=True):
    """Everybody who was ever made an operator, the oldest first; `revoked_at` (ms) 0 = still one of the team."""

    items: list[Operator]


class OperatorWithToken(msgspec.Struct, frozen=True):
    """An operator, and the token: it is told now and never again."""

    operator: Operator
    token: str

    def __repr__(self) -> str:
        return f"OperatorWithToken(operator={self.operator.id!r})"


class Me(msgspec.Struct, frozen=True):
    """Who asks, and by which session; empty = by a token."""

    operator: Operator
    session: str


class SessionList(msgspec.Struct, frozen=True):
    """Where somebody is signed in, the newest first. `agent` is the browser; times are ms."""

    items: list[Session]


class MeApi(Controller):
    """Whoever asks."""

    path = "/operators/me"
    tags = ("team",)
    opt = needs("view")

    @get()
    async def get_me(self, request: Request[Any, Any, Any], operator: NamedDependency[Operator]) -> Me:
        """Who asks."""
        found = await signed_in(request)
        return Me(operator, found.session if found is not None and found.operator.id == operator.id else "")

    @get("/sessions")
    async def list_my_sessions(
        self, sessions: NamedDependency[Sessions], operator: NamedDependency[Operator]
    ) -> SessionList:
        """Where one is signed in oneself."""
        return SessionList(await sessions.of(operator.id, now_ms()))

    @delete("/sessions/{session:str}")
    async def end_my_session(
        self, sessions: NamedDependency[Sessions], operator: NamedDependency[Operator], session: FromPath[str]
    ) -> None:
        """Sign oneself out elsewhere: the open pages of that session close."""
        await _end(sessions, operator.id, session)


class OperatorsApi(Controller):
    """The team."""

    path = "/operators"
    tags = ("team",)
    opt = needs("manage", read="manage")

    @get()
    async def list_operators(self, operators: NamedDependency[Operators]) -> OperatorList:
        """The team, without the bearer of ADMIN_TOKEN."""
        return OperatorList(await operators.all())

    @post()
    async def add_operator(
        self, operators: NamedDependency[Operators], data: JSONBody[NewOperator]
    ) -> OperatorWithToken:
        """Make somebody an operator. 409: the name is taken, or is one that Moca itself uses."""
        return _told(await operators.create(data.name, data.role))

    @patch("/{id_:str}")
    async def change_operator(
        self, operators: NamedDependency[Operators], id_: FromPath[str], data: JSONBody[OperatorChange]
    ) -> Operator:
        """Another name or role, from the next request on. 409: the name is taken, or no owner would be left."""
        operator = await _existing(operators, id_)
        if data.name is UNSET and data.role is UNSET:
            raise FieldError("", "nothing to change: give any of name, role")
        if data.role is not UNSET:
            operator = await operators.set_role(id_, data.role)
        return operator if data.name is UNSET else await operators.rename(id_, data.name)

    @delete("/{id_:str}")
    async def revoke_operator(self, operators: NamedDependency[Operators], id_: FromPath[str]) -> None:
        """Let an operator in no more: token and sessions end at once. 409: no owner would be left."""
        await _existing(operators, id_)
        await operators.revoke(id_)

    @post("/{id_:str}/token")
    async def replace_operator_token(
        self, operators: NamedDependency[Operators], id_: FromPath[str]
    ) -> OperatorWithToken:
        """Another token; the old one and the sessions that it began end at once."""
        await _existing(operators, id_)
        return _told(await operators.new_token(id_))

    @get("/{id_:str}/sessions")
    async def list_sessions(
        self, operators: NamedDependency[Operators], sessions: NamedDependency[Sessions], id_: FromPath[str]
    ) -> SessionList:
        """Where an operator is signed in; `admin` is the bearer of ADMIN_TOKEN."""
        await _known(operators, id_)
        return SessionList(await sessions.of(id_, now_ms()))

    @delete("/{id_:str}/sessions")
    async def end_sessions(
        self, operators: NamedDependency[Operators], sessions: NamedDependency[Sessions], id_: FromPath[str]
    ) -> None:
        """Sign an operator out everywhere; the token stays good."""
        await _known(operators, id_)
        await sessions.end_all(id_)

    @delete("/{id_:str}/sessions/{session:str}")
    async def end_session(
        self, sessions: NamedDependency[Sessions], id_: FromPath[str], session: FromPath[str]
    ) -> None:
        """Sign an operator out in one place."""
        await _end(sessions, id_, session)


def _told(made: tuple[Operator, Secret]) -> OperatorWithToken:
    operator, token = made
    return OperatorWithToken(operator, token.reveal())


async def _end(sessions: Sessions, operator: str, session: str) -> None:
    if not await sessions.end(session, operator):
        raise NotFoundException(f"there is no session {session}: it may have ended")


async def _known(operators: Operators, id_: str) -> Operator:
    operator = await operators.get(id_)
    if operator is None:
        raise NotFoundException(f"there is no operator {id_}")
    return operator


async def _existing(operators: Operators, id_: str) -> Operator:
    """One of the team who is not revoked; the bearer of the admin token passes, and is refused with the reason."""
    operator = await _known(operators, id_)
    if operator.revoked_at:
        raise NotFoundException(f"{operator.name} is no longer of the team: add them again")
    return operator
