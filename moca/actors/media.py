"""
What came with a message besides its text: which of it is kept, and when it is let go.

Decided once, from what the message says; nothing waits for the result. What was taken back is dropped, also where the
taking back came before the message or overtook the fetching.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from moca.actors.effects import DropMedia, FetchMedia, WantedItem
from moca.actors.step import Step
from moca.domain.messages import EchoReceived, MessageReceived

FETCHED = frozenset({"image", "video", "audio", "file", "media", "story", "ig_story", "story_mention", "ig_post"})
"""The types whose address may lead to the thing itself."""
PAGES = "instagram.com"
"""Where an address leads to a page for people to look at, and not to a file."""
MOST_ITEMS = 20


def want(step: Step, message: MessageReceived | EchoReceived) -> None:
    """Have everything kept that came with this message, unless nothing can be had or the account keeps nothing."""
    if not step.settings.media_days or message.mid in step.state.unsent_mids:
        return
    items = tuple(_items(message))[:MOST_ITEMS]
    if any(not item.skip for item in items):
        step.do(FetchMedia(id=f"media:{message.mid}", mid=message.mid, items=items))


def hear(step: Step, mid: str) -> None:
    """Files were kept: if their message was taken back meanwhile, they go again."""
    if mid in step.state.unsent_mids:
        forget(step, mid)


def forget(step: Step, mid: str) -> None:
    step.do(DropMedia(id=f"drop:{mid}@{step.now}", mid=mid))


def _items(message: MessageReceived | EchoReceived) -> Iterator[WantedItem]:
    for index, attachment in enumerate(message.attachments):
        yield _item(index, attachment.type, attachment.url)
    story = message.story if isinstance(message, MessageReceived) else None
    if story is not None and all(attachment.url != story.url for attachment in message.attachments):
        yield _item(len(message.attachments), "story", story.url)


def _item(index: int, type_: str, url: str) -> WantedItem:
    skip = _why_not(type_, url)
    return WantedItem(index=index, type=type_, url="" if skip else url, skip=skip)


def _why_not(type_: str, url: str) -> str:
    """Why there is nothing to fetch; empty = there is."""
    if not url:
        return "nothing to download"
    if type_ not in FETCHED:
        return "a link"
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return "no address"
    return "a link" if f".{host}".endswith(f".{PAGES}") else ""
