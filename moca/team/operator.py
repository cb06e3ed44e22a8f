"""Operators: who they are, and what a role may do."""

from collections.abc import Mapping
from typing import Literal

import msgspec

Role = Literal["owner", "agent", "viewer"]
Need = Literal["view", "answer", "manage"]
"""What a request needs: to look, to work in conversations, or to change how Moca works."""

ROLES: tuple[Role, ...] = ("owner", "agent", "viewer")
MAY: Mapping[Role, frozenset[Need]] = {
    "owner": frozenset({"view", "answer", "manage"}),
    "agent": frozenset({"view", "answer"}),
    "viewer": frozenset({"view"}),
}
ADMIN_ID = "admin"


class Operator(msgspec.Struct, frozen=True, kw_only=True):
    """
    A person of the team. `id` never changes; `name` is shown, and what an operator does is kept under it.

    Times are ms; `revoked_at` 0 = still one of the team.
    """

    id: str
    name: str
    role: Role
    created_at: int = 0
    revoked_at: int = 0

    @property
    def is_admin(self) -> bool:
        """Whether this is the bearer of `ADMIN_TOKEN`: a program or its owner, and no person by name."""
        return self.id == ADMIN_ID


ADMIN = Operator(id=ADMIN_ID, name="admin", role="owner")
"""The bearer of `ADMIN_TOKEN`."""


def may(operator: Operator, need: Need) -> bool:
    """Whether the operator's role suffices. Who is revoked may nothing."""
    return not operator.revoked_at and need in MAY[operator.role]
