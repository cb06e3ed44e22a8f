"""How the API asks an actor: its state as it stands now, and requests told as facts, once per event."""

import hashlib
import uuid
from collections.abc import Awaitable, Sequence
from functools import reduce
from typing import Annotated, Any, TypeVar

import msgspec
from litestar.exceptions import NotFoundException
from litestar.params import QueryParameter
from msgspec import Meta

from moca.domain.conversation import Conversation
from moca.domain.messages import MessageReceived, PostbackReceived
from moca.domain.window import renewed
from moca.runtime.actor import Address, Entry
from moca.runtime.client import translated
from moca.runtime.history import since, state_of
from moca.runtime.state import StateForm
from moca.runtime.store import Letter, Store
from moca.views.paging import BadCursorError
from moca.views.queries import PAGE, Page
from moca.web.problems import FieldError

R = TypeVar("R")

FORM = StateForm(Conversation)
OPENING = {type_.__name__: type_ for type_ in (MessageReceived, PostbackReceived)}

Limit = Annotated[int, QueryParameter(ge=1, le=PAGE, description="At most 100")]
Word = Annotated[str, Meta(min_length=1, max_length=60)]
"""A tag."""


def conversation_address(account: str, psid: str) -> Address:
    return Address("conversation", f"{account}:{psid}")


async def conversation_now(store: Store, address: Address) -> Conversation:
    """
    The actor's state, its window renewed by what the actor has not heard yet.

    Raises:
        NotFoundException: nobody has ever told this actor anything.
    """
    fields = await state_of(store, address)
    unread = await since(store, address, after=fields.get("cursor", ""))
    if not fields and not unread:
        raise NotFoundException(f"there is no conversation {address.key}")
    state: Conversation = FORM.decode(fields)
    return msgspec.structs.replace(state, window_until=reduce(_renewed, unread, state.window_until))


async def was_told(store: Store, address: Address, event: str) -> bool:
    """Whether this event was told within the last days."""
    with translated():
        return await store.client.zscore(store.partition(address).seen, event) is not None


async def tell(
    store: Store, address: Address, *facts: msgspec.Struct, event: str = "", opens: bool = False
) -> bool:  # fmt: skip
    """
    Tell the actor, each fact as an event of its own; `event` names the only one. False: it was told before.

    `opens`: it may begin the conversation with somebody who was erased anew.
    """
    letters = [Letter.of(address, event or f"asked:{uuid.uuid4().hex}", fact, opens=opens) for fact in facts]
    return None not in await store.tell(*letters)


async def tell_changes(store: Store, address: Address, facts: Sequence[msgspec.Struct], changeable: str) -> None:
    """
    Tell an existing conversation what is to change.

    Raises:
        FieldError: that is nothing; `changeable` names what could.
        NotFoundException: there is no such conversation.
    """
    if not facts:
        raise FieldError("", f"nothing to change: give any of {changeable}")
    await conversation_now(store, address)
    await tell(store, address, *facts)


async def page_of(asked: Awaitable[Page[R]]) -> Page[R]:
    """
    A page of a list.

    Raises:
        FieldError: its cursor is of no list, or of another order.
    """
    try:
        return await asked
    except BadCursorError as error:
        raise FieldError("cursor", str(error)) from error


async def tell_first(store: Store, address: Address, fact: msgspec.Struct, about: msgspec.Struct) -> bool:
    """
    Tell a person's word on what waits for one, which stands as `about`. False: another word on it came first.

    Of any number that come at the same moment, in whatever process, exactly one is told.
    """
    shape = hashlib.sha256(msgspec.json.encode(about)).hexdigest()[:16]
    return await tell(store, address, fact, event=f"word:{address.key}:{shape}")


def _renewed(window_until: int, entry: Entry) -> int:
    type_: Any = OPENING.get(entry.type)
    return renewed(window_until, msgspec.json.decode(entry.body, type=type_)) if type_ else window_until
