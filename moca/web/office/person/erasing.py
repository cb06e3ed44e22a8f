"""The end of the panel: everything that is held of a person, to take along, or to be erased for good."""

from collections.abc import Sequence
from typing import Any

from reactpy import event, html, use_memo, use_state

from moca.domain.text import folded
from moca.instagram.erasing import DELETED, REMAINS, Eraser
from moca.runtime.actor import Address
from moca.web.api.erasures import ask_to_erase
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import button, icon
from moca.web.office.person.pieces import part
from moca.web.office.person.reading import Person, of, person_of

DIALOG = "erase-person"


@component
def Data(desk: Desk, address: Address) -> Node:
    """Export for everybody who may look; erasing for owners, who must say whom."""
    words, account_and_psid = desk.words, address.key.replace(":", "/", 1)
    is_owner = desk.may("manage")
    why = {} if is_owner else {"disabled": True, "title": words("Only an owner erases a person")}
    return part(
        "data",
        words("Data"),
        html.div(
            {"className": "data-ways"},
            html.a(
                {"href": f"/api/contacts/{account_and_psid}/export", "download": "", "className": "button small"},
                icon("down"),
                words("Download everything"),
            ),
            button(
                words("Erase this person"), type="button", kind="small danger", symbol="trash",
                more={"data-opens": DIALOG, **why},
            ),
        ),
        html.div({"key": "dialog"}, EraseDialog(desk, address)) if is_owner else None,
    )  # fmt: skip


@component
def EraseDialog(desk: Desk, address: Address) -> Node:
    """What goes, what stays, and the name to be typed: nothing of it can be taken back."""
    called: tuple[str, ...] = (
        use_cell(use_memo(lambda: person_of(desk, address), []), of(names_of)) or ()
    )  # fmt: skip
    fault, set_fault = use_state("")
    words = desk.words

    async def erase(said: Any) -> None:
        if not is_one_of(said["form"]["name"], called):
            set_fault(words("this is another name: write {name}", name=called[0] if called else ""))
            return
        set_fault("")
        await ask_to_erase(Eraser(desk.store, desk.house.media), address, desk.by)
        desk.say(words("They are being erased: it is done within seconds."))
        desk.go("/inbox")

    return html.dialog(
        {"id": DIALOG, "className": "dialog", "aria-labelledby": f"{DIALOG}-title"},
        html.h2({"id": f"{DIALOG}-title"}, words("Erase {name}?", name=called[0] if called else "")),
        html.p(words("This goes, for good:")),
        _points(desk, DELETED),
        html.p(words("This stays:")),
        _points(desk, REMAINS),
        html.form(
            {"id": f"{DIALOG}-form", "onSubmit": event(desk.act("manage", erase), prevent_default=True)},
            html.div(
                {"className": "field" + (" wrong" if fault else "")},
                html.label({"htmlFor": f"{DIALOG}-name"}, words("Write their name or user name")),
                html.input({
                    "id": f"{DIALOG}-name", "name": "name", "type": "text", "autoComplete": "off", "required": True,
                    "placeholder": called[0] if called else "", "aria-describedby": f"{DIALOG}-fault",
                }),
                html.div({"id": f"{DIALOG}-fault"}, html.p({"className": "fault", "role": "alert"}, fault))
                if fault
                else None,
            ),
        ),
        html.div(
            {"className": "ends"},
            html.form({"method": "dialog"}, button(words("Keep them"))),
            button(words("Erase"), kind="danger", symbol="trash", form=f"{DIALOG}-form"),
        ),
    )  # fmt: skip


def _points(desk: Desk, texts: Sequence[str]) -> Node:
    shown = [html.li({"key": f"p{place}"}, desk.words(text)) for place, text in enumerate(texts)]
    return html.ul({"className": "erase-points"}, shown)


def names_of(person: Person) -> tuple[str, ...]:
    """What somebody may call them: each name that stands anywhere, or, where there is none, Meta's id."""
    row = person.row
    return tuple(dict.fromkeys(filter(None, (person.name, row.name, row.username)))) or (row.psid,)


def is_one_of(typed: str, names: tuple[str, ...]) -> bool:
    """Whether what was typed is one of the names, whatever its case, accents or @."""
    wanted = folded(typed).strip().removeprefix("@")
    return bool(wanted) and wanted in {folded(name).strip().removeprefix("@") for name in names}
