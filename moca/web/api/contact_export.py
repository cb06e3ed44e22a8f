"""`GET /api/contacts/{account}/{psid}/export`: everything that Moca holds of a person, for the person."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec
from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from moca.clock import now_ms
from moca.runtime.actor import Address
from moca.views.contacts import ContactRow
from moca.views.queries import PAGE, Page, Views
from moca.views.rows import ConversationRow, DecisionRow, MessageRow
from moca.web.api.asking import conversation_address

T = TypeVar("T")


class ContactExport(msgspec.Struct, frozen=True, kw_only=True):
    """
    A person as Moca knows them at `exported_at` (ms): who they are, how their conversation stands, every message of the
    thread with the team's notes, and every decision; the oldest first.

    What was kept of the files that they sent lies at each message's `media`.
    """

    exported_at: int
    contact: ContactRow
    conversation: ConversationRow
    messages: list[MessageRow]
    decisions: list[DecisionRow]


class ContactExportApi(Controller):
    """A person's data, to take along."""

    path = "/contacts/{account:str}/{psid:str}/export"
    tags = ("contacts",)

    @get()
    async def export_contact(
        self, views: NamedDependency[Views], account: FromPath[str], psid: FromPath[str]
    ) -> Response[ContactExport]:
        """Everything that is held of one person, as one file of JSON. 404: nothing is."""
        found = await exported(views, conversation_address(account, psid))
        headers = {
            "content-disposition": 'attachment; filename="contact.json"',
            "cache-control": "no-store",
        }
        return Response(found, headers=headers)


async def exported(views: Views, address: Address) -> ContactExport:
    """
    Everything that is held of one person.

    Raises:
        NotFoundException: nothing is.
    """
    contact, conversation = await views.contact(address), await views.conversation(address)
    if contact is None or conversation is None:
        raise NotFoundException(f"there is no contact {address.key}")
    messages = await _all(lambda before: views.messages(address, before, PAGE))
    decisions = await _all(lambda before: views.decisions(address, before, PAGE))
    return ContactExport(
        exported_at=now_ms(),
        contact=contact,
        conversation=conversation,
        messages=messages,
        decisions=decisions,
    )


async def _all(read: Callable[[str], Awaitable[Page[T]]]) -> list[T]:
    """Every page, the oldest first."""
    page = await read("")
    found = list(page.items)
    while page.next:
        page = await read(page.next)
        found += page.items
    return found[::-1]
