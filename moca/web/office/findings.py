"""What the doctor found, in the viewer's language: the command and the API say the same in English."""

from collections.abc import Mapping

from reactpy import html

from moca.doctor.finding import Finding, State
from moca.web.live.components import Node
from moca.web.office.inbox.fates import said_reason
from moca.web.office.parts import badge
from moca.web.office.parts.basics import Tone
from moca.web.office.recognising import recognised
from moca.web.office.words import Words
from moca.web.office.words.doctor import CHECKS, REMEDIES, SAID

STATES: Mapping[State, tuple[Tone, str]] = {
    "ok": ("good", "fine"),
    "note": ("info", "could be better"),
    "fault": ("bad", "fault"),
    "skipped": ("plain", "not looked at"),
}


def finding_shown(words: Words, finding: Finding, about: str = "") -> tuple[Node, ...]:
    """How it is, what was looked at (`about` whom), what was found, and what to do about it."""
    tone, state = STATES[finding.state]
    check = words(f"{finding.check}|doctor") if finding.check in CHECKS else finding.check
    said = recognised(finding.said, SAID, words, lambda inside: said_reason(inside, words))
    remedy = recognised(finding.remedy, REMEDIES, words)
    return (
        badge(words(state), tone),
        html.div(
            html.p(html.b(" ".join(filter(None, (check, about))), ": "), said),
            html.p({"className": "remedy"}, f"→ {remedy}") if remedy else None,
        ),
    )
