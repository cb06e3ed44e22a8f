"""Reading the account's recent threads page by page (section 10 of the reference)."""

from collections.abc import Collection, Iterator

import msgspec

from moca.domain.messages import Attachment
from moca.instagram.failures import Failure, judge
from moca.instagram.lenient import JsonObject, as_id, as_list, as_mid, as_object, as_text
from moca.instagram.time import to_ms
from moca.instagram.transport import Request, Transport
from moca.settings import Secret

READABLE = 20
"""Meta tells no details of older messages of a thread."""
_FIELDS = f"id,updated_time,participants,messages.limit({READABLE}){{id,created_time,from,to,message,attachments}}"
_TOO_MUCH = 1
"""The code of "reduce the amount of data"; it is also any passing error's, for which a smaller page does no harm."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One message of a thread. `sent_at` (ms) has whole seconds; `author` is any of the ids Meta uses."""

    mid: str
    sent_at: int
    author: str
    text: str = ""
    attachments: tuple[Attachment, ...] = ()


class Thread(msgspec.Struct, frozen=True, kw_only=True):
    """A thread with its newest messages, oldest first. `parties` are the ids of everybody named in it."""

    updated_at: int
    parties: frozenset[str]
    lines: tuple[Line, ...]

    def person(self, own: Collection[str]) -> str:
        """The customer: the one party that is none of the account's ids; empty where that is not one."""
        others = self.parties.difference(own)
        return next(iter(others)) if len(others) == 1 else ""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Threads, newest first as far as Meta keeps to it, and the cursor of the next page; empty = this was the last."""

    threads: tuple[Thread, ...]
    after: str


class Reader:
    """Reads one page after the other, in ever smaller ones where Meta finds them too expensive."""

    def __init__(self, transport: Transport, token: Secret, size: int = 15) -> None:
        self._transport = transport
        self._token = token
        self.size = size

    async def page(self, after: str) -> Page | Failure | None:
        """
        The page after a cursor; None = it was too much and is to be asked for again, of half the size.

        Raises:
            PermanentError, TransientError, TimeoutError, httpx.HTTPError: as `Guarded.call`.
        """
        query = {"platform": "instagram", "fields": _FIELDS, "limit": str(self.size)}
        if after:
            query["after"] = after
        answer = await self._transport.call(self._token, Request("GET", "me/conversations", query))
        if answer.is_success:
            return page_in(answer.body)
        failure = judge(answer.status, answer.body)
        if failure.code == _TOO_MUCH and self.size > 1:
            self.size //= 2
            return None
        return failure


def page_in(body: object) -> Page:
    """What can be read of a page; a thread or message that cannot is left out."""
    found = as_object(body)
    cursors = as_object(as_object(found.get("paging")).get("cursors"))
    threads = tuple(map(_thread, map(as_object, as_list(found.get("data")))))
    return Page(threads=threads, after=as_text(cursors.get("after")) if threads else "")


def _thread(item: JsonObject) -> Thread:
    newest_first = as_list(as_object(item.get("messages")).get("data"))
    listed = [as_object(message) for message in reversed(newest_first)]
    lines = [line for line in map(_line, listed) if line is not None]
    parties = {*_ids(item.get("participants"))}
    for message in listed:
        parties.update((*_ids(message.get("to")), as_id(as_object(message.get("from")).get("id"))))
    return Thread(
        updated_at=to_ms(item.get("updated_time")) or max((line.sent_at for line in lines), default=0),
        parties=frozenset(filter(None, parties)),
        lines=tuple(sorted(lines, key=lambda line: line.sent_at)),
    )


def _ids(named: object) -> Iterator[str]:
    for party in as_list(as_object(named).get("data")):
        yield as_id(as_object(party).get("id"))


def _line(item: JsonObject) -> Line | None:
    mid, sent_at = as_mid(item.get("id")), to_ms(item.get("created_time"))
    author = as_id(as_object(item.get("from")).get("id"))
    if not mid or not sent_at or not author:
        return None
    attachments = tuple(
        _attachment(as_object(part)) for part in as_list(as_object(item.get("attachments")).get("data"))
    )
    return Line(mid=mid, sent_at=sent_at, author=author, text=as_text(item.get("message")), attachments=attachments)


def _attachment(part: JsonObject) -> Attachment:
    """The thread names an attachment's type by the key that holds its address."""
    for type_ in ("image", "video"):
        if url := as_text(as_object(part.get(f"{type_}_data")).get("url")):
            return Attachment(type=type_, url=url)
    kind = as_text(part.get("mime_type")).partition("/")[0]
    return Attachment(type=kind if kind in {"image", "video", "audio"} else "file", url=as_text(part.get("file_url")))
