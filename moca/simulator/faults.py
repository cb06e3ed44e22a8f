"""
What goes wrong on purpose: scripted faults, used up one by one, and modes, which stand until they are switched off.

A scripted fault waits for the first call that fits it. Everything is decided by the seed, so a run can be repeated.
"""

import random
import re
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from moca.errors import PermanentError
from moca.simulator.refusals import NAMED, Refusal

Kind = Literal[
    "ok",
    "lost_response",
    "lost_request",
    "slow",
    "error",
    "echo_before",
    "echo_after",
    "no_echo",
    "error_but_sent",
    "retry_after",
    "odd",
]
Endpoint = Literal[
    "messages",
    "replies",
    "actions",
    "uploads",
    "conversations",
    "objects",
    "profile",
    "me",
    "subscribed_apps",
    "oauth",
    "any",
]
KINDS: tuple[str, ...] = Kind.__args__  # type: ignore[attr-defined]  # Literal has no public way to list itself
ENDPOINTS: tuple[str, ...] = Endpoint.__args__  # type: ignore[attr-defined]  # as above


class UnknownFaultError(PermanentError):
    """No fault has this name."""


class Fault(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    One thing that goes wrong, `times` times. An empty `account`, `person` or `text` fits any; `text` is a part of it.

    `lost_response`: done, and the connection closed without an answer. `lost_request`: closed, nothing done. `slow`:
    done at once, answered after `ms`, which any kind may have. `error`: answered with `error`. `echo_before`,
    `echo_after` (by `ms`), `no_echo`: when the echo of a message comes; `echo` False takes it from any kind.
    `error_but_sent`: sent, and answered 1/1357046 (reference, section 7.3).
    `odd`: done, and answered in a shape that nobody expects. `retry_after`: a bare 429 with `Retry-After` of `seconds`.
    """

    kind: Kind
    endpoint: Endpoint = "messages"
    account: str = ""
    person: str = ""
    text: str = ""
    ms: Annotated[int, Meta(ge=0, le=600_000)] = 0
    seconds: Annotated[int, Meta(ge=0, le=86_400)] = 1
    error: Refusal | None = None
    echo: bool = True
    times: Annotated[int, Meta(ge=1, le=1_000_000)] = 1

    def fits(self, endpoint: str, account: str, person: str, text: str) -> bool:
        return (
            self.endpoint in ("any", endpoint)
            and self.account in ("", account)
            and self.person in ("", person)
            and self.text in text
        )


class Modes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    What holds until it is changed.

    `down`: every Graph call is answered 500, or closed. `duplicates`: how often each webhook is delivered. `reorder`:
    webhooks are gathered for `buffer_ms` and shuffled. `batch`: gathered likewise and sent in one body. `withhold`:
    webhooks wait until it is switched off; `drop`: they never come; `drop_share`: this share of them, 0 to 1, never
    does. `lost_response_share`: of the sends, 0 to 1.
    `sends_per_second`, `lookups_per_second`: Meta's limits of an account (reference, section 6); 0 = none.
    `app_usage`, `business_usage`: percentages in the usage headers; -1 = no header. `wrapped`: `/me` and the exchange
    of a code answer in a list under `data`, as documented, instead of flat.
    """

    down: Literal["no", "error", "close"] = "no"
    duplicates: Annotated[int, Meta(ge=1, le=20)] = 1
    reorder: bool = False
    batch: bool = False
    buffer_ms: Annotated[int, Meta(ge=1, le=60_000)] = 200
    delay_ms: Annotated[int, Meta(ge=0, le=600_000)] = 0
    withhold: bool = False
    drop: bool = False
    drop_share: Annotated[float, Meta(ge=0, le=1)] = 0.0
    echoes: bool = True
    lost_response_share: Annotated[float, Meta(ge=0, le=1)] = 0.0
    sends_per_second: Annotated[int, Meta(ge=0)] = 100
    lookups_per_second: Annotated[int, Meta(ge=0)] = 2
    app_usage: int = -1
    business_usage: int = -1
    regain_minutes: int = 0
    wrapped: bool = False


class FaultScript:
    """The faults to come, in order, and the modes that stand."""

    def __init__(self, seed: int) -> None:
        self.modes = Modes()
        self._random = random.Random(seed)  # noqa: S311  # repeatable, not secret
        self._faults: list[Fault] = []

    @property
    def pending(self) -> list[Fault]:
        return list(self._faults)

    def add(self, fault: Fault) -> None:
        self._faults.append(fault)

    def clear(self) -> None:
        self._faults.clear()

    def take(self, endpoint: str, account: str = "", person: str = "", text: str = "") -> Fault:
        """The first fault that fits, one of its times used up; `ok` when none does."""
        for place, fault in enumerate(self._faults):
            if fault.fits(endpoint, account, person, text):
                self._use(place, fault)
                return fault
        if endpoint == "messages" and self._random.random() < self.modes.lost_response_share:
            return Fault(kind="lost_response")
        return Fault(kind="ok")

    def _use(self, place: int, fault: Fault) -> None:
        if fault.times > 1:
            self._faults[place] = msgspec.structs.replace(fault, times=fault.times - 1)
        else:
            del self._faults[place]


def parse_fault(words: str) -> Fault:
    """
    A fault as people write it: `lost_response`, `slow:3000` (ms), `retry_after:20` (s), `613`, `10/2534022`.

    Raises:
        UnknownFaultError: it is none of these.
    """
    name, _, number = words.strip().partition(":")
    amount = int(number) if number.isdigit() else None
    if name == "retry_after":
        return Fault(kind="retry_after", seconds=1 if amount is None else amount)
    if name in KINDS and name != "error":
        return Fault(kind=name, ms=amount or 0)  # type: ignore[arg-type]  # `in KINDS` has narrowed it
    if name in NAMED:
        return Fault(kind="error", error=NAMED[name])
    if match := re.fullmatch(r"(\d+)(?:/(\d+))?", name):
        return Fault(kind="error", error=Refusal(code=int(match[1]), subcode=int(match[2] or 0)))
    raise UnknownFaultError(f"{words!r} is no fault: one of {', '.join(KINDS)}, or an error such as 613 or 10/2534022")
