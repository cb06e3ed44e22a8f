"""A conversation's log as the model may see it: who said what and when, and which words await an answer."""

from collections.abc import Collection, Iterable

import msgspec

from moca.agent.prompt import Speaker, Turn
from moca.domain.messages import (
    EchoReceived,
    MessageEdited,
    MessagePlanned,
    MessageReceived,
    MessageSent,
    MessageUnsent,
    PersonWrote,
    PostbackReceived,
)
from moca.runtime.actor import Entry

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
    )
}


def turns(entries: Iterable[Entry], open_mids: Collection[str]) -> list[Turn]:
    """The thread, oldest first: only what reached somebody, as last edited, without what was taken back."""
    said: dict[str, Turn] = {}
    planned: dict[str, MessagePlanned] = {}
    for entry in entries:
        if entry.type not in _READ:
            continue
        match msgspec.json.decode(entry.body, type=_READ[entry.type]):
            case MessageReceived() as heard:
                text = heard.text or _described(heard)
                said[heard.mid] = Turn(at=entry.at, who="customer", text=text, is_open=heard.mid in open_mids)
            case PostbackReceived(mid=mid, title=title, payload=payload, sent_at=sent_at):
                name = mid or f"postback:{sent_at}"
                said[name] = Turn(at=entry.at, who="customer", text=title or payload, is_open=name in open_mids)
            case MessageEdited(mid=mid, text=text) if text and mid in said:
                said[mid] = msgspec.structs.replace(said[mid], text=text)
            case MessageUnsent(mid=mid):
                said.pop(mid, None)
            case MessagePlanned() as plan:
                planned[plan.send] = plan
            case MessageSent(send=send, mid=mid) if send in planned:
                who: Speaker = "person" if planned[send].source == "person" else "bot"
                said[mid] = Turn(at=entry.at, who=who, text=planned[send].text)
            case PersonWrote(mid=mid, text=text):
                said[mid] = Turn(at=entry.at, who="person", text=text)
            case _:
                pass
    return list(said.values())


def _described(message: MessageReceived) -> str:
    kinds = [item.type for item in message.attachments] or ["message"]
    return " ".join(f"[{kind}]" for kind in kinds)
