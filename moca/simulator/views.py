"""
What the phone page shows: people with their last line, a thread as its customer sees it, and the comments on the posts.

Times are in ms.
"""

import msgspec

from moca.simulator.gestures import Party
from moca.simulator.world import Attachment, Card, Choice, Comment, Message, World


class PersonView(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the list. `unread`: messages of the business that the customer has not seen."""

    id: str
    username: str
    name: str
    igsid: str
    last_text: str
    last_at: int
    last_is_own: bool
    unread: int


class MessageView(msgspec.Struct, frozen=True, kw_only=True):
    """One bubble. `by`: `customer`, `api` (the business by a call) or `app` (its owner in the Instagram app)."""

    mid: str
    by: str
    text: str
    sent_at: int
    seen_at: int
    is_deleted: bool
    is_edited: bool
    attachments: tuple[Attachment, ...]
    cards: tuple[Card, ...]
    choices: tuple[Choice, ...]
    customer_reaction: str
    business_reaction: str


class ThreadView(msgspec.Struct, frozen=True, kw_only=True):
    account: str
    account_name: str
    person: str
    igsid: str
    customer_at: int
    messages: list[MessageView]


class CommentView(msgspec.Struct, frozen=True, kw_only=True):
    """One public comment. `person` is empty where the account itself wrote it; `parent_id` is the comment above."""

    id: str
    person: str
    name: str
    text: str
    at: int
    media_id: str
    parent_id: str
    live: bool
    hidden: bool
    answered: bool


def comments_view(world: World, account: str) -> list[CommentView]:
    """Every comment on the account's posts, oldest first."""
    return [_comment(world, comment) for comment in world.comments.values() if comment.account == account]


def people_view(world: World, account: str) -> list[PersonView]:
    """Everybody at one account, who was written to last first."""
    rows = [_row(world, account, id_) for id_ in world.people]
    return sorted(rows, key=lambda row: row.last_at, reverse=True)


def thread_view(world: World, party: Party) -> ThreadView:
    return ThreadView(
        account=party.account.id,
        account_name=party.account.name or party.account.username,
        person=party.person.id,
        igsid=party.thread.igsid,
        customer_at=party.thread.customer_at,
        messages=[_bubble(message) for message in world.history(party.thread)],
    )


def _row(world: World, account: str, id_: str) -> PersonView:
    person = world.people[id_]
    igsid = world.igsid(account, person)
    thread = world.known_thread(account, igsid)
    messages = [message for message in world.history(thread) if not message.is_deleted] if thread else []
    last = messages[-1] if messages else None
    return PersonView(
        id=id_,
        username=person.username,
        name=person.name,
        igsid=igsid,
        last_text=_line(last) if last else "",
        last_at=last.sent_at if last else 0,
        last_is_own=bool(last and not last.outbound),
        unread=sum(message.outbound and not message.seen_at for message in messages),
    )


def _comment(world: World, comment: Comment) -> CommentView:
    person = None if comment.own else world.person_at(comment.account, comment.igsid)
    return CommentView(
        id=comment.id,
        person=person.id if person else "",
        name=person.name if person else world.accounts[comment.account].username,
        text=comment.text,
        at=comment.at,
        media_id=comment.media_id,
        parent_id=comment.parent_id,
        live=comment.live,
        hidden=comment.hidden,
        answered=comment.answered,
    )


def _line(message: Message) -> str:
    return message.text or ", ".join(part.type for part in message.attachments)


def _bubble(message: Message) -> MessageView:
    return MessageView(
        mid=message.mid,
        by=message.by,
        text=message.text,
        sent_at=message.sent_at,
        seen_at=message.seen_at,
        is_deleted=message.is_deleted,
        is_edited=message.num_edit > 0,
        attachments=message.attachments,
        cards=message.cards,
        choices=message.choices,
        customer_reaction=message.customer_reaction,
        business_reaction=message.business_reaction,
    )
