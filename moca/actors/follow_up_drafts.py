"""
The words of a follow-up: a person's, the account's own, or the model's, which are guarded.

Where the agent may not speak by itself, or the guard found something, a person approves them.
"""

from typing import Literal

import msgspec

from moca.actors import gates
from moca.actors.effects import DraftReply
from moca.actors.follow_up_moves import end, plan, plan_from, propose, say
from moca.actors.follow_up_terms import REASONS
from moca.actors.situation import names_of
from moca.actors.step import Step
from moca.domain import messages as m
from moca.domain.follow_up import FollowUp, time_for
from moca.domain.guard import hits
from moca.domain.variables import filled_text

DRAFT_GRACE_MS = 10_000
"""Beside the model's own deadline: for a drafter that died and another that takes over."""
DRAFTS_ONLY = "the agent only drafts here"
USUAL_WISH = "The customer has not answered. Ask whether they still want what was talked about."


def bring(step: Step, follow_up: FollowUp) -> None:
    """Say the words that it has, a person's or the account's, if the agent may."""
    is_template = follow_up.word == "bot"
    _bring(step, follow_up, filled_text(follow_up.text, names_of(step)) if is_template else follow_up.text)


def ask(step: Step, follow_up: FollowUp) -> None:
    """Have the model write it, from the thread as it stands now."""
    asked = step.state.follow_ups_asked + 1
    draft = f"f{step.state.number}.{asked}"
    deadline = step.now + round(step.settings.draft_timeout_seconds * 1000) + DRAFT_GRACE_MS
    drafting = msgspec.structs.replace(follow_up, draft=draft, deadline=deadline)
    step.change(follow_ups_asked=asked, follow_up=drafting)
    step.do(DraftReply(id=draft, question=0, mids=(), wish=follow_up.wish or USUAL_WISH))


def hear_draft(step: Step, drafted: m.ReplyDrafted) -> None:
    """The model has written it, or wants nothing said."""
    follow_up, answer = _drafting(step, drafted.draft), drafted.answer
    if follow_up is None:
        return
    if not answer.send or not answer.message.strip():
        _note(step, drafted, "silent")
        end(step, "silent", answer.reason or "the model wants nothing said")
        return
    if time_for(step.settings, step.now, step.state.window_until) != step.now:
        _note(step, drafted, "postponed")
        _postpone(step, follow_up)
        return
    follow_up = msgspec.structs.replace(follow_up, intents=(answer.intent,))
    found = hits(answer.message, step.settings, drafted.evidence, ())
    doubt = _doubt(step, answer)
    _note(step, drafted, _outcome(step, follow_up, doubt, found), found)
    _bring(step, follow_up, answer.message, found, doubt)


def _postpone(step: Step, follow_up: FollowUp) -> None:
    """The quiet hours have begun meanwhile: it is written anew after them, if there is time."""
    why = plan_from(step, msgspec.structs.replace(follow_up, draft="", deadline=0), step.now)
    if why:
        end(step, "cancelled", REASONS[why])


def hear_no_draft(step: Step, failed: m.DraftFailed) -> None:
    if _drafting(step, failed.draft) is not None:
        end(step, "failed", f"the model could not write it: {failed.kind}")


def approve(step: Step, approved: m.FollowUpApproved) -> None:
    """It is said now, or after the quiet hours; edited, it is the person's own word."""
    follow_up = step.state.follow_up
    if follow_up is None or not follow_up.proposal:
        return
    text = approved.text or follow_up.proposal
    word: Literal["approved", "person"] = "approved" if text == follow_up.proposal else "person"
    step.change(attention="")
    plan(step, FollowUp(at=step.now, text=text, wish=follow_up.wish, by=approved.by, word=word), step.now)


def _bring(step: Step, follow_up: FollowUp, text: str, found: tuple[m.Hit, ...] = (), doubt: str = "") -> None:
    outcome = _outcome(step, follow_up, doubt, found)
    if outcome == "sent":
        say(step, follow_up, text)
    elif outcome == "watched":
        end(step, "watched", text)
    else:
        reason = found[0].reason if found else doubt or DRAFTS_ONLY
        propose(step, follow_up, text, reason, found)


def _outcome(step: Step, follow_up: FollowUp, doubt: str, found: tuple[m.Hit, ...]) -> m.FollowUpOutcome:
    """What becomes of the words: by whose they are, by the mode, by what is doubtful about them."""
    mode = gates.agent_mode(step, follow_up.intents)
    if follow_up.word == "person":
        return "sent"
    if mode in gates.SILENT_MODES:
        return "watched"
    may_leave = mode == "auto" and not doubt and not found
    return "sent" if may_leave or follow_up.word == "approved" else "proposed"


def _doubt(step: Step, answer: m.Answer) -> str:
    """Why the model itself would rather have a person look."""
    if answer.hand_over.wanted:
        return f"the model wants a person: {answer.hand_over.reason}"
    if answer.confidence is not None and answer.confidence < step.settings.unsure_below:
        return f"the model was unsure: {answer.reason}"
    return ""


def _note(
    step: Step,
    drafted: m.ReplyDrafted,
    outcome: m.FollowUpOutcome,
    found: tuple[m.Hit, ...] = (),
) -> None:
    """What the model was asked, what it said and cost, as of any other of its answers."""
    written = m.FollowUpWritten(
        draft=drafted.draft, outcome=outcome, text=drafted.answer.message, reason=drafted.answer.reason, hits=found,
        model=drafted.model, prompt=drafted.prompt, tokens_in=drafted.tokens_in, tokens_out=drafted.tokens_out,
        took_ms=drafted.took_ms, version=step.context.version,
    )  # fmt: skip
    if drafted.cost_usd:
        written = msgspec.structs.replace(written, cost_usd=drafted.cost_usd)
    step.record(written)


def _drafting(step: Step, draft: str) -> FollowUp | None:
    """The follow-up for which the model was asked under this id, if it still wants the answer."""
    follow_up = step.state.follow_up
    return follow_up if follow_up is not None and follow_up.draft == draft else None
