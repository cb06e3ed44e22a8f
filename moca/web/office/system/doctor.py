"""The doctor, run from here: what it looked at, what is wrong, and what to do."""

from typing import Any

from reactpy import html, use_state

from moca.doctor.finding import Report
from moca.doctor.inside import examine_here
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.findings import finding_shown
from moca.web.office.parts import button
from moca.web.office.system.panels import panel

ORDER = ("fault", "note", "ok", "skipped")
ASKS = "Looks at the settings, the store, each account at Meta, the webhook and the model. It changes nothing."


@component
def Doctor(desk: Desk) -> Node:
    words = desk.words
    report, set_report = use_state(_none)
    is_running, set_running = use_state(lambda: False)

    async def examine(_: Any) -> None:
        set_running(lambda _: True)
        try:
            house = desk.house
            found = await examine_here(house.settings, house.store, house.accounts, house.graphs)
            set_report(lambda _: found)
        finally:
            set_running(lambda _: False)

    return panel(
        words("Doctor"),
        html.p({"className": "hint"}, words(ASKS)),
        button(
            words("Looking…") if is_running else words("Examine"), desk.act("manage", examine),
            disabled=is_running or not desk.may("manage"),
        ),
        None if desk.may("manage") else html.p({"className": "hint"}, words("An owner can run it.")),
        html.div({"aria-live": "polite"}, _shown(desk, report) if report else None),
    )  # fmt: skip


def _none() -> Report | None:
    return None


def _shown(desk: Desk, report: Report) -> Node:
    ordered = sorted(report.findings, key=lambda finding: ORDER.index(finding.state))
    faults = sum(finding.state == "fault" for finding in report.findings)
    said = desk.words("Nothing is wrong.") if report.ok else desk.words.count(faults, "{n} fault", "{n} faults")
    rows = [
        html.li({"key": f"f{place}"}, *finding_shown(desk.words, finding, finding.about))
        for place, finding in enumerate(ordered)
    ]
    return html.div({"className": "report"}, html.p(html.b(said)), html.ul(rows))
