"""The model, with what it has cost today."""

from reactpy import html, use_memo

from moca.agent.budget import Budget
from moca.domain.spending import Spent
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded
from moca.web.office.settings.described import grouped
from moca.web.office.settings.descriptions import GROUPS
from moca.web.office.settings.sheets import SettingsForm
from moca.web.office.settings.standing import Standing, standing

LOOK_SECONDS = 5.0


def spent(desk: Desk, account: str) -> Loaded[Spent]:
    """What the model has cost the account since midnight UTC."""
    budget = Budget(desk.store, desk.house.metrics)
    return desk.hub.value(
        ("settings", "spent", account), lambda: Loaded(lambda: budget.today(account), poll=LOOK_SECONDS)
    )


@component
def ModelPage(desk: Desk, account: str) -> Node:
    return html.fragment(Today(desk, account), SettingsForm(desk, account, GROUPS["model"]))


@component
def Today(desk: Desk, account: str) -> Node:
    """Tokens and money of today, beside their caps."""
    words = desk.words
    now = use_cell(use_memo(lambda: spent(desk, account), [])) or Spent()
    caps = use_cell(use_memo(lambda: standing(desk, account), []), lambda now: _caps(now) if now else (0, 0.0))
    tokens, money = grouped(now.tokens_in + now.tokens_out, words), grouped(round(now.cost_usd, 4), words)
    is_there = desk.house.settings.model.is_available
    return html.div(
        {"className": "panel today"},
        html.p(words("Tokens today"), html.b(_of(tokens, grouped(caps[0], words) if caps[0] else words("no cap")))),
        html.p(
            words("Money today"), html.b(_of(f"{money} USD", grouped(caps[1], words) if caps[1] else words("no cap")))
        ),
        None
        if is_there
        else html.p(
            {"className": "alarm"},
            words(
                "There is no model: set OPENAI_API_KEY, or OPENAI_BASE_URL and OPENAI_MODEL, and start Moca again. "
                "Until then the rules answer."
            ),
        ),
    )


def _caps(now: Standing) -> tuple[int, float]:
    return now.settings.daily_tokens_cap, now.settings.daily_cost_cap_usd


def _of(used: str, cap: str) -> str:
    return f"{used} / {cap}"
