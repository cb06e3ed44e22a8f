"""
One message as it is drawn: a bubble as its customer knows it, a note, or a line in the middle.

Functions, not components: a piece of the thread is drawn whole. Whatever can be done with a message is given as a
handler by `doing`.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from reactpy import html

from moca.domain.text import command
from moca.views.rows import MessageRow
from moca.web.live.components import Node
from moca.web.office.inbox.attachments import attached, away, offered
from moca.web.office.inbox.fates import Fate, fate_of
from moca.web.office.inbox.laying_out import LINES, Line, is_ours, shown_at
from moca.web.office.inbox.linking import Link, is_picture_alone, pieces
from moca.web.office.inbox.telling import came_from, told_of
from moca.web.office.inbox.verdicts import comment_line
from moca.web.office.parts import button, clock, icon, moment, remaining
from moca.web.office.words import Words

LABELS = {
    "comment": ("reply", "Comment on a post"),
    "mention": ("user-plus", "Mentioned you"),
    "public_reply": ("reply", "Public answer to the comment"),
    "private_reply": ("reply", "Private answer to the comment"),
    "postback": ("check", "Pressed a button"),
    "reaction": ("smile", "Reaction"),
    "template": ("note", "Message with buttons"),
}
"""What is said above a message, by its kind."""


class Doing(NamedTuple):
    """What a person can do with a message: a handler for its send, or None where the role does not allow it."""

    retry: Callable[[str], Any] | None = None
    cancel: Callable[[str], Any] | None = None


class Drawing(NamedTuple):
    """In which words, of whom, and what can be done."""

    words: Words
    name: str
    doing: Doing = Doing()


def drawn(line: Line, drawing: Drawing) -> Iterator[Node]:
    """What stands in the list item of a message."""
    if line.message.kind in LINES:
        yield from _told(line.message, drawing.words)
    elif line.message.kind == "note":
        yield from _note(line.message, drawing.words)
    else:
        yield from _bubble(line, drawing)


def classes(line: Line) -> str:
    """The classes of its list item."""
    row = line.message
    if row.kind in LINES:
        return "line"
    if row.kind == "note":
        return "note"
    side = "colleague" if row.who == "person" else row.who
    marks = [row.state] if row.state in {"unsent", "withdrawn", "refused", "parked", "held", "unknown"} else []
    return " ".join(["message", side, line.place, *marks])


def speaker(row: MessageRow, drawing: Drawing) -> str:
    """Who says it."""
    match row.who:
        case "customer":
            return drawing.name
        case "bot":
            return drawing.words("Bot")
        case "app":
            return drawing.words("Another app")
        case _:
            return row.by or drawing.words("The business")


def _told(row: MessageRow, words: Words) -> Iterator[Node]:
    told = told_of(row, words)
    yield icon(told.symbol)
    yield html.span(told.text, " " if told.at else "", moment(told.at, "date") if told.at else None)
    yield clock(shown_at(row))


def _note(row: MessageRow, words: Words) -> Iterator[Node]:
    yield html.p({"className": "speaker"}, icon("note"), html.b(row.by), html.span(words("Note for the team")))
    yield html.div({"className": "text"}, *linked(row.text))
    yield clock(row.at)


def _bubble(line: Line, drawing: Drawing) -> Iterator[Node]:
    row, words = line.message, drawing.words
    if line.place in {"single", "first"}:
        yield _whose(row, drawing)
    yield from _above(line, words)
    if row.state == "unsent":
        yield html.p({"className": "bubble"}, words("Message unsent"))
    else:
        yield from _said(row, drawing)
    yield from _reactions(line, words)
    yield from _edits(row, words)
    yield from _below(line, drawing)


def _whose(row: MessageRow, drawing: Drawing) -> Node:
    """Whose it is: for readers of the screen always, for all where a person or another app speaks."""
    said = speaker(row, drawing)
    is_told = row.who in {"person", "app"}
    return html.span({"className": "speaker" if is_told else "unseen"}, said if is_told else f"{said}:")


def _above(line: Line, words: Words) -> Iterator[Node]:
    row = line.message
    details = row.details
    if row.kind in LABELS and not (row.kind == "template" and row.content):
        symbol, label = LABELS[row.kind]
        yield html.span({"className": "label"}, icon(symbol), words(label))
    if details and details.story:
        yield html.span(
            {"className": "label"}, icon("reply"), words("Answered your story"), *_story(details.story.url, words)
        )
    if details and details.referral:
        yield html.span({"className": "label"}, icon("reply"), came_from(row, words))
    if details and details.payload and row.kind == "text":
        yield html.span({"className": "label"}, icon("check"), words("Chose an answer"))
    if details and details.reply_to and row.kind != "reaction":
        yield html.blockquote({"className": "quote"}, line.quote or words("An earlier message"))


def _story(address: str, words: Words) -> Iterator[Node]:
    if address.startswith("https://"):
        yield away(words("Open the story"), address)


def _said(row: MessageRow, drawing: Drawing) -> Iterator[Node]:
    words = drawing.words
    if row.kind == "unsupported":
        yield html.p({"className": "bubble odd"}, words("A message of a kind that Instagram does not pass on"))
    elif row.content is not None and (row.content.media or row.content.cards):
        yield from offered(row.content, words)
    else:
        if row.text:
            size = " large" if is_picture_alone(row.text) else ""
            yield html.p({"className": f"bubble{size}", "dir": "auto"}, *linked(row.text))
        if row.content is not None:
            yield from offered(row.content, words)
        yield from attached(row, words, speaker(row, drawing))


def linked(text: str) -> Iterator[Node]:
    """A text with its links; everything else in it stays text."""
    for piece in pieces(text):
        yield away(piece.address, piece.address) if isinstance(piece, Link) else piece


def _reactions(line: Line, words: Words) -> Iterator[Node]:
    theirs = line.message.reaction
    shown = [emoji for emoji in ((theirs.emoji or "❤️") if theirs else "", line.reacted) if emoji]
    if shown:
        said = words("Reaction: {emoji}", emoji=" ".join(shown))
        yield html.span({"className": "reaction", "role": "img", "aria-label": said}, "".join(shown))


def _edits(row: MessageRow, words: Words) -> Iterator[Node]:
    if row.edited and row.state != "unsent":
        texts = [html.li({"key": f"e{at}"}, text) for at, text in enumerate(row.earlier)]
        yield html.details({"key": "edits", "className": "edits"}, html.summary(words("edited")), html.ol(texts))


def _below(line: Line, drawing: Drawing) -> Iterator[Node]:
    row, words = line.message, drawing.words
    fate = fate_of(row, words, is_retried=line.is_retried) if is_ours(row) else None
    is_plain = row.state in {"sent", "seen"}
    shown = fate if fate is not None and (line.is_newest or not is_plain) else None
    if shown is not None or line.place in {"single", "last"}:
        yield html.div(
            {"className": f"fate {shown.tone if shown else ''}"}, clock(shown_at(row)), *_fate(shown, row, drawing)
        )
    else:
        yield html.span({"className": "unseen"}, clock(shown_at(row)))
    word = command(row.text) if row.who == "customer" and row.kind == "text" else None
    if word is not None:
        text = (
            "The customer has opted out: the bot is silent"
            if word == "stop"
            else "The customer is back: the bot may speak"
        )
        yield html.p({"className": "remark"}, icon("alert"), words(text))
    if row.decided:
        yield html.p({"className": "remark"}, icon("bot"), comment_line(row.decided, words))


def _fate(fate: Fate | None, row: MessageRow, drawing: Drawing) -> Iterator[Node]:
    if fate is None:
        return
    yield icon(fate.symbol)
    yield html.span(fate.text)
    if fate.until:
        yield moment(fate.until, "date") if row.state == "planned" else remaining(fate.until)
    words, doing = drawing.words, drawing.doing
    if fate.may == "retry" and doing.retry is not None:
        yield button(words("Send again"), doing.retry(row.send), kind="small", symbol="retry")
    if fate.may == "cancel" and doing.cancel is not None:
        yield button(words("Cancel"), doing.cancel(row.send), kind="small", symbol="close")
