"""Saved replies where they are used: the choice on `/`, and the dialog in which the team keeps them."""

from typing import Any

from reactpy import event, html, use_memo, use_state

from moca.domain.variables import VARIABLES, Names, filled_text
from moca.runtime.actor import Address
from moca.team.saved_replies import LONGEST_NAME, LONGEST_TEXT, SavedReplies, SavedReply
from moca.web.api.replies import NewReply, forget, save
from moca.web.live.cells import Cell, use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import TEAM, Loaded
from moca.web.office.inbox.sending import formed
from moca.web.office.inbox.standing import Standing, standing
from moca.web.office.parts import button, text_area, text_field

NEW = "new"
"""In the place of an id: a reply that is not saved yet."""


def saved_replies(desk: Desk) -> Loaded[tuple[SavedReply, ...]]:
    """The team's, kept current."""

    async def read() -> tuple[SavedReply, ...]:
        return tuple(await SavedReplies(desk.store.client).all())

    return desk.hub.value("replies", lambda: Loaded(read, [TEAM]))


def _names(found: Standing | None) -> Names:
    return found.names if found else Names()


@component
def ReplyChoice(desk: Desk, address: Address) -> Node:
    """All saved replies, filled in for this customer and unseen; the page shows those that fit what is typed."""
    replies = use_cell(use_memo(lambda: saved_replies(desk), [])) or ()
    names = use_cell(use_memo(lambda: standing(desk, address), []), _names)
    options = [
        html.li(
            {
                "key": reply.id, "id": f"reply-{reply.id}", "role": "option", "aria-selected": "false",
                "data-name": reply.name, "data-text": filled_text(reply.text, names),
            },
            html.b(f"/{reply.name}"), html.span(filled_text(reply.text, names)),
        )
        for reply in replies
    ]  # fmt: skip
    shown = {"role": "listbox", "aria-label": desk.words("Saved replies")}
    none = desk.words("No saved replies yet. Save what you say often under a name, and find it here.")
    return html.div(
        {"className": "offered", "hidden": True, "data-choice": ""},
        html.ul({"id": "reply-choice", **(shown if options else {})}, options),
        None if options else html.p(none),
        html.button({"type": "button", "className": "button quiet small", "data-opens": "saved-replies"},
                    desk.words("Manage saved replies")),
    )  # fmt: skip


@component
def SavedRepliesDialog(desk: Desk) -> Node:
    """Add, change, delete. Open pages of the whole team follow."""
    replies = use_cell(use_memo(lambda: saved_replies(desk), [])) or ()
    edited, edit = use_state(NEW)
    words = desk.words
    chosen = next((reply for reply in replies if reply.id == edited), None)
    key = f"{edited}-{chosen.changed_at if chosen else len(replies)}"
    rows = [
        html.li(
            {"key": reply.id},
            html.b(f"/{reply.name}"), html.span(reply.text),
            button(words("Edit {name}", name=reply.name), _chooser(edit, reply.id), kind="bare quiet", symbol="edit"),
            button(words("Delete {name}", name=reply.name), _deleter(desk, reply.id), kind="bare quiet",
                   symbol="trash"),
        )
        for reply in replies
    ]  # fmt: skip
    return html.dialog(
        {"id": "saved-replies", "className": "dialog saved", "aria-labelledby": "saved-replies-title"},
        html.h2({"id": "saved-replies-title"}, words("Saved replies")),
        html.p({"className": "hint"}, words("The whole team uses them: type / and a part of the name.")),
        html.ul({"className": "kept"}, rows),
        html.div({"key": key}, ReplyForm(desk, chosen, edit)),
        html.form({"method": "dialog", "className": "ends"}, button(words("Close"))),
    )


def _chooser(edit: Any, id_: str) -> Any:
    return lambda _: edit(id_)


def _deleter(desk: Desk, id_: str) -> Any:
    async def delete(_: Any) -> None:
        await forget(desk.store, id_)
        desk.say(desk.words("Saved reply deleted"))

    return desk.act("answer", delete)


@component
def ReplyForm(desk: Desk, reply: SavedReply | None, edit: Any) -> Node:
    """One reply, or a new one."""
    wrong = use_memo(lambda: Cell(""), [])
    words = desk.words

    async def keep(said: Any) -> None:
        form = said["form"]
        try:
            body = formed(NewReply, name=form["reply-name"], text=form["reply-text"])
            await save(desk.store, desk.by, body, reply.id if reply else "")
        except Exception as error:  # told beside the fields, which keep what was typed
            wrong.set(desk.told(error))
        else:
            edit(NEW)
            desk.say(words("Saved reply kept"))

    variables = " ".join(f"{{{name}}}" for name in VARIABLES)
    return html.form(
        {"className": "one", "onSubmit": event(desk.act("answer", keep), prevent_default=True)},
        html.h3(words("Change /{name}", name=reply.name) if reply else words("Save a new reply")),
        text_field(words("Name"), "reply-name", reply.name if reply else "", maxLength=LONGEST_NAME, required=True,
                   autoComplete="off"),
        text_area(words("Text"), "reply-text", reply.text if reply else "", maxLength=LONGEST_TEXT, required=True,
                  hint=words("Filled in for each customer: {names}", names=variables)),
        Wrong(wrong),
        html.div(
            {"className": "ends"},
            button(words("Cancel"), _chooser(edit, NEW), kind="quiet") if reply else None,
            button(words("Save"), kind="primary"),
        ),
    )  # fmt: skip


@component
def Wrong(wrong: Cell[str]) -> Node:
    """What is wrong with the form, if anything is."""
    text = use_cell(wrong)
    return html.p({"className": "fault", "role": "alert"}, text) if text else html.p({"hidden": True})
