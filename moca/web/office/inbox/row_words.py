"""What a row of the list says, in words: pure."""

from typing import NamedTuple

from moca.views.rows import ConversationRow
from moca.web.office.naming import called
from moca.web.office.parts.basics import Tone
from moca.web.office.words import Words

MOST_TAGS = 2
MOST_COUNTED = 999


class Line(NamedTuple):
    """The last line of a conversation. `who` said it; `is_aside`: it is no text, but what stands in its place."""

    who: str
    text: str
    is_aside: bool = False


class Mark(NamedTuple):
    """A badge of a row, with its drawing."""

    text: str
    symbol: str = ""
    tone: Tone = "plain"


KINDS = {
    "image": "Photo",
    "video": "Video",
    "audio": "Voice message",
    "file": "File",
    "share": "Shared post",
    "post": "Shared post",
    "ig_post": "Shared post",
    "MEDIA_SHARE": "Shared post",
    "reel": "Shared reel",
    "ig_reel": "Shared reel",
    "story": "Story reply",
    "story_mention": "Mentioned you in a story",
    "mention": "Mentioned you",
    "like_heart": "Heart",
    "sticker": "Sticker",
    "template": "Cards",
    "unsupported": "Something that Instagram does not pass on",
}


def name_of(row: ConversationRow) -> str:
    """What a person is called: as somebody told it, as in the profile, by the user name, or by the end of an id."""
    return called(row.lead.name, row.name, f"@{row.username}" if row.username else "", psid=row.psid)


def handle_of(row: ConversationRow) -> str:
    """The user name beside the name; empty where it is the name."""
    return f"@{row.username}" if row.username and name_of(row) != f"@{row.username}" else ""


def line_of(row: ConversationRow, words: Words) -> Line:
    """Who said what at last."""
    who = teller(row.last_who, words)
    if row.last_kind == "unsent":
        return Line("", words("Message unsent"), is_aside=True)
    kind = KINDS.get(row.last_kind, "")
    if kind and (not row.last_text or row.last_text.startswith("[")):
        return Line(who, words(kind), is_aside=True)
    if not row.last_text:
        return Line("", words("No message yet"), is_aside=True)
    return Line(who, row.last_text)


def teller(who: str, words: Words) -> str:
    """Who said something, before what was said; nothing before a customer's words."""
    return {"person": words("You:"), "bot": words("Bot:"), "app": words("Other app:")}.get(who, "")


def owner_mark(row: ConversationRow, words: Words) -> Mark | None:
    """Who is in charge; None = nobody yet."""
    match row.owner:
        case "bot":
            return Mark(words("Bot"), "bot")
        case "person":
            return Mark(row.assignee or words("Person"), "person", "info")
        case "waiting":
            return Mark(words("Waiting"), "person", "warn")
        case "app":
            return Mark(words("Other app"), "phone")
        case _:
            return Mark(row.assignee, "person") if row.assignee else None


def marks_of(row: ConversationRow, words: Words) -> list[Mark]:
    """What somebody should notice, the most urgent first. The held answer is told apart: its time runs."""
    found = []
    if row.urgent:
        found.append(Mark(words("Urgent"), "alert", "bad"))
    if row.phase == "proposed" or (row.next is not None and row.next.state == "proposed"):
        found.append(Mark(words("Draft waits"), "edit", "warn"))
    if row.needs_person and not found and row.owner != "waiting":
        found.append(Mark(words("Look at it"), "alert", "warn"))
    if row.hot:
        found.append(Mark(words("Hot"), "fire", "good"))
    return found


def quiet_of(row: ConversationRow, account: str, words: Words) -> str:
    """What is said quietly: a status that is not the usual one, the account where there are several, the tags."""
    status = {"closed": words("Closed"), "scheduled": words("Scheduled")}.get(row.status, "")
    chat = words("Test chat") if row.test else ""
    return " · ".join(filter(None, (status, chat, account, tags_of(row.tags))))


def tags_of(tags: tuple[str, ...]) -> str:
    """The first tags, and how many more there are."""
    shown = [f"#{tag}" for tag in tags[:MOST_TAGS]]
    return " ".join([*shown, *([f"+{len(tags) - MOST_TAGS}"] if len(tags) > MOST_TAGS else [])])


def capped(number: int) -> str:
    """A count as it is shown."""
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)
