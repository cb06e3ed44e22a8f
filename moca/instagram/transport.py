"""
How Graph is called: once, under one deadline, without retry or redirect.

The token travels in a header and stands in no URL, error, result or log.
"""

import asyncio
import json
import logging
from collections.abc import Mapping
from typing import Literal, NamedTuple

import httpx

from moca.errors import PermanentError, TransientError, UndecodableMessageError
from moca.instagram.failures import judge
from moca.instagram.lenient import decode
from moca.settings import Secret

NOT_MADE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
"""What httpx raises before anything was written."""
_LONGEST_CONNECT_SECONDS = 3.0
_TRANSIENT_KINDS = frozenset({"unknown", "person_rate", "account_rate", "app_rate"})


class Request(NamedTuple):
    """A call to be made: an edge of Graph, what is asked of it, and what it is given as JSON."""

    method: Literal["GET", "POST", "DELETE"]
    path: str
    query: Mapping[str, str] | None = None
    body: Mapping[str, object] | None = None


class Answer(NamedTuple):
    """A response, read. `body` is None where it is not JSON."""

    status: int
    body: object
    headers: Mapping[str, str]

    @property
    def is_success(self) -> bool:
        """Whether Graph did what was asked; a 200 may hold an error too."""
        has_error = isinstance(self.body, dict) and bool(self.body.get("error"))
        return self.status == httpx.codes.OK and not has_error


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


class Transport:
    """
    Graph at `base_url` in one version, or without one, as the token endpoints are called. The client is shared and
    closed by its owner.

    `timeout_seconds` is the deadline of a whole call, from the wait for a connection to the last byte of the answer.
    """

    def __init__(self, base_url: str, version: str, client: httpx.AsyncClient, timeout_seconds: float) -> None:
        self._root = "/".join(filter(None, (base_url.rstrip("/"), version)))
        self._client = client
        self._timeout_seconds = timeout_seconds

    async def call(self, token: Secret, request: Request) -> Answer:
        """
        One call and its answer, whatever its status.

        Raises:
            PermanentError: the token could not stand in a header.
            TimeoutError, httpx.HTTPError: no answer came; those of `NOT_MADE`: nothing was written.
        """
        if not is_token(token):
            raise PermanentError("There is no usable access token.")
        headers = {"Authorization": f"Bearer {token.reveal()}"}
        content = None
        if request.body is not None:
            headers["Content-Type"] = "application/json"
            content = json.dumps(request.body)
        async with asyncio.timeout(self._timeout_seconds):
            response = await self._client.request(
                request.method, f"{self._root}/{request.path}", params=request.query, content=content, headers=headers
            )
        return _answer(response)

    async def ask(self, token: Secret, request: Request) -> Answer:
        """
        One call that must succeed.

        Raises:
            TransientError: Graph cannot be asked now.
            PermanentError: Graph refused; the message says why in our words.
        """
        try:
            answer = await self.call(token, request)
        except (TimeoutError, httpx.HTTPError) as error:
            raise TransientError(f"Instagram did not answer ({type(error).__name__}).") from None
        if not answer.is_success:
            raise _refusal(answer)
        return answer


def is_token(token: Secret) -> bool:
    """Anything else could not stand in a header, and httpx would print it in its error."""
    text = token.reveal()
    return bool(text) and text.isascii() and text.isprintable() and " " not in text


def _refusal(answer: Answer) -> PermanentError | TransientError:
    failure = judge(answer.status, answer.body)
    return (TransientError if failure.kind in _TRANSIENT_KINDS else PermanentError)(failure.detail)


def _answer(response: httpx.Response) -> Answer:
    try:
        body = decode(response.content)
    except UndecodableMessageError:
        body = None
    return Answer(response.status_code, body, response.headers)
