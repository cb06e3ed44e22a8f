"""
The history of one conversation, and hearing it again: each entry of its mail goes through `receive` once more, in the
context that its log names.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

import msgspec

from moca.actors.context_seen import context_of
from moca.actors.conversation import ConversationActor
from moca.domain import messages as m
from moca.domain.account import Context
from moca.domain.account_settings import AccountSettings
from moca.domain.conversation import Conversation
from moca.runtime.actor import Address, Entry, FactParked, Outcome

F = TypeVar("F", bound=msgspec.Struct)
ACTOR = ConversationActor()
SettingsOf = Mapping[int, AccountSettings]
"""The settings of an account by version."""


class History(NamedTuple):
    """A conversation's log up to the entry `cursor`, which is the last that its actor has heard."""

    address: Address
    entries: Sequence[Entry]

    @property
    def account(self) -> str:
        return self.address.key.partition(":")[0]


class Heard(NamedTuple):
    """
    An entry of mail, heard again.

    `recorded` is what its actor appended then. `outcome` is None where it was set aside then, and `error` says why it
    cannot be heard now. `is_exact`: the log names the context; before logs did so, the oldest that it names is assumed.
    """

    entry: Entry
    context: Context
    recorded: Sequence[Entry]
    outcome: Outcome[Conversation] | None
    error: str = ""
    is_exact: bool = True


def heard_again(history: History, settings: SettingsOf) -> Iterator[Heard]:
    """Hear a log from its beginning; what was set aside then is passed over. An error ends it."""
    causes = _by_cause(history.entries)
    parked = {fact.entry for fact in facts(history.entries, FactParked)}
    contexts = Contexts(history, settings)
    state = Conversation()
    for entry in history.entries:
        if not entry.is_mail:
            continue
        context = contexts.at(entry)
        if entry.id in parked:
            yield Heard(entry, context, causes.get(entry.id, ()), None)
            continue
        try:
            outcome = ACTOR.receive(state, decoded(entry), context, entry.at)
        except Exception as error:  # whatever it is, it is what differs
            yield Heard(entry, context, causes.get(entry.id, ()), None, f"{type(error).__name__}: {error}")
            return
        yield Heard(entry, context, causes.get(entry.id, ()), outcome, is_exact=contexts.is_known)
        state = outcome.state if contexts.is_known else msgspec.structs.replace(outcome.state, context=None)


class Contexts:
    """The contexts of a conversation, entry by entry, as its log names them."""

    def __init__(self, history: History, settings: SettingsOf) -> None:
        self._account = history.account
        self._settings = settings
        seen = ((entry.cause, entry.body) for entry in history.entries if entry.type == m.ContextSeen.__name__)
        self._seen = {cause: msgspec.json.decode(body, type=m.ContextSeen) for cause, body in seen}
        self.is_known = False
        self._current = self._made(next(iter(self._seen.values()), _assumed(history, settings)))

    def at(self, entry: Entry) -> Context:
        """The context of the next entry of mail; asked for each, in order."""
        seen = self._seen.get(entry.id)
        if seen is not None:
            self._current, self.is_known = self._made(seen), True
        return self._current

    def _made(self, seen: m.ContextSeen) -> Context:
        return context_of(seen, self._account, self._settings.get(seen.version, AccountSettings()))


def decoded(entry: Entry) -> msgspec.Struct:
    """
    What an entry of mail says.

    Raises:
        msgspec.DecodeError, KeyError: this version does not hear it.
    """
    return msgspec.json.decode(entry.body, type=ACTOR.hears[entry.type])


def facts(entries: Sequence[Entry], kind: type[F]) -> Iterator[F]:
    """The entries of one kind, decoded."""
    return (msgspec.json.decode(entry.body, type=kind) for entry in entries if entry.type == kind.__name__)


def _assumed(history: History, settings: SettingsOf) -> m.ContextSeen:
    """For a log that names no context: the version of its first decision, else the newest."""
    decided = next(facts(history.entries, m.QuestionDecided), None)
    return m.ContextSeen(version=decided.version if decided else max(settings, default=1))


def _by_cause(entries: Sequence[Entry]) -> Mapping[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.cause:
            found.setdefault(entry.cause, []).append(entry)
    return found
