"""
A conversation's log as the model may see it: who said what and when, who was in charge, which words await an answer.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec

from moca.agent.attachments import images_of, with_attachments
from moca.agent.turn import Speaker, Turn
from moca.domain.messages import (
    EchoReceived,
    MediaKept,
    MessageEdited,
    MessagePlanned,
    MessageReceived,
    MessageSent,
    MessageUnsent,
    OwnerChanged,
    PersonWrote,
    PostbackReceived,
)
from moca.runtime.actor import Entry

FIRST_WORD = "answered"
"""Why the bot is in charge of a conversation that was nobody's: it spoke, which the thread shows."""
_READ: dict[str, type[msgspec.Struct]] = {
    kind.__name__: kind
    for kind in (
        MessageReceived,
        PostbackReceived,
        MessageEdited,
        MessageUnsent,
        MessagePlanned,
        MessageSent,
        PersonWrote,
        EchoReceived,
        MediaKept,
        OwnerChanged,
    )
}


def turns(entries: Iterable[Entry], open_mids: Collection[str]) -> list[Turn]:
    """
    The thread, oldest first: only what reached somebody, as last edited, without what was taken back.

    Imported history comes first and under its own times, whatever was heard before it was read. Changes of who is in
    charge stand between as notes.
    """
    read = [
        (entry, msgspec.json.decode(entry.body, type=_READ[entry.type])) for entry in entries if entry.type in _READ
    ]
    facts = [fact for _, fact in read]
    came = {fact.mid: fact for fact in facts if isinstance(fact, MessageReceived | EchoReceived)}
    kept = {fact.mid: fact for fact in facts if isinstance(fact, MediaKept)}
    said = _amended(_said(read, open_mids), facts)
    return [_whole(turn, came.get(mid), kept.get(mid)) for mid, turn in said.items()]


def _said(read: Sequence[tuple[Entry, Any]], open_mids: Collection[str]) -> dict[str, Turn]:
    """What was said in words, by the mid of each message, and the notes in between."""
    said = _history(read)
    planned: dict[str, MessagePlanned] = {}
    for entry, fact in read:
        at, id_ = entry.at, entry.id
        match fact:
            case MessageReceived(mid=mid, text=text, imported=False):
                said[mid] = Turn(at=at, who="customer", text=text, is_open=mid in open_mids, entry=id_)
            case PostbackReceived(mid=mid, title=title, payload=payload, sent_at=sent_at):
                name = mid or f"postback:{sent_at}"
                said[name] = Turn(at=at, who="customer", text=title or payload, is_open=name in open_mids, entry=id_)
            case MessagePlanned() as plan:
                planned[plan.send] = plan
            case MessageSent(send=send, mid=mid) if send in planned:
                who: Speaker = "person" if planned[send].source == "person" else "bot"
                said[mid] = Turn(at=at, who=who, text=planned[send].text, entry=id_)
            case PersonWrote(mid=mid, text=text, imported=False):
                said[mid] = Turn(at=at, who="person", text=text, entry=id_)
            case OwnerChanged() if note := _note(fact):
                said[f"note:{id_}"] = Turn(at=at, who="note", text=note, entry=id_)
            case _:
                pass
    return said


def _amended(said: dict[str, Turn], facts: Collection[msgspec.Struct]) -> dict[str, Turn]:
    """Edits by their number and unsendings, whether they came before their message or after it."""
    edits = [fact for fact in facts if isinstance(fact, MessageEdited) and fact.text and fact.mid in said]
    for edit in sorted(edits, key=lambda edit: edit.num_edit):
        said[edit.mid] = msgspec.structs.replace(said[edit.mid], text=edit.text)
    gone = {fact.mid for fact in facts if isinstance(fact, MessageUnsent)}
    return {mid: turn for mid, turn in said.items() if mid not in gone}


def _whole(turn: Turn, message: MessageReceived | EchoReceived | None, kept: MediaKept | None) -> Turn:
    """The turn with what came along. Of our own messages the words say it already."""
    if message is None or turn.who == "bot" or (turn.who == "person" and turn.text):
        return turn
    images = images_of(kept) if turn.is_open else ()
    return msgspec.structs.replace(turn, text=with_attachments(turn.text, message, kept), images=images)


def _note(changed: OwnerChanged) -> str:
    """Who is in charge from here on, and why, in words; empty where it says nothing that the thread does not."""
    by, why = (f" ({changed.by})" if changed.by else "", changed.reason.replace("_", " "))
    match changed.owner:
        case "person":
            return f"a person{by} took over: {why}"
        case "app":
            return f"another program took over: {why}"
        case "waiting":
            return f"waits for a person: {why}"
        case "bot" if changed.reason != FIRST_WORD:
            return f"handed back to you{by}: {why}"
        case _:
            return ""


def _history(read: Iterable[tuple[Entry, msgspec.Struct]]) -> dict[str, Turn]:
    """What was said before the account was connected, by mid, in the order of its own times."""
    found: dict[str, Turn] = {}
    for entry, fact in read:
        match fact:
            case MessageReceived(imported=True, mid=mid, sent_at=sent_at, text=text):
                found[mid] = Turn(at=sent_at, who="customer", text=text, entry=entry.id)
            case PersonWrote(imported=True, mid=mid, sent_at=sent_at, text=text):
                found[mid] = Turn(at=sent_at, who="person", text=text, entry=entry.id)
            case _:
                pass
    return dict(sorted(found.items(), key=lambda turn: turn[1].at))
