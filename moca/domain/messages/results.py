"""Facts from performers. `send` names one attempt: `<send>#<attempt>`."""

from typing import Literal

from moca.domain.messages.answer import Answer, Evidence
from moca.domain.messages.words import Struct


class ReplyDrafted(Struct):
    """
    The model answered the draft `draft`. `cost_usd` is 0 where the price of the model is not known.

    `retrieved`: the ids of the facts that the model was given, where there were too many for all of them; `left_out`:
    how many turns of the thread did not fit into its budget and stand in no summary yet; `left_out_until`: the entry
    up to which a new summary should reach, empty where none is needed.
    """

    draft: str
    answer: Answer
    evidence: Evidence = Evidence()
    retrieved: tuple[str, ...] = ()
    left_out: int = 0
    left_out_until: str = ""
    model: str = ""
    prompt: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    cost_usd: float = 0.0
    took_ms: int = 0


class DraftFailed(Struct):
    """
    The model did not answer the draft in a usable way.

    `kind`: timeout, unavailable, refused, nonsense, off, resting (it failed too often, and is not asked for a while),
    capped (the account's tokens or money of the day are used up).
    """

    draft: str
    kind: str
    detail: str = ""
    took_ms: int = 0


class SendCalled(Struct):
    """The cut: the attempt was given to the sender and its POST may be on its way. Appended by `begin_call` itself."""

    send: str
    deadline: int = 0


class SendSucceeded(Struct):
    """Graph took the message and named it."""

    send: str
    mid: str
    pause_ms: int = 0
    """How long Meta's usage headers ask the account to rest."""


class SendNotMade(Struct):
    """Nothing was written to the wire (connect, DNS, TLS, pool, window shut before the call): safe to send again."""

    send: str
    detail: str = ""
    retry_after_ms: int = 0


class SendThrottled(Struct):
    """Meta refused for now, nothing was sent. `scope`: `account` or `app` hold more than this message."""

    send: str
    scope: Literal["person", "account", "app"] = "account"
    retry_after_ms: int = 0
    code: int = 0
    subcode: int = 0
    trace: str = ""
    detail: str = ""


class SendRefused(Struct):
    """
    Meta refused for good, nothing was sent.

    `kind` is the class of section 7.2: token, permission, window, recipient, thread, content, policy.
    """

    send: str
    kind: str
    code: int = 0
    subcode: int = 0
    trace: str = ""
    detail: str = ""
    blocks_app: bool = False
    """Meta may have blocked the whole app: no account of it should call for a while."""


class SendUnknown(Struct):
    """The POST may or may not have been heard: a lost reply, a 5xx, a dead sender. Never sent again blindly."""

    send: str
    detail: str = ""


class ThreadMessage(Struct):
    """A message as the Conversations API shows it. `sent_at` has seconds only."""

    mid: str
    sent_at: int
    from_account: bool
    text: str = ""


class ReadBackResult(Struct):
    """The newest messages of the thread, for settling an unknown send. `complete`: Graph answered in full."""

    lookup: str
    complete: bool
    messages: tuple[ThreadMessage, ...] = ()
    detail: str = ""


class ProfileFound(Struct):
    """
    Who the customer is. Empty strings where Meta says nothing (no consent yet, blocked).

    `asked` False: there was no room to ask; the next message may.
    """

    lookup: str
    name: str = ""
    username: str = ""
    picture: str = ""
    asked: bool = True


class AccountRestored(Struct):
    """The account can send again; what waited for it goes on."""


class ForgettingFailed(Struct):
    """The words of the message `mid`, which was taken back, could not be taken out of the log."""

    mid: str


class ThreadSummarised(Struct):
    """The older part of the thread in a few sentences of the model's: everything up to the entry `until`."""

    summary: str
    """The id of the effect."""
    until: str
    text: str
    model: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    cost_usd: float = 0.0


class SummaryFailed(Struct):
    """There is no summary; it is asked for again when a later draft leaves turns out."""

    summary: str
    kind: str
    detail: str = ""
