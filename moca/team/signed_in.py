"""Who a connection is."""

from typing import NamedTuple

from moca.team.operator import Operator


class SignedIn(NamedTuple):
    """An operator; `session` names their sign-in, so that it can be ended."""

    operator: Operator
    session: str
