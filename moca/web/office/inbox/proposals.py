"""What waits for a person's word: drafts of answers and follow-ups, and automatic answers that are held."""

from typing import Any, Literal

from reactpy import html, use_memo

from moca.runtime.actor import Address
from moca.web.api.conversations import DraftWord, decide_draft
from moca.web.api.follow_ups import FollowUpWord
from moca.web.api.follow_ups import decide as decide_follow_up
from moca.web.api.queue import cancel
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.inbox.marking import Piece, pieces
from moca.web.office.inbox.sending import FOLLOW_UP
from moca.web.office.inbox.standing import Draft, HeldAnswer, Standing, standing
from moca.web.office.parts import badge, button, icon, remaining
from moca.web.problems import ConflictError

Action = Literal["approve", "discard"]
SURE = 0.75
"""From this confidence on it is shown as good."""


@component
def Proposals(desk: Desk, address: Address) -> Node:
    """Nothing, mostly."""
    drafts, held = use_cell(use_memo(lambda: standing(desk, address), []), _waiting)
    return html.div(
        {"className": "proposals"},
        [html.article({"key": f"d{_name(draft)}", "className": "proposal"}, _draft(desk, address, draft))
         for draft in drafts],
        [html.article({"key": f"h{answer.send}", "className": "proposal held"}, _held(desk, address, answer))
         for answer in held],
    )  # fmt: skip


def _waiting(found: Standing | None) -> tuple[tuple[Draft, ...], tuple[HeldAnswer, ...]]:
    return (found.drafts, found.held) if found else ((), ())


def _name(draft: Draft) -> str:
    return str(draft.question) if draft.question else FOLLOW_UP


def _draft(desk: Desk, address: Address, draft: Draft) -> Node:
    words = desk.words
    title = words("Draft to approve") if draft.question else words("Follow-up to approve")
    return html.fragment(
        html.header(html.h3(icon("bot"), title), _confidence(desk, draft)),
        html.p({"className": "drafted-for"}, words("Answers: "), html.q(" · ".join(draft.asked)))
        if draft.asked
        else None,
        html.p({"className": "drafted"}, [_piece(f"p{n}", piece) for n, piece in enumerate(_pieces(draft))]),
        _doubts(draft),
        html.p({"className": "drafted-why"}, draft.reason) if draft.reason else None,
        html.div({"className": "ends"}, *_words_on(desk, address, draft)),
    )


def _pieces(draft: Draft) -> list[Piece]:
    """Marks are for what is doubted within the text; what is said of all of it stands below only."""
    inside = (hit for hit in draft.hits if not (hit.start <= 0 and hit.end >= len(draft.text)))
    return pieces(draft.text, inside)


def _piece(key: str, piece: Piece) -> Node:
    if not piece.reasons:
        return html.span({"key": key}, piece.text)
    return html.mark({"key": key, "title": " ".join(piece.reasons)}, piece.text)


def _doubts(draft: Draft) -> Node:
    reasons = dict.fromkeys(hit.reason for hit in draft.hits)
    if not reasons:
        return None
    return html.ul({"className": "doubts"}, [html.li({"key": reason}, icon("alert"), reason) for reason in reasons])


def _confidence(desk: Desk, draft: Draft) -> Node:
    if draft.confidence is None:
        return None
    sure = round(draft.confidence * 100)
    return badge(desk.words("{n} % sure", n=sure), "good" if draft.confidence >= SURE else "warn")


def _words_on(desk: Desk, address: Address, draft: Draft) -> tuple[Node, ...]:
    words = desk.words

    def decide(action: Action, done: str) -> Any:
        async def decided(_: Any) -> None:
            await _decide(desk, address, draft, action)
            desk.say(done)

        return desk.act("answer", decided)

    return (
        button(words("Discard"), decide("discard", words("Draft discarded")), kind="quiet"),
        html.button({
            "type": "button", "className": "button", "data-edits": _name(draft), "data-text": draft.text,
        }, icon("edit"), words("Edit")),
        button(words("Approve and send"), decide("approve", words("Draft approved: it is on its way")), kind="primary",
               symbol="check", more={"data-approves": "", "aria-keyshortcuts": "Control+Enter Meta+Enter"}),
    )  # fmt: skip


async def _decide(desk: Desk, address: Address, draft: Draft, action: Action) -> None:
    try:
        if draft.question:
            word = DraftWord(action=action, question=draft.question)
            await decide_draft(desk.store, address, desk.by, word)
        else:
            await decide_follow_up(desk.store, address, desk.by, FollowUpWord(action=action))
    except ConflictError as error:
        raise ConflictError(await _who_decided(desk, address, draft) or str(error)) from error


async def _who_decided(desk: Desk, address: Address, draft: Draft) -> str:
    """By whom the draft was decided meanwhile; empty = the projection does not tell, or nobody did."""
    page = await desk.views.decisions(address, limit=5)
    row = next((row for row in page.items if draft.question and row.question == draft.question), None)
    if row is None or not row.by:
        return ""
    verb = "{name} has already discarded this draft." if row.detail == "discarded" else (
        "{name} has already answered with this draft."
    )  # fmt: skip
    return desk.words(verb, name=row.by)


def _held(desk: Desk, address: Address, answer: HeldAnswer) -> Node:
    words = desk.words

    async def stop(_: Any) -> None:
        await cancel(desk.store, f"{address.key}:{answer.send}", desk.by)
        desk.say(words("Cancelled: the bot will not send it"))

    return html.fragment(
        html.header(
            html.h3(icon("clock"), words("The bot sends this in"), " ", remaining(answer.until)),
            button(words("Cancel it"), desk.act("answer", stop), kind="danger small"),
        ),
        html.p({"className": "drafted"}, answer.text),
    )
