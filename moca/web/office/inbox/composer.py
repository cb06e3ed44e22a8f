"""
Where a person answers.

The words are the page's own until they are taken: `static/composer.js` keeps them for each conversation, names each
message so that a resend is the same one, and empties the field when `Told` says that it was taken.
"""

from typing import Any

from reactpy import event, html, use_memo

from moca.runtime.actor import Address
from moca.web.live.cells import Cell, use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded
from moca.web.office.inbox.collisions import Answered, newest
from moca.web.office.inbox.extras import Extras
from moca.web.office.inbox.people import People
from moca.web.office.inbox.proposals import Proposals
from moca.web.office.inbox.saved import ReplyChoice, SavedRepliesDialog, saved_replies
from moca.web.office.inbox.sending import Outcome, Written, deliver
from moca.web.office.inbox.standing import standing
from moca.web.office.inbox.ways import Way, reach_of
from moca.web.office.parts import button, icon, moment

LAG_SECONDS = 0.3
"""What has been shown for less than that counts as not seen yet, and many messages at once as one change."""


def before_writing(desk: Desk, address: Address) -> list[Loaded[Any]]:
    """What stands in the composer at the page's first frame."""
    return [standing(desk, address), newest(desk, address), saved_replies(desk)]


@component
def Composer(desk: Desk, address: Address) -> Node:
    """Everything between the thread and the edge of the page."""
    label = desk.words("Your answer")
    if not desk.may("answer"):
        reading = desk.words("You may read here. To answer takes the role agent or owner, which an owner can give.")
        return html.section(
            {"className": "writing", "aria-label": label},
            html.p({"className": "hindrance"}, reading),
            People(desk, address),
        )
    return html.section(
        {"className": "writing", "aria-label": label},
        Proposals(desk, address),
        Form(desk, address),
        SavedRepliesDialog(desk),
    )


@component
def Form(desk: Desk, address: Address) -> Node:
    """The form itself, which is drawn once: what changes is in components of its own."""
    outcome = use_memo(lambda: Cell(Outcome()), [])

    async def send(said: Any) -> None:
        client = str(said["form"].get("client_id", ""))
        desk.house.presence.types(desk.page, is_typing=False)
        try:
            became = await deliver(desk, address, Written.of(said))
        except Exception as error:  # told beside the field, which keeps its text
            became = Outcome(client, why=desk.told(error))
        outcome.set(became._replace(number=outcome.value.number + 1))

    return html.form(
        {
            "className": "composer", "data-writes": str(address),
            "onSubmit": event(desk.act("answer", send), prevent_default=True),
        },
        *[html.input({"key": name, "type": "hidden", "name": name})
          for name in ("client_id", "seen", "edits", "media", "quick_replies")],
        Typing(desk),
        Newest(desk, address),
        Told(desk, outcome),
        Way(desk, address),
        _editing(desk),
        html.div(
            {"className": "slip"},
            html.div({"className": "above"}, Modes(desk, address), People(desk, address), _count(desk)),
            html.div({"className": "words"}, _field(desk), ReplyChoice(desk, address)),
            html.div({"className": "tools"}, Extras(desk), Submit(desk, address)),
        ),
    )  # fmt: skip


def _field(desk: Desk) -> Node:
    words = desk.words
    return html.fragment(
        html.label({"htmlFor": "text", "className": "unseen"}, words("Message")),
        html.textarea({
            "id": "text", "name": "text", "rows": 1, "autoComplete": "off", "aria-describedby": "text-count",
            "aria-controls": "reply-choice", "aria-autocomplete": "list",
            "data-reply": words("Write to the customer. / for saved replies"),
            "data-note": words("Write a note that only the team sees"),
        }),
    )  # fmt: skip


def _editing(desk: Desk) -> Node:
    return html.p(
        {"className": "editing"},
        html.span(desk.words("You are editing the draft: what you send takes its place.")),
        html.button({"type": "button", "className": "button quiet small", "data-stops-editing": ""},
                    desk.words("Stop editing")),
    )  # fmt: skip


