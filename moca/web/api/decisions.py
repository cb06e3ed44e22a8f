"""`/api/conversations/{account}/{psid}/decisions/{question}`: one decision with everything that led to it."""

from collections.abc import Sequence

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from moca.domain.account_settings import AccountSettings
from moca.domain.conversation import Conversation
from moca.domain.facts import Fact, facts_of
from moca.instagram.accounts import Accounts
from moca.instagram.versions import Version
from moca.replay.why import Opened, decision_in, opened, opened_at
from moca.runtime.actor import Address, Entry
from moca.runtime.history import newest, state_of
from moca.runtime.store import Store
from moca.web.api.asking import FORM, conversation_address

PAGE = 500
MOST_PAGES = 40
"""How far back a decision is looked for: 20,000 entries."""


class KnownFact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact as the settings of then had it; without kind and text where they hold none of this id."""

    id: str
    kind: str = ""
    title: str = ""
    text: str = ""


class DecidedUnder(msgspec.Struct, frozen=True, kw_only=True):
    """The version of the settings, and who made it (`by`), when (ms) and why; empty where nobody noted it."""

    version: int
    by: str = ""
    at: int = 0
    note: str = ""


class DecisionView(msgspec.Struct, frozen=True, kw_only=True):
    """
    One decision, opened. `facts` are those that the answer names, `retrieved` those that the model was given.

    `settings` says under whose version of them it was decided.
    """

    decision: Opened
    facts: tuple[KnownFact, ...]
    retrieved: tuple[KnownFact, ...]
    settings: DecidedUnder


class DecisionsApi(Controller):
    """Decisions, one by one."""

    path = "/conversations/{account:str}/{psid:str}/decisions"
    tags = ("conversations",)

    @get("/{question:int}")
    async def get_decision(
        self,
        store: NamedDependency[Store],
        accounts: NamedDependency[Accounts],
        account: FromPath[str],
        psid: FromPath[str],
        question: FromPath[int],
    ) -> DecisionView:
        """
        Why a question ended as it did: gates, facts, what the model said, the guard, the sends and their fates.

        404: there is no such question, or it has not been decided yet.
        """
        return await open_decision(store, accounts, conversation_address(account, psid), question)


async def open_decision(store: Store, accounts: Accounts, address: Address, question: int) -> DecisionView:
    """
    Why a question of a conversation ended as it did.

    Raises:
        NotFoundException: there is no such question, or it has not been decided yet.
    """
    found = await _opened(store, address, question)
    if found is None:
        raise NotFoundException(f"no question {question} of {address.key} has been decided")
    version = await accounts.versions.get(address.key.partition(":")[0], found.version)
    named = found.answer.facts if found.answer else ()
    settings = version.settings if version else AccountSettings()
    return DecisionView(
        decision=found,
        facts=_known(settings, named),
        retrieved=_known(settings, found.retrieved),
        settings=_under(found.version, version),
    )


async def _opened(store: Store, address: Address, question: int) -> Opened | None:
    """Read back page by page until the decision and the opening of its question are there."""
    entries: list[Entry] = []
    decision: Entry | None = None
    for _ in range(MOST_PAGES):
        page = await newest(store, address, PAGE, entries[0].id if entries else "+")
        entries = [*page, *entries]
        decision = decision or decision_in(page, question)
        if len(page) < PAGE or (decision is not None and entries[0].at < opened_at(decision)):
            break
    if decision is None:
        return None
    state: Conversation = FORM.decode(await state_of(store, address))
    return opened(entries, decision, state.context)


def _known(settings: AccountSettings, ids: Sequence[str]) -> tuple[KnownFact, ...]:
    facts = {fact.id: fact for fact in facts_of(settings)} if ids else {}
    return tuple(_told(id_, facts.get(id_)) for id_ in ids)


def _told(id_: str, fact: Fact | None) -> KnownFact:
    return KnownFact(id=id_, kind=fact.kind, title=fact.title, text=fact.text) if fact else KnownFact(id=id_)


def _under(number: int, version: Version | None) -> DecidedUnder:
    if version is None:
        return DecidedUnder(version=number)
    change = version.change
    return DecidedUnder(version=number, by=change.by, at=change.at, note=change.note)
