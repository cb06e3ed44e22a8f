"""
What conversations and accounts want done at Meta's border: the POST of a send, a look at the thread, word to another
actor, and the waiting room of an account that cannot send.
"""

import time
from collections.abc import Callable

import msgspec

from moca.actors.effects import AwaitAccount, ForgetMessage, HoldApp, Tell, WakeWaiting
from moca.actors.forgetting import Forgetting
from moca.actors.sender import Standing
from moca.clock import now_ms
from moca.domain.account import Account, AccountHealth, AccountThrottled
from moca.domain.messages import AccountRestored, ReadBackResult, SendNotMade, SendRefused, SendSucceeded
from moca.domain.reply import Permit
from moca.domain.test_chats import is_test_chat
from moca.instagram.accounts import ANNOUNCEMENT, Accounts, Held
from moca.instagram.graph import Graph
from moca.instagram.guarded import Guard
from moca.instagram.looks import Looks
from moca.instagram.pace import has_turn, waited_ms
from moca.runtime.actor import Address
from moca.runtime.client import translated
from moca.runtime.compaction import Compaction
from moca.runtime.store import Letter, Store, Waiting
from moca.settings import Secret

NEVER_PER_SECOND = 1.0
LOOK_PATIENCE_MS = 45_000
"""Less than the conversation's own patience with a look, so that no look is made for nobody."""


SIGNALS_PER_SECOND = 10.0
SIGNAL_PATIENCE_MS = 3_000
"""Later than that, the answer may stand there already."""


