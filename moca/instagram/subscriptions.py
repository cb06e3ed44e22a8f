"""
Subscribing an account's events to this app (sections 2.5, 8.5 and, for a Page, 1 and 8.6 of the reference).

An unknown field name fails the whole call, so a core list follows that is known to be accepted.
"""

from collections.abc import Iterator

from moca.domain.account_life import Subscription
from moca.instagram.failures import judge
from moca.instagram.lenient import as_list, as_object, as_text
from moca.instagram.transport import Answer, Request, Transport
from moca.settings import Secret

FIELDS: tuple[str, ...] = (
    "messages", "message_echoes", "message_reactions", "messaging_seen", "messaging_postbacks", "messaging_referral",
    "comments",
)  # fmt: skip
CORE_FIELDS: tuple[str, ...] = (
    "messages",
    "messaging_postbacks",
    "messaging_seen",
    "message_reactions",
    "messaging_referral",
)
PAGE_FIELDS: tuple[str, ...] = ("feed",)
"""A Page is subscribed with a field of its own; the app's dashboard says which events of Instagram it gets."""
_INVALID_PARAMETER = 100


async def ensure(transport: Transport, token: Secret, now: int, page_id: str = "") -> Subscription:
    """
    The subscription as Meta says it is; a missing one is asked for first. `page_id`: of an account of a Page.

    Raises:
        PermanentError, TimeoutError, httpx.HTTPError: as `Transport.call`.
    """
    answer = await transport.call(token, Request("GET", edge_of(page_id)))
    if not answer.is_success:
        return _failed(answer, now)
    if is_subscribed(answer.body, page_id):
        return Subscription(state="subscribed", fields=fields_of(answer.body), checked_at=now)
    return await _subscribe(transport, token, now, page_id)


async def _subscribe(transport: Transport, token: Secret, now: int, page_id: str) -> Subscription:
    fields = PAGE_FIELDS if page_id else FIELDS
    answer = await _ask(transport, token, fields, page_id)
    if not page_id and not answer.is_success and judge(answer.status, answer.body).code == _INVALID_PARAMETER:
        fields = CORE_FIELDS
        answer = await _ask(transport, token, fields, page_id)
    return (
        Subscription(state="subscribed", fields=fields, checked_at=now) if answer.is_success else _failed(answer, now)
    )


def edge_of(page_id: str) -> str:
    """Where an account is subscribed: at its Page, or, without one, as whoever the token is."""
    return f"{page_id or 'me'}/subscribed_apps"


async def _ask(transport: Transport, token: Secret, fields: tuple[str, ...], page_id: str) -> Answer:
    return await transport.call(token, Request("POST", edge_of(page_id), {"subscribed_fields": ",".join(fields)}))


def _failed(answer: Answer, now: int) -> Subscription:
    return Subscription(state="failed", checked_at=now, detail=judge(answer.status, answer.body).detail)


def is_subscribed(body: object, page_id: str) -> bool:
    """Messages must be among the fields, where Meta names any; of a Page any field will do."""
    named = fields_of(body)
    return bool(page_id) or "messages" in named if named else bool(as_list(as_object(body).get("data")))


def fields_of(body: object) -> tuple[str, ...]:
    """The fields that an answer of the edge names."""
    return tuple(_fields(body))


def _fields(body: object) -> Iterator[str]:
    for app in as_list(as_object(body).get("data")):
        yield from filter(None, map(as_text, as_list(as_object(app).get("subscribed_fields"))))
