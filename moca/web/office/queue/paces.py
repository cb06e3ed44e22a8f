"""The paces: how much may leave, how full each is, and which account cannot send."""

from reactpy import html, use_memo

from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.durations import spoken
from moca.web.office.parts import badge, link, remaining
from moca.web.office.queue.reading import PaceNow, QueueNow, queue_of
from moca.web.office.words import Words

HORIZON_MS = 5_000
"""As far ahead as a sender reserves: a pace that is taken so far is full."""


@component
def Paces(desk: Desk) -> Node:
    accounts = use_cell(use_memo(lambda: queue_of(desk), []), _accounts)
    return html.section(
        {"className": "panel paces", "aria-labelledby": "paces-title"},
        html.h2({"id": "paces-title"}, desk.words("Pace")),
        html.ul([html.li({"key": account or "all"}, Pace(desk, account)) for account in accounts]),
    )


@component
def Pace(desk: Desk, account: str) -> Node:
    words = desk.words
    now = use_cell(use_memo(lambda: queue_of(desk), []), lambda queue: _of(queue, account))
    if now is None:
        return html.div()
    title = f"@{now.name}" if now.name else now.account or words("All accounts")
    level = min(now.taken_ms, HORIZON_MS)
    return html.div(
        {"className": "pace"},
        html.b(title),
        _standing(words, now),
        html.meter({"max": HORIZON_MS, "value": level, "aria-label": words("How full it is: {name}", name=title)}),
        html.p({"className": "hint"}, _said(words, now), _remedy(words, now)),
    )  # fmt: skip


def _standing(words: Words, now: PaceNow) -> Node:
    if now.disconnected:
        return html.span({"className": "standing"}, badge(words("Cannot send"), "bad"))
    if now.held_until:
        return html.span(
            {"className": "standing"}, badge(words("Meta asks to wait"), "warn"), remaining(now.held_until)
        )
    return html.span({"className": "standing"}, badge(words("{n} a second", n=f"{now.per_second:g}")))


def _remedy(words: Words, now: PaceNow) -> Node:
    if not now.disconnected:
        return None
    return html.fragment(" ", link(words("Connect again"), f"/settings/{now.account}/connection"))


def _said(words: Words, now: PaceNow) -> str:
    if now.disconnected:
        return now.disconnected
    free = words("A place is free now.")
    if now.taken_ms >= 100:  # noqa: PLR2004  # what is less nobody can see
        free = words("The next free place comes in {time}.", time=spoken(words, now.taken_ms))
    if not now.waiting:
        return free
    last = spoken(words, now.drains_ms)
    return f"{words('{n} wait; at this pace the last leaves in {time}.', n=now.waiting, time=last)} {free}"


def _accounts(queue: QueueNow | None) -> tuple[str, ...]:
    return tuple(pace.account for pace in queue.paces) if queue else ("",)


def _of(queue: QueueNow | None, account: str) -> PaceNow | None:
    return next((pace for pace in queue.paces if pace.account == account), None) if queue else None
