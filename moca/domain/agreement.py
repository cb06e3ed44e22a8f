"""
Agreement: how often people let the model's drafts leave as they were, by intent, and which mode that speaks for.

Only drafts count in which the guard found nothing: in `auto` no other would leave by itself. A draft that nobody
decided in time says nothing. Moca suggests a mode; it never takes one.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

from moca.domain.account_settings import AccountSettings
from moca.domain.messages import AgentMode

ENOUGH = 20
"""Fewer decided drafts, or answers, say nothing."""
UNCHANGED_SHARE = 0.95
CANCELLED_SHARE = 0.1


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """
    What became of the model's answers of one intent.

    Drafts in which the guard found nothing were `approved` as they were, `edited`, `discarded`, or `expired`; `flagged`
    are those in which it found something. `watched` were only noted, `answered` left, `cancelled` were held back by a
    person.
    """

    intent: str
    approved: int = 0
    edited: int = 0
    discarded: int = 0
    expired: int = 0
    flagged: int = 0
    watched: int = 0
    answered: int = 0
    cancelled: int = 0

    @property
    def decided(self) -> int:
        return self.approved + self.edited + self.discarded


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """
    An intent with its mode of now, the share of its decided drafts that left unchanged (None: there is none), and the
    mode that is suggested, empty = this one stays, with the reason in words.
    """

    intent: str
    mode: AgentMode
    judged: Judged
    share: float | None
    suggestion: Literal["", "draft", "auto"]
    reason: str


def agreements(settings: AccountSettings, judged: Sequence[Judged]) -> tuple[Agreement, ...]:
    """One for each intent of the account, and one for each other that was judged."""
    found = {each.intent: each for each in judged}
    names = dict.fromkeys((*(intent.name for intent in settings.intents), *found))
    return tuple(_agreement(mode_of(settings, name), found.get(name, Judged(intent=name))) for name in names)


def mode_of(settings: AccountSettings, name: str) -> AgentMode:
    """The intent's own mode counts where the account's is `draft` or `auto`."""
    if settings.agent in {"off", "watch"}:
        return settings.agent
    return next((intent.mode for intent in settings.intents if intent.name == name and intent.mode), settings.agent)


def next_step(settings: AccountSettings, judged: Sequence[Judged]) -> str:
    """What a person must do before anything can be said, in words; empty = something was decided."""
    if any(each.decided for each in judged):
        return ""
    if settings.agent in {"off", "watch"}:
        return "no drafts were decided yet: set the agent to draft, and approve, edit or discard what it proposes"
    if any(each.mode == "draft" for each in agreements(settings, ())):
        return "no drafts were decided yet: approve, edit or discard those that wait"
    return "no drafts were decided yet: set the agent, or an intent, to draft, and decide what it proposes"


def _agreement(mode: AgentMode, judged: Judged) -> Agreement:
    share = judged.approved / judged.decided if judged.decided else None
    suggestion, reason = _suggested(mode, judged, share or 0.0)
    return Agreement(
        intent=judged.intent, mode=mode, judged=judged, share=share, suggestion=suggestion, reason=reason
    )  # fmt: skip


def _suggested(mode: AgentMode, judged: Judged, share: float) -> tuple[Literal["", "draft", "auto"], str]:
    match mode:
        case "draft":
            return _from_draft(judged, share)
        case "watch" if judged.watched >= ENOUGH:
            return "draft", f"{judged.watched} answers were noted: as drafts, people can judge them"
        case "watch":
            return "", f"{judged.watched} of {ENOUGH} answers were noted"
        case "auto":
            return _from_auto(judged)
        case _:
            return "", "the agent is off"


def _from_draft(judged: Judged, share: float) -> tuple[Literal["", "auto"], str]:
    if judged.decided < ENOUGH:
        return "", f"{judged.decided} of {ENOUGH} drafts were decided"
    words = f"{judged.approved} of {judged.decided} drafts left unchanged ({share:.0%})"
    return ("auto" if share >= UNCHANGED_SHARE else ""), words


def _from_auto(judged: Judged) -> tuple[Literal["", "draft"], str]:
    held_back, all_ = judged.cancelled, judged.cancelled + judged.answered
    words = f"{held_back} of {all_} answers were cancelled by a person"
    return ("draft" if all_ >= ENOUGH and held_back / all_ >= CANCELLED_SHARE else ""), words
