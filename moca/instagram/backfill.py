"""
From Meta's threads to the actors' logs: what no webhook has brought, under the same ids as webhooks would have used.

So a webhook that comes late is a duplicate, and so is a message that had come. Messages that are older than the
register of known ids are looked for in the conversation's own log.
"""

from collections.abc import Iterator

import msgspec

from moca.domain.messages import EchoReceived, MessageReceived
from moca.instagram.failures import Failure
from moca.instagram.heard import Heard, event_id
from moca.instagram.letters import letter_of
from moca.instagram.looks import Looks
from moca.instagram.threads import Line, Page, Reader, Thread
from moca.runtime.actor import Address
from moca.runtime.history import newest
from moca.runtime.store import KEEP_SEEN_MS, Letter, Store

MOST_PAGES = 1_000
IMPORTED_THREADS = 50
SLOT_PATIENCE_SECONDS = 60.0
LOG_READ = 2_000
"""Entries of a log, newest first, in which an old message is looked for."""
_KNOWN_FOR_SURE_MS = KEEP_SEEN_MS - 24 * 60 * 60_000


class Found(msgspec.Struct):
    """What a walk through the threads came to; `detail` is why it did not come to its end."""

    threads: int = 0
    customers: int = 0
    echoes: int = 0
    detail: str = ""


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """Which messages are wanted: sent from `since` up to `until` (ms), by whom, and as what they are told."""

    account: str
    own: frozenset[str]
    since: int
    until: int
    now: int
    is_import: bool = False


class Backfill:
    """Walks through an account's threads at Meta's pace."""

    def __init__(self, store: Store, looks: Looks) -> None:
        self._store = store
        self._looks = looks

    async def walk(self, reader: Reader, span: Span, found: Found, most_threads: int = 0) -> Found:
        """
        Tell everything of the span that is not known; what is told is counted in `found` as it goes.

        `most_threads` 0 = all that were active in the span.

        Raises:
            PermanentError, TransientError, TimeoutError, httpx.HTTPError: Meta could not be asked.
        """
        after = ""
        for _ in range(MOST_PAGES):
            if not await self._looks.give_way(span.account, SLOT_PATIENCE_SECONDS):
                found.detail = "too many looks wait"
                return found
            page = await reader.page(after)
            if isinstance(page, Failure):
                found.detail = page.detail
                return found
            if page is not None:
                after = page.after
                await self._take_all(page, span, found, most_threads)
                if not after or _is_over(page, span) or 0 < most_threads <= found.threads:
                    return found
        found.detail = "there were too many threads"
        return found

    async def _take_all(self, page: Page, span: Span, found: Found, most_threads: int) -> None:
        for thread in page.threads:
            if not most_threads or found.threads < most_threads:
                await self._take(thread, span, found)

    async def _take(self, thread: Thread, span: Span, found: Found) -> None:
        found.threads += 1
        person = thread.person(span.own)
        lines = [line for line in thread.lines if span.since <= line.sent_at < span.until]
        if not person or not lines:
            return
        lines = await self._unknown(Address("conversation", f"{span.account}:{person}"), lines, span.now)
        told = await self._store.tell(*_letters(person, lines, span))
        for line, entry in zip(lines, told, strict=True):
            if entry:
                found.echoes += line.author != person
                found.customers += line.author == person

    async def _unknown(self, address: Address, lines: list[Line], now: int) -> list[Line]:
        """Without those that the log holds, as far as the register may have forgotten them."""
        if all(line.sent_at > now - _KNOWN_FOR_SURE_MS for line in lines):
            return lines
        bodies = [entry.body for entry in await newest(self._store, address, LOG_READ)]
        known = {msgspec.json.decode(body, type=_Named).mid for body in bodies}
        return [line for line in lines if line.mid not in known]


class _Named(msgspec.Struct):
    mid: str = ""


def _is_over(page: Page, span: Span) -> bool:
    """A whole page without anything new: Meta lists the newest first."""
    return all(thread.updated_at < span.since for thread in page.threads)


def _letters(person: str, lines: list[Line], span: Span) -> Iterator[Letter]:
    for line in lines:
        fact = _heard(line, span) if line.author == person else _echoed(line, span)
        yield letter_of(Heard(span.account, person, event_id("message", span.account, line.mid), fact))


def _heard(line: Line, span: Span) -> MessageReceived:
    return MessageReceived(
        mid=line.mid, sent_at=line.sent_at, text=line.text, attachments=line.attachments,
        is_unsupported=not line.text and not line.attachments, backfilled=not span.is_import, imported=span.is_import,
    )  # fmt: skip


def _echoed(line: Line, span: Span) -> EchoReceived:
    return EchoReceived(
        mid=line.mid, sent_at=line.sent_at, text=line.text, attachments=line.attachments,
        backfilled=not span.is_import, imported=span.is_import,
    )  # fmt: skip
