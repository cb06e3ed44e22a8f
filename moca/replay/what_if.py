"""
What if: one conversation lived twice, under the settings of then and under changed ones, and what differs.

Both sides are lived anew, so that they differ by the settings alone. The model's answers are those of then, unless
somebody hands in the means to ask it.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

import msgspec

from moca.domain.messages import CommentReceived, MessageEdited, MessageReceived, PostbackReceived
from moca.domain.setting_changes import changed_settings
from moca.replay.answers import Answered, not_known, under
from moca.replay.comparison import Change, Pair, difference, paired
from moca.replay.decided import Decided
from moca.replay.history import History, SettingsOf
from moca.replay.simulation import Asked, Life, lived
from moca.replay.story import Story, Timeline, story_of

Ask = Callable[[Asked], Awaitable[Answered]]
"""Asks the model itself; whoever makes it counts what it costs."""
KEPT_CHANGES = 5_000
"""More are counted and not kept."""


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """
    What the what-if of one or more conversations came to.

    `kinds`: how many questions differ, by what differs; the first of them are `changes`. `unknown` were wanted of the
    model, which was never asked them. `waited_ms`: from opening to answer, of each question that was answered, under
    the old and the new settings.
    """

    conversations: int = 0
    questions: int = 0
    unknown: int = 0
    kinds: dict[str, int] = msgspec.field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    waited_ms: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())

    @property
    def different(self) -> int:
        return sum(self.kinds.values())

    def and_(self, other: "Compared") -> "Compared":
        """Both together."""
        old, new = (ours + theirs for ours, theirs in zip(self.waited_ms, other.waited_ms, strict=True))
        return Compared(
            conversations=self.conversations + other.conversations,
            questions=self.questions + other.questions,
            unknown=self.unknown + other.unknown,
            kinds=dict(Counter(self.kinds) + Counter(other.kinds)),
            changes=(self.changes + other.changes)[:KEPT_CHANGES],
            waited_ms=(old, new),
        )


class WhatIf:
    """
    A change to try out on conversations of one account.

    What was opened from `since` to before `until` (ms) counts.
    """

    def __init__(self, settings: SettingsOf, changes: Mapping[str, Any], since: int = 0, until: int = 1 << 62) -> None:
        """
        Every version is changed in the same way.

        Raises:
            msgspec.ValidationError: a changed field is unknown or out of bounds; names it.
        """
        self._old = settings
        self._new = {version: changed_settings(known, dict(changes)) for version, known in settings.items()}
        self._since, self._until = since, until

    def compare(self, history: History) -> Compared:
        """Live one conversation twice, with the model's recorded answers."""
        story = story_of(history, self._old, self._since)
        sides = (lived(story, Timeline(story, settings)) for settings in (self._old, self._new))
        old, new = (_ended(side, story) for side in sides)
        return self._compared(story, old, new)

    async def compare_asking(self, history: History, ask: Ask) -> Compared:
        """The same, but the new side asks the model itself."""
        story = story_of(history, self._old, self._since)
        old = _ended(lived(story, Timeline(story, self._old)), story)
        new = await _ended_asking(lived(story, Timeline(story, self._new)), ask)
        return self._compared(story, old, new)

    def _compared(self, story: Story, old: list[Decided], new: list[Decided]) -> Compared:
        pairs = [pair for pair in paired(old, new) if self._since <= pair.at < self._until]
        words = _words(story)
        changes = [_change(story, pair, kind, words) for pair in pairs if (kind := difference(pair))]
        return Compared(
            conversations=int(bool(pairs)),
            questions=len(pairs),
            unknown=sum(not each.is_known for pair in pairs for each in pair.new),
            kinds=dict(Counter(change.kind for change in changes)),
            changes=tuple(changes),
            waited_ms=(_waited(pair.old for pair in pairs), _waited(pair.new for pair in pairs)),
        )


def recorded(story: Story, asked: Asked) -> Answered:
    """What the model said then; where it was never asked, that."""
    known = story.answers.of(asked.effect, asked.members, asked.nth)
    return under(asked.effect, known) if known else not_known(asked.effect)


def _ended(life: Life, story: Story) -> list[Decided]:
    try:
        asked = next(life)
        while True:
            asked = life.send(recorded(story, asked))
    except StopIteration as end:
        decided: list[Decided] = end.value
        return decided


async def _ended_asking(life: Life, ask: Ask) -> list[Decided]:
    try:
        asked = next(life)
        while True:
            asked = life.send(await ask(asked))
    except StopIteration as end:
        decided: list[Decided] = end.value
        return decided


def _change(story: Story, pair: Pair, kind: str, words: Mapping[str, str]) -> Change:
    asked = tuple(words[mid] for mid in pair.mids if words.get(mid))
    return Change(
        conversation=story.history.address.key, at=pair.at, kind=kind, mids=pair.mids, asked=asked,
        old=pair.old, new=pair.new,
    )  # fmt: skip


def _words(story: Story) -> dict[str, str]:
    """The customer's words by mid, as last edited."""
    found: dict[str, str] = {}
    for _, fact in story.inputs:
        match fact:
            case MessageReceived(mid=mid, text=text):
                found[mid] = found.get(mid) or text
            case MessageEdited(mid=mid, text=text) if text:
                found[mid] = text
            case PostbackReceived(mid=mid, sent_at=sent_at):
                found[mid or f"postback:{sent_at}"] = fact.title or fact.payload
            case CommentReceived(comment_id=id_, text=text):
                found[id_] = text
    return found


def _waited(sides: Iterable[tuple[Decided, ...]]) -> tuple[int, ...]:
    return tuple(each.answered_after_ms for side in sides for each in side if each.answered_after_ms)
