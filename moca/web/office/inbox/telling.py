"""What is told in the middle of a thread: who took over, what was set, where somebody came from."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from moca.views.rows import MessageRow
from moca.web.office.inbox.fates import said_reason
from moca.web.office.words import Words

OWNERS: Mapping[tuple[str, str], str] = {
    ("person", "taken"): "{by} took over",
    ("person", "replied"): "{by} took over by answering",
    ("person", "wrote_in_instagram"): "Somebody wrote in Instagram and took over",
    ("waiting", ""): "Waits for a person",
    ("bot", "handed_back"): "{by} handed back to the bot",
    ("bot", "closed"): "The bot is in charge again: {by} closed the conversation",
    ("bot", "idle"): "The bot is in charge again: nobody wrote for a while",
    ("bot", "standby_ended"): "The bot is in charge again: the other app has left",
    ("bot", "control_passed"): "The bot is in charge again: the other app gave the thread back",
    ("app", "standby"): "Another app is in charge",
    ("app", "control_taken"): "Another app took the thread",
}
OWNER: Mapping[str, str] = {
    "person": "A person is in charge",
    "bot": "The bot is in charge",
    "app": "Another app is in charge",
    "nobody": "Nobody is in charge",
}
STATUSES: Mapping[str, str] = {
    "open": "{by} opened the conversation",
    "closed": "{by} closed the conversation",
    "scheduled": "{by} put the conversation off",
    "new": "{by} marked the conversation as new",
}
MODES: Mapping[str, str] = {
    "off": "{by} switched the agent off here",
    "watch": "{by} lets the agent only watch here",
    "draft": "{by} lets the agent only draft here",
    "auto": "{by} lets the agent answer by itself here",
    "": "{by} put the agent back to the account's mode",
}
CONTROL: Mapping[str, str] = {
    "pass": "Another app passed the thread on",
    "take": "Another app took the thread",
    "request": "Another app asks for the thread",
}
FOLLOW_UPS: Mapping[str, tuple[str, str]] = {
    "said": ("A follow-up was said", ""),
    "cancelled": ("The follow-up was dropped", "The follow-up was dropped: {reason}"),
    "silent": ("No follow-up: nothing to say", "No follow-up: {reason}"),
    "failed": ("The follow-up failed", "The follow-up failed: {reason}"),
    "not said": ("The follow-up was not said", "The follow-up was not said: {reason}"),
    "waits for approval": ("A follow-up waits for approval", "A follow-up waits for approval: {reason}"),
}
_PLANNED = re.compile(
    r"planned for (\d{4}-\d\d-\d\d \d\d:\d\d) UTC(?:; the model writes it then(?: about (.*))?)?", re.DOTALL
)


class Told(NamedTuple):
    """A line. `at` (ms): a moment that stands at its end; 0 = none does."""

    symbol: str
    text: str
    at: int = 0


def told_of(row: MessageRow, words: Words) -> Told:
    """What a row that is no message tells."""
    match row.kind:
        case "control":
            return Told("team", words(CONTROL.get(row.text, "Another app is in charge")))
        case "opt_in":
            return Told("check", words("The customer opted in"))
        case "referral":
            return Told("reply", came_from(row, words))
        case "follow_up":
            return _follow_up(row.text, words)
        case _:
            return _system(row, words)


def came_from(row: MessageRow, words: Words) -> str:
    """Where somebody came from: an advertisement, a link, a product."""
    referral = row.details.referral if row.details else None
    if referral is None:
        return words("Came by a link")
    if referral.ad_title or referral.ad_id:
        return words("Came from the ad “{title}”", title=referral.ad_title or referral.ad_id)
    if referral.product_id:
        return words("Came from the product {id}", id=referral.product_id)
    return words("Came by the link “{ref}”", ref=referral.ref) if referral.ref else words("Came by a link")


def _system(row: MessageRow, words: Words) -> Told:
    what, _, value = row.text.partition(":")
    value, by = value.strip(), row.by or words("The bot")
    if what == "owner":
        return _owner(value, by, words)
    if what == "account":
        value = said_reason(value, words)
    symbol, texts, other = _SETTINGS.get(what, ("info", {}, row.text))
    return Told(symbol, words(texts.get(value, other), by=by, value=value))


_SETTINGS: Mapping[str, tuple[str, Mapping[str, str], str]] = {
    "status": ("check", STATUSES, "{by} changed the status"),
    "assignee": ("user-plus", {"": "{by} took the assignment away"}, "{by} assigned this to {value}"),
    "tags": ("tag", {"": "{by} took off all tags"}, "{by} set the tags: {value}"),
    "agent": ("bot", MODES, "{by} changed the agent's mode"),
    "account": ("alert", {"": "The account can send again"}, "The account cannot send: {value}"),
}
"""By what was set: a drawing, what is said of some values, and of all others."""


def _owner(value: str, by: str, words: Words) -> Told:
    owner, _, reason = value.partition(", ")
    said = OWNERS.get((owner, reason)) or OWNER.get(owner, "Nobody is in charge")
    return Told("bot" if owner == "bot" else "team" if owner == "app" else "person", words(said, by=by))


def _follow_up(text: str, words: Words) -> Told:
    planned = _PLANNED.fullmatch(text)
    if planned:
        wish, at = planned[2], datetime.strptime(planned[1], "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
        said = words("Follow-up about {wish} planned for", wish=wish) if wish else words("Follow-up planned for")
        return Told("clock", said, round(at.timestamp() * 1000))
    how, _, reason = text.partition(": ")
    plain, full = FOLLOW_UPS.get(how, ("Follow-up: {reason}", "Follow-up: {reason}"))
    return Told("clock", words(full, reason=reason) if reason and full else words(plain, reason=text))
