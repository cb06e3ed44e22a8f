"""
Summaries: when the older part of a thread is summed up, and when a summary is forgotten.

A summary is wanted when a draft had to leave out turns that none holds. One is asked for at a time; an answer that does
not come is not waited for, and after a while the next draft asks again. A summary may quote any message: when one is
edited or taken back, it goes, with a draft's evidence, and one that is still being made is not taken.
"""

import msgspec

from moca.actors import replies
from moca.actors.effects import ForgetMessage, SummariseThread
from moca.actors.step import Step
from moca.domain import messages as m
from moca.domain.conversation import Summary
from moca.domain.question import Question

DEADLINE_MS = 120_000
_PREFIX = "s"


def wanted(step: Step, drafted: m.ReplyDrafted) -> None:
    """A draft was made: if it left turns out, their summary is asked for, unless one is being made."""
    if drafted.left_out and drafted.left_out_until and not _is_open(step):
        effect = f"{_PREFIX}{step.now}"
        step.change(summarising=effect)
        step.do(SummariseThread(id=effect, until=drafted.left_out_until))


def hear(step: Step, told: m.ThreadSummarised | m.SummaryFailed) -> None:
    """The summary that was asked for, or none; another one is not taken, and its words go if they may be unsaid."""
    is_ours = step.state.summarising == told.summary
    if is_ours:
        step.change(summarising="")
    match told:
        case m.ThreadSummarised(until=until, text=text) if is_ours:
            step.change(summary=Summary(until=until, text=text))
        case m.ThreadSummarised() if step.state.unsent_mids:
            mid = step.state.unsent_mids[-1]
            step.do(ForgetMessage(id=f"forget:{mid}@{step.now}", mid=mid))
        case _:
            pass


def forget(step: Step) -> None:
    """A message was edited or taken back: nothing that was made of the whole thread stays."""
    step.change(summary=None, summarising="", question=_unproven(step.state.question))
    for reply in step.state.replies:
        replies.replace(step, reply, msgspec.structs.replace(reply, question=_unproven(reply.question)))


def _unproven(question: Question | None) -> Question | None:
    """Without the evidence, which has been judged by and may hold a message's words."""
    return question and msgspec.structs.replace(question, evidence=m.Evidence())


def _is_open(step: Step) -> bool:
    """Whether a summary is being made; its id says since when."""
    asked_at = step.state.summarising.removeprefix(_PREFIX)
    return asked_at.isdecimal() and step.now < int(asked_at) + DEADLINE_MS
