"""What the agent knows: free text, questions, links, policies, the catalogue, and how much of it the model is given."""

from typing import Any

from reactpy import event, html, use_memo, use_state

from moca.agent.retrieval import FACTS_TOKENS, cost
from moca.domain.account_settings import AccountSettings
from moca.domain.facts import facts_of
from moca.web.api.facts import CatalogueView, take_price_list
from moca.web.api.price_lists import PriceList
from moca.web.live.cells import Cell, use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import button, text_area
from moca.web.office.settings import changing
from moca.web.office.settings.described import grouped
from moca.web.office.settings.descriptions import GROUPS
from moca.web.office.settings.entries import CATALOGUE, LINKS, QUESTIONS, Entries
from moca.web.office.settings.sheets import Sheet, SheetForm, fields
from moca.web.office.settings.special import Policies
from moca.web.office.settings.standing import standing
from moca.web.office.words import Words
from moca.web.problems import FieldError

SAMPLE = 20


@component
def FactsPage(desk: Desk, account: str) -> Node:
    sheet = use_memo(lambda: Sheet(desk, account), [])
    return html.div(
        {"className": "stack"},
        Size(desk, account),
        SheetForm(sheet, *fields(sheet, GROUPS["facts"]), Policies(sheet)),
        *[html.div({"key": part.name}, Entries(desk, account, part)) for part in (QUESTIONS, LINKS, CATALOGUE)],
        PriceListForm(desk, account) if desk.may("manage") else None,
    )


@component
def Size(desk: Desk, account: str) -> Node:
    """How many tokens all of it takes, and what that means."""
    words = desk.words
    tokens, facts = use_cell(
        use_memo(lambda: standing(desk, account), []), lambda now: size(now.settings) if now else (0, 0)
    )
    shares = {"used": grouped(tokens, words), "all": grouped(FACTS_TOKENS, words), "facts": grouped(facts, words)}
    if tokens <= FACTS_TOKENS:
        said = words(
            "{facts} facts, about {used} of {all} tokens: the model is given all of them with every question.", **shares
        )
    else:
        said = words(
            "{facts} facts, about {used} tokens: of these the model is given the {all} that fit the question best.",
            **shares,
        )
    return html.div(
        {"className": "panel"},
        html.meter(
            {"min": 0, "max": FACTS_TOKENS, "value": min(tokens, FACTS_TOKENS), "aria-label": words("Tokens of facts")}
        ),
        html.p(said),
    )


def size(settings: AccountSettings) -> tuple[int, int]:
    """Tokens of all facts, as they are estimated for the model, and how many facts there are."""
    facts = facts_of(settings)
    return sum(map(cost, facts)), len(facts)


@component
def PriceListForm(desk: Desk, account: str) -> Node:
    """A price list, pasted or out of a file: first shown as it would be read, then taken."""
    words = desk.words
    view = use_memo(lambda: Cell[CatalogueView | None](None), [])
    seen = use_cell(view)
    wrong, set_wrong = use_state("")
    times, set_times = use_state(0)

    async def take(said: Any) -> None:
        how, text = said["submitter"] or "look", said["form"]["price-list"]
        before = await desk.accounts.versions.newest(account)
        try:
            data = PriceList(text=text, replace=how == "replace", dry_run=how == "look")
            read = await take_price_list(desk.accounts, account, data, desk.by)
        except FieldError as error:
            view.set(None)
            set_wrong(error.detail)
            return
        set_wrong("")
        if how == "look":
            view.set(read)
        else:
            changing.say_saved(desk, account, before, read.version)
            view.set(None)
            set_times(times + 1)

    return html.section(
        {"className": "panel stack", "aria-labelledby": "price-list-title"},
        html.h3({"id": "price-list-title"}, words("Read a price list")),
        html.form(
            {"className": "stack", "onSubmit": event(desk.act("manage", take), prevent_default=True)},
            html.div({"key": f"t{times}"}, *_price_list(desk.words, wrong)),
            Preview(desk, seen) if seen else None,
            html.div({"className": "steps"}, *_buttons(desk, seen)),
        ),
    )


def _price_list(words: Words, wrong: str) -> list[Node]:
    """The text, and a file that the page reads into it."""
    hint = words("CSV with or without a header, or lines such as: Flat white  $3.200. Excel: save as CSV first.")
    example = "name,price\nFlat white,$3.200"
    file = {"type": "file", "accept": ".csv,.tsv,.txt,text/*", "data-reads-into": "price-list"}
    return [
        text_area(words("Price list"), "price-list", hint=hint, wrong=wrong, rows=6, placeholder=example),
        html.label({"className": "upload"}, words("… or choose a file: "), html.input(file)),
    ]


def _buttons(desk: Desk, seen: CatalogueView | None) -> list[Node]:
    words = desk.words
    look = button(words("Look at it first"), kind="" if seen else "primary", more={"value": "look", "key": "look"})
    if seen is None:
        return [look]
    return [
        look,
        button(words("Add to the catalogue"), kind="primary", more={"value": "add", "key": "add"}),
        button(words("Put in its place"), more={"value": "replace", "key": "replace"}),
    ]


@component
def Preview(desk: Desk, seen: CatalogueView) -> Node:
    """What would be read, and each line that would not."""
    words = desk.words
    items = [
        html.tr({"key": f"i{n}"}, html.td(item.name), html.td(item.price), html.td(item.note))
        for n, item in enumerate(seen.read[:SAMPLE])
    ]
    rest = len(seen.read) - SAMPLE
    wrongs = [
        html.li({"key": f"w{n}"}, html.b(words("Line {n}", n=wrong.line)), f" {wrong.text}: {wrong.remedy}")
        for n, wrong in enumerate(seen.wrongs)
    ]
    return html.div(
        {"className": "preview", "role": "status"},
        html.p(
            words.count(len(seen.read), "1 item is read.", "{n} items are read."),
            " ",
            words.count(len(wrongs), "1 line is left out:", "{n} lines are left out:") if wrongs else "",
        ),
        html.ul({"className": "wrongs"}, wrongs) if wrongs else None,
        html.div(
            {"className": "scroller"},
            html.table(
                {"className": "table"},
                html.thead(
                    html.tr(
                        html.th({"scope": "col"}, words("Name")),
                        html.th({"scope": "col"}, words("Price")),
                        html.th({"scope": "col"}, words("Note")),
                    )
                ),
                html.tbody(items),
            ),
        ),
        html.p({"className": "hint"}, words("… and {n} more", n=rest)) if rest > 0 else None,
    )
