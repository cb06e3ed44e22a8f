"""
The calls to Graph.

Each call is made once, under one deadline, without retry or redirect; the token travels in a header and stands in
no URL, error, result or log. For a send the result says exactly what is known: not made, sent, refused, throttled,
or unknown. The policy (again? when?) is the actor's.
"""

import asyncio
import json
import logging
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

import httpx

from moca.clock import now_ms
from moca.domain.messages import (
    ProfileFound,
    ReadBackResult,
    SendNotMade,
    SendRefused,
    SendSucceeded,
    SendThrottled,
    SendUnknown,
)
from moca.errors import PermanentError, TransientError, UndecodableMessageError
from moca.instagram.answers import Me, me_in, message_id_in, profile_in, thread_in
from moca.instagram.failures import classify, judge, pause_ms
from moca.instagram.lenient import decode
from moca.settings import Secret

__all__ = ["Graph", "Me", "Sent", "graph_client"]

_NOT_MADE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
_THREAD_FIELDS = "messages.limit(20){id,created_time,from,message}"
_PROFILE_FIELDS = "name,username,profile_pic"
_ME_FIELDS = "id,user_id,username,name"
_LONGEST_CONNECT_SECONDS = 3.0
_TRANSIENT_KINDS = frozenset({"unknown", "person_rate", "account_rate", "app_rate"})


class Sent(NamedTuple):
    """What became of a send, and how long the account should rest after it, in ms."""

    result: SendSucceeded | SendNotMade | SendThrottled | SendRefused | SendUnknown
    pause_ms: int = 0


class _Answer(NamedTuple):
    """A response, read. `body` is None where it is not JSON."""

    status: int
    body: object
    headers: Mapping[str, str]

    @property
    def is_success(self) -> bool:
        return self.status == httpx.codes.OK


def graph_client(timeout_seconds: float) -> httpx.AsyncClient:
    """
    The one client that all calls of a process share.

    Connecting ends well before the deadline of a call, so that "not made" is not mistaken for "unknown". httpx' own
    lines are silenced here, as they would hold the addresses of customers' threads.
    """
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    connect_seconds = min(_LONGEST_CONNECT_SECONDS, timeout_seconds / 4)
    return httpx.AsyncClient(
        timeout=httpx.Timeout(timeout_seconds, connect=connect_seconds, pool=connect_seconds),
        limits=httpx.Limits(max_connections=32, max_keepalive_connections=8, keepalive_expiry=5.0),
        follow_redirects=False,
    )


