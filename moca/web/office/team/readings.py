"""The team as it stands: everybody who may sign in, with where and when they last did."""

from typing import NamedTuple

from moca.clock import now_ms
from moca.team.operator import ADMIN, Operator
from moca.team.sessions import Session
from moca.web.office.desk import Desk
from moca.web.office.hub import TEAM, Loaded
from moca.web.office.wake import Changed

POLL_SECONDS = 15.0


class Member(NamedTuple):
    """Somebody of the team; `sessions` are those that are good now, the newest first."""

    operator: Operator
    sessions: tuple[Session, ...]

    @property
    def seen_at(self) -> int:
        """When they last used the office, to a minute (ms); 0 = not in any session that is good now."""
        return max((session.seen_at for session in self.sessions), default=0)


def team_of(desk: Desk) -> Loaded[tuple[Member, ...]]:
    """Everybody who may sign in, the bearer of the admin token first."""
    return desk.hub.value("team", lambda: Loaded(lambda: _team(desk), [TEAM], poll=POLL_SECONDS))


def own_sessions_of(desk: Desk) -> Loaded[tuple[Session, ...]]:
    """Where whoever sits here is signed in."""
    id_ = desk.operator.id
    return desk.hub.value(("sessions", id_), lambda: Loaded(lambda: _sessions(desk, id_), [TEAM], poll=POLL_SECONDS))


async def tell_team(desk: Desk) -> None:
    """Tell every open page that the team has changed."""
    await desk.house.wake.publish(Changed((TEAM,)))


async def _team(desk: Desk) -> tuple[Member, ...]:
    everybody = [each for each in await desk.house.operators.all() if not each.revoked_at]
    if desk.house.settings.admin_token:
        everybody.insert(0, ADMIN)
    return tuple([Member(each, await _sessions(desk, each.id)) for each in everybody])


async def _sessions(desk: Desk, id_: str) -> tuple[Session, ...]:
    return tuple(await desk.house.sessions.of(id_, now_ms()))
