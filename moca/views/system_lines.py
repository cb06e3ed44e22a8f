"""
What people and the bot did to a conversation, as lines of its thread: `<what>: <value>`, for the owner with the reason
after a comma.

`owner: person, taken`, `status: closed`, `assignee: Ana`, `tags: vip, new`, `agent: draft`, `account: token expired`.
An empty value says that there is none any more. Why a person is waited for is not told here: its words may quote the
customer, and stand in the decision, from which they go when a message is taken back.
"""

from collections.abc import Mapping
from typing import Any

from moca.domain import messages as m
from moca.views.writing import Writing

KIND = "system"
TOLD = (m.OwnerChanged, m.StatusSet, m.Assigned, m.TagsSet, m.AgentModeSet, m.ContextSeen)
_FIELDS: Mapping[Any, tuple[str, str]] = {
    m.StatusSet: ("status", "status"),
    m.Assigned: ("assignee", "assignee"),
    m.AgentModeSet: ("agent", "mode"),
    m.ContextSeen: ("account", "disconnected"),
}


def line_of(fact: Any) -> str:
    match fact:
        case m.OwnerChanged(owner="waiting"):
            return "owner: waiting"
        case m.OwnerChanged(owner=owner, reason=reason):
            return f"owner: {owner}, {reason}"
        case m.TagsSet(tags=tags):
            return f"tags: {', '.join(tags)}"
        case _:
            what, field = _FIELDS.get(type(fact), ("", ""))
            return f"{what}: {getattr(fact, field)}" if what else ""


def who_of(fact: Any) -> tuple[str, str]:
    """Who did it, and under which name."""
    by = getattr(fact, "by", "")
    if isinstance(fact, m.OwnerChanged) and fact.owner == "app":
        return "app", by
    return "person" if by else "bot", by


def is_news(rows: Writing, fact: Any) -> bool:
    """
    Whether the line says anything: not that the bot, of whom nobody is in charge yet, has spoken, nor each context in
    which the account is as it was.
    """
    if isinstance(fact, m.OwnerChanged):
        return fact.reason != "answered"
    if not isinstance(fact, m.ContextSeen):
        return True
    before = rows.marked("", "account") or ""
    if fact.disconnected != before:
        rows.run("mark", name="", mark="account", value=fact.disconnected)
    return fact.disconnected != before
