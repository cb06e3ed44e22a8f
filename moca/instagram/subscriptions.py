"""
Subscribing an account's events to this app (sections 2.5 and 8.5 of the reference).

An unknown field name fails the whole call, so a core list follows that is known to be accepted.
"""

from collections.abc import Iterator

from moca.domain.account_life import Subscription
from moca.instagram.failures import judge
from moca.instagram.lenient import as_list, as_object, as_text
from moca.instagram.transport import Answer, Transport
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
_EDGE = "me/subscribed_apps"
_INVALID_PARAMETER = 100


async def ensure(transport: Transport, token: Secret, now: int) -> Subscription:
    """
    The subscription as Meta says it is; a missing one is asked for first.

    Raises:
        PermanentError, TimeoutError, httpx.HTTPError: as `Transport.call`.
    """
    answer = await transport.call("GET", _EDGE, token)
    if not answer.is_success:
        return _failed(answer, now)
    if _is_subscribed(answer.body):
        return Subscription(state="subscribed", fields=tuple(_fields(answer.body)), checked_at=now)
    return await _subscribe(transport, token, now)


async def _subscribe(transport: Transport, token: Secret, now: int) -> Subscription:
    fields = FIELDS
    answer = await _ask(transport, token, fields)
    if not answer.is_success and judge(answer.status, answer.body).code == _INVALID_PARAMETER:
        fields = CORE_FIELDS
        answer = await _ask(transport, token, fields)
    return (
        Subscription(state="subscribed", fields=fields, checked_at=now) if answer.is_success else _failed(answer, now)
    )


async def _ask(transport: Transport, token: Secret, fields: tuple[str, ...]) -> Answer:
    return await transport.call("POST", _EDGE, token, query={"subscribed_fields": ",".join(fields)})


def _failed(answer: Answer, now: int) -> Subscription:
    return Subscription(state="failed", checked_at=now, detail=judge(answer.status, answer.body).detail)


def _is_subscribed(body: object) -> bool:
    """Messages must be among the fields, where Meta names any."""
    named = list(_fields(body))
    return "messages" in named if named else bool(as_list(as_object(body).get("data")))


def _fields(body: object) -> Iterator[str]:
    for app in as_list(as_object(body).get("data")):
        yield from filter(None, map(as_text, as_list(as_object(app).get("subscribed_fields"))))
