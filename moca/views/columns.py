"""How facts and states look as columns: pure, and the same for whoever folds them."""

from collections.abc import Mapping
from typing import Any
from zlib import crc32

import msgspec

from moca.domain import messages as m
from moca.domain.content import kind as content_kind
from moca.domain.conversation import Conversation
from moca.domain.lead import FIELDS, score_of
from moca.domain.reply import Reply
from moca.domain.text import folded
from moca.runtime.actor import Address
from moca.runtime.state import StateForm
from moca.views import follow_up_rows, system_lines
from moca.views.paging import RANK
from moca.views.rows import Details, LeadRow, MediaRow

FORM = StateForm(Conversation)
FOLDED: Mapping[str, type[msgspec.Struct]] = {
    type_.__name__: type_
    for type_ in (
        m.MessageReceived, m.PostbackReceived, m.CommentReceived, m.MentionReceived, m.MessageRead, m.MessageEdited,
        m.MessageUnsent, m.ReactionReceived, m.ReferralReceived, m.OptInReceived, m.ThreadControlChanged, m.MediaKept,
        m.EchoReceived, m.ProfileFound, m.ReplyRequested, m.DraftApproved, m.NoteAdded, m.SendCalled,
        m.QuestionDecided, m.CommentDecided, m.MessagePlanned, m.MessageSent, m.MessageWithdrawn, m.MessageDelayed,
        m.MessageInDoubt, m.MessageFailed, m.PersonWrote, m.FollowUpPlanned, m.FollowUpProposed, m.FollowUpEnded,
        m.FollowUpWritten, *system_lines.TOLD,
    )
}  # fmt: skip
"""What the projection reads of a log, by name; other entries change no row."""
LINES = {"referral", "opt_in", "control", "follow_up", system_lines.KIND}
"""What stands in a thread and is no message."""
NO_MESSAGES = (
    m.ReferralReceived, m.OptInReceived, m.ThreadControlChanged, m.FollowUpPlanned, m.FollowUpProposed, m.FollowUpEnded,
    *system_lines.TOLD,
)  # fmt: skip
"""The facts that it is made of."""
BESIDE = {"public_reply", "reaction"}
"""What we send that does not stand among the person's messages."""
_KINDS: Mapping[type, str] = {
    m.PostbackReceived: "postback",
    m.CommentReceived: "comment",
    m.MentionReceived: "mention",
    m.ReferralReceived: "referral",
    m.OptInReceived: "opt_in",
    m.ThreadControlChanged: "control",
    m.FollowUpPlanned: "follow_up",
    m.FollowUpProposed: "follow_up",
    m.FollowUpEnded: "follow_up",
    **dict.fromkeys(system_lines.TOLD, system_lines.KIND),
}
_DETAILS: Mapping[str, Any] = {  # the fields that facts and details name alike
    "attachments": (),
    "story": None,
    "referral": None,
    "reply_to": "",
    "standby": False,
    "is_self": False,
}


def order(entry: str) -> tuple[int, int]:
    """An entry's id as two numbers that compare as the store orders them; empty = before all."""
    at, _, seq = entry.partition("-")
    return int(at or 0), int(seq or 0)


def doc_of(address: Address, entry: str) -> int:
    """A number for a message that grows with the time and is hardly ever another one's, below 2^63."""
    at, seq = order(entry)
    return at << 20 | crc32(f"{address} {seq}".encode()) & 0xFFFFF


def state_of(fields: Mapping[str, str]) -> Conversation:
    """The state that a hash holds; the first state where there is none, or where a foreign hand has written."""
    try:
        state: Conversation = FORM.decode(dict(fields))
    except msgspec.DecodeError:
        return Conversation()
    return state


def words_of(fact: Any) -> str:
    """What a customer wrote, pressed or chose, in their own words."""
    match fact:
        case m.PostbackReceived(title=title, payload=payload):
            return title or payload
        case m.MessageReceived(text=text) | m.CommentReceived(text=text) | m.PersonWrote(text=text):
            return text
        case m.ReferralReceived(referral=referral):
            return referral.ref or referral.ad_title or referral.source
        case m.ThreadControlChanged(action=action):
            return action
        case m.FollowUpPlanned() | m.FollowUpProposed() | m.FollowUpEnded():
            return follow_up_rows.line_of(fact)
        case _:
            return system_lines.line_of(fact)


def kind_of(fact: Any) -> str:
    """What sort of message a fact or a plan is: the words of `MessageRow.kind`."""
    match fact:
        case m.MessagePlanned(target=m.Target(kind=kind)):
            return kind
        case m.MessagePlanned(content=m.Content() as content):
            return content_kind(content)
        case m.MessageReceived(attachments=(first, *_)) | m.PersonWrote(attachments=(first, *_)):
            return first.type
        case m.MessageReceived(story=m.Story()):
            return "story"
        case m.MessageReceived(is_unsupported=True):
            return "unsupported"
        case _:
            return _KINDS.get(type(fact), "text")


