"""What is known of a person, each thing with where it is from; whoever works here corrects it in place."""

from collections.abc import Mapping
from typing import Any

from reactpy import event, html, use_memo, use_state

from moca.domain.lead import FIELDS, LONGEST, MODEL, LeadField
from moca.runtime.actor import Address
from moca.views.contacts import KnownRow
from moca.web.api.contacts import ContactChange, change
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import link
from moca.web.office.person.pieces import locked, origin, part, telling
from moca.web.office.person.reading import of, person_of

NAMES: Mapping[LeadField, str] = {
    "name": "Name", "email": "E-mail", "phone": "Phone", "sector": "Sector", "need": "Need", "budget": "Budget",
}  # fmt: skip
MODES: Mapping[str, str] = {"email": "email", "phone": "tel"}
"""Which keyboard a phone shows."""
ALWAYS_WRITTEN = ("email", "phone")
"""What the bot takes from nothing but the customer's own words."""


@component
def KnownFields(desk: Desk, address: Address) -> Node:
    fields = [html.div({"key": field}, KnownField(desk, address, field)) for field in FIELDS]
    hint = desk.words("A change is kept when you leave the field. What a person sets, the bot never changes.")
    to_all = link(desk.words("All contacts"), "/contacts", kind="to-all")
    shown = html.div({"className": "fields"}, fields)
    return part("known", desk.words("Contact"), shown, html.p({"className": "hint"}, hint), aside=to_all)


@component
def KnownField(desk: Desk, address: Address, field: LeadField) -> Node:
    known: KnownRow | None = use_cell(
        use_memo(lambda: person_of(desk, address), []), of(lambda person: getattr(person.contact, field))
    )
    fault, set_fault = use_state("")
    name, value = f"known-{field}", known.value if known else ""

    async def save(said: Any) -> None:
        wanted = said["form"][field].strip()
        if wanted != value:
            await change(desk.store, address, desk.by, ContactChange(**{field: wanted}))

    given = {
        "id": name, "name": field, "defaultValue": value, "data-was": value, "maxLength": LONGEST[field],
        "autoComplete": "off", "placeholder": desk.words("Not known"), "aria-describedby": f"{name}-about",
        **({"aria-invalid": "true"} if fault else {}), **locked(desk),
    }  # fmt: skip
    control = (
        html.textarea({**given, "rows": 1})
        if field == "need"
        else html.input({**given, "type": "text", "inputMode": MODES.get(field, "text")})
    )
    return html.form(
        {"className": "known-field" + (" wrong" if fault else ""), "data-saves": "",
         "onSubmit": event(telling(desk, save, set_fault), prevent_default=True)},
        html.label({"htmlFor": name}, desk.words(NAMES[field])),
        control,
        html.div({"id": f"{name}-about"}, _about(desk, field, known, fault)),
    )  # fmt: skip


def _about(desk: Desk, field: LeadField, known: KnownRow | None, fault: str) -> Node:
    if fault:
        return html.p({"className": "fault", "role": "alert"}, fault)
    if known is None:
        return None
    return origin(desk, known.by, known.at, is_written=known.by == MODEL and field in ALWAYS_WRITTEN)
