"""
How Graph says no: the error envelope, and the refusals that the simulator gives by itself or by name.

Codes, subcodes, texts and what is known of statuses come from sections 7.1 to 7.4 of the reference.
"""

from typing import Any

import msgspec

from moca.errors import PermanentError


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """An error of Graph. `code` 0 = no envelope at all, only the status, as a gateway in front of Graph answers."""

    status: int = 400
    code: int = 0
    subcode: int = 0
    message: str = ""
    type: str = "OAuthException"
    is_transient: bool | None = None

    @property
    def label(self) -> str:
        """`code/subcode` as the book shows it."""
        if not self.code:
            return str(self.status)
        return f"{self.code}/{self.subcode}" if self.subcode else str(self.code)

    def body(self, trace: str) -> dict[str, Any]:
        """The envelope of section 7.1; optional fields only where they say something."""
        error: dict[str, Any] = {"message": self.message or f"(#{self.code}) Refused.", "type": self.type}
        if self.is_transient is not None:
            error["is_transient"] = self.is_transient
        error["code"] = self.code
        if self.subcode:
            error["error_subcode"] = self.subcode
        error["fbtrace_id"] = trace
        return {"error": error}


class RefusedError(PermanentError):
    """A call ends here, with this refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.label)
        self.refusal = refusal


_WINDOW = (
    "(#10) This message is sent outside of allowed window. Learn more about the new policy here: "
    "https://developers.facebook.com/docs/messenger-platform/policy-overview"
)

OUTSIDE_WINDOW = Refusal(code=10, subcode=2534022, message=_WINDOW)
TOKEN_EXPIRED = Refusal(code=190, subcode=463, message="Error validating access token: Session has expired.")
TOKEN_UNKNOWN = Refusal(code=190, message="Invalid OAuth access token - Cannot parse access token")
TOKEN_TOO_YOUNG = Refusal(code=100, message="(#100) The access token cannot be refreshed yet.")
"""Meta's own code for this is not known."""
WRONG_SECRET = Refusal(code=100, message="(#100) Error validating client secret.")
NO_SUCH_USER = Refusal(code=100, subcode=2534014, message="(#100) No matching user found")
NO_SUCH_OBJECT = Refusal(
    code=100,
    subcode=33,
    type="GraphMethodException",
    message="Unsupported request. The object does not exist, cannot be loaded due to missing permissions, "
    "or does not support this operation.",
)
NO_SUCH_FIELD = Refusal(code=100, message="(#100) Tried accessing nonexisting field")
TOO_LONG = Refusal(code=100, message="(#100) Length of param message[text] must be less than or equal to 1000")
BAD_MESSAGE = Refusal(code=100, subcode=2534015, message="(#100) Invalid message data")
BAD_ATTACHMENT = Refusal(code=100, subcode=2018008, message="(#100) Failed to fetch the file from the url.")
NO_SUCH_UPLOAD = Refusal(code=100, subcode=2018074, message="(#100) Invalid attachment id")
FORBIDDEN_QUICK_REPLY = Refusal(code=100, message="(#100) This quick reply type is not supported")
TWO_IN_ONE = Refusal(code=100, subcode=2018014, message="(#100) Message and sender action cannot be sent together")
FORBIDDEN_TAG = Refusal(code=100, message="(#100) Invalid parameter: tag")
COMMENT_SPENT = Refusal(code=100, subcode=2534025, message="(#100) The comment is invalid for a private reply")
NO_CONSENT = Refusal(code=230, message="(#230) User consent is required to access user profile")
GONE = Refusal(code=9000001, message="This message has been deleted or is no longer available.")
TOO_FAST = Refusal(code=613, subcode=2534040, message="(#613) Calls to this api have exceeded the rate limit.")
TOO_MUCH = Refusal(
    status=500, code=1, message="Please reduce the amount of data you're asking for, then retry your request"
)
BAD_JSON_BUT_SENT = Refusal(status=500, code=1, subcode=1357046, message="(#1) Received Invalid JSON reply.")
DOWN = Refusal(status=500)
BARE_429 = Refusal(status=429)

NAMED: dict[str, Refusal] = {
    "429": BARE_429,
    "500": DOWN,
    "613": TOO_FAST,
    "190": TOKEN_EXPIRED,
    "10": OUTSIDE_WINDOW,
    "1": Refusal(status=500, code=1, message="An unknown error occurred"),
    "2": Refusal(status=500, code=2, message="An unexpected error has occurred. Please retry your request later."),
    "4": Refusal(code=4, message="(#4) Application request limit reached", is_transient=True),
    "551": Refusal(code=551, subcode=1545041, message="(#551) This person isn't available right now."),
}
"""Refusals by the short names that people use. `429` and `500` are bare: the status and no envelope."""
