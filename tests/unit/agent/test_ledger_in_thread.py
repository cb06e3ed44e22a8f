"""Who was in charge, as the model reads it between the messages."""

import msgspec
import pytest

from moca.agent.thread import turns
from moca.domain import messages as m
from moca.runtime.actor import Entry
from tests.builders import START, a_message


def an_entry(number: int, fact: msgspec.Struct) -> Entry:
    return Entry(f"{START + number}-0", type(fact).__name__, f"e{number}", msgspec.json.encode(fact).decode())


@pytest.mark.parametrize(
    ("changed", "note"),
    [
        (m.OwnerChanged(owner="person", reason="replied", by="ana"), "a person (ana) took over: replied"),
        (m.OwnerChanged(owner="person", reason="wrote_in_instagram"), "a person took over: wrote in instagram"),
        (m.OwnerChanged(owner="bot", reason="idle"), "handed back to you: idle"),
        (m.OwnerChanged(owner="bot", reason="handed_back", by="ana"), "handed back to you (ana): handed back"),
        (m.OwnerChanged(owner="waiting", reason="asked for a person"), "waits for a person: asked for a person"),
        (m.OwnerChanged(owner="app", reason="standby", by="1234"), "another program took over: standby"),
    ],
)
def test_a_change_of_owner_is_a_dated_note(changed, note):
    """Between the messages, where it happened."""
    entries = [an_entry(1, a_message("hola", "m1")), an_entry(2, changed), an_entry(3, a_message("¿sigues?", "m2"))]

    said = turns(entries, {"m2"})

    assert [(turn.who, turn.text) for turn in said] == [("customer", "hola"), ("note", note), ("customer", "¿sigues?")]
    assert (said[1].at, said[1].entry) == (START + 2, f"{START + 2}-0")


def test_the_bots_first_word_is_no_note():
    """The thread shows it."""
    assert turns([an_entry(1, m.OwnerChanged(owner="bot", reason="answered"))], ()) == []


def test_every_turn_knows_its_entry():
    """Imported or new, of the customer, the bot or a person."""
    plan = m.MessagePlanned(send="r1.1", answer="r1", part=1, parts=1, source="bot", text="hello")
    facts = [
        a_message("hola", "m1"),
        plan,
        m.MessageSent(send="r1.1", mid="o1"),
        m.PersonWrote(mid="o2", sent_at=START, text="hi"),
        a_message("old", "m0", sent_at=START - 5, imported=True),
        m.PostbackReceived(sent_at=START, title="Hours", mid="p1"),
    ]

    said = turns([an_entry(number, fact) for number, fact in enumerate(facts)], ())

    assert {turn.text: turn.entry for turn in said} == {
        "old": f"{START + 4}-0",
        "hola": f"{START}-0",
        "hello": f"{START + 2}-0",
        "hi": f"{START + 3}-0",
        "Hours": f"{START + 5}-0",
    }
