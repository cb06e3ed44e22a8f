"""What becomes of a text that somebody wrote: a message, a note, or another draft; or why it was not taken."""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

import msgspec

from moca.clock import now_ms
from moca.errors import PermanentError
from moca.runtime.actor import Address
from moca.web.api.conversations import DraftWord, NewNote, decide_draft, note
from moca.web.api.follow_ups import FollowUpWord
from moca.web.api.follow_ups import decide as decide_follow_up
from moca.web.api.messages import NewMessage, say
from moca.web.office.desk import Desk
from moca.web.office.inbox.collisions import Answered, unseen
from moca.web.office.inbox.speaking import others_turn
from moca.web.problems import FieldError, field_error

T = TypeVar("T")

FOLLOW_UP = "follow-up"
"""In the place of a question's number: the draft is a follow-up's."""


class Written(NamedTuple):
    """
    What the page sends. `client` names it: the same again is the same message. `seen` is the newest entry that its
    writer has seen, `edits` the draft whose words it replaces, `button` the one that was pressed.
    """

    text: str
    client: str = ""
    mode: str = "reply"
    seen: str = ""
    edits: str = ""
    button: str = ""
    media: tuple[Mapping[str, str], ...] = ()
    quick: tuple[str, ...] = ()

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Written":
        """
        Read the form.

        Raises:
            FieldError: it is not one of ours.
        """
        form = said["form"]
        return cls(
            text=str(form.get("text", "")), client=str(form.get("client_id", "")), mode=str(form.get("mode", "reply")),
            seen=str(form.get("seen", "")), edits=str(form.get("edits", "")), button=str(said.get("submitter", "")),
            media=_listed(form.get("media"), tuple[dict[str, str], ...]),
            quick=_listed(form.get("quick_replies"), tuple[str, ...]),
        )  # fmt: skip


class Outcome(NamedTuple):
    """
    What became of the text that `client` names: taken; or not, because of `why`, or until `answered` was seen.

    `number` tells two outcomes of one text apart.
    """

    client: str = ""
    is_taken: bool = False
    why: str = ""
    answered: Answered | None = None
    number: int = 0


async def deliver(desk: Desk, address: Address, written: Written) -> Outcome:
    """
    Do with a text what its writer wants.

    Raises:
        FieldError, ConflictError, NotFoundException, PermissionDeniedException, MocaError: why it was not taken.
    """
    if written.mode == "note":
        await note(desk.store, address, desk.by, formed(NewNote, text=written.text, client_id=written.client))
    elif written.edits:
        await _edit(desk, address, written)
    else:
        answered = None if written.button == "anyway" else await _answered(desk, address, written.seen)
        if answered is not None:
            return Outcome(written.client, answered=answered)
        await say(desk.store, desk.accounts, desk.views, desk.operator, _message(address, written))
    return Outcome(written.client, is_taken=True)


async def _answered(desk: Desk, address: Address, seen: str) -> Answered | None:
    """Whose answer the writer has not seen, or who answers at this very moment."""
    found = await unseen(desk, address, seen)
    if found is not None or not seen:
        return found
    other = await others_turn(desk.store.client, address.key, seen, desk.by)
    return Answered("person", other, now_ms(), seen) if other else None


def formed(type_: type[T], /, **values: Any) -> T:
    """
    A body of the API out of what a form says.

    Raises:
        FieldError: as the API would refuse it.
    """
    try:
        return msgspec.convert(values, type_)
    except msgspec.ValidationError as error:
        raise field_error(error, type_=type_) from error


def _message(address: Address, written: Written) -> NewMessage:
    account, _, psid = address.key.partition(":")
    return formed(
        NewMessage, account_id=account, psid=psid, client_id=written.client, text=written.text,
        media=[{name: item[name] for name in ("type", "url", "id") if item.get(name)} for item in written.media],
        quick_replies=[{"title": title, "payload": title} for title in written.quick],
        human_agent=written.button == "human_agent",
    )  # fmt: skip


async def _edit(desk: Desk, address: Address, written: Written) -> None:
    if written.media or written.quick:
        raise FieldError("media", "a draft is edited in words: send the rest as a message of its own")
    if written.edits == FOLLOW_UP:
        word = formed(FollowUpWord, action="edit", text=written.text)
        await decide_follow_up(desk.store, address, desk.by, word)
    elif written.edits.isdecimal():
        draft = formed(DraftWord, action="edit", question=int(written.edits), text=written.text)
        await decide_draft(desk.store, address, desk.by, draft)
    else:
        raise PermanentError("there is no such draft")


def _listed(value: Any, type_: type[T]) -> T:
    try:
        return msgspec.json.decode(value or "[]", type=type_)
    except msgspec.MsgspecError as error:
        raise FieldError("", "the page is out of date: reload it") from error