def decided_of(decided: m.CommentDecided) -> str:
    """The verdict on a comment in one line."""
    by = f" by {decided.rule}" if decided.rule else ""
    return f"{decided.verdict}{by}: {decided.detail}"


def decision_columns(decided: m.QuestionDecided) -> dict[str, Any]:
    """The verdict on a question; `intent` is the model's."""
    answer = decided.answer
    return msgspec.structs.asdict(decided) | {
        "mids": text_of(decided.mids),
        "gates": text_of(decided.gates),
        "answer": text_of(answer) if answer else "",
        "source": decided.source or "",
        "hits": text_of(decided.hits),
        "retrieved": text_of(decided.retrieved),
        "edited": int(decided.edited),
        "away": int(decided.is_away),
        "flagged": int(bool(decided.hits)),
        "intent": answer.intent if answer else "",
    }


def comment_columns(fact: Any) -> dict[str, str]:
    """What a row tells of the comment that it is, or that it answers."""
    match fact:
        case m.CommentReceived(comment_id=id_, media_id=media, parent_id=parent):
            return {"comment_id": id_, "media_id": media, "parent_id": parent}
        case m.MessagePlanned(target=m.Target(kind="private_reply" | "public_reply", id=id_)):
            return {"comment_id": id_, "media_id": "", "parent_id": ""}
        case _:
            return {"comment_id": "", "media_id": "", "parent_id": ""}


def details_of(fact: Any) -> str:
    """What came with a fact beside its text, as JSON; empty = nothing."""
    shared = {name: getattr(fact, name, default) for name, default in _DETAILS.items()}
    if isinstance(fact, m.MessagePlanned) and fact.target is not None and fact.target.kind == "reaction":
        shared["reply_to"] = fact.target.id
    payload = getattr(fact, "quick_reply", "") or getattr(fact, "payload", "") or getattr(fact, "raw", "")
    if isinstance(fact, m.CommentReceived) and (fact.ad_id or fact.ad_title):
        shared["referral"] = m.Referral(ad_id=fact.ad_id, ad_title=fact.ad_title)
    details = Details(payload=payload, **shared)
    return text_of(details) if details != Details() else ""


def history_of(fact: Any) -> int:
    """1: it was written before the account was connected, and nobody must read or answer it."""
    return int(getattr(fact, "imported", False))


def teller_of(fact: Any) -> tuple[str, str]:
    """Who did what is no message, and under which name."""
    match fact:
        case m.ThreadControlChanged(new_app=app):
            return "app", app
        case m.FollowUpPlanned() | m.FollowUpProposed() | m.FollowUpEnded():
            return follow_up_rows.who_of(fact), getattr(fact, "by", "")
        case _ if isinstance(fact, system_lines.TOLD):
            return system_lines.who_of(fact)
        case _:
            return "customer", ""


def who_of(source: str) -> str:
    """Who speaks when a message of this source leaves."""
    return "person" if source == "person" else "bot"


def until_of(reply: Reply) -> int:
    """Until when (ms) a reply rests in its phase; 0 = that is not known."""
    match reply.phase:
        case "planned" | "delayed" | "account":
            return reply.retry_at
        case "calling":
            return reply.deadline
        case "unknown":
            return reply.lookup_at
        case _:
            return 0


def media_of(account: str, kept: m.MediaKept) -> list[MediaRow]:
    """What came with a message, as the API shows it, in its order."""
    return [
        MediaRow(
            type=item.type,
            state=item.state,
            reason=item.reason,
            url=f"/api/media/{account}/{item.name}" if item.name else "",
            mime=item.mime,
            bytes=item.bytes,
            seconds=item.seconds,
        )
        for item in kept.items
    ]


def lead_columns(state: Conversation, profile_name: str, last_at: int) -> dict[str, Any]:
    """What is known of the customer, by the state and, where that has no name, by their profile."""
    known = {field: found.value for field in FIELDS if (found := getattr(state.lead, field)) is not None}
    score = score_of(state.lead)
    return {
        "lead": text_of(LeadRow(**({"name": profile_name} | known))),
        "known": text_of(state.lead),
        "score": score,
        "rank": score * RANK + last_at,
        "urgent": state.urgent,
        "intent": state.mood.intent,
        "topic": state.mood.topic,
        "sentiment": state.mood.sentiment,
        "language": state.mood.language,
        "first_seen": state.first_seen,
        "heard": state.heard,
    }


def searched(state: Conversation, *words: str) -> str:
    """What `q` looks in, without case and accents; a phone number also in plain digits."""
    lead = state.lead
    known = [found.value for found in (lead.name, lead.email, lead.phone) if found is not None]
    digits = "".join(filter(str.isdecimal, lead.phone.value)) if lead.phone else ""
    return folded(" ".join((*words, *known, digits)))


def text_of(value: Any) -> str:
    return msgspec.json.encode(value).decode()
