"""
One turn, decided without I/O: unread entries go through `receive` one after the other, and come out as one commit.

An entry that `receive` cannot take ends the turn before it; what was decided up to there is committed first.
"""

import traceback
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from moca.errors import UndecodableMessageError
from moca.runtime.actor import Actor, Effect, Entry, FactParked, TimerFired
from moca.runtime.state import StateForm
from moca.runtime.store import Taken, Turn

PARKED = "parked"


class Failure(NamedTuple):
    """
    An entry that `receive` did not survive, with the reason in full, which may quote somebody's words.

    `summary` quotes nobody: the error's type and the line that raised it.
    """

    entry: Entry
    reason: str
    summary: str
    is_undecodable: bool


class Decided(NamedTuple):
    """A turn ready to commit, and the entry that stopped it, if one did."""

    turn: Turn
    failure: Failure | None
    heard: int


class Decider:
    """What turns entries into a turn for one kind of actor."""

    def __init__(self, actor: Actor[Any]) -> None:
        self._actor = actor
        self.form = StateForm(actor.state)

    def decide(self, taken: Taken, context: Any) -> Decided:
        """Everything unread, up to the first failure. Pure: no clock, no network."""
        state = self.form.decode(taken.fields)
        wake: tuple[int | None, str] = _planned_wake(taken.fields)
        records: list[tuple[str, str, str, str]] = []
        effects: list[Effect] = []
        cursor, failure, heard = taken.fields.get("cursor", "0-0"), None, 0
        for entry in taken.entries:
            if entry.is_mail:
                try:
                    outcome = self._actor.receive(state, self._decode(entry), context, entry.at)
                except Exception as error:  # whatever it is, it is kept with its traceback and parked after three
                    failure = _failure(entry, error)
                    break
                state, wake, heard = outcome.state, (outcome.wake_at, outcome.wake_name), heard + 1
                records += [_record(record, entry, number) for number, record in enumerate(outcome.records)]
                effects += outcome.effects
            cursor = entry.id
        changed, deleted = self.form.difference(taken.fields, state)
        turn = Turn(
            taken.fields.get("cursor", "0-0"), cursor, *wake, changed, deleted, records, [_queued(e) for e in effects],
            self._actor.keeps_ms, self._actor.is_followed,
        )  # fmt: skip
        return Decided(turn, failure, heard)

    def park(self, taken: Taken, entry: Entry, reason: str, address: str) -> Turn:
        """Set one entry aside, with its reason, and tell the actor so; parking the news of a parking tells nobody."""
        news = FactParked(entry.id, entry.type, reason.strip().rpartition("\n")[2])
        told = [] if entry.type == FactParked.__name__ else [_mail(news, f"parked:{address}:{entry.id}")]
        body = {"address": address, "entry": entry.id, "type": entry.type, "reason": reason, "body": entry.body}
        kept = (PARKED, entry.event, "fact", msgspec.json.encode(body).decode())
        before = taken.fields.get("cursor", "0-0")
        wake = (None, "") if entry.type == TimerFired.__name__ else _planned_wake(taken.fields)  # it has fired
        return Turn(
            before, entry.id, *wake, {}, [], told, [kept], self._actor.keeps_ms, self._actor.is_followed
        )  # fmt: skip

    def _decode(self, entry: Entry) -> msgspec.Struct:
        known = self._actor.hears.get(entry.type)
        if known is None:
            raise UndecodableMessageError(f"{self._actor.kind} does not hear {entry.type}")
        try:
            return msgspec.json.decode(entry.body, type=known)
        except msgspec.DecodeError as error:
            raise UndecodableMessageError(f"{entry.type}: {error}") from error


def first_mail(entries: Sequence[Entry]) -> Entry | None:
    return next((entry for entry in entries if entry.is_mail), None)


def alone(taken: Taken) -> Taken:
    """Everything before the second mail."""
    mail = [place for place, entry in enumerate(taken.entries) if entry.is_mail]
    return taken._replace(entries=taken.entries[: mail[1]]) if len(mail) > 1 else taken


def _planned_wake(fields: dict[str, str]) -> tuple[int | None, str]:
    return (int(fields["wake_at"]) if "wake_at" in fields else None), fields.get("wake_name", "")


def _record(record: msgspec.Struct, cause: Entry, number: int) -> tuple[str, str, str, str]:
    return type(record).__name__, f"{cause.id}/{number}", msgspec.json.encode(record).decode(), cause.id


def _mail(message: msgspec.Struct, event: str) -> tuple[str, str, str, str]:
    return type(message).__name__, event, msgspec.json.encode(message).decode(), ""


def _queued(effect: Effect) -> tuple[str, str, str, str]:
    return effect.queue, effect.id, type(effect).__name__, msgspec.json.encode(effect).decode()


def _failure(entry: Entry, error: Exception) -> Failure:
    reason = "".join(traceback.format_exception(error))
    place = traceback.extract_tb(error.__traceback__)[-1]
    summary = f"{type(error).__name__} in {place.name}, line {place.lineno}"
    return Failure(entry, reason, summary, isinstance(error, UndecodableMessageError))
