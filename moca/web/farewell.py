"""
Meta's callbacks when an owner leaves, and the page on which they see what was deleted. Open: the signature is the key.

Needs `apps`, `farewell` and `public_url` in the app's state.
"""

from datetime import UTC, datetime
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.exceptions import ClientException, NotAuthorizedException
from litestar.params import FromPath

from moca.instagram.farewell import Farewell
from moca.instagram.receipts import Receipt
from moca.instagram.signed_request import (
    MalformedRequestError,
    SignedRequest,
    UnprovenRequestError,
    read_signed_request,
)
from moca.web.human import Said, human_page

AnyRequest = Request[Any, Any, Any]  # Litestar's user, auth and state types: none is used here
LARGEST_BODY_BYTES = 64 * 1024
STATUS_PATH = "/data-deletion"


class FarewellCallbacks(Controller):
    """`signed_request` as a form field. 400: it cannot be read; 401: no app of ours has signed it; 503: come again."""

    path = "/"
    tags = ("meta",)

    @post("/api/instagram/deauthorize", status_code=200, request_max_body_size=LARGEST_BODY_BYTES)
    async def deauthorize(self, request: AnyRequest) -> dict[str, bool]:
        """The owner has removed the app: the account is disconnected. 200 also for nobody's."""
        await _farewell(request).deauthorise(await _signed(request))
        return {"success": True}

    @post("/api/instagram/data-deletion", status_code=200, request_max_body_size=LARGEST_BODY_BYTES)
    async def delete_data(self, request: AnyRequest) -> dict[str, str]:
        """The owner's data shall go: token and profile are deleted. The receipt's address and its code."""
        receipt = await _farewell(request).delete_data(await _signed(request))
        base = request.app.state.public_url or str(request.base_url).rstrip("/")
        return {"url": f"{base}{STATUS_PATH}/{receipt.code}", "confirmation_code": receipt.code}

    @get(f"{STATUS_PATH}/{{code:str}}", include_in_schema=False)
    async def status(self, request: AnyRequest, code: FromPath[str]) -> Response[str]:
        """What was deleted, when, and what remains by which duty; 404 for a code that was never given."""
        receipt = await _farewell(request).receipt(code)
        if receipt is None:
            return human_page("No such request", ("No request to delete data has this code.",), 404)
        return human_page("Your request to delete data", _words(receipt))


async def _signed(request: AnyRequest) -> SignedRequest:
    form = await request.form()
    try:
        return read_signed_request(request.app.state.apps, str(form.get("signed_request", "")))
    except MalformedRequestError as error:
        raise ClientException(str(error)) from error
    except UnprovenRequestError as error:
        raise NotAuthorizedException(str(error)) from error


def _farewell(request: AnyRequest) -> Farewell:
    farewell: Farewell = request.app.state.farewell
    return farewell


def _words(receipt: Receipt) -> tuple[Said, ...]:
    at = datetime.fromtimestamp(receipt.at / 1_000, UTC).strftime("%d %B %Y, %H:%M UTC")
    state = "is done" if receipt.is_done else "is under way: look again in a minute"
    came = f"It came on {at}, and {state}. Its code is {receipt.code}."
    if not receipt.deleted:
        return (came, "Nothing was stored about the account that asked, so nothing had to be deleted.")
    return (
        came,
        "Deleted:" if receipt.is_done else "What is deleted:",
        receipt.deleted,
        "What remains, and why:",
        receipt.remains,
    )
