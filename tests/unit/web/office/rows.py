"""Rows of the views as a thread gets them, with everything that a test does not care about."""

from typing import Any

from moca.domain.decision import Verdict
from moca.views.answers import ShownAnswer
from moca.views.rows import DecisionRow, MessageRow

START = 1_795_986_000_000


def a_row(number: int, text: str = "hola", who: str = "customer", **fields: Any) -> MessageRow:
    """The message of this number, a second after the one before it."""
    at = START + number * 1_000
    known: dict[str, Any] = {
        "entry": f"{at}-0", "at": at, "mid": f"m{number}", "said_at": 0, "who": who, "by": "", "kind": "text", "text": text,
        "content": None, "details": None, "edited": 0, "earlier": (), "reaction": None,
        "state": "received" if who == "customer" else "sent", "send": "" if who == "customer" else f"r{number}.1",
        "sent_at": 0, "reason": "", "question": 0, "comment_id": "", "media_id": "", "parent_id": "", "decided": "",
    }  # fmt: skip
    return MessageRow(**(known | fields))


def a_decision(question: int, verdict: Verdict = "answered", *mids: str, **fields: Any) -> DecisionRow:
    known: dict[str, Any] = {
        "entry": f"{START + question}-9", "decided_at": START, "question": question, "verdict": verdict, "detail": "",
        "mids": mids, "gates": (), "source": "bot", "answer": None, "model": "", "prompt": "", "tokens_in": 0,
        "tokens_out": 0, "cost_usd": 0.0, "took_ms": 0, "opened_at": 0, "version": 0, "comment_id": "", "rule": "",
        "hits": (), "retrieved": (), "edited": False, "by": "",
    }  # fmt: skip
    return DecisionRow(**(known | fields))


def an_answer(**fields: Any) -> ShownAnswer:
    return ShownAnswer(send=True, **fields)