class Errands:
    """
    Performs `SendMessage` (for the sender), `Signal`, `ReadBack`, and what waits in `hooks`.

    Of a test chat Meta never hears: what it sends has arrived at once.
    """

    def __init__(self, store: Store, accounts: Accounts, graph_for: Callable[[Account], Graph]) -> None:
        self._store = store
        self._accounts = accounts
        self._graph_for = graph_for
        self._guard = Guard(store, accounts)
        self._looks = Looks(store)
        self._forgetting = Forgetting(store, Compaction(store))

    async def standing(self, account: str) -> Standing:
        """The pace and health of an account, for the sender."""
        held = await self._accounts.get(account)
        if held is None:
            return Standing(NEVER_PER_SECOND, disconnected="the account is not connected")
        settings, health = held.account.settings, held.health
        return Standing(settings.rate_per_second, health.held_until, health.disconnected, settings.modes)

    async def post(self, waiting: Waiting, permit: Permit, begin_by: float) -> msgspec.Struct:
        """The one POST of a permitted send; not made after `begin_by` (monotonic): others then settle its fate."""
        account, _, person = waiting.address.key.partition(":")
        if is_test_chat(person):
            return SendSucceeded(send=permit.id, mid=f"test:{waiting.address.key}:{permit.id}")
        held = await self._accounts.get(account)
        if held is None or not held.token:
            return SendRefused(send=permit.id, kind="token", detail="no token: connect the account")
        if time.monotonic() > begin_by:
            return SendNotMade(send=permit.id, detail="this process was held up for too long")
        sent = await self._graph_for(held.account).send(held.token, account, person, permit)
        if isinstance(sent.result, SendSucceeded):
            return msgspec.structs.replace(sent.result, pause_ms=sent.pause_ms)
        return sent.result

    async def signal(self, waiting: Waiting) -> None:
        """Seen, and typing: at once or not at all, and never while Meta asks the account to rest."""
        account, _, person = waiting.address.key.partition(":")
        held = await self._accounts.get(account)
        if is_test_chat(person) or held is None or held.health.disconnected or held.health.held_until > now_ms():
            return
        for name in ("mark_seen", "typing_on"):
            if not await self._may_signal(waiting, account):
                return
            await self._guarded(held.account).signal(held.token, account, person, name)

    def _guarded(self, account: Account) -> Graph:
        """Calls that are not sends: they respect the account's hold and count in it."""
        return self._graph_for(account).through(lambda transport: self._guard.of(account.id, transport))

    async def _may_signal(self, waiting: Waiting, account: str) -> bool:
        """Apart from the pace of messages, as signals are none."""
        patience_ms = SIGNAL_PATIENCE_MS - waited_ms(waiting)
        return await has_turn(self._store, f"signals:{account}", SIGNALS_PER_SECOND, patience_ms)

    async def look(self, waiting: Waiting) -> Letter:
        """Read the thread back, at Meta's pace; a look that has waited too long to be wanted still is not made."""
        account, _, person = waiting.address.key.partition(":")
        if is_test_chat(person):
            result = ReadBackResult(lookup=waiting.id, complete=False, detail="a test chat has no thread at Meta's")
            return Letter.of(waiting.address, f"look:{waiting.address} {waiting.id}", result)
        if not await self._may_look(waiting, account):
            result = ReadBackResult(lookup=waiting.id, complete=False, detail="too many looks wait")
            return Letter.of(waiting.address, f"look:{waiting.address} {waiting.id}", result)
        held = await self._accounts.get(account) or Held(Account(id=account), AccountHealth(), Secret())
        result = await self._guarded(held.account).read_back(held.token, person, waiting.id)
        return Letter.of(waiting.address, f"look:{waiting.address} {waiting.id}", result)

    async def _may_look(self, waiting: Waiting, account: str) -> bool:
        return await self._looks.reserve(account, LOOK_PATIENCE_MS - waited_ms(waiting))

    async def run(self, waiting: Waiting) -> Letter | None:
        """Errands between actors and in their logs. Each may be run twice."""
        match waiting.type:
            case ForgetMessage.__name__:
                await self._forgetting(waiting)
            case Tell.__name__:
                await self._tell(waiting)
            case AwaitAccount.__name__:
                await self._await_account(waiting)
            case WakeWaiting.__name__:
                await self._wake_waiting(waiting)
            case HoldApp.__name__:
                await self._hold_app(waiting)
        return None

    async def _tell(self, waiting: Waiting) -> None:
        effect = msgspec.json.decode(waiting.body, type=Tell)
        body = bytes(effect.body).decode()
        await self._store.tell_result(Letter(Address.parse(effect.to), f"told:{effect.id}", effect.type, body))
        await self._announce()

    async def _hold_app(self, waiting: Waiting) -> None:
        """A limit of the app's is a limit of each of its accounts."""
        effect, origin = msgspec.json.decode(waiting.body, type=HoldApp), waiting.address.key
        held = await self._accounts.get(origin)
        fact = AccountThrottled(until=effect.until, code=effect.code, subcode=effect.subcode)
        for account in await self._accounts.ids():
            other = await self._accounts.get(account)
            if account != origin and held and other and other.account.app == held.account.app:
                event = f"app:{origin}:{effect.id}:{account}"
                await self._store.tell_result(Letter.of(Address("account", account), event, fact))

    async def _await_account(self, waiting: Waiting) -> None:
        """Join the waiting room; who comes just after it was opened is told at once."""
        effect = msgspec.json.decode(waiting.body, type=AwaitAccount)
        with translated():
            await self._store.client.sadd(waiting.partition.waiting(effect.account), str(waiting.address))
        self._accounts.forget_copies()
        held = await self._accounts.get(effect.account)
        if held is not None and not held.health.disconnected:
            await self._restore(waiting.address, f"restored:{waiting.address} {effect.id}")

    async def _wake_waiting(self, waiting: Waiting) -> None:
        effect = msgspec.json.decode(waiting.body, type=WakeWaiting)
        await self._announce()
        for partition in self._store.partitions:
            room = partition.waiting(effect.account)
            with translated():
                addresses = sorted(map(str, await self._store.client.smembers(room)))
            for address in addresses:
                await self._restore(Address.parse(address), f"restored:{address} {effect.account} {effect.id}")
                with translated():
                    await self._store.client.srem(room, address)

    async def _restore(self, address: Address, event: str) -> None:
        await self._store.tell_result(Letter.of(address, event, AccountRestored(), opens=False))

    async def _announce(self) -> None:
        self._accounts.forget_copies()
        with translated():
            for partition in self._store.partitions:
                await self._store.client.publish(partition.wake, ANNOUNCEMENT)
