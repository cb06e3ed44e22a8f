"""
Test chats: conversations of the team with its own agent. They go the whole way of a message, and Meta never hears of
them. Meta's own ids of persons are digits, so that none of them can be taken for one.
"""

from typing import Annotated

from msgspec import Meta

PREFIX = "test-"
Name = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", description="Small letters, digits and dashes")]


def is_test_chat(person: str) -> bool:
    """Whether this is nobody at Meta's, but a test chat."""
    return person.startswith(PREFIX)


def person_of(chat: str) -> str:
    """Who writes in the test chat of this name."""
    return f"{PREFIX}{chat}"
