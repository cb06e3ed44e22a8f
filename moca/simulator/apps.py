"""The apps that accounts belong to: an id for the login, and the secret that signs (reference, sections 1 and 2.3)."""

from typing import NamedTuple

from moca.settings import Secret
from moca.simulator.config import SimulatorConfig
from moca.simulator.world import Account


class MetaApp(NamedTuple):
    id: str
    secret: Secret


class Apps:
    """Every account has the simulator's own app, unless it names another."""

    def __init__(self, config: SimulatorConfig) -> None:
        self._own = MetaApp(config.app_id, config.app_secret)
        self._known = {self._own, *map(self.of, config.accounts)}

    def of(self, account: Account) -> MetaApp:
        return MetaApp(account.app_id or self._own.id, account.app_secret or self._own.secret)

    def knows(self, id_: str, secret: Secret | None = None) -> bool:
        """Whether there is such an app, and, where a secret is given, with that one."""
        return any(app.id == id_ and secret in (None, app.secret) for app in self._known)
