"""A test chat: one writes as a customer would, and sees what the agent says and why. Instagram hears nothing of it."""

from typing import Any, NamedTuple

from reactpy import event, html, use_memo

from moca.domain.test_chats import person_of
from moca.instagram.erasing import Eraser
from moca.runtime.actor import Address
from moca.views.rows import DecisionRow, MessageRow
from moca.web.api.erasures import ask_to_erase
from moca.web.api.test_chats import NewTestMessage, write
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded
from moca.web.office.inbox.sending import formed
from moca.web.office.parts import button, clock, empty, link, skeleton
from moca.web.office.settings.connect import phone

NEWEST = 60
ASIDE = frozenset({"follow_up", "control", "note", "referral", "opt_in"})
"""What stands in the thread and is no message."""


class Chat(NamedTuple):
    """What was said, the oldest first, and what was decided, by question."""

    messages: tuple[MessageRow, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()

    def why(self, mid: str) -> DecisionRow | None:
        """The decision of a burst, at the last message of it."""
        return next((each for each in self.decisions if mid and each.mids[-1:] == (mid,)), None)


def chat_of(desk: Desk, account: str, chat: str) -> Loaded[Chat]:
    """One test chat."""
    address = Address("conversation", f"{account}:{person_of(chat)}")

    async def read() -> Chat:
        messages = await desk.views.messages(address, limit=NEWEST)
        decisions = await desk.views.decisions(address, limit=NEWEST)
        return Chat(tuple(reversed(messages.items)), tuple(decisions.items))

    return desk.hub.value(("settings", "chat", address), lambda: Loaded(read, [str(address)]))


@component
def TryPage(desk: Desk, account: str) -> Node:
    """The chat that the address names, or a new one."""
    chat = use_cell(desk.place, lambda place: place.asked("chat"))
    words = desk.words
    here = f"/settings/{account}/try"

    async def end(_: Any) -> None:
        address = Address("conversation", f"{account}:{person_of(chat)}")
        await ask_to_erase(Eraser(desk.store, desk.house.media), address, desk.by)
        desk.go(here)
        desk.say(words("The test chat has ended: all of it goes."))

    return html.section(
        {"className": "panel chat"},
        html.div(
            {"className": "steps"},
            link(words("New chat"), here, kind="button") if chat else None,
            link(words("Open it in the inbox"), f"/inbox/{account}/{person_of(chat)}", kind="button quiet")
            if chat
            else None,
            button(words("End this chat"), desk.act("answer", end), kind="quiet", symbol="trash")
            if chat and desk.may("answer")
            else None,
            phone(desk),
        ),
        html.div(
            {"key": chat or "none", "className": "talk", "role": "log", "aria-label": words("Messages"), "tabIndex": 0},
            Talk(desk, account, chat) if chat else _nothing(desk),
        ),
        Writing(desk, account, chat),
    )


def _nothing(desk: Desk) -> Node:
    words = desk.words
    return empty(
        words("Ask it something"),
        words("Rules, model, guard, waiting and mode are those of every customer."),
        symbol="bot",
    )


@component
def Talk(desk: Desk, account: str, chat: str) -> Node:
    """Bubbles, and under each burst why it was answered, or not."""
    now: Chat | None = use_cell(use_memo(lambda: chat_of(desk, account, chat), []))
    if now is None:
        return skeleton(3)
    rows: list[Node] = []
    for message in now.messages:
        rows.append(_said(message))
        if decision := now.why(message.mid):
            rows.append(html.li({"key": f"why-{message.mid}", "className": "reason"}, why_in_words(desk, decision)))
    return html.ol(rows)


def _said(message: MessageRow) -> Node:
    if message.kind in ASIDE:
        return html.li({"key": message.entry, "className": "reason"}, message.text)
    bubble = html.p({"className": "bubble"}, message.text)
    return html.li({"key": message.entry, "className": f"message {message.who}"}, bubble, clock(message.at))


def why_in_words(desk: Desk, decision: DecisionRow) -> str:
    """A decision in one line: how it ended, by what, and its reason."""
    words = desk.words
    by = words("by the rule {name}", name=decision.rule) if decision.rule else ""
    by = by or (words("by the model {name}", name=decision.model) if decision.model else "")
    reason = decision.detail or (decision.answer.reason if decision.answer else "")
    return " · ".join(filter(None, [words(VERDICTS.get(decision.verdict, decision.verdict)), by, reason]))


def test_message(text: str, chat: str) -> NewTestMessage:
    """
    What somebody writes in the chat that the address names, or with "" in a new one.

    Raises:
        FieldError: as the API would refuse it: the address may be anybody's.
    """
    return formed(NewTestMessage, text=text, chat=chat or None)


@component
def Writing(desk: Desk, account: str, chat: str) -> Node:
    words = desk.words

    async def send(said: Any) -> None:
        told = await write(desk.store, desk.accounts, account, test_message(said["form"]["test-text"], chat))
        if not chat:
            desk.go(desk.place.value.but(chat=told.chat))

    return html.form(
        {"className": "composer", "data-clear": "", "onSubmit": event(desk.act("answer", send), prevent_default=True)},
        html.label({"htmlFor": "test-text", "className": "unseen"}, words("Write as a customer")),
        html.textarea(
            {
                "id": "test-text",
                "name": "test-text",
                "rows": 2,
                "maxLength": 1000,
                "data-enter-submits": "",
                "placeholder": words("Write as a customer"),
            }
        ),
        button(words("Send"), kind="primary", disabled=not desk.may("answer")),
    )


VERDICTS = {
    "answered": "answered",
    "drafted": "drafted: decide it in the inbox",
    "silent": "silent on purpose",
    "handed_over": "a person is called",
    "watched": "watched: nothing was said",
    "skipped": "skipped: it was within the pause",
    "blocked": "not asked",
    "superseded": "overtaken by the next message",
    "failed": "failed",
    "unsent": "taken back",
    "erased": "erased",
}
