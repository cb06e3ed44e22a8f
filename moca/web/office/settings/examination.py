"""The doctor for one account: everything that it needs from outside, looked at once, with the remedy of each fault."""

from typing import Any

from reactpy import html, use_memo, use_state

from moca.doctor.account import look_at_account, patient_of
from moca.doctor.deliveries import look_at_deliveries
from moca.doctor.finding import Finding
from moca.doctor.webhook import look_at_webhook
from moca.web.deliveries import Deliveries
from moca.web.live.cells import Cell, use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.findings import finding_shown
from moca.web.office.parts import button


@component
def Examination(desk: Desk, account: str) -> Node:
    """A button, and what was found."""
    words = desk.words
    found = use_memo(lambda: Cell[tuple[Finding, ...]](()), [])
    findings: tuple[Finding, ...] = use_cell(found)
    is_looking, set_looking = use_state(False)

    async def look(_: Any) -> None:
        set_looking(True)
        try:
            found.set(await examined(desk, account))
        finally:
            set_looking(False)

    return html.section(
        {"className": "panel stack", "aria-labelledby": "doctor-title"},
        html.h3({"id": "doctor-title"}, words("Doctor")),
        html.p(
            {"className": "hint"}, words("Asks Instagram for what it needs, changes nothing, and names what to do.")
        ),
        html.div(
            {"className": "steps"},
            button(
                words("Looking…") if is_looking else words("Look at everything"),
                desk.act("manage", look),
                disabled=is_looking or not desk.may("manage"),
            ),
        ),
        html.ul(
            {"className": "findings", "aria-live": "polite"},
            [html.li({"key": f"f{n}"}, *finding_shown(words, each)) for n, each in enumerate(findings)],
        ),
    )


async def examined(desk: Desk, account: str) -> tuple[Finding, ...]:
    """What is found about an account, its deliveries and the webhook; nothing of an account that is not there."""
    held = await desk.accounts.get(account)
    if held is None:
        return ()
    findings = [finding async for finding in look_at_account(patient_of(held, desk.house.graphs))]
    findings += look_at_deliveries(await Deliveries(desk.store).read())
    settings = desk.house.settings
    return (*findings, *[finding async for finding in look_at_webhook(settings.instagram, settings.public_url)])
