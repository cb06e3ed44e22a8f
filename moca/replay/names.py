"""
What people asked for by a number or an id, when these are given anew: the same draft, the same reply, found by the
customer's messages.
"""

from typing import Any, TypeVar

import msgspec

from moca.domain import messages as m
from moca.domain.conversation import Conversation
from moca.replay.history import History, facts

OfSend = TypeVar("OfSend", m.SendCancelled, m.SendPrioritised)


class Names:
    """The names that a log gave."""

    def __init__(self, history: History) -> None:
        self._questions = {decided.question: decided.mids for decided in facts(history.entries, m.QuestionDecided)}
        plans = facts(history.entries, m.MessagePlanned)
        self._replies = {plan.answer: plan.question for plan in plans if plan.question}

    def translated(self, fact: Any, state: Conversation) -> Any:
        """The request as it must be named in this state; None if what it was about is not there."""
        match fact:
            case m.DraftApproved(question=number) | m.DraftDiscarded(question=number):
                question = state.question
                is_it = question is not None and question.mids == self._questions.get(number)
                return msgspec.structs.replace(fact, question=question.number) if is_it and question else None
            case m.SendCancelled(send=send) | m.SendPrioritised(send=send):
                return self._of_send(fact, send, state)
            case _:
                return fact

    def _of_send(self, fact: OfSend, send: str, state: Conversation) -> OfSend | None:
        number = self._replies.get(send) or self._replies.get(send.rpartition(".")[0])
        if number is None:
            return fact  # a person's own, which bears the name that was given with it
        mids = self._questions.get(number)
        meant = (reply for reply in state.replies if reply.question is not None and reply.question.mids == mids)
        reply = next(meant, None)
        return msgspec.structs.replace(fact, send=reply.id) if reply else None
