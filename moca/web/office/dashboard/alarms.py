"""What a person must do about an account, before anything else: nothing leaves until it is done."""

from typing import Any

from reactpy import html, use_memo

from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import icon, link
from moca.web.office.settings.alarm_words import said_alarm
from moca.web.office.settings.standing import AccountLine, all_accounts


@component
def Alarms(desk: Desk) -> Node:
    """The alarms of all accounts, each with the way to its connection."""
    lines: Any = use_cell(use_memo(lambda: all_accounts(desk), []), _with_alarms)
    rows = [
        html.li({"key": f"{line.id} {alarm}"}, icon("alert"), html.span(_to(line), ": ", said_alarm(alarm, desk.words)))
        for line in lines
        for alarm in line.alarms
    ]
    return html.ul({"className": "account-alarms", "role": "status", "hidden": not rows}, rows)


def _with_alarms(lines: tuple[AccountLine, ...] | None) -> tuple[AccountLine, ...]:
    return tuple(line for line in lines or () if line.alarms)


def _to(line: AccountLine) -> Node:
    return link(line.name, f"/settings/{line.id}/connection")
