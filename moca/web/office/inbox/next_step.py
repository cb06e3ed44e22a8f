"""What happens next with the open question: the bot listens, asks the model, or waits for a person's word."""

from typing import NamedTuple

from reactpy import html, use_memo

from moca.domain.conversation import Conversation
from moca.runtime.actor import Address
from moca.runtime.history import state_of
from moca.runtime.store import Store
from moca.views.columns import state_of as decoded
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded
from moca.web.office.parts import icon, remaining


class Next(NamedTuple):
    """The next step. `until` (ms): when it comes by itself; 0 = it does not, or nobody knows."""

    symbol: str
    text: str
    until: int = 0


NOTHING = Next("", "")


def next_step(state: Conversation) -> Next:
    """What the open question of a conversation waits for."""
    question = state.question
    match question.phase if question is not None else "":
        case "collecting" if state.cooldown_until > state.quiet_until:
            return Next("clock", "Cooldown after the last answer: decides in", state.cooldown_until)
        case "collecting":
            return Next("bot", "Listening: decides when it has been quiet for", state.quiet_until)
        case "drafting":
            return Next("bot", "Asking the model…")
        case "proposed" if question is not None and question.hits:
            return Next("alert", "A draft waits for approval: something in it is not in the facts", state.window_until)
        case "proposed":
            return Next("edit", "A draft waits for approval", state.window_until)
        case _:
            return NOTHING


def step_of(desk: Desk, address: Address) -> Loaded[Next]:
    """The next step of a conversation, kept current."""
    store = desk.store
    return desk.hub.value(("next", address), lambda: Loaded(lambda: _read(store, address), [str(address)]))


@component
def NextStep(desk: Desk, address: Address) -> Node:
    step = use_cell(use_memo(lambda: step_of(desk, address), [])) or NOTHING
    return html.p(
        {"className": "next", "hidden": not step.text, "aria-live": "off"},
        icon(step.symbol) if step.symbol else None,
        html.span(desk.words(step.text) if step.text else ""),
        remaining(step.until) if step.until else None,
    )


async def _read(store: Store, address: Address) -> Next:
    return next_step(decoded(await state_of(store, address)))