class Graph:
    """
    Graph at `base_url` in one version. The client is shared and closed by its owner.

    `timeout_seconds` is the deadline of a whole call, from the wait for a connection to the last byte of the answer.
    """

    def __init__(self, base_url: str, version: str, client: httpx.AsyncClient, timeout_seconds: float) -> None:
        self._root = f"{base_url.rstrip('/')}/{version}"
        self._client = client
        self._timeout_seconds = timeout_seconds

    async def send_text(
        self, token: Secret, account: str, recipient: str, text: str, send: str, *, human_agent: bool = False
    ) -> Sent:
        """
        Send a text of at most 1000 UTF-8 bytes to a customer, once.

        `send` is our name for the message and comes back in the result. `human_agent` adds the tag that a person may
        use up to seven days after the customer's last message. Raises nothing but cancellation.
        """
        if not _is_token(token):
            return Sent(SendRefused(send=send, kind="token", detail="There is no usable access token."))
        message: dict[str, object] = {"recipient": {"id": recipient}, "message": {"text": text}}
        if human_agent:
            message |= {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
        try:
            answer = await self._post(f"{quote(account, safe='')}/messages", token, message)
        except _NOT_MADE as error:
            return Sent(SendNotMade(send=send, detail=f"No connection to Instagram ({type(error).__name__})."))
        except (TimeoutError, httpx.HTTPError) as error:
            return Sent(SendUnknown(send=send, detail=f"Instagram's answer was lost ({type(error).__name__})."))
        return _sent(send, answer)

    async def read_back(self, token: Secret, person: str, lookup: str) -> ReadBackResult:
        """
        The newest 20 messages of the thread with `person`, as the Conversations API shows them.

        `complete` is False where Graph did not answer, refused, or answered in a shape that leaves anything out. Raises
        nothing but cancellation.
        """
        query = {"platform": "instagram", "user_id": person, "fields": _THREAD_FIELDS}
        answer = await self._try_get("me/conversations", token, query)
        if isinstance(answer, str):
            return ReadBackResult(lookup=lookup, complete=False, detail=answer)
        messages, is_whole = thread_in(answer.body, person)
        detail = "" if is_whole else "Instagram's answer about the thread leaves something out."
        return ReadBackResult(lookup=lookup, complete=is_whole, messages=messages, detail=detail)

    async def profile(self, token: Secret, person: str, lookup: str) -> ProfileFound:
        """
        Who a customer is, with empty fields where Meta does not say: no consent yet, blocked, or no answer at all.

        Raises nothing but cancellation: a name is a comfort, and not worth another try.
        """
        answer = await self._try_get(quote(person, safe=""), token, {"fields": _PROFILE_FIELDS})
        return profile_in(None if isinstance(answer, str) else answer.body, lookup)

    async def me(self, token: Secret) -> Me:
        """
        The account that a token belongs to.

        Raises:
            TransientError: Graph cannot be asked now.
            PermanentError: Graph does not accept the token, or names no account for it.
        """
        try:
            answer = await self._get("me", token, {"fields": _ME_FIELDS})
        except (TimeoutError, httpx.HTTPError) as error:
            raise TransientError(f"Instagram did not answer ({type(error).__name__}).") from None
        if not answer.is_success or _has_error(answer.body):
            raise _refusal(answer)
        return me_in(answer.body)

    async def _try_get(self, path: str, token: Secret, query: dict[str, str]) -> _Answer | str:
        """A successful answer, or the reason in words why there is none."""
        try:
            answer = await self._get(path, token, query)
        except PermanentError as error:
            return str(error)
        except (TimeoutError, httpx.HTTPError) as error:
            return f"Instagram did not answer ({type(error).__name__})."
        if not answer.is_success or _has_error(answer.body):
            return judge(answer.status, answer.body).detail
        return answer

    async def _post(self, path: str, token: Secret, body: dict[str, object]) -> _Answer:
        headers = {**_authorization(token), "Content-Type": "application/json"}
        async with asyncio.timeout(self._timeout_seconds):
            response = await self._client.post(f"{self._root}/{path}", content=json.dumps(body), headers=headers)
        return _answer(response)

    async def _get(self, path: str, token: Secret, query: dict[str, str]) -> _Answer:
        if not _is_token(token):
            raise PermanentError("There is no usable access token.")
        async with asyncio.timeout(self._timeout_seconds):
            response = await self._client.get(f"{self._root}/{path}", params=query, headers=_authorization(token))
        return _answer(response)


def _sent(send: str, answer: _Answer) -> Sent:
    mid = message_id_in(answer.body)
    if answer.is_success and mid and not _has_error(answer.body):
        return Sent(SendSucceeded(send=send, mid=mid), pause_ms(answer.headers))
    return Sent(classify(answer.status, answer.body, answer.headers, send, now_ms()))


def _refusal(answer: _Answer) -> PermanentError | TransientError:
    failure = judge(answer.status, answer.body)
    return (TransientError if failure.kind in _TRANSIENT_KINDS else PermanentError)(failure.detail)


def _has_error(body: object) -> bool:
    return isinstance(body, dict) and bool(body.get("error"))


def _answer(response: httpx.Response) -> _Answer:
    try:
        body = decode(response.content)
    except UndecodableMessageError:
        body = None
    return _Answer(response.status_code, body, response.headers)


def _authorization(token: Secret) -> dict[str, str]:
    return {"Authorization": f"Bearer {token.reveal()}"}


def _is_token(token: Secret) -> bool:
    """Anything else could not stand in a header, and httpx would print it in its error."""
    text = token.reveal()
    return bool(text) and text.isascii() and text.isprintable() and " " not in text
