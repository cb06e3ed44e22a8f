"""
Nameless: whose an edit is that names nobody.

Meta sends edits, and announcements of messages (`num_edit` 0), without sender and recipient (section 3.8 of the
reference). Their mid tells the thread (section 4.4), and each message that names both has told whose thread that is.
No call leaves for it; what belongs to no known thread stays as strange as it was.

`moca:{p}:thread:<account>:<thread>` (STRING) → the person, in the partition of `thread/<account>:<thread>`.
"""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from moca.domain.forgetting import mids_of
from moca.instagram.heard import Heard, Strange, Trial
from moca.instagram.lenient import as_count, as_mid, as_object
from moca.instagram.mid import split_mid
from moca.instagram.normalise import AccountOf, normalise
from moca.runtime.actor import Address
from moca.runtime.client import translated
from moca.runtime.store import Store

Outcome = Heard | Strange | Trial
KEPT = 20_000
"""Threads that this process knows to be written, so that a thread is written once and not with every message."""


class Threads:
    """The threads of all accounts, as far as a readable mid has told of them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._written: OrderedDict[tuple[str, str], str] = OrderedDict()

    async def learn(self, heard: Sequence[Heard]) -> None:
        """
        Note whose threads these messages stand in.

        Raises:
            StoreUnavailableError: not, or not all, was noted.
        """
        found = {(item.account, thread): item.person for item in heard for thread in _threads(item)}
        new = {key: person for key, person in found.items() if self._written.get(key) != person}
        if new:
            with translated():
                async with self._store.client.pipeline(transaction=False) as calls:
                    for (account, thread), person in new.items():
                        calls.set(self._key(account, thread), person)
                    await calls.execute()
        self._written.update(new)
        while len(self._written) > KEPT:
            self._written.popitem(last=False)

    async def name(self, outcomes: Sequence[Outcome], account_of: AccountOf) -> list[Outcome]:
        """
        The outcomes, with each nameless edit given to the person whose thread it stands in.

        Raises:
            StoreUnavailableError: the store could not be asked.
        """
        named: list[Outcome] = []
        for outcome in outcomes:
            is_nameless = isinstance(outcome, Strange) and outcome.reason == "no_sender"
            named += await self._named(outcome, account_of) if is_nameless else [outcome]
        return named

    async def _named(self, nameless: Any, account_of: AccountOf) -> list[Outcome]:
        item = as_object(nameless.item)
        parts = split_mid(as_mid(as_object(item.get("message_edit")).get("mid")))
        if parts is None:
            return [nameless]
        person = await self._whose(nameless.account, parts.thread)
        if not person:
            return [nameless]
        whole = {**item, "sender": {"id": person}, "recipient": {"id": nameless.account}}
        entry = {"id": nameless.account, "messaging": [whole]}
        return list(normalise({"object": "instagram", "entry": [entry]}, account_of))

    async def _whose(self, account: str, thread: str) -> str:
        known = self._written.get((account, thread))
        if known is None:
            with translated():
                known = str(await self._store.client.get(self._key(account, thread)) or "")
        return known

    def _key(self, account: str, thread: str) -> str:
        address = Address("thread", f"{account}:{thread}")
        return self._store.partition(address).thread(address.key)


def is_announcement(strange: Strange) -> bool:
    """Whether it only says that a message exists, which comes by itself: nothing is lost with it."""
    edit = as_object(as_object(strange.item).get("message_edit"))
    return strange.reason == "no_sender" and bool(as_mid(edit.get("mid"))) and not as_count(edit.get("num_edit"))


def _threads(item: Heard) -> list[str]:
    """The threads that the mids of a message tell."""
    parts = [split_mid(mid) for mid in mids_of(item.fact)]
    return [each.thread for each in parts if each is not None]
