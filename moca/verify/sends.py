"""The messages of ours in one conversation: each planned part, its calls, and every word about its end."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from moca.domain import messages as m
from moca.verify.evidence import Evidence, Item, Order


class Call(NamedTuple):
    """One attempt that was given to the sender: the cut."""

    send: str
    attempt: int
    order: Order

    @property
    def at(self) -> int:
        return self.order[0]

    @property
    def name(self) -> str:
        return f"{self.send}#{self.attempt}"


class Send:
    """One part of a reply. Times are `Order`s: of calls where they stand, of records when they were decided."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.reply, _, part = name.rpartition(".")
        self.part = int(part) if part.isdigit() else 1
        self.planned: m.MessagePlanned | None = None
        self.planned_known: Order = (0, 0)
        self.planned_item: Item | None = None
        self.calls: list[Call] = []
        self.sent: list[tuple[Order, str]] = []
        self.delayed: list[Order] = []
        self.withdrawn: list[Order] = []
        self.failed: list[Order] = []

    @property
    def has_ended(self) -> bool:
        return bool(self.sent or self.withdrawn or self.failed)

    @property
    def is_of_person(self) -> bool:
        return self.planned is not None and self.planned.source == "person"

    @property
    def is_answer(self) -> bool:
        """Whether the bot or a rule answers a question with it, so that gates and cuts apply."""
        return self.planned is not None and self.planned.question > 0 and not self.is_of_person

    @property
    def answers_comment(self) -> bool:
        """Whether a rule answers a comment with it, in public or privately."""
        target = self.planned.target if self.planned else None
        return target is not None and target.kind != "reaction" and not self.is_of_person

    @property
    def follows_up(self) -> bool:
        """Whether the bot writes with it to somebody who has fallen silent."""
        return self.planned is not None and self.planned.source == "follow_up"

    @property
    def is_reaction(self) -> bool:
        """Made twice it is the same: no doubt needs to be settled before."""
        target = self.planned.target if self.planned else None
        return target is not None and target.kind == "reaction"

    @property
    def is_last_part(self) -> bool:
        return self.planned is not None and self.planned.part == self.planned.parts

    def again(self) -> Iterator[tuple[Call, Call]]:
        """Each call with the one before it."""
        return pairwise(self.calls)


def sends_of(evidence: Evidence) -> dict[str, Send]:
    """Every message of ours by its name, in the order in which they were planned."""
    sends: dict[str, Send] = {}
    for item in evidence.items:
        name = getattr(item.fact, "send", "")
        if isinstance(name, str) and name and not isinstance(item.fact, m.ReplyRequested):
            _note(sends.setdefault(name.partition("#")[0], Send(name.partition("#")[0])), item)
    return {name: send for name, send in sends.items() if send.planned or send.calls or send.has_ended}


def calls_of(sends: dict[str, Send]) -> list[Call]:
    """Every call, in the order in which they were made."""
    return sorted((call for send in sends.values() for call in send.calls), key=lambda call: call.order)


def _note(send: Send, item: Item) -> None:
    match item.fact:
        case m.MessagePlanned():
            send.planned, send.planned_known, send.planned_item = item.fact, item.known, item
        case m.SendCalled(send=call):
            attempt = call.partition("#")[2]
            send.calls.append(Call(send.name, int(attempt) if attempt.isdigit() else 1, item.order))
        case m.MessageSent(mid=mid):
            send.sent.append((item.known, mid))
        case m.MessageDelayed():
            send.delayed.append(item.known)
        case m.MessageWithdrawn():
            send.withdrawn.append(item.known)
        case m.MessageFailed():
            send.failed.append(item.known)
