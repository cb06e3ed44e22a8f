"""
Nameless: whose an edit is that names nobody.

Meta sends edits, and announcements of messages (`num_edit` 0), without sender and recipient (section 3.8 of the
reference). Their mid tells the thread (section 4.4), and each message that names both has told whose thread that is.
No call leaves for it; what belongs to no known thread stays as strange as it was.

`moca:{p}:thread:<account>:<thread>` (STRING) → the person, in the partition of `thread/<account>:<thread>`.
"""

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
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
Thread = tuple[str, str]
"""Account and thread."""
KEPT = 20_000
"""Threads of which this process knows what the store holds, so that it neither writes nor asks with every message."""


class Threads:
    """The threads of all accounts, as far as a readable mid has told of them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: OrderedDict[Thread, str] = OrderedDict()

    async def learn(self, heard: Sequence[Heard]) -> None:
        """
        Note whose threads these messages stand in.

        Raises:
            StoreUnavailableError: not, or not all, was noted.
        """
        found = {(item.account, thread): item.person for item in heard for thread in _threads(item)}
        new = {key: person for key, person in found.items() if self._known.get(key) != person}
        if new:
            with translated():
                async with self._store.client.pipeline(transaction=False) as calls:
                    for (account, thread), person in new.items():
                        calls.set(self._key(account, thread), person)
                    await calls.execute()
        self._note(new)

    async def leave(self, account: str, person: str, mids: Collection[str]) -> None:
        """Forget whose the threads of these messages are, as far as they are this person's."""
        threads = {parts.thread for parts in map(split_mid, mids) if parts is not None}
        for thread in threads:
            key = self._key(account, thread)
            self._known.pop((account, thread), None)
            with translated():
                if await self._store.client.get(key) == person:
                    await self._store.client.delete(key)

    async def name(self, outcomes: Sequence[Outcome], account_of: AccountOf) -> list[Outcome]:
        """
        The outcomes, with each nameless edit given to the person whose thread it stands in.

        Raises:
            StoreUnavailableError: the store could not be asked.
        """
        threads = [_thread_of(outcome) for outcome in outcomes]
        pairs = zip(outcomes, threads, strict=True)
        await self._look_up({thread for outcome, thread in pairs if thread and self._is_open(outcome, thread)})
        named: list[Outcome] = []
        for outcome, thread in zip(outcomes, threads, strict=True):
            person = self._known.get(thread, "") if thread else ""
            named += _named(outcome, person, account_of) if person else [outcome]
        return named

    def _is_open(self, outcome: Any, thread: Thread) -> bool:
        """Whether to ask the store: for an edit also if nobody knew the thread, as others may have learned it."""
        known = self._known.get(thread)
        return known is None or (not known and not is_announcement(outcome))

    async def _look_up(self, threads: Collection[Thread]) -> None:
        """Know of these what the store knows, also that it knows nothing."""
        if not threads:
            return
        with translated():
            async with self._store.client.pipeline(transaction=False) as calls:
                for thread in threads:
                    calls.get(self._key(*thread))
                persons = await calls.execute()
        found = {thread: str(person or "") for thread, person in zip(threads, persons, strict=True)}
        self._note({thread: person for thread, person in found.items() if not self._known.get(thread)})  # learned since

    def _note(self, persons: Mapping[Thread, str]) -> None:
        self._known.update(persons)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)

    def _key(self, account: str, thread: str) -> str:
        address = Address("thread", f"{account}:{thread}")
        return self._store.partition(address).thread(address.key)


def _thread_of(outcome: Outcome) -> Thread | None:
    """In which thread an edit stands that names nobody."""
    if not isinstance(outcome, Strange) or outcome.reason != "no_sender":
        return None
    edit = as_object(as_object(outcome.item).get("message_edit"))
    parts = split_mid(as_mid(edit.get("mid")))
    return None if parts is None else (outcome.account, parts.thread)


def _named(nameless: Any, person: str, account_of: AccountOf) -> list[Outcome]:
    whole = {**as_object(nameless.item), "sender": {"id": person}, "recipient": {"id": nameless.account}}
    entry = {"id": nameless.account, "messaging": [whole]}
    return list(normalise({"object": "instagram", "entry": [entry]}, account_of))


def is_announcement(strange: Strange) -> bool:
    """Whether it only says that a message exists, which comes by itself: nothing is lost with it."""
    edit = as_object(as_object(strange.item).get("message_edit"))
    return strange.reason == "no_sender" and bool(as_mid(edit.get("mid"))) and not as_count(edit.get("num_edit"))


def _threads(item: Heard) -> list[str]:
    """The threads that the mids of a message tell."""
    parts = [split_mid(mid) for mid in mids_of(item.fact)]
    return [each.thread for each in parts if each is not None]
