"""Tags of a conversation: taken off with a press, put on with those in use to choose from."""

from typing import Any

from reactpy import event, html, use_memo, use_state

from moca.domain.lead import tidy
from moca.runtime.actor import Address
from moca.web.api.conversation_changes import ConversationChange
from moca.web.api.conversations import change
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.inbox.choices import Choices, choices
from moca.web.office.parts import button
from moca.web.office.person.pieces import locked, part, telling
from moca.web.office.person.reading import of, person_of
from moca.web.problems import FieldError

LONGEST, MOST = 60, 30


@component
def Tags(desk: Desk, address: Address) -> Node:
    tags: tuple[str, ...] = (
        use_cell(use_memo(lambda: person_of(desk, address), []), of(lambda person: person.row.tags)) or ()
    )
    fault, set_fault = use_state("")
    words = desk.words

    async def add(said: Any) -> None:
        wanted = tidy(said["form"]["tag"], LONGEST)
        if len(tags) >= MOST:
            raise FieldError("tags", "at most 30 tags: take one off first")
        if wanted and wanted not in tags:
            await change(desk.store, address, desk.by, ConversationChange(tags=(*tags, wanted)))

    chips = [html.li({"key": f"t-{tag}", "className": "tag"}, tag, _remove(desk, address, tags, tag)) for tag in tags]
    return part(
        "tags",
        words("Tags"),
        html.ul({"key": "chips", "className": "tag-chips"}, chips) if chips else None,
        html.form(
            {"key": "adding", "className": "tag-adding", "data-clear": "",
             "onSubmit": event(telling(desk, add, set_fault), prevent_default=True)},
            html.label({"htmlFor": "new-tag", "className": "unseen"}, words("Add a tag")),
            html.input({
                "id": "new-tag", "name": "tag", "type": "text", "maxLength": LONGEST, "autoComplete": "off",
                "placeholder": words("Add a tag"), "list": "tags-in-use", **locked(desk),
            }),
            button(words("Put on the tag"), kind="bare quiet", symbol="plus", more=locked(desk)),
            InUse(desk),
        ),
        html.p({"key": "fault", "className": "fault", "role": "alert"}, fault) if fault else None,
    )  # fmt: skip


@component
def InUse(desk: Desk) -> Node:
    """What the browser completes from."""
    known: Choices | None = use_cell(use_memo(lambda: choices(desk), []))
    options = [html.option({"key": f"o-{tag}", "value": tag}) for tag in (known.tags if known else ())]
    return html.datalist({"id": "tags-in-use"}, options)


def _remove(desk: Desk, address: Address, tags: tuple[str, ...], tag: str) -> Node:
    async def remove(_: Any) -> None:
        left = tuple(each for each in tags if each != tag)
        await change(desk.store, address, desk.by, ConversationChange(tags=left))

    label = desk.words("Take off the tag {tag}", tag=tag)
    return button(label, desk.act("answer", remove), kind="bare quiet", symbol="close", more=locked(desk))
