"""Profiles: who a customer is, asked off the webhook's path, at a pace of its own, and kept as the contact."""

from collections.abc import Callable

import msgspec

from moca.actors.effects import FetchProfile
from moca.clock import now_ms
from moca.domain.account import Account
from moca.domain.messages import ProfileFound
from moca.domain.test_chats import is_test_chat
from moca.errors import StoreUnavailableError, TransientError
from moca.instagram.accounts import Accounts
from moca.instagram.graph import Graph
from moca.instagram.guarded import Guard
from moca.instagram.pace import has_turn, waited_ms
from moca.runtime.store import Letter, Store, Waiting

PROFILES_PER_SECOND = 1.0
HORIZON_MS = 120_000
"""Whoever would wait longer is asked about when they write again."""


class Profiles:
    """Performs `FetchProfile`: the pace is the account's own, `profiles:<account>`."""

    def __init__(self, store: Store, accounts: Accounts, graph_for: Callable[[Account], Graph]) -> None:
        self._store = store
        self._accounts = accounts
        self._graph_for = graph_for
        self._guard = Guard(store, accounts)

    async def run(self, waiting: Waiting) -> Letter:
        """Ask, keep what was found as the contact, and tell the conversation."""
        effect = msgspec.json.decode(waiting.body, type=FetchProfile)
        found = await self._found(waiting, effect)
        await self._keep(waiting, effect, found)
        return Letter.of(waiting.address, f"profile:{waiting.address} {waiting.id}", found)

    async def _found(self, waiting: Waiting, effect: FetchProfile) -> ProfileFound:
        account, _, person = waiting.address.key.partition(":")
        if is_test_chat(person):
            return ProfileFound(lookup=effect.id, name="Test")
        nothing = ProfileFound(lookup=effect.id, asked=False)
        try:
            await self._guard.admit(account)
        except StoreUnavailableError:
            raise
        except TransientError:
            return nothing
        held = await self._accounts.get(account)
        if held is None or not await self._may_ask(waiting, account):
            return nothing
        graph = self._graph_for(held.account).through(lambda transport: self._guard.of(account, transport))
        return await graph.profile(held.token, person, effect.id)

    async def _may_ask(self, waiting: Waiting, account: str) -> bool:
        return await has_turn(self._store, f"profiles:{account}", PROFILES_PER_SECOND, HORIZON_MS - waited_ms(waiting))

    async def _keep(self, waiting: Waiting, effect: FetchProfile, found: ProfileFound) -> None:
        """The contact as of this message; a name that Meta does not tell any more stays."""
        known = {"name": found.name, "username": found.username, "picture": found.picture}
        counted = {"first_seen": effect.first_seen, "last_seen": effect.last_seen, "messages": effect.messages}
        fields = {name: str(value) for name, value in (known | counted).items() if value}
        if found.asked:
            fields["asked_at"] = str(now_ms())
        await self._store.keep_contact(waiting, fields)
