"""
The calls to Graph that conversations need: a send, a look at the thread, a profile.

For a send the result says exactly what is known: not made, sent, refused, throttled, or unknown. The policy (again?
when?) is the actor's.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import quote

import httpx

from moca.clock import now_ms
from moca.domain.messages import (
    Media,
    ProfileFound,
    ReadBackResult,
    SendNotMade,
    SendRefused,
    SendSucceeded,
    SendThrottled,
    SendUnknown,
)
from moca.domain.reply import Permit
from moca.errors import MocaError, StoreUnavailableError, TransientError
from moca.instagram.answers import made_in, profile_in, thread_in
from moca.instagram.bodies import action, keeping, sending
from moca.instagram.failures import classify, pause_ms
from moca.instagram.transport import NOT_MADE, Answer, Request, Transport, is_token
from moca.settings import Secret

_THREAD_FIELDS = "messages.limit(20){id,created_time,from,message}"
_PROFILE_FIELDS = "name,username,profile_pic"


class Sent(NamedTuple):
    """What became of a send, and how long the account should rest after it, in ms."""

    result: SendSucceeded | SendNotMade | SendThrottled | SendRefused | SendUnknown
    pause_ms: int = 0


class Graph:
    """
    Graph as conversations use it.

    `page_id` is the Facebook Page of an account that is connected through one: it is then the node of the account's
    calls. Empty = the account is connected by its own login.
    """

    def __init__(self, transport: Transport, page_id: str = "") -> None:
        self._transport = transport
        self._page_id = page_id

    def through(self, wrap: Callable[[Transport], Transport]) -> "Graph":
        """The same over another transport, made from this one's."""
        return Graph(wrap(self._transport), self._page_id)

    async def send(self, token: Secret, account: str, person: str, permit: Permit) -> Sent:
        """
        Make the one POST of a permit: a message to `person`, a reply to a comment, a reaction.

        The result names the permit's id. Raises nothing but cancellation.
        """
        if not is_token(token):
            return Sent(SendRefused(send=permit.id, kind="token", detail="There is no usable access token."))
        wanted = sending(self._page_id or account, person, permit, of_page=bool(self._page_id))
        try:
            answer = await self._transport.call(token, Request("POST", wanted.path, body=wanted.body))
        except NOT_MADE as error:
            return Sent(SendNotMade(send=permit.id, detail=f"No connection to Instagram ({type(error).__name__})."))
        except (TimeoutError, httpx.HTTPError) as error:
            return Sent(SendUnknown(send=permit.id, detail=f"Instagram's answer was lost ({type(error).__name__})."))
        return _sent(permit.id, answer, wanted.answers_with)

    async def signal(self, token: Secret, account: str, person: str, name: str) -> None:
        """
        Show the customer `typing_on`, `typing_off` or `mark_seen`, if that works; it is not worth another try.

        Raises nothing but cancellation.
        """
        path = f"{quote(self._page_id or account, safe='')}/messages"
        with suppress(MocaError):
            await self._transport.ask(token, Request("POST", path, body=action(person, name)))

    async def upload(self, token: Secret, account: str, media: Media) -> str:
        """
        Have Meta keep a file for many messages (section 5.2); its attachment id.

        Raises:
            TransientError: Graph cannot be asked now, or its answer names nothing.
            PermanentError: Graph refuses; says why.
        """
        path = f"{quote(self._page_id or account, safe='')}/message_attachments"
        answer = await self._transport.ask(token, Request("POST", path, body=keeping(media)))
        upload = made_in(answer.body, "attachment_id")
        if not upload:
            raise TransientError("Instagram's answer names no upload.")
        return upload

    async def read_back(self, token: Secret, person: str, lookup: str) -> ReadBackResult:
        """
        The newest 20 messages of the thread with `person`, as the Conversations API shows them.

        `complete` is False where Graph did not answer, refused, or answered in a shape that leaves anything out. Raises
        nothing but cancellation and, over a transport that needs the store, `StoreUnavailableError`.
        """
        query = {"platform": "instagram", "user_id": person, "fields": _THREAD_FIELDS}
        try:
            path = f"{quote(self._page_id or 'me', safe='')}/conversations"
            answer = await self._transport.ask(token, Request("GET", path, query))
        except StoreUnavailableError:
            raise
        except MocaError as error:
            return ReadBackResult(lookup=lookup, complete=False, detail=str(error))
        messages, is_whole = thread_in(answer.body, person)
        detail = "" if is_whole else "Instagram's answer about the thread leaves something out."
        return ReadBackResult(lookup=lookup, complete=is_whole, messages=messages, detail=detail)

    async def profile(self, token: Secret, person: str, lookup: str) -> ProfileFound:
        """
        Who a customer is, with empty fields where Meta does not say: no consent yet, blocked, or no answer at all.

        Raises nothing but what `read_back` may: a name is a comfort, and not worth another try.
        """
        try:
            answer = await self._transport.ask(
                token, Request("GET", quote(person, safe=""), {"fields": _PROFILE_FIELDS})
            )
        except StoreUnavailableError:
            raise
        except MocaError:
            return profile_in(None, lookup)
        return profile_in(answer.body, lookup)


def _sent(send: str, answer: Answer, named: str) -> Sent:
    """A good answer names what was made, or, where it names nothing, is an object."""
    made = made_in(answer.body, named)
    if answer.is_success and made is not None:
        return Sent(SendSucceeded(send=send, mid=made), pause_ms(answer.headers))
    return Sent(classify(answer.status, answer.body, answer.headers, send, now_ms()))