def _count(desk: Desk) -> Node:
    """Written by the page: one message holds 1,000 bytes."""
    words = desk.words
    return html.span({
        "id": "text-count", "className": "bytes", "data-bytes": words("{n} of 1000 bytes"),
        "data-parts": words("{n} bytes: {parts} messages"),
    })  # fmt: skip


@component
def Modes(desk: Desk, address: Address) -> Node:
    """To the customer, or to the team."""
    reach = use_cell(use_memo(lambda: standing(desk, address), []), reach_of)
    is_over = reach in {"closed", "never"}
    return html.fieldset(
        {"className": "modes", "data-reach": reach},
        html.legend({"className": "unseen"}, desk.words("To whom")),
        _mode(desk.words("Reply"), "reply", "r", disabled=is_over),
        _mode(desk.words("Note"), "note", "n"),
    )


def _mode(label: str, value: str, hotkey: str, *, disabled: bool = False) -> Node:
    """`data-mode` says it once more: the client gives a field its value later than its other attributes."""
    named = {"type": "radio", "name": "mode", "value": value, "defaultChecked": value == "reply"}
    radio = html.input({**named, "data-mode": value, "data-hotkey": hotkey, "disabled": disabled})
    return html.label({"key": value}, radio, html.span(label))


@component
def Submit(desk: Desk, address: Address) -> Node:
    """One button, by what is written and what the window lets through."""
    reach = use_cell(use_memo(lambda: standing(desk, address), []), reach_of)
    words, is_late = desk.words, reach == "late"
    if is_late:
        sends = html.button(
            {
                "key": "late", "type": "submit", "className": "button primary to-customer", "value": "human_agent",
                "disabled": desk.operator.is_admin,
            },
            words("Send as a person (human agent)"),
        )  # fmt: skip
    else:
        sends = html.button({"key": "now", "type": "submit", "className": "button primary to-customer"},
                            icon("send"), words("Send"))  # fmt: skip
    notes = html.button({"key": "note", "type": "submit", "className": "button primary to-team", "value": "note"},
                        icon("note"), words("Add note"))  # fmt: skip
    return html.span({"className": "submit"}, sends, notes)


@component
def Typing(desk: Desk) -> Node:
    """Hears from the page that somebody writes, at most every two seconds."""

    def types(_: Any) -> None:
        desk.house.presence.types(desk.page)

    return html.input({"type": "hidden", "data-typing": "", "onInput": types})


@component
def Newest(desk: Desk, address: Address) -> Node:
    """Tells the page which message of the thread is the newest that it shows."""
    entry = use_cell(use_memo(lambda: newest(desk, address), []), every=LAG_SECONDS) or ""
    return html.span({"hidden": True, "data-newest": entry})


@component
def Told(desk: Desk, outcome: Cell[Outcome]) -> Node:
    """What became of what was sent. The page reads `data-taken` and `data-kept`."""
    told = use_cell(outcome)
    is_kept = bool(told.why or told.answered)
    said = _asked(desk, told.answered) if told.answered else html.span(told.why)
    return html.div(
        {
            "className": "became", "data-taken": told.client if told.is_taken else "",
            "data-kept": told.client if is_kept else "", "data-told": str(told.number),
        },
        html.div({"className": "fault", "role": "alert"}, said) if is_kept else None,
        html.p({"className": "offline", "role": "status"},
               desk.words("Connection lost: nothing is sent now. Your text stays here.")),
    )  # fmt: skip


def _asked(desk: Desk, answered: Answered) -> Node:
    words = desk.words
    who = {"bot": words("The bot"), "app": words("Somebody in the Instagram app")}.get(answered.who, answered.by)
    return html.fragment(
        html.span(words("{who} answered", who=who), " ", moment(answered.at, "ago"), ". ", words("Send anyway?")),
        button(words("Send anyway"), kind="small", value="anyway"),
        html.button({"type": "button", "className": "button quiet small", "data-keeps-writing": answered.entry},
                    words("Keep writing")),
    )  # fmt: skip
