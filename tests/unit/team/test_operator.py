"""What the roles may do."""

import msgspec
import pytest

from moca.team.operator import ADMIN, Need, Operator, Role, may


@pytest.mark.parametrize(
    ("role", "able"),
    [("viewer", ["view"]), ("agent", ["view", "answer"]), ("owner", ["view", "answer", "manage"])],
)
def test_each_role_may_what_the_lesser_may(role: Role, able: list[Need]) -> None:
    """A viewer looks, an agent also works in conversations, an owner also manages."""
    ana = Operator(id="a", name="Ana", role=role)
    needs: tuple[Need, ...] = ("view", "answer", "manage")

    assert [need for need in needs if may(ana, need)] == able


def test_who_is_revoked_may_nothing() -> None:
    """A role ends with being one of the team."""
    gone = msgspec.structs.replace(ADMIN, revoked_at=1)

    assert not may(gone, "view")
