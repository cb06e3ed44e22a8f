"""What a row of the list says."""

from typing import Any

import pytest

from moca.views.rows import ConversationRow, FollowUpRow, LeadRow
from moca.web.office.inbox import filtering
from moca.web.office.inbox.list_views import BUILT_IN
from moca.web.office.inbox.row_words import (
    KINDS,
    Line,
    Mark,
    capped,
    handle_of,
    line_of,
    marks_of,
    name_of,
    owner_mark,
    quiet_of,
    tags_of,
)
from moca.web.office.words import SPANISH, Words

ENGLISH = Words()


def a_row(**changes: Any) -> ConversationRow:
    fields: dict[str, Any] = {
        "account": "1784", "psid": "900", "name": "Lucía F", "username": "lucia.f", "status": "open", "owner": "bot",
        "owner_since": 0, "agent": "", "assignee": "", "tags": (), "attention": "", "opted_out": False,
        "window_until": 0, "quiet_until": 0, "last_customer_at": 0, "question": 0, "phase": "", "proposal": "",
        "urgent": "", "hot": False, "score": 0, "intent": "", "topic": "", "sentiment": "", "language": "",
        "lead": LeadRow(), "created_at": 0, "last_at": 0, "last_text": "hola", "last_who": "customer",
        "unanswered": False, "last_kind": "text",
    }  # fmt: skip
    return ConversationRow(**(fields | changes))


@pytest.mark.parametrize(
    ("changes", "name", "handle"),
    [
        ({"lead": LeadRow(name="Lucía Fernández")}, "Lucía Fernández", "@lucia.f"),
        ({}, "Lucía F", "@lucia.f"),
        ({"name": ""}, "@lucia.f", ""),
        ({"name": "", "username": ""}, "Instagram 900", ""),
    ],
)
def test_a_person_is_called_as_well_as_is_known(changes: dict[str, Any], name: str, handle: str) -> None:
    """As somebody told it, as in the profile, by the user name, by Meta's id; nothing is said twice."""
    row = a_row(**changes)

    assert (name_of(row), handle_of(row)) == (name, handle)


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, Line("", "hola")),
        ({"last_who": "bot"}, Line("Bot:", "hola")),
        ({"last_who": "person"}, Line("You:", "hola")),
        ({"last_who": "app"}, Line("Other app:", "hola")),
        ({"last_text": "", "last_kind": "image"}, Line("", "Photo", is_aside=True)),
        ({"last_text": "[photo]", "last_kind": "image", "last_who": "person"}, Line("You:", "Photo", is_aside=True)),
        ({"last_text": "mira", "last_kind": "image"}, Line("", "mira")),
        ({"last_text": "antes", "last_kind": "unsent"}, Line("", "Message unsent", is_aside=True)),
        ({"last_text": "", "last_who": "", "last_kind": ""}, Line("", "No message yet", is_aside=True)),
    ],
)
def test_the_last_line_says_who_said_what(changes: dict[str, Any], line: Line) -> None:
    """What is no text is said in words; what was taken back is not shown."""
    assert line_of(a_row(**changes), ENGLISH) == line


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({}, Mark("Bot", "bot")),
        ({"owner": "person"}, Mark("Person", "person", "info")),
        ({"owner": "person", "assignee": "Ana"}, Mark("Ana", "person", "info")),
        ({"owner": "waiting"}, Mark("Waiting", "person", "warn")),
        ({"owner": "app"}, Mark("Other app", "phone")),
        ({"owner": "nobody"}, None),
        ({"owner": "nobody", "assignee": "Ana"}, Mark("Ana", "person")),
    ],
)
def test_the_badge_says_who_is_in_charge(changes: dict[str, Any], mark: Mark | None) -> None:
    """By name where somebody has one."""
    assert owner_mark(a_row(**changes), ENGLISH) == mark


def test_what_is_to_be_noticed_stands_in_its_order() -> None:
    """The most urgent first; a follow-up that waits for a word is a draft too."""
    everything = a_row(urgent="complaint", phase="proposed", hot=True)
    follow_up = a_row(next=FollowUpRow(at=5, text="¿Seguimos?", state="proposed"))

    assert [mark.text for mark in marks_of(everything, ENGLISH)] == ["Urgent", "Draft waits", "Hot"]
    assert [mark.text for mark in marks_of(follow_up, ENGLISH)] == ["Draft waits"]
    assert marks_of(a_row(), ENGLISH) == []


def test_the_usual_is_not_said() -> None:
    """A status is named where it is not simply open, an account where there are several."""
    assert quiet_of(a_row(), "", ENGLISH) == ""
    assert quiet_of(a_row(status="closed", tags=("vip",)), "@cafe", ENGLISH) == "Closed · @cafe · #vip"


def test_two_tags_and_how_many_more() -> None:
    """A row has no room for all."""
    assert tags_of(("a", "b")) == "#a #b"
    assert tags_of(("a", "b", "c", "d")) == "#a #b +2"


def test_a_count_has_an_end() -> None:
    """Nobody counts a thousand conversations."""
    assert [capped(number) for number in (7, 999, 1_000)] == ["7", "999", "999+"]


def test_every_word_of_a_closed_set_has_its_spanish() -> None:
    """Words that are chosen by a value, and not where they are said."""
    chosen = [
        *KINDS.values(), *filtering.STATUS_WORDS.values(), *filtering.OWNER_WORDS.values(),
        *filtering.SORT_WORDS.values(), *filtering.FLAG_WORDS.values(), *(view.name for view in BUILT_IN),
    ]  # fmt: skip

    assert [word for word in chosen if word not in SPANISH] == []
