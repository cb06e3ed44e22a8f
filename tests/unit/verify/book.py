"""A conversation's log as the actor itself wrote it, and the hands that spoil it."""

from typing import Any

import msgspec

from moca.runtime.actor import Address, Entry
from moca.verify.evidence import FORM, Evidence, evidence_of
from tests.builders import ACCOUNT
from tests.unit.actors.talk import Talk

ADDRESS = Address("conversation", f"{ACCOUNT}:9001")


class Book:
    """The log and the state of a talk; changes are by type, `nth` counts from 0 and from the end below it."""

    def __init__(self, talk: Talk) -> None:
        self.entries: list[Entry] = []
        self.fields = FORM.encode(talk.state)
        self.is_awaited = talk.wake[0] is not None
        for heard in talk.log:
            cause = self._append(heard.at, heard.fact)
            for record in heard.outcome.records:
                self._append(heard.at, record, cause)
        self.read_all()

    @property
    def evidence(self) -> Evidence:
        return evidence_of(ADDRESS, self.entries, self.fields, is_awaited=self.is_awaited)

    def read_all(self) -> None:
        """The actor has read everything."""
        self.fields["cursor"] = self.entries[-1].id if self.entries else "0-0"

    def add(self, fact: msgspec.Struct, *, cause: str = "", at: int = 0, event: str = "") -> str:
        """Append an entry, now or at a later ms; a record gets the last mail as its cause. Its id."""
        return self._append(max(at, self.entries[-1].at if self.entries else 0), fact, cause, event)

    def record(self, fact: msgspec.Struct, cause: str = "") -> str:
        mail = next(entry.id for entry in reversed(self.entries) if entry.is_mail)
        return self.add(fact, cause=cause or mail)

    def drop(self, kind: type, nth: int = 0) -> Entry:
        """Take an entry out of the log."""
        entry = self.find(kind, nth)
        self.entries.remove(entry)
        return entry

    def change(self, kind: type, nth: int = 0, **fields: Any) -> None:
        """Give an entry another content."""
        entry = self.find(kind, nth)
        body = msgspec.json.encode(msgspec.structs.replace(msgspec.json.decode(entry.body, type=kind), **fields))
        self.entries[self.entries.index(entry)] = entry._replace(body=body.decode())

    def find(self, kind: type, nth: int = 0) -> Entry:
        return [entry for entry in self.entries if entry.type == kind.__name__][nth]

    def _append(self, at: int, fact: msgspec.Struct, cause: str = "", event: str = "") -> str:
        number = len(self.entries) + 1
        entry = Entry(f"{at}-{number}", type(fact).__name__, event or f"event-{number}", _body(fact), cause)
        self.entries.append(entry)
        return entry.id


def _body(fact: msgspec.Struct) -> str:
    return msgspec.json.encode(fact).decode()


def whats(judged: Any) -> list[tuple[str, str]]:
    """What is faulty and how, of a judgement."""
    return [(fault.what, fault.how) for fault in judged.faults]
