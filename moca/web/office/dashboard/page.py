"""The page of figures."""

from collections.abc import Callable
from typing import Any

from reactpy import html, use_memo

from moca.views.dashboard import Dashboard as Figures
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.dashboard.alarms import Alarms
from moca.web.office.dashboard.attention import Attention
from moca.web.office.dashboard.charts import Share, hours_chart, legend, shares_bar
from moca.web.office.dashboard.readings import DayNow, day_of, steps_of
from moca.web.office.dashboard.steps import FirstSteps, Phone
from moca.web.office.dashboard.yesterday import Yesterday
from moca.web.office.desk import Desk
from moca.web.office.durations import spoken
from moca.web.office.hub import Loaded
from moca.web.office.parts import link, skeleton
from moca.web.office.settings.standing import all_accounts
from moca.web.office.system.panels import facts, panel


def first(desk: Desk) -> list[Loaded[Any]]:
    """What stands on the page at its first frame."""
    return [day_of(desk, desk.place.value.asked("account")), steps_of(desk), all_accounts(desk)]


@component
def Dashboard(desk: Desk) -> Node:
    account = use_cell(desk.place, lambda place: place.asked("account"))
    return html.div(
        {"className": "page dashboard"},
        html.header(html.h1(desk.words("Dashboard")), Choice(desk)),
        Alarms(desk),
        FirstSteps(desk),
        Phone(desk),
        html.div({"key": f"of-{account}", "className": "figures"}, *_figures(desk, account)),
    )


def _figures(desk: Desk, account: str) -> tuple[Node, ...]:
    return (
        html.ul({"className": "tiles"}, [html.li({"key": name}, Tile(desk, account, name)) for name in TILES]),
        html.div(
            {"className": "panels"},
            Attention(desk, account),
            html.div({"className": "figures"}, Answers(desk, account), Spending(desk, account)),
        ),
        Hours(desk, account),
        Yesterday(desk, account),
    )


@component
def Choice(desk: Desk) -> Node:
    """Which account, where there are several."""
    chosen = use_cell(desk.place, lambda place: place.asked("account"))
    accounts = use_cell(use_memo(lambda: day_of(desk, desk.place.value.asked("account")), []), _accounts)
    if len(accounts) < 2:  # noqa: PLR2004  # one account is no choice
        return html.div({"hidden": True})
    ways = [
        ("", desk.words("All accounts")),
        *((id_, f"@{username}" if username else id_) for id_, username in accounts),
    ]
    links = [
        html.li(
            {"key": id_ or "all"},
            link(
                name, desk.place.value.but(account=id_), kind="choice",
                **({"aria-current": "true"} if id_ == chosen else {}),
            ),
        )
        for id_, name in ways
    ]  # fmt: skip
    return html.ul({"className": "choices"}, links)


TILES: dict[str, tuple[str, Callable[[Figures], str]]] = {
    "contacts": ("Contacts", lambda day: f"{day.contacts}"),
    "active": ("Active conversations", lambda day: f"{day.active}"),
    "unanswered": ("Waiting for an answer", lambda day: f"{day.unanswered}"),
    "messages": ("Messages today", lambda day: f"{day.received + day.sent}"),
}
MEANT = {
    "contacts": "Everybody who ever wrote",
    "active": "Not closed, with a word within 24 hours",
    "unanswered": "The customer had the last word",
    "messages": "{received} received, {sent} sent",
}

LEADS_TO = {"contacts": "/contacts"}


@component
def Tile(desk: Desk, account: str, name: str) -> Node:
    """One figure."""
    label, read = TILES[name]
    shown = use_cell(
        _day(desk, account), lambda day: (read(day.figures), day.figures.received, day.figures.sent) if day else None
    )
    if shown is None:
        return html.div({"className": "panel tile"}, html.h2(desk.words(label)), skeleton(1))
    value, received, sent = shown
    meant = desk.words(MEANT[name], received=received, sent=sent)
    return html.div(
        {"className": "panel tile"},
        html.h2(link(desk.words(label), LEADS_TO[name]) if name in LEADS_TO else desk.words(label)),
        html.p({"className": "figure"}, value),
        html.p({"className": "hint"}, meant),
    )


@component
def Answers(desk: Desk, account: str) -> Node:
    """How soon, and by whom."""
    words = desk.words
    found = use_cell(
        _day(desk, account), lambda day: (day.figures.first_answers, day.figures.answered_by) if day else None
    )
    if found is None:
        return panel(words("Answers today"), skeleton(3))
    times, by = found
    shares = [
        Share(words("Bot"), by.bot, "by-bot"),
        Share(words("Rules"), by.rule, "by-rule"),
        Share(words("Approved drafts"), by.approved, "by-draft"),
        Share(words("People"), by.person, "by-person"),
    ]
    return panel(
        words("Answers today"),
        facts(
            [
                (words("First answer, typically"), _time(desk, times.median_ms)),
                (words("Nine of ten within"), _time(desk, times.p90_ms)),
            ]
        ),
        shares_bar(shares),
        legend(shares),
    )


@component
def Hours(desk: Desk, account: str) -> Node:
    words = desk.words
    found = use_cell(_day(desk, account), lambda day: (tuple(day.figures.hours), day.zone) if day else None)
    if found is None:
        return panel(words("Messages by the hour"), skeleton(2))
    hours, zone = found
    shares = [
        Share(words("Received"), sum(hour.received for hour in hours), "received"),
        Share(words("Sent|messages"), sum(hour.sent for hour in hours), "sent"),
    ]
    said = html.p({"className": "hint"}, words("The day began at midnight in {zone}.", zone=zone.replace("_", " ")))
    return panel(words("Messages by the hour"), hours_chart(words, hours), legend(shares), said)


@component
def Spending(desk: Desk, account: str) -> Node:
    """What the model costs, by UTC days, as its caps count."""
    words = desk.words
    found = use_cell(_day(desk, account), lambda day: (day.spent, day.cost_cap_usd, day.tokens_cap) if day else None)
    if found is None:
        return panel(words("The model today"), skeleton(2))
    spent, cost_cap, tokens_cap = found
    tokens = f"{spent.tokens_in + spent.tokens_out:,}".replace(",", " ")
    of_tokens = (
        words("{used} of {limit}", used=tokens, limit=f"{tokens_cap:,}".replace(",", " ")) if tokens_cap else tokens
    )
    cost = f"{spent.cost_usd:.2f} USD"
    of_cost = words("{used} of {limit}", used=cost, limit=f"{cost_cap:.2f} USD") if cost_cap else cost
    rows = [(words("Cost"), of_cost), (words("Tokens"), of_tokens)]
    return panel(
        words("The model today"),
        facts(rows),
        html.p(
            {"className": "hint"},
            words("Counted since 00:00 UTC, as the caps are. A model without a known price costs nothing here."),
        ),
    )


def _time(desk: Desk, ms: int | None) -> str:
    return desk.words("no answer yet") if ms is None else spoken(desk.words, ms)


def _day(desk: Desk, account: str) -> Loaded[DayNow]:
    """Held by the component; the account is the same for its life."""
    held: Loaded[DayNow] = use_memo(lambda: day_of(desk, account), [])
    return held


def _accounts(day: DayNow | None) -> tuple[tuple[str, str], ...]:
    return day.accounts if day else ()
