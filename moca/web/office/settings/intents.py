"""What customers want, a row an intent, with the mode that people's decisions speak for."""

from typing import Any

from reactpy import html, use_memo

from moca.domain.agreement import Agreement
from moca.web.api.agreement import DAYS, AgreementView, agreement_of
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import ACCOUNTS, CONVERSATIONS, Loaded
from moca.web.office.parts import button
from moca.web.office.settings import changing
from moca.web.office.settings.descriptions import INTENT_MODES
from moca.web.office.settings.sheets import Sheet
from moca.web.office.settings.special import Draw, group, use_fields, use_wrong

JUDGED_GAP_SECONDS = 10.0


def agreement(desk: Desk, account: str) -> Loaded[AgreementView]:
    """How often people agree with the drafts of an account, by intent."""
    return desk.hub.value(
        ("settings", "agreement", account),
        lambda: Loaded(
            lambda: agreement_of(desk.accounts, desk.views, account, DAYS),
            [ACCOUNTS, CONVERSATIONS],
            JUDGED_GAP_SECONDS,
        ),
    )


@component
def Intents(sheet: Sheet) -> Node:
    """The table of intents, and two rows for new ones."""
    words = sheet.desk.words
    wrong = use_wrong(sheet, "intents")
    current, draw = use_fields(sheet, "intents")
    places = [field.split(".")[1] for field in current if field.endswith(".name")]
    head = html.tr(
        html.th({"scope": "col"}, words("Name")),
        html.th({"scope": "col"}, words("What it means")),
        html.th({"scope": "col"}, words("Mode")),
        html.th({"scope": "col"}, words("People agreed")),
    )
    rows = [
        html.tr({"key": place}, *_cells(sheet, place, draw), html.td(Judged(sheet, current[f"intents.{place}.name"])))
        for place in places
    ]
    table = html.table({"className": "table intents"}, html.thead(head), html.tbody(rows))
    hint = words("Names are of small letters, digits and _. Empty a name to take its row out.")
    return group(
        sheet, "intents", wrong, html.div({"className": "scroller"}, table), html.p({"className": "hint"}, hint)
    )


def _cells(sheet: Sheet, place: str, draw: Draw) -> list[Node]:
    words, row = sheet.desk.words, int(place) + 1
    mode = draw(f"intents.{place}.mode")
    first = mode.pop("defaultValue")
    options = [
        html.option({"key": f"o-{value}", "value": value, "selected": value == first}, words(said))
        for value, said in INTENT_MODES
    ]
    labels = {key: {"aria-label": words(said, n=row)} for key, said in LABELS.items()}
    return [
        html.td(
            html.input({"type": "text", "placeholder": "wholesale", **labels["name"], **draw(f"intents.{place}.name")})
        ),
        html.td(html.input({"type": "text", **labels["about"], **draw(f"intents.{place}.about")})),
        html.td(html.select({**labels["mode"], **mode}, *options)),
    ]


@component
def Judged(sheet: Sheet, intent: str) -> Node:
    """What became of the drafts of one intent, and the mode that this speaks for, to be taken by a press."""
    desk, words = sheet.desk, sheet.desk.words
    found: Agreement | None = use_cell(
        use_memo(lambda: agreement(desk, sheet.account), []), lambda now: _of(now, intent) if now and intent else None
    )
    if found is None:
        return html.span({"className": "hint"}, "-" if intent else "")
    share = html.span({"title": found.reason}, f"{found.share:.0%}" if found.share is not None else "-")
    if not found.suggestion or not sheet.may_change:
        return share

    async def take(_: Any) -> None:
        await changing.save(desk, sheet.account, {"intents": _with_mode(sheet, intent, found.suggestion)})

    mode = words(dict(INTENT_MODES)[found.suggestion])
    return html.span(
        {"className": "suggested"},
        share,
        button(words("Take: {mode}", mode=mode), desk.act("manage", take), kind="small", more={"title": found.reason}),
    )


def _of(now: AgreementView, intent: str) -> Agreement | None:
    return next((each for each in now.intents if each.intent == intent), None)


def _with_mode(sheet: Sheet, intent: str, mode: str) -> list[dict[str, str]]:
    settings = sheet.standing.value.settings if sheet.standing.value else sheet.desk.accounts.defaults
    return [
        {"name": each.name, "about": each.about, "mode": mode if each.name == intent else each.mode}
        for each in settings.intents
    ]


LABELS = {"name": "Name of row {n}", "about": "Meaning of row {n}", "mode": "Mode of row {n}"}
