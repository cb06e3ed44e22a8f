"""How much waits to leave, and how much of it a person should look at: counts only."""

import msgspec


class Load(msgspec.Struct, frozen=True):
    """How many sends of an account and a priority wait for their turn within the pace."""

    account: str
    priority: str
    sends: int


class Stuck(msgspec.Struct, frozen=True):
    """Sends of which nobody knows whether they arrived, and those that were given up and could be sent again."""

    in_doubt: int = 0
    given_up: int = 0
