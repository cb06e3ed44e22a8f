"""
Answering: what becomes of what the model, or a rule, wants to say.

What the model says is judged without a model first: hits of the guard, and whether a person is wanted. Then the mode
decides: said, held for a moment and said, put before a person, or only noted. What waits to be said is judged again
whenever the modes may have changed, until it is called.
"""

from typing import Literal

import msgspec

from moca.actors import gates, hand_over, memory, permits, replies, summaries
from moca.actors.step import Step
from moca.actors.verdicts import apply_status, close, decide
from moca.domain import messages as m
from moca.domain.content import words
from moca.domain.decision import Gate
from moca.domain.guard import hits
from moca.domain.language import language_of
from moca.domain.question import Question

DRAFT_WAITS = "a draft waits for approval"


def hear_draft(step: Step, question: Question, drafted: m.ReplyDrafted) -> None:
    """The model has answered the open question: a person, silence, a draft or a reply follows."""
    answer, question = drafted.answer, _guarded(step, _answered(question, drafted))
    step.change(failed_drafts=0)
    memory.learn(step, question, answer)
    summaries.wanted(step, drafted)
    why = hand_over.reason(step, question, answer)
    if why:
        said = (*question.preface, *hand_over.own_line(step, question, answer))
        hand_over.call(step, question, why, said, "bot")
    elif answer.send:
        step.change(away_told=False)
        give(step, question, (answer.message,), "bot")
    elif question.preface:
        give(step, question, (), "rule")
    else:
        close(step, question, "silent", answer.reason)
        apply_status(step, question)


def give(step: Step, question: Question, parts: tuple[m.Part, ...], source: m.Source) -> None:
    """What is to be said, after what rules have said, by the mode: sent, put before a person, or only noted."""
    parts = (*question.preface, *parts)
    mode = gates.agent_mode(step, question.intents)
    question = question.with_gate(_mode_gate(mode, question))
    step.change(question=None)
    if mode == "off":
        decide(step, question, "blocked", "agent_off", source)
    elif mode == "watch":
        decide(step, question, "watched", _in_words(parts), source)
    elif mode == "draft" or question.hits:
        _propose(step, question, parts)
    else:
        _say(step, question, parts, source)


def approve(step: Step, approved: m.DraftApproved) -> None:
    """A person wants the draft sent; with other words, it is the person's."""
    question = _proposed(step, approved.question)
    if question is None:
        return
    is_edited = approved.text not in {"", question.proposal}
    step.change(away_told=step.state.away_told or question.is_away)
    close(step, question, "drafted", "approved", edited=is_edited, by=approved.by)
    parts = (approved.text,) if is_edited else question.proposed or (question.proposal,)
    replies.plan(step, "person" if is_edited else "bot", parts, by=approved.by)


def discard(step: Step, discarded: m.DraftDiscarded) -> None:
    question = _proposed(step, discarded.question)
    if question is not None:
        close(step, question, "drafted", "discarded", by=discarded.by)


def set_agent(step: Step, mode: Literal["", "off", "watch", "draft", "auto"]) -> None:
    """The conversation has this mode from here on; where nothing of the bot's may leave, what waits is withdrawn."""
    step.change(agent=mode)
    if gates.agent_mode(step) in gates.SILENT_MODES:
        _withdraw_proposal(step)
        replies.cut_all(step, "agent_off")


def _withdraw_proposal(step: Step) -> None:
    """Nobody is asked to approve the agent's words any more."""
    question = step.state.question
    if question is not None and question.phase == "proposed":
        close(step, question, "blocked", "agent_off")


def reconsider(step: Step) -> None:
    """What waits to be called is put before a person where the mode asks for that by now; a mere line is not said."""
    for line in tuple(replies.uncalled_lines(step.state)):
        if permits.mode_of(step, line) == "draft":
            replies.cut(step, line, "draft_mode")
    waiting = next(replies.uncalled_answers(step.state), None)
    if waiting is None or waiting.question is None or step.state.question is not None:
        return
    if permits.mode_of(step, waiting) == "draft":
        replies.take_back(step, "draft_mode")
        _propose(step, waiting.question.with_gate(_mode_gate("draft", waiting.question)), waiting.parts)


def _answered(question: Question, drafted: m.ReplyDrafted) -> Question:
    return msgspec.structs.replace(
        question, answer=drafted.answer, model=drafted.model, prompt=drafted.prompt,
        tokens_in=question.tokens_in + drafted.tokens_in, tokens_out=question.tokens_out + drafted.tokens_out,
        cost_usd=(question.cost_usd or 0) + drafted.cost_usd or None, took_ms=drafted.took_ms,
        retrieved=drafted.retrieved, evidence=drafted.evidence,
        gates=(*question.gates, Gate("current", "pass", str(question.number)), Gate("schema", "pass", "ok")),
    )  # fmt: skip


def _guarded(step: Step, question: Question) -> Question:
    """The answer as the guard sees it: every place at which a person must look."""
    answer = question.answer
    if answer is None or not answer.message:
        return question
    found = hits(answer.message, step.settings, question.evidence, question.texts, language_of)
    question = msgspec.structs.replace(question, hits=found)
    for name, own in (
        ("guard", [hit for hit in found if hit.kind != "repetition"]),
        ("repetition", [hit for hit in found if hit.kind == "repetition"]),
    ):
        said = "; ".join(hit.reason for hit in own)
        question = question.with_gate(Gate(name, "stop" if own else "pass", said))
    return question


def _mode_gate(mode: m.AgentMode, question: Question) -> Gate:
    """Whose mode it is may be the conversation's, an intent's or the account's: what was asked for tells."""
    about = f" for {', '.join(question.intents)}" if question.intents else ""
    return Gate("mode", "pass" if mode == "auto" else "stop", mode + about)


def _say(step: Step, question: Question, parts: tuple[m.Part, ...], source: m.Source) -> None:
    """At once, or when the account's hold is over."""
    seconds = step.settings.hold_seconds
    if seconds:
        question = question.with_gate(Gate("hold", "wait", f"{seconds:g} s"))
    question = question.with_gate(Gate("send", "pass", "auto"))
    replies.plan(step, source, parts, question=question, hold_until=replies.hold_until(step))


def _propose(step: Step, question: Question, parts: tuple[m.Part, ...]) -> None:
    text = _in_words(parts)
    more = parts if any(not isinstance(part, str) for part in parts) else ()
    proposed = msgspec.structs.replace(question, phase="proposed", proposal=text, proposed=more)
    look = f": {question.hits[0].reason}" if question.hits else ""
    step.change(question=proposed, attention=DRAFT_WAITS + look)
    reason = question.answer.reason if question.answer else ""
    marked = tuple(_moved(hit, len(text) - len(_message(question))) for hit in question.hits)
    step.record(m.DraftProposed(question=question.number, text=text, reason=reason, hits=marked))


def _message(question: Question) -> str:
    return question.answer.message if question.answer else ""


def _moved(hit: m.Hit, by: int) -> m.Hit:
    """Its place in the whole proposal, of which the model's message is the end."""
    return msgspec.structs.replace(hit, start=hit.start + by, end=hit.end + by)


def _proposed(step: Step, number: int) -> Question | None:
    question = step.state.question
    return question if question is not None and question.phase == "proposed" and question.number == number else None


def _in_words(parts: tuple[m.Part, ...]) -> str:
    return "\n".join(map(words, parts))
