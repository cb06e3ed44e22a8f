"""Facts, requests and contexts with defaults, so that a test names only what it is about. Times are ms."""

from typing import Any

from moca.domain import messages as m
from moca.domain.account import AccountHealth, Context
from moca.domain.account_settings import AccountSettings
from moca.domain.comment_rules import CommentRule
from moca.domain.rules import Rule

START = 1_760_000_000_000
"""When the tests begin: an arbitrary Thursday in UTC."""
SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
ACCOUNT = "17841400000000001"


def a_message(
    text: str = "hola", mid: str = "m1", sent_at: int = START, attachments: tuple[str, ...] = (), **fields: Any
) -> m.MessageReceived:
    """A customer's message; `attachments` are types."""
    parts = tuple(m.Attachment(type=type_) for type_ in attachments)
    return m.MessageReceived(mid=mid, sent_at=sent_at, text=text, attachments=parts, **fields)


def a_comment(text: str = "precio?", id_: str = "178001", sent_at: int = START, **fields: Any) -> m.CommentReceived:
    """Somebody's comment on the post 17895."""
    more = {"username": "lena", "media_id": "17895"} | fields
    return m.CommentReceived(comment_id=id_, sent_at=sent_at, text=text, **more)


def a_comment_rule(*keywords: str, **fields: Any) -> CommentRule:
    """A rule for comments; what it says is given by name."""
    return CommentRule(keywords=keywords, **fields)


def a_postback(
    title: str = "Opening hours", mid: str = "p1", sent_at: int = START, **fields: Any
) -> m.PostbackReceived:
    return m.PostbackReceived(title=title, mid=mid, sent_at=sent_at, **fields)


def an_echo(text: str = "hello", mid: str = "e1", sent_at: int = START, **fields: Any) -> m.EchoReceived:
    return m.EchoReceived(mid=mid, sent_at=sent_at, text=text, **fields)


def an_edit(mid: str = "m1", text: str = "hola, ¿abren?", num_edit: int = 1, sent_at: int = START) -> m.MessageEdited:
    return m.MessageEdited(mid=mid, sent_at=sent_at, text=text, num_edit=num_edit)


def an_unsending(mid: str = "m1", sent_at: int = START) -> m.MessageUnsent:
    return m.MessageUnsent(mid=mid, sent_at=sent_at)


def a_reply(text: str = "Buenas, soy Ana", send: str = "p-1", by: str = "ana", **fields: Any) -> m.ReplyRequested:
    """A person's own words."""
    return m.ReplyRequested(send=send, text=text, by=by, **fields)


def a_rule(*keywords: str, reply: str = "We open at 9", **fields: Any) -> Rule:
    return Rule(keywords=keywords, reply=reply, **fields)


def a_thread_message(mid: str, text: str = "", sent_at: int = START, *, from_account: bool = False) -> m.ThreadMessage:
    return m.ThreadMessage(mid=mid, sent_at=sent_at, from_account=from_account, text=text)


def a_context(
    *,
    model_available: bool = True,
    held_until: int = 0,
    disconnected: str = "",
    version: int = 1,
    username: str = "cafe.moca",
    own_usernames: tuple[str, ...] = (),
    **settings: Any,
) -> Context:
    """An account's context; keywords are its settings."""
    return Context(
        account_id=ACCOUNT,
        settings=AccountSettings(**settings),
        version=version,
        health=AccountHealth(held_until=held_until, disconnected=disconnected),
        model_available=model_available,
        username=username,
        own_usernames=own_usernames,
    )
