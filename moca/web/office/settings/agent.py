"""The agent's mode, and a mode of its own for single wishes."""

from reactpy import html, use_memo

from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.settings.descriptions import GROUPS
from moca.web.office.settings.intents import Intents, agreement
from moca.web.office.settings.sheets import Sheet, SheetForm, fields


@component
def AgentPage(desk: Desk, account: str) -> Node:
    sheet = use_memo(lambda: Sheet(desk, account), [])
    return SheetForm(sheet, *fields(sheet, GROUPS["agent"]), NextStep(desk, account), Intents(sheet))


@component
def NextStep(desk: Desk, account: str) -> Node:
    """What a person must do before a mode can be suggested."""
    step = use_cell(use_memo(lambda: agreement(desk, account), []), lambda now: now.next_step if now else "")
    return html.p({"className": "hint"}, desk.words(f"{step[:1].upper()}{step[1:]}.") if step else "")
