"""
A conversation lived once more: what came from outside comes at its time, all else is done anew and succeeds.

Timers fire at their time. A send is called and taken at a fixed pace, under a made-up mid. A draft is answered by
whoever runs the simulation: it stops there, says what is asked, and is given the answer.
"""

import heapq
import itertools
from collections.abc import Callable, Generator
from typing import Any, NamedTuple

import msgspec

from moca.actors.effects import AwaitAccount, DraftReply, SendMessage
from moca.domain import messages as m
from moca.domain.account import Context
from moca.domain.conversation import Conversation
from moca.domain.window import DAY_MS
from moca.replay.answers import Answered
from moca.replay.decided import Decided, Gathering
from moca.replay.history import ACTOR
from moca.replay.names import Names
from moca.replay.story import Story, Timeline
from moca.runtime.actor import Effect, Entry, Outcome, TimerFired

CALL_AFTER_MS = 50
TAKEN_AFTER_MS = 250
CALL_DEADLINE_MS = 12_000
GOES_ON_MS = DAY_MS + 3_600_000
"""How long after the last word from outside time still passes: until every window is shut."""
MOST_STEPS = 50_000
"""A conversation that comes to no rest is left there."""


class Asked(NamedTuple):
    """
    The model is asked at `at` (ms), about `effect.mids`; `members` are the question's own messages.

    `nth`: how often it was asked about these before. `state` is the conversation's at that moment, `thread()` its log
    so far, as it is lived.
    """

    effect: DraftReply
    members: tuple[str, ...]
    nth: int
    at: int
    context: Context
    state: Conversation
    thread: Callable[[], list[Entry]]


Life = Generator[Asked, Answered, list[Decided]]


class _Call(msgspec.Struct, frozen=True):
    """The sender takes up this call."""

    id: str


class _Nothing(msgspec.Struct, frozen=True):
    """What was asked for then has no meaning now."""


def lived(story: Story, timeline: Timeline) -> Life:
    """Live the story under the contexts of the timeline; what was decided comes back at the end."""
    return _Simulation(story, timeline).run()


class _Simulation:
    def __init__(self, story: Story, timeline: Timeline) -> None:
        self._story = story
        self._timeline = timeline
        self._names = Names(story.history)
        self._state: Conversation = story.start
        self._wake = story.wake
        self._now = 0
        self._next_input = 0
        self._coming: list[tuple[int, int, Any]] = []
        self._numbers = itertools.count(1)
        self._asked: dict[tuple[str, ...], int] = {}
        self._log: list[tuple[int, msgspec.Struct, bool]] = []
        self._gathering = Gathering()
        self._end = (story.inputs[-1].at if story.inputs else 0) + GOES_ON_MS

    def run(self) -> Life:
        for _ in range(MOST_STEPS):
            fact = self._next()
            if fact is None:
                break
            if isinstance(fact, _Call):
                fact = self._called(fact.id)
            if not isinstance(fact, _Nothing):
                yield from self._hear(fact)
        return self._gathering.decided

    def _next(self) -> Any:
        """What happens next; mail comes before a timer of the same ms. None = nothing more, or too late to matter."""
        inputs, place = self._story.inputs, self._next_input
        times = (
            inputs[place].at if place < len(inputs) else None,
            self._coming[0][0] if self._coming else None,
            self._wake[0],
        )
        due = min((at, order) for order, at in enumerate((*times, self._end)) if at is not None)
        self._now = max(self._now, due[0])
        match due[1]:
            case 0:
                self._next_input += 1
                return self._names.translated(inputs[place].fact, self._state) or _Nothing()
            case 1:
                return heapq.heappop(self._coming)[2]
            case 2:
                return TimerFired(name=self._wake[1], at=due[0])
            case _:
                return None

    def _called(self, call: str) -> msgspec.Struct:
        """The gate before a POST, as `begin_call` is: the permit must name this call, and be in time."""
        permit = self._state.permit
        if permit is None or permit.id != call:
            return _Nothing()
        if self._now > permit.not_after:
            return m.SendRefused(send=call, kind="window", detail="too late to call")
        self._gathering.called(call, self._now)
        self._come(TAKEN_AFTER_MS, m.SendSucceeded(send=call, mid=f"sim:{call}"))
        return m.SendCalled(send=call, deadline=self._now + CALL_DEADLINE_MS)

    def _hear(self, fact: msgspec.Struct) -> Generator[Asked, Answered, None]:
        outcome = ACTOR.receive(self._state, fact, self._timeline.at(self._now), self._now)
        self._note(fact, outcome)
        for effect in outcome.effects:
            if isinstance(effect, DraftReply):
                answered = yield self._ask(effect)
                self._come(answered.after_ms, answered.fact)
            else:
                self._do(effect)

    def _note(self, fact: msgspec.Struct, outcome: Outcome[Conversation]) -> None:
        self._state, self._wake = outcome.state, (outcome.wake_at, outcome.wake_name)
        self._gathering.note(self._now, outcome.records)
        self._log.append((self._now, fact, True))
        self._log += [(self._now, record, False) for record in outcome.records]

    def _ask(self, effect: DraftReply) -> Asked:
        nth = self._asked.get(effect.mids, 0)
        self._asked[effect.mids] = nth + 1
        members = self._state.question.mids if self._state.question else ()
        return Asked(effect, members, nth, self._now, self._timeline.at(self._now), self._state, self._thread)

    def _do(self, effect: Effect) -> None:
        match effect:
            case SendMessage(id=call):
                self._come(CALL_AFTER_MS, _Call(call))
            case AwaitAccount():
                at = self._timeline.connected_from(self._now)
                if at is not None:
                    self._come(at - self._now, m.AccountRestored())
            case _:
                pass  # lookups, signals and the like: what they found came from outside

    def _come(self, after_ms: int, fact: Any) -> None:
        heapq.heappush(self._coming, (self._now + after_ms, next(self._numbers), fact))

    def _thread(self) -> list[Entry]:
        lived = enumerate(self._log, 1)
        return [*self._story.before, *(_entry(number, *line) for number, line in lived)]


def _entry(number: int, at: int, fact: msgspec.Struct, is_mail: bool) -> Entry:
    body = msgspec.json.encode(fact).decode()
    return Entry(f"{at}-{number}", type(fact).__name__, f"lived:{number}", body, "" if is_mail else "lived")
