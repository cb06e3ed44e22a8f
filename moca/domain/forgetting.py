"""
Forgetting: which entries of a conversation hold the words of one message, and how they look without them.

What was taken back goes: text, titles, links, story, referral, payload, from the message itself, its edits, its echo,
what the thread showed of it, and, if it is one of ours, from its plan, its request and the answer that it was a part
of; and what the model wrote about it (`quoting`). What was made of the whole thread, a summary and the evidence of a
draft, goes with any message. What stays is that there was a message: ids, times, kinds, verdicts.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from moca.domain import messages as m
from moca.domain.quoting import Quoted, question_of

Fact = msgspec.Struct


class Said(NamedTuple):
    """An entry of a log as far as forgetting needs it: `cause` is the entry that led to it, empty on mail."""

    entry: str
    cause: str
    fact: Fact


HOLDS: Mapping[str, type[Fact]] = {
    kind.__name__: kind
    for kind in (
        m.MessageReceived, m.PostbackReceived, m.MessageEdited, m.EchoReceived, m.PersonWrote, m.ReadBackResult,
        m.MessagePlanned, m.MessageSent, m.ReplyRequested, m.ReplyDrafted, m.DraftProposed, m.DraftApproved,
        m.QuestionDecided, m.OwnerChanged, m.MessageUnsent, m.ThreadSummarised, m.FollowUpRequested, m.FollowUpApproved,
        m.FollowUpPlanned, m.FollowUpWritten, m.FollowUpProposed,
    )
}  # fmt: skip
"""The kinds that may hold words of a message, or lead from its mid to those that do."""


def mids_of(fact: Fact) -> tuple[str, ...]:
    """The messages that a fact of Meta's brings words of."""
    match fact:
        case m.ReadBackResult(messages=shown):
            return tuple(message.mid for message in shown)
        case m.MessageReceived(mid=mid) | m.PostbackReceived(mid=mid) | m.EchoReceived(mid=mid):
            return (mid,)
        case m.MessageEdited(mid=mid):
            return (mid,)
        case _:
            return ()


def without(said: Sequence[Said], mid: str, drafts: Collection[str] = ()) -> Iterator[tuple[str, Fact]]:
    """
    The entries that hold words of the message `mid`, each with the fact that is to stand in their place.

    `drafts`: those that came later than its being taken back, and may still quote it.
    """
    ours = _Ours(said, mid)
    quoted = Quoted([fact for _, _, fact in said], mid, drafts)
    for place, (entry, _, fact) in enumerate(said):
        bare = quoted.bare(place, ours.bare(entry, _bare(_without_gleanings(fact), mid)))
        if bare != fact:
            yield entry, bare


def _without_gleanings(fact: Fact) -> Fact:
    """A fact that was made of the whole thread, without what it may quote from any message."""
    match fact:
        case m.ThreadSummarised():
            return msgspec.structs.replace(fact, text="")
        case m.ReplyDrafted():
            return msgspec.structs.replace(fact, evidence=m.Evidence())
        case _:
            return fact


def _bare(fact: Fact, mid: str) -> Fact:
    """A fact about the message itself without its words; one about another message as it is."""
    changes: dict[str, Any] = {}  # fields of the fact; mypy cannot see through `replace`
    if mid in (*mids_of(fact), getattr(fact, "mid", "")):
        match fact:
            case m.MessageReceived(attachments=attachments, story=story):
                changes = {"text": "", "attachments": _kinds(attachments), "story": story and m.Story()}
                changes |= {"quick_reply": "", "referral": None}
            case m.PostbackReceived():
                changes = {"title": "", "payload": "", "referral": None}
            case m.EchoReceived(attachments=attachments) | m.PersonWrote(attachments=attachments):
                changes = {"text": "", "attachments": _kinds(attachments)}
            case m.ReadBackResult(messages=shown):
                changes = {"messages": tuple(_bare(message, mid) for message in shown)}
            case m.MessageEdited() | m.ThreadMessage():
                changes = {"text": ""}
    return msgspec.structs.replace(fact, **changes)


