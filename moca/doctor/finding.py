"""What the doctor found, as it is told: a line for each thing that was looked at, and the remedy where it needs one."""

from collections.abc import Iterable
from typing import Literal

import msgspec

State = Literal["ok", "note", "fault", "skipped"]
_SIGNS: dict[State, str] = {"ok": "ok", "note": "note", "fault": "FAULT", "skipped": "-"}


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """
    One thing that was looked at. `about`: which account; empty = all of Moca.

    `note`: it works, and could be better. `skipped`: it could not be looked at, and why. `remedy` is the next action.
    """

    check: str
    state: State
    said: str
    remedy: str = ""
    about: str = ""


class Report(msgspec.Struct, frozen=True):
    """All findings in their order."""

    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        return all(finding.state != "fault" for finding in self.findings)

    def to_text(self) -> str:
        lines = [line for finding in self.findings for line in _lines(finding)]
        faults = sum(finding.state == "fault" for finding in self.findings)
        end = "Nothing is wrong." if self.ok else f"{faults} fault{'s' if faults > 1 else ''}."
        return "\n".join([*lines, "", end])

    def to_json(self) -> str:
        whole = {"ok": self.ok, "findings": self.findings}
        return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()


def _lines(finding: Finding) -> Iterable[str]:
    about = f" {finding.about}" if finding.about else ""
    yield f"{_SIGNS[finding.state]:<6} {finding.check}{about}: {finding.said}"
    if finding.remedy:
        yield f"       -> {finding.remedy}"
