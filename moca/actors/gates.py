"""
The gates before the model, in order. Each says what it saw; the first `stop` ends the question with its verdict.

All of them stand in the decision's record, so that anybody can read why.
"""

from collections.abc import Callable, Collection
from typing import NamedTuple

from moca.actors.step import Step
from moca.domain.decision import Gate, Verdict
from moca.domain.messages import AgentMode
from moca.domain.pacing import QUICK_MS
from moca.domain.question import Question
from moca.domain.window import DAY_MS

MODES: tuple[AgentMode, ...] = ("off", "watch", "draft", "auto")
"""The strictest first."""
SILENT_MODES = {"off", "watch"}
"""The agent's modes in which nothing of the bot's leaves, whatever anybody approves."""


class Judged(NamedTuple):
    """What the gates say together: go on, or the verdict and its detail."""

    gates: tuple[Gate, ...]
    verdict: Verdict | None = None
    detail: str = ""


def agent_mode(step: Step, intents: Collection[str] = ()) -> AgentMode:
    """
    The conversation's own mode; else the strictest of the intents', where the account's is `draft` or `auto`; else the
    account's.
    """
    mode = step.settings.agent
    if step.state.agent:
        return step.state.agent
    if mode in SILENT_MODES:
        return mode
    own = {known.name: known.mode or mode for known in step.settings.intents}
    return min((own.get(intent, mode) for intent in intents), key=MODES.index, default=mode)


def is_capped(step: Step) -> bool:
    """Whether the bot has said to this person all that it may say in one day."""
    return _said_today(step) >= step.settings.daily_cap


def judge(step: Step, question: Question) -> Judged:
    """Let a question whose quiet time is over through the gates, up to the first that stops it."""
    passed: list[Gate] = []
    for gate, verdict, detail in _GATES:
        said = gate(step, question)
        passed.append(said)
        if said.verdict == "stop":
            return Judged(tuple(passed), verdict, detail or said.value)
    return Judged(tuple(passed))


def _gate(name: str, value: str = "", *, stops: bool = False) -> Gate:
    return Gate(name, "stop" if stops else "pass", value)


def _account(step: Step, _: Question) -> Gate:
    health = step.context.health
    if health.disconnected:
        return _gate("account", f"sends wait: {health.disconnected}")
    return _gate("account", "held" if health.held_until > step.now else "usable")


def _agent(step: Step, _: Question) -> Gate:
    mode = agent_mode(step)
    return _gate("agent", mode, stops=mode == "off")


def _owner(step: Step, _: Question) -> Gate:
    return _gate("owner", step.state.owner, stops=step.state.owner in {"person", "app", "waiting"})


def _opted_out(step: Step, _: Question) -> Gate:
    return _gate("opted_out", "yes" if step.state.opted_out else "no", stops=step.state.opted_out)


def _window(step: Step, _: Question) -> Gate:
    left_ms = step.state.window_until - step.now
    return _gate("window", f"{max(0, left_ms) // 1000} s left", stops=left_ms <= 0)


def _cooldown(step: Step, _: Question) -> Gate:
    cooldown_until = step.state.cooldown_until
    return _gate("cooldown", f"over since {(step.now - cooldown_until) // 1000} s" if cooldown_until else "none")


def _caps(step: Step, _: Question) -> Gate:
    """So many in a day; and so many in ten minutes, or two machines would talk to each other all day."""
    lately = sum(at > step.now - QUICK_MS for at in step.state.bot_replied_at)
    if lately >= step.settings.quick_cap:
        return _gate("caps", f"{lately} in ten minutes", stops=True)
    return _gate("caps", f"{_said_today(step)} of {step.settings.daily_cap} today", stops=is_capped(step))


def _said_today(step: Step) -> int:
    return step.state.bot_replies_today if step.state.bot_day == step.now // DAY_MS else 0


def _needs_answer(step: Step, question: Question) -> Gate:
    if step.state.is_ours:
        return _gate("needs_answer", "another account of this Moca", stops=True)
    if step.state.has_asked:
        return _gate("needs_answer", "it may answer our question")
    needs = any(member.needs_answer for member in question.members) or bool(question.earlier)
    return _gate("needs_answer", "yes" if needs else "no", stops=not needs)


_GATES: tuple[tuple[Callable[[Step, Question], Gate], Verdict, str], ...] = (
    (_account, "blocked", "account"),
    (_agent, "blocked", "agent_off"),
    (_owner, "blocked", ""),
    (_opted_out, "blocked", "opted_out"),
    (_window, "blocked", "window"),
    (_cooldown, "skipped", "cooldown"),
    (_caps, "blocked", "capped"),
    (_needs_answer, "silent", "needs_no_answer"),
)