class _Ours:
    """
    A message that Moca sent: from its mid to its plan, and on to whatever its words came from.

    A part that was given up and sent again has two plans with the same words, `r1.2` and `r1+.1`; an answer's words
    stand whole in each of its sources, so that these lose all of them. A follow-up's are told by themselves: it was
    wished for, planned, written and proposed in entries that name no message.
    """

    def __init__(self, said: Sequence[Said], mid: str) -> None:
        sends = {fact.send for _, _, fact in said if isinstance(fact, m.MessageSent) and fact.mid == mid}
        plans = {entry: (cause, fact) for entry, cause, fact in said if isinstance(fact, m.MessagePlanned)}
        meant = [plan for _, plan in plans.values() if plan.send in sends]
        replies, words = {_root(plan.answer) for plan in meant}, [(plan.text, plan.content) for plan in meant]
        kin = {entry: it for entry, it in plans.items() if _root(it[1].answer) in replies}
        approvals = {entry: fact.question for entry, _, fact in said if isinstance(fact, m.DraftApproved)}
        causes = {cause for cause, _ in kin.values()}
        self._plans = {entry for entry, (_, plan) in kin.items() if (plan.text, plan.content) in words}
        self._replies = replies
        self._unasked = [plan.text for plan in meant if plan.text and not plan.question]
        self._approvals = causes & approvals.keys()
        self._questions = {plan.question for _, plan in kin.values() if plan.question}
        self._questions |= {approvals[entry] for entry in self._approvals}

    def bare(self, entry: str, fact: Fact) -> Fact:
        """A fact that the words came from, or were planned in, without them; any other as it is."""
        changes: dict[str, Any] = {}  # ditto
        match fact:
            case m.MessagePlanned(content=content) if entry in self._plans:
                changes = {"text": "", "content": content and _kind(content)}
            case m.ReplyRequested(send=send) if send in self._replies:
                changes = {"text": "", "parts": ()}
            case m.DraftApproved() if entry in self._approvals:
                changes = {"text": ""}
            case m.DraftProposed(question=question) if question in self._questions:
                changes = {"text": "", "hits": ()}
            case m.QuestionDecided(question=question, answer=m.Answer() as answer, hits=hits):
                is_source = question in self._questions
                changes = {"answer": self._answer(answer, is_source=is_source), "hits": () if is_source else hits}
            case m.ReplyDrafted(draft=draft, answer=answer):
                changes = {"answer": self._answer(answer, is_source=question_of(draft) in self._questions)}
            case m.FollowUpWritten(text=text) | m.FollowUpProposed(text=text) if self._has_said(text):
                changes = {"text": "", "hits": ()}
            case m.FollowUpRequested() | m.FollowUpApproved() | m.FollowUpPlanned() if self._has_said(fact.text):
                changes = {"text": ""}
        return msgspec.structs.replace(fact, **changes)

    def _answer(self, answer: m.Answer, *, is_source: bool) -> m.Answer:
        """What the model answered without its words, and without those that it wished to say later."""
        if is_source or self._has_said(answer.message):
            answer = msgspec.structs.replace(answer, message="")
        wish = answer.follow_up
        if wish is not None and self._has_said(wish.text):
            answer = msgspec.structs.replace(answer, follow_up=msgspec.structs.replace(wish, text=""))
        return answer

    def _has_said(self, text: str) -> bool:
        """Whether it was said unasked, in one message or in several."""
        return any(said in text for said in self._unasked)


def _kinds(attachments: Sequence[m.Attachment]) -> tuple[m.Attachment, ...]:
    return tuple(m.Attachment(type=attachment.type) for attachment in attachments)


def _kind(content: m.Content) -> m.Content:
    """As much of it as tells a photo from a template."""
    return m.Content(
        media=tuple(m.Media(type=media.type) for media in content.media),
        cards=tuple(m.Card(title="") for _ in content.cards),
        buttons=tuple(m.Button(title="") for _ in content.buttons),
    )


def _root(reply: str) -> str:
    """A reply that is sent again is named after the first one (`r1+`)."""
    return reply.rstrip("+")
