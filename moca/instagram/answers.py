"""What Graph's successful answers say, in any of the shapes that are documented or were seen."""

from collections.abc import Iterator

import msgspec

from moca.domain.messages import ProfileFound, ThreadMessage
from moca.errors import PermanentError, TransientError
from moca.instagram.lenient import JsonObject, as_id, as_list, as_mid, as_object, as_text
from moca.instagram.time import to_ms


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """
    An account as `/me` names it.

    `user_id` is the professional account id that webhooks carry as `entry.id`; `id` is another one, scoped to the app.
    """

    id: str
    user_id: str
    username: str = ""
    name: str = ""
    account_type: str = ""
    """`BUSINESS`, `MEDIA_CREATOR`, in any case of the letters."""


def me_object(body: JsonObject) -> JsonObject:
    """What an answer of `/me` says of the account: flat, or in a list under `data`."""
    return as_object(next(iter(as_list(body.get("data"))), body))


def me_in(body: object) -> Me:
    """
    The account in an answer of `/me`: flat, or in a list under `data`.

    Raises:
        TransientError: the answer is not an object; something in between answered.
        PermanentError: the answer names no professional account.
    """
    if not isinstance(body, dict):
        raise TransientError("Instagram's answer could not be read.")
    found = me_object(body)
    user_id = as_id(found.get("user_id"))
    if not user_id:
        raise PermanentError("The access token belongs to no professional account.")
    return Me(
        id=as_id(found.get("id")),
        user_id=user_id,
        username=as_text(found.get("username")),
        name=as_text(found.get("name")),
        account_type=as_text(found.get("account_type")),
    )


def made_in(body: object, named: str) -> str | None:
    """
    The id of what was just made, under the field `named`; None where the answer does not name it.

    Where nothing is named (a reaction), any object says that it was done, and the id is empty.
    """
    if not named:
        return "" if isinstance(body, dict) else None
    return as_mid(as_object(body).get(named)) or None


def profile_in(body: object, lookup: str) -> ProfileFound:
    found = as_object(body)
    return ProfileFound(
        lookup=lookup,
        name=as_text(found.get("name")),
        username=as_text(found.get("username")),
        picture=as_text(found.get("profile_pic")),
    )


def thread_in(body: object, person: str) -> tuple[tuple[ThreadMessage, ...], bool]:
    """
    The messages of the thread with `person`, and whether the answer leaves none of them in doubt.

    A thread has two parties: what `person` did not write is the account's, by whichever of its ids. An answer without
    any conversation is whole: Graph says that there is none.
    """
    conversations = as_object(body).get("data")
    if not isinstance(conversations, list):
        return (), False
    found = [message for conversation in conversations for message in _messages(conversation, person)]
    return tuple(message for message in found if message is not None), None not in found


def _messages(conversation: object, person: str) -> Iterator[ThreadMessage | None]:
    """Each message; None for whatever cannot be read."""
    listed = as_object(as_object(conversation).get("messages")).get("data")
    if not isinstance(listed, list):
        yield None
        return
    for item in listed:
        yield _thread_message(as_object(item), person)


def _thread_message(item: JsonObject, person: str) -> ThreadMessage | None:
    mid, sent_at = as_mid(item.get("id")), to_ms(item.get("created_time"))
    author = as_id(as_object(item.get("from")).get("id"))
    if not mid or not sent_at or not author:
        return None
    return ThreadMessage(mid=mid, sent_at=sent_at, from_account=author != person, text=as_text(item.get("message")))
