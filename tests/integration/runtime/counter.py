"""A toy actor: it counts, wakes itself, asks for prints, and can be poisoned."""

from collections.abc import Mapping
from typing import Any, ClassVar

import msgspec

from moca.runtime.actor import Address, Effect, FactParked, Outcome, TimerFired
from moca.runtime.store import Letter

WRONG = "wrong"


class Added(msgspec.Struct, frozen=True):
    label: str
    prints: bool = False


class WakeAsked(msgspec.Struct, frozen=True):
    after_ms: int


class Poisoned(msgspec.Struct, frozen=True):
    pass


class Counted(msgspec.Struct, frozen=True):
    """The counter's own record."""

    label: str
    count: int


class Print(Effect):
    label: str

    @property
    def queue(self) -> str:
        return "prints"


class CounterState(msgspec.Struct, frozen=True):
    """`labels` in the order in which they were heard."""

    labels: tuple[str, ...] = ()
    fired: tuple[int, ...] = ()
    parked: tuple[str, ...] = ()
    wake_up: int = 0


class Counter:
    """Counts what is added; its timer fires once."""

    kind: ClassVar[str] = "counter"
    state: ClassVar[type[msgspec.Struct]] = CounterState
    hears: ClassVar[Mapping[str, type[msgspec.Struct]]] = {
        type_.__name__: type_ for type_ in (Added, WakeAsked, Poisoned, TimerFired, FactParked)
    }
    keeps_ms: ClassVar[int] = 0
    is_followed: ClassVar[bool] = True

    def receive(self, state: CounterState, message: Any, context: Any, now: int) -> Outcome[CounterState]:  # noqa: ARG002
        match message:
            case Added(label):
                state = msgspec.structs.replace(state, labels=(*state.labels, label))
                prints = (Print(id=f"print:{label}", label=label),) if message.prints else ()
                return self._outcome(state, (Counted(label, len(state.labels)),), prints)
            case WakeAsked(after_ms):
                return self._outcome(msgspec.structs.replace(state, wake_up=now + after_ms))
            case TimerFired(_, at):
                return self._outcome(msgspec.structs.replace(state, wake_up=0, fired=(*state.fired, at)))
            case FactParked(entry):
                return self._outcome(msgspec.structs.replace(state, parked=(*state.parked, entry)))
            case _:
                raise RuntimeError(WRONG)

    def _outcome(
        self, state: CounterState, records: tuple[msgspec.Struct, ...] = (), effects: tuple[Effect, ...] = ()
    ) -> Outcome[CounterState]:
        return Outcome(state, records, effects, state.wake_up or None, "counter" if state.wake_up else "")


class Sleepwalker(Counter):
    """A counter that does not survive its own timer, and asks for it again whatever it hears."""

    def receive(self, state: CounterState, message: Any, context: Any, now: int) -> Outcome[CounterState]:
        if isinstance(message, TimerFired):
            raise RuntimeError(WRONG)  # noqa: TRY004  # nothing is wrong with the type
        return super().receive(state, message, context, now)


def address(number: int) -> Address:
    return Address("counter", str(number))


def letter(to: Address, event: str, message: msgspec.Struct) -> Letter:
    return Letter(to, event, type(message).__name__, msgspec.json.encode(message).decode())
