"""
A conversation without a store: what the runtime promises an actor, and nothing of how it keeps the promise.

Facts are told once per id and read one after the other; a timer fires only when nothing is unread; `begin_call` gives a
text out only against the permit, in time, and when all mail was read. Every state is written and read back on the way.
"""

import itertools
from typing import Any, NamedTuple, TypeVar

import msgspec

from moca.actors.conversation import ConversationActor
from moca.actors.effects import AwaitAccount, DraftReply, ReadBack, SendMessage, Tell
from moca.domain import messages as m
from moca.domain.conversation import Conversation
from moca.runtime.actor import Effect, Outcome, TimerFired
from moca.runtime.state import StateForm
from tests.builders import SECOND, START, a_context, a_message, a_thread_message

T = TypeVar("T")
CALL_MS = 12 * SECOND
"""The hard deadline of a POST."""
ACTOR = ConversationActor()
FORM = StateForm(Conversation)


class Heard(NamedTuple):
    """One entry of the log, with what came of it."""

    at: int
    fact: msgspec.Struct
    context: Any
    outcome: Outcome[Conversation]


class Talk:
    """One conversation and the hands around it; settings are given by name."""

    def __init__(self, **context: Any) -> None:
        self.now = START
        self.context = a_context(**context)
        self.state = Conversation()
        self.wake: tuple[int | None, str] = (None, "")
        self.log: list[Heard] = []
        self.unread: list[msgspec.Struct] = []
        self.outbox: list[Effect] = []
        self.called: list[tuple[str, str]] = []
        self._seen: set[str] = set()
        self._numbers = itertools.count(1)

    # What the runtime does

    def tell(self, fact: msgspec.Struct, event: str = "") -> None:
        """Append a fact; a known `event` is refused."""
        if event and event in self._seen:
            return
        self._seen.add(event)
        self.unread.append(fact)

    def read(self) -> None:
        """Let the actor read what is unread."""
        while self.unread:
            fact = self.unread.pop(0)
            outcome = ACTOR.receive(self.state, fact, self.context, self.now)
            self.log.append(Heard(self.now, fact, self.context, outcome))
            self.state = FORM.decode(FORM.encode(outcome.state))
            assert self.state == outcome.state
            self.wake = (outcome.wake_at, outcome.wake_name)
            self.outbox += outcome.effects

    def hear(self, *facts: msgspec.Struct) -> None:
        self.unread += facts
        self.read()

    def later(self, ms: int) -> None:
        """Let time pass; what is due on the way fires at its time."""
        end = self.now + ms
        while self.wake[0] is not None and self.wake[0] <= end:
            self.fire()
        self.now = end

    def fire(self) -> None:
        """Go to the next timer's time, if it is not over, and fire it."""
        at, name = self.wake
        assert at is not None
        self.now = max(self.now, at)
        self.hear(TimerFired(name=name, at=at))

    def begin(self, call: str) -> bool:
        """The sender's last question before the POST; whether the text was given out."""
        permit = self.state.permit
        if permit is None or permit.id != call or self.unread or self.now > permit.not_after:
            return False
        self.called.append((call, permit.text))
        self.tell(m.SendCalled(send=call, deadline=self.now + CALL_MS), f"called:{call}")
        return True

    # What people and performers do

    def writes(self, text: str = "hola", **fields: Any) -> str:
        """The customer writes now; the message's mid."""
        mid = f"m{next(self._numbers)}"
        self.hear(a_message(text=text, mid=mid, sent_at=self.now, **fields))
        return mid

    def asks(self, text: str = "hola", **fields: Any) -> str:
        """The customer writes, and the quiet window ends."""
        mid = self.writes(text, **fields)
        self.wait_for("quiet")
        return mid

    def drafts(self, text: str = "hello", **answer: Any) -> None:
        """The model answers the newest draft."""
        wanted = self.effects(DraftReply)[-1]
        fields: dict[str, Any] = {"send": True, "message": text} | answer
        self.hear(m.ReplyDrafted(draft=wanted.id, answer=m.Answer(**fields)))

    def fails_to_draft(self, kind: str = "timeout") -> None:
        self.hear(m.DraftFailed(draft=self.effects(DraftReply)[-1].id, kind=kind))

    def calls(self) -> str:
        """The sender calls what it may; the call's id."""
        call = self.effects(SendMessage)[-1].id
        assert self.begin(call), f"{call} may not be called: {self.state.permit}"
        self.read()
        return call

    def sends(self, mid: str = "") -> str:
        """The sender calls and Graph takes the message; its mid."""
        call = self.calls()
        mid = mid or f"mid-of-{call}"
        self.hear(m.SendSucceeded(send=call, mid=mid))
        return mid

    def not_made(self, detail: str = "no route", **fields: Any) -> str:
        """The sender calls and nothing was written; the call's id."""
        call = self.calls()
        self.hear(m.SendNotMade(send=call, detail=detail, **fields))
        return call

    def answers(self, question: str = "hola", text: str = "hello") -> str:
        """A whole round: a question, its draft, its reply; the reply's mid."""
        self.asks(question)
        self.drafts(text)
        return self.sends()

    def looks(self, *messages: m.ThreadMessage, complete: bool = True) -> None:
        """The thread is read back when the actor asks for it."""
        self.wait_for("lookup")
        look = self.effects(ReadBack)[-1]
        self.hear(m.ReadBackResult(lookup=look.id, complete=complete, messages=messages))

    def wait_for(self, name: str) -> None:
        """Pass the time up to the next timer, which must have this name."""
        at, waiting = self.wake
        assert waiting == name, f"waits for {waiting or 'nothing'}, not for {name}"
        self.later((at or self.now) - self.now)

    # What can be seen

    def effects(self, kind: type[T]) -> list[T]:
        return [effect for effect in self.outbox if isinstance(effect, kind)]

    def records(self, kind: type[T]) -> list[T]:
        return [record for heard in self.log for record in heard.outcome.records if isinstance(record, kind)]

    @property
    def verdicts(self) -> list[tuple[int, str, str]]:
        return [(d.question, d.verdict, d.detail) for d in self.records(m.QuestionDecided)]

    @property
    def said(self) -> list[str]:
        """The texts that were given to the sender, in order."""
        return [text for _, text in self.called]

    @property
    def waits(self) -> list[AwaitAccount]:
        return self.effects(AwaitAccount)

    @property
    def told(self) -> list[Tell]:
        return self.effects(Tell)

    @property
    def phase(self) -> str:
        """The phase of the reply under way; empty = nothing is."""
        return self.state.sending.phase if self.state.sending else ""


def seen_in_thread(mid: str = "m1", sent_at: int = START) -> m.ThreadMessage:
    """A customer's message as the thread shows it."""
    return a_thread_message(mid, "hola", sent_at)


def in_doubt(text: str = "Yes", took_ms: int = 0) -> Talk:
    """A talk whose answer was called, and nobody knows whether it arrived; the draft took `took_ms`."""
    talk = Talk(cooldown_seconds=0)
    talk.asks("¿abren?")
    talk.later(took_ms)
    talk.drafts(text)
    talk.hear(m.SendUnknown(send=talk.calls(), detail="read timeout"))
    return talk
