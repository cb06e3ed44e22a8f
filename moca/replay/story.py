"""
The story of a conversation: what came to it from outside, and what the model answered then.

What Moca did itself (timers, calls, their results, looks) is no part of it: a what-if does that anew. It begins at the
last moment before the span at which nothing was under way, in the state of then.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from moca.actors.context_seen import context_of
from moca.actors.effects import DraftReply
from moca.domain import messages as m
from moca.domain.account import Context
from moca.domain.account_settings import AccountSettings
from moca.domain.conversation import Conversation
from moca.replay.answers import Answered, Answers
from moca.replay.history import Heard, History, SettingsOf, decoded, facts, heard_again
from moca.runtime.actor import Entry, FactParked, TimerFired

INSIDE = {
    kind.__name__
    for kind in (
        m.ReplyDrafted, m.DraftFailed, m.ThreadSummarised, m.SummaryFailed, m.SendCalled, m.SendSucceeded,
        m.SendNotMade, m.SendThrottled, m.SendRefused, m.SendUnknown, m.ReadBackResult, m.AccountRestored,
        m.ForgettingFailed, TimerFired, FactParked,
    )
}  # fmt: skip
"""What came of Moca's own doing. All else is heard again as it came: Meta's, people's, and what lookups found."""


class Input(NamedTuple):
    """Something that came from outside at `at` (ms)."""

    at: int
    fact: Any


class Story(NamedTuple):
    """
    `start` is the state at the beginning, in which `wake` is the next timer; `before` the log up to then.

    `answers` are the model's of the whole log; `seen` the contexts, each with the ms from which it held.
    """

    history: History
    start: Conversation
    wake: tuple[int | None, str]
    before: Sequence[Entry]
    inputs: Sequence[Input]
    answers: Answers
    seen: Sequence[tuple[int, m.ContextSeen]]


def story_of(history: History, settings: SettingsOf, since: int = 0) -> Story:
    """The story from the last calm moment before `since` (ms) on."""
    heard = list(heard_again(history, settings))
    calm = max((place for place, each in enumerate(heard) if each.entry.at < since and _is_calm(each)), default=-1)
    begin = heard[calm] if calm >= 0 else None
    outcome = begin.outcome if begin else None
    last = begin.entry.id if begin else ""
    place = next((number for number, entry in enumerate(history.entries, 1) if entry.id == last), 0)
    own = {sent.mid for sent in facts(history.entries, m.MessageSent)}
    return Story(
        history,
        outcome.state if outcome else Conversation(),
        (outcome.wake_at, outcome.wake_name) if outcome else (None, ""),
        [entry for entry in history.entries[:place] if entry.is_mail or place_of(entry.cause) <= place_of(last)],
        _inputs(history.entries[place:], own),
        _answers(heard),
        _seen(history),
    )


def place_of(entry: str) -> tuple[int, int]:
    ms, _, number = entry.partition("-")
    return int(ms or 0), int(number or 0)


class Timeline:
    """The contexts of a story under given settings, by time."""

    def __init__(self, story: Story, settings: SettingsOf) -> None:
        self._times = [at for at, _ in story.seen]
        account, none = story.history.account, AccountSettings()
        self._contexts = [context_of(seen, account, settings.get(seen.version, none)) for _, seen in story.seen]

    def at(self, now: int) -> Context:
        return self._contexts[max(0, bisect_right(self._times, now) - 1)]

    def connected_from(self, now: int) -> int | None:
        """When (ms) after `now` the account could send again; None = never."""
        later = zip(self._times, self._contexts, strict=True)
        return next((at for at, context in later if at > now and not context.health.disconnected), None)


def _is_calm(heard: Heard) -> bool:
    """Nothing is under way whose result would come from what Moca did itself."""
    if heard.outcome is None:
        return False
    state = heard.outcome.state
    return not (state.question or state.replies or state.comments or state.held_echoes or state.summarising)


def _inputs(entries: Sequence[Entry], own: set[str]) -> list[Input]:
    found = (Input(entry.at, decoded(entry)) for entry in entries if entry.is_mail and entry.type not in INSIDE)
    return [each for each in found if not _is_our_own(each.fact, own)]


def _is_our_own(fact: msgspec.Struct, own: set[str]) -> bool:
    """What Meta told back of a message that Moca sent."""
    match fact:
        case m.EchoReceived(mid=mid):
            return mid in own
        case m.CommentReceived(comment_id=id_):
            return id_ in own
        case _:
            return False


def _answers(heard: Sequence[Heard]) -> Answers:
    """Each answer of the model with the messages that it was asked about; when it was asked is the effect's turn."""
    asked: dict[str, tuple[DraftReply, tuple[str, ...], int]] = {}
    answers = Answers()
    for each in heard:
        fact = decoded(each.entry) if each.outcome else None
        if isinstance(fact, m.ReplyDrafted | m.DraftFailed) and fact.draft in asked:
            effect, members, at = asked.pop(fact.draft)
            answers.add(effect, members, Answered(fact, each.entry.at - at))
        if each.outcome:
            question = each.outcome.state.question
            members = question.mids if question else ()
            drafts = (effect for effect in each.outcome.effects if isinstance(effect, DraftReply))
            asked |= {effect.id: (effect, members, each.entry.at) for effect in drafts}
    return answers


def _seen(history: History) -> list[tuple[int, m.ContextSeen]]:
    at: Mapping[str, int] = {entry.id: entry.at for entry in history.entries}
    seen = [
        (at.get(entry.cause, entry.at), msgspec.json.decode(entry.body, type=m.ContextSeen))
        for entry in history.entries
        if entry.type == m.ContextSeen.__name__
    ]
    return seen or [(0, m.ContextSeen(version=_version(history)))]


def _version(history: History) -> int:
    """Of a log that names no context: that of its newest decision."""
    return max((decided.version for decided in facts(history.entries, m.QuestionDecided)), default=1)
