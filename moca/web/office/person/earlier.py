"""What was before: notes of the team, what became of earlier questions, and where else the person has written."""

from collections.abc import Mapping

from reactpy import html, use_memo

from moca.runtime.actor import Address
from moca.views.rows import ConversationRow, DecisionRow, MessageRow
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.inbox.choices import Choices, choices
from moca.web.office.parts import age
from moca.web.office.person.pieces import part
from moca.web.office.person.reading import Earlier, earlier_of
from moca.web.office.place import Place
from moca.web.office.words import Words

VERDICTS: Mapping[str, str] = {
    "answered": "Answered",
    "drafted": "Draft",
    "silent": "Needed no answer",
    "handed_over": "Handed to a person",
    "watched": "Only watched",
    "skipped": "Skipped",
    "blocked": "Not answered",
    "superseded": "Answered with the next",
    "failed": "Not delivered",
    "unsent": "Taken back",
    "erased": "Erased",
}
DRAFTS: Mapping[str, str] = {
    "approved": "Draft approved",
    "discarded": "Draft discarded",
    "expired": "Draft expired",
}


@component
def Notes(desk: Desk, address: Address) -> Node:
    """The newest notes of the team; nothing where there are none."""
    notes: tuple[MessageRow, ...] = use_cell(
        use_memo(lambda: earlier_of(desk, address), []), lambda found: found.notes if found else ()
    )
    if not notes:
        return None
    rows = [html.li({"key": note.entry}, html.p(note.text), html.small(note.by, " · ", age(note.at))) for note in notes]
    return part("noted", desk.words("Notes"), html.ul({"className": "team-notes"}, rows))


@component
def Before(desk: Desk, address: Address) -> Node:
    """Earlier questions, each a way into the thread, and the same person at other accounts."""
    found: Earlier | None = use_cell(use_memo(lambda: earlier_of(desk, address), []))
    known: Choices | None = use_cell(use_memo(lambda: choices(desk), []))
    place: Place = use_cell(desk.place)
    if found is None or not (found.decisions or found.elsewhere):
        return None
    words = desk.words
    count = max((row.question for row in found.decisions), default=0)
    rows = [html.li({"key": row.entry}, _question(desk.words, place, row)) for row in found.decisions]
    more = html.p({"className": "hint"}, words("Older ones stand in the thread.")) if found.has_more else None
    labels = dict(known.accounts) if known else {}
    elsewhere = [html.li({"key": row.account}, _other(row, labels)) for row in found.elsewhere]
    return html.fragment(
        part(
            "before",
            words("Earlier questions"),
            html.ul({"className": "way-list"}, rows),
            more,
            aside=html.span({"className": "badge plain"}, str(count)) if count else None,
        )
        if rows
        else None,
        part("elsewhere", words("Also wrote to"), html.ul({"className": "way-list"}, elsewhere)) if elsewhere else None,
    )


def _question(words: Words, place: Place, row: DecisionRow) -> Node:
    return html.a(
        {"href": place.but(at=row.entry, panel=""), "data-nav": "", "className": "question-way"},
        html.span(about(row, words)),
        html.small(verdict(row, words), " · ", age(row.decided_at)),
    )


def about(row: DecisionRow, words: Words) -> str:
    """What it was about, as the bot understood it, or what it was."""
    if row.comment_id:
        return words("Comment")
    if row.source == "follow_up":
        return words("Follow-up")
    topic = (row.answer.topic or row.answer.intent) if row.answer else ""
    return topic or words("Question {n}", n=row.question)


def verdict(row: DecisionRow, words: Words) -> str:
    """What became of it, in two or three words."""
    if row.verdict == "drafted":
        return words(DRAFTS.get(row.detail, VERDICTS["drafted"]))
    return words(VERDICTS.get(row.verdict, row.verdict))


def _other(row: ConversationRow, labels: Mapping[str, str]) -> Node:
    return html.a(
        {"href": f"/inbox/{row.account}/{row.psid}", "data-nav": "", "className": "question-way"},
        html.span(labels.get(row.account, row.account)),
        html.small(age(row.last_at)),
    )
