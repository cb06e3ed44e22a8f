"""Where a conversation stands for somebody who wants to write in it: what may leave, and what waits for their word."""

from typing import Literal, NamedTuple

from litestar.exceptions import NotFoundException

from moca.clock import now_ms
from moca.domain.content import words
from moca.domain.conversation import Conversation
from moca.domain.messages import Hit
from moca.domain.variables import Names
from moca.domain.window import DAY_MS, human_agent_until
from moca.instagram.accounts import Held as HeldAccount
from moca.runtime.actor import Address
from moca.web.api.asking import conversation_now
from moca.web.office.desk import Desk
from moca.web.office.hub import ACCOUNTS, Loaded

POLL_SECONDS = 15.0
"""So soon it is seen that a window has closed, which no fact tells."""
Reach = Literal["open", "late", "closed", "never"]
"""Until when a person may answer: now; only as a human agent; no more; not before the customer writes."""


class Draft(NamedTuple):
    """Words of the model or of a rule that wait for a person. `question` 0 = they are a follow-up's."""

    question: int
    text: str
    hits: tuple[Hit, ...] = ()
    asked: tuple[str, ...] = ()
    reason: str = ""
    confidence: float | None = None


class HeldAnswer(NamedTuple):
    """An automatic answer that leaves by itself at `until` (ms); `send` is its id within the conversation."""

    send: str
    text: str
    until: int


class Standing(NamedTuple):
    """`late_until`: until when (ms) a human agent may answer. `disconnected`, `paused_until`: the account's."""

    reach: Reach = "open"
    window_until: int = 0
    late_until: int = 0
    opted_out: bool = False
    disconnected: str = ""
    paused_until: int = 0
    names: Names = Names()
    drafts: tuple[Draft, ...] = ()
    held: tuple[HeldAnswer, ...] = ()


def standing(desk: Desk, address: Address) -> Loaded[Standing]:
    """The conversation's standing, kept current."""

    async def read() -> Standing:
        try:
            state = await conversation_now(desk.store, address)
        except NotFoundException:  # an address that somebody has typed
            return Standing(reach="never")
        held = await desk.accounts.get(address.key.partition(":")[0])
        return standing_of(state, held, now_ms())

    return desk.hub.value(
        ("standing", address), lambda: Loaded(read, [str(address), ACCOUNTS], poll=POLL_SECONDS)
    )  # fmt: skip


def standing_of(state: Conversation, held: HeldAccount | None, now: int) -> Standing:
    """What the state and its account say at a moment (ms)."""
    account, health = (held.account, held.health) if held else (None, None)
    late_until = _late_until(state)
    business = (account.settings.business_name or account.username) if account else ""
    known = state.lead.name.value if state.lead.name else ""
    return Standing(
        reach=_reach(state, late_until, now),
        window_until=state.window_until,
        late_until=late_until,
        opted_out=state.opted_out,
        disconnected=health.disconnected if health else "it is not connected",
        paused_until=health.held_until if health and health.held_until > now else 0,
        names=Names(name=known or state.name, username=state.username, business=business),
        drafts=(*_answer_drafts(state), *_follow_up_drafts(state)),
        held=tuple(_held(state)),
    )


def _late_until(state: Conversation) -> int:
    last = max(state.last_customer_at, state.window_until - DAY_MS)
    return human_agent_until(last) if last > 0 else 0


def _reach(state: Conversation, late_until: int, now: int) -> Reach:
    if now < state.window_until:
        return "open"
    if not state.window_until:
        return "never"
    return "late" if now < late_until else "closed"


def _answer_drafts(state: Conversation) -> tuple[Draft, ...]:
    question = state.question
    if question is None or question.phase != "proposed":
        return ()
    answer = question.answer
    return (
        Draft(
            question.number, question.proposal, question.hits, tuple(text for text in question.texts if text),
            answer.reason if answer else "", answer.confidence if answer else None,
        ),
    )  # fmt: skip


def _follow_up_drafts(state: Conversation) -> tuple[Draft, ...]:
    follow_up = state.follow_up
    if follow_up is None or not follow_up.proposal:
        return ()
    return (Draft(0, follow_up.proposal, follow_up.hits, reason=follow_up.wish),)


def _held(state: Conversation) -> list[HeldAnswer]:
    return [
        HeldAnswer(reply.id, "\n".join(filter(None, map(words, reply.parts))), reply.hold_until)
        for reply in state.replies
        if reply.is_held
    ]
