"""
Amendments: a message is changed or taken back. Until its answer is called, the question is gathered and decided anew.

What was taken back leaves the state at once, wherever its text stands; that the log forgets it too is the store's.
"""

from typing import Any

import msgspec

from moca.actors import memory, questions, replies
from moca.actors.effects import ForgetMessage
from moca.actors.step import Step
from moca.actors.verdicts import decide, put_away
from moca.domain import messages as m
from moca.domain.conversation import Edit
from moca.domain.forgetting import mids_of
from moca.domain.question import Member, Question
from moca.domain.quoting import bare_gates, question_of, reasons_of, unquoted
from moca.domain.text import command

KEPT_EDITS = 20


def edit(step: Step, edited: m.MessageEdited) -> bool:
    """
    A message of an unanswered question has another text: the burst is gathered and decided anew.

    Of several edits the one with the largest number counts, whatever comes first, also before the message itself.
    Whether this one is now the text of a message that was heard.
    """
    mid, known = edited.mid, next((edit for edit in step.state.edits if edit.mid == edited.mid), None)
    if mid in step.state.unsent_mids or (known is not None and known.number >= edited.num_edit):
        return False
    is_heard = mid in step.state.heard_mids
    _remember(step, Edit(mid=mid, number=edited.num_edit, text="" if is_heard else edited.text))
    memory.forget(step, mid)
    question = _reopened(step, mid)
    if question is not None:
        questions.collect(step, _rewritten(question, mid, edited.text))
    return is_heard


def as_edited(step: Step, message: m.MessageReceived) -> str:
    """The text of a message that has just come: its edit's, if that came before it."""
    early = next((edit for edit in step.state.edits if edit.mid == message.mid and edit.text), None)
    if early is None:
        return message.text
    _remember(step, Edit(mid=early.mid, number=early.number))
    return early.text


def unsend(step: Step, mid: str) -> None:
    """
    A message was taken back: it leaves its unanswered question, which ends when nothing is left of it.

    What is left keeps the question's number; what was taken out is decided under a number of its own. A message whose
    answer has been called stays decided by that; only its text is forgotten.
    """
    step.remember_unsent(mid)
    memory.forget(step, mid)
    _forget_elsewhere(step, mid)
    question = _reopened(step, mid)
    if question is None:
        _forget(step, mid)
        return
    gone, left = _parted(question.members, mid)
    _, earlier = _parted(question.earlier, mid)
    goes_on = bool(left or earlier)
    put_away(step, question)
    if gone:
        decide(step, questions.open_question(step, gone) if goes_on else _bare(question, gone), "unsent")
    if goes_on:
        questions.collect(step, msgspec.structs.replace(question, members=left, earlier=earlier))


def forget(step: Step, message: Any) -> None:
    """Words of a message that was taken back have come into the log, with the unsending or after it: out with them."""
    unsent = (message.mid,) if isinstance(message, m.MessageUnsent) else ()
    settled = (record.mid for record in step.records if isinstance(record, m.MessageSent))
    for mid in dict.fromkeys((*unsent, *mids_of(message), *settled)):
        if mid and mid in step.state.unsent_mids:
            step.do(ForgetMessage(id=f"forget:{mid}@{step.now}", mid=mid))
    if isinstance(message, m.ReplyDrafted) and step.state.unsent_mids and not _is_used(step, message.draft):
        mid = step.state.unsent_mids[-1]
        step.do(ForgetMessage(id=f"forget:{mid}:{message.draft}", mid=mid, drafts=(message.draft,)))


def _is_used(step: Step, draft: str) -> bool:
    """Whether the draft that has just come decided, or is to decide, its question; else it came too late."""
    return any(getattr(record, "question", 0) == question_of(draft) for record in step.records)


def note_not_forgotten(step: Step) -> None:
    """Somebody wanted words gone that stay: a person must know, and see to it."""
    step.change(attention="a message that was taken back still stands in the log, which is too long to be written anew")


def _remember(step: Step, edit: Edit) -> None:
    others = tuple(known for known in step.state.edits if known.mid != edit.mid)
    step.change(edits=(*others, edit)[-KEPT_EDITS:])


def _forget_elsewhere(step: Step, mid: str) -> None:
    """An early edit, a held echo, and what has left of the answer under way, if it is one of ours."""
    step.change(
        edits=tuple(edit for edit in step.state.edits if edit.mid != mid),
        held_echoes=tuple(echo.without_words() if echo.mid == mid else echo for echo in step.state.held_echoes),
    )
    if mid in step.state.sent_mids:
        step.change(replies=tuple(map(replies.without_words_that_left, step.state.replies)))


def _reopened(step: Step, mid: str) -> Question | None:
    """The unanswered question that holds this message, its draft or reply taken back; None if it is past the cut."""
    question = step.state.question
    if question is not None:
        return question if question.holds(mid) else None
    waiting = any(reply.question and reply.question.holds(mid) for reply in replies.uncalled_answers(step.state))
    return replies.take_back(step, "superseded") if waiting else None


def _forget(step: Step, mid: str) -> None:
    for reply in step.state.replies:
        if reply.question is not None and reply.question.holds(mid):
            bare = _without_quotes(_rewritten(reply.question, mid, ""))
            replies.replace(step, reply, msgspec.structs.replace(reply, question=bare))


def _without_quotes(question: Question) -> Question:
    if question.answer is None:
        return question
    gates = bare_gates(question.gates, reasons_of(question.answer))
    return msgspec.structs.replace(question, answer=unquoted(question.answer), gates=gates)


def _rewritten(question: Question, mid: str, text: str) -> Question:
    def rewritten(member: Member) -> Member:
        is_it = member.mid == mid
        return msgspec.structs.replace(member, text=text, needs_answer=command(text) is None) if is_it else member

    return msgspec.structs.replace(
        question, members=tuple(map(rewritten, question.members)), earlier=tuple(map(rewritten, question.earlier))
    )


def _parted(members: tuple[Member, ...], mid: str) -> tuple[tuple[Member, ...], tuple[Member, ...]]:
    """The members that are this message, and the others."""
    return tuple(x for x in members if x.mid == mid), tuple(x for x in members if x.mid != mid)


def _bare(question: Question, members: tuple[Member, ...]) -> Question:
    """The question with nothing that was drafted for it."""
    return Question(
        number=question.number, opened_at=question.opened_at, waiting_since=question.waiting_since, members=members
    )
