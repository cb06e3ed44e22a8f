"""The digest of yesterday, by the account's own calendar: shown where it is clear which account is meant."""

from reactpy import html, use_memo

from moca.web.api.digest import DigestView, digest_of
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.dashboard.readings import DayNow, day_of
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded
from moca.web.office.system.panels import facts, panel

POLL_SECONDS = 600.0


@component
def Yesterday(desk: Desk, account: str) -> Node:
    """Of the chosen account, or of the only one."""
    only = use_cell(use_memo(lambda: day_of(desk, account), []), _only)
    chosen = account or only
    if not chosen:
        return html.div({"hidden": True})
    return html.div({"key": chosen}, Digest(desk, chosen))


@component
def Digest(desk: Desk, account: str) -> Node:
    words = desk.words
    found: DigestView | None = use_cell(use_memo(lambda: _digest(desk, account), []))
    if found is None or not found.day.messages:
        return html.div({"hidden": True})
    day = found.day
    rows = [
        (words("Messages of customers"), words("{n} of {people} people", n=day.messages, people=day.people)),
        (words("Answered by the bot|many"), str(day.answered_by_bot)),
        (words("Answered by rules"), str(day.answered_by_rule)),
        (words("Approved drafts"), str(day.approved)),
        (words("Written by people"), str(day.written_by_people)),
        (words("Handed over"), str(day.handed_over)),
        (words("Not answered"), str(day.not_answered)),
        (words("Follow-ups"), str(day.follow_ups)),
        (words("Cost of the model"), f"{day.cost_usd:.2f} USD"),
    ]
    zone = words("By the account's calendar, in {zone}.", zone=found.time_zone.replace("_", " "))
    return panel(words("Yesterday"), facts(rows), html.p({"className": "hint"}, zone))


def _digest(desk: Desk, account: str) -> Loaded[DigestView]:
    return desk.hub.value(
        ("digest", account),
        lambda: Loaded(lambda: digest_of(desk.accounts, desk.views, account), poll=POLL_SECONDS),
    )


def _only(day: DayNow | None) -> str:
    return day.accounts[0].id if day and len(day.accounts) == 1 else ""
