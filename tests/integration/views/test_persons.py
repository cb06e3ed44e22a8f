"""What the panel asks of a person: the team's notes, and where else they have written."""

from moca.domain import messages as m
from moca.views.queries import Views
from tests.builders import a_message
from tests.integration.views.folds import Folds
from tests.integration.views.shop import conversation

OTHER = "17841400000000002"


async def test_the_newest_notes_come_first(folds: Folds, views: Views) -> None:
    """Nothing but notes, and as many as are asked for."""
    notes = [m.NoteAdded(text=f"note {number}", by="Ana") for number in range(4)]
    folds.fold("ana", notes[0], a_message("hola"), *notes[1:])

    found = await views.notes(conversation("ana"), limit=3)

    assert [(note.text, note.by) for note in found] == [("note 3", "Ana"), ("note 2", "Ana"), ("note 1", "Ana")]


async def test_a_person_is_known_again_by_their_user_name(folds: Folds, views: Views) -> None:
    """At other accounts; their own conversation is none of them, nor are people who have no user name."""
    profile = m.ProfileFound(lookup="p", name="Ana", username="ana.paz")
    folds.fold("ana", profile, a_message())
    folds.fold("ana-there", profile, a_message(), account=OTHER)
    folds.fold("ben", a_message())

    found = await views.elsewhere(conversation("ana"), "ana.paz")
    nobody = await views.elsewhere(conversation("ana"), "")

    assert ([(row.account, row.psid) for row in found], nobody) == ([(OTHER, "ana-there")], [])


async def test_the_last_word_on_who_is_in_charge_is_told(folds: Folds, views: Views) -> None:
    """Whoever it was before."""
    folds.fold(
        "ana", a_message("hola"), m.OwnerChanged(owner="person", reason="taken", by="Ana"),
        m.OwnerChanged(owner="bot", reason="handed_back", by="Ana"), m.StatusSet(status="closed", by="Ana"),
    )  # fmt: skip
    folds.fold("ben", a_message("hola"))

    line, nothing = await views.in_charge(conversation("ana")), await views.in_charge(conversation("ben"))

    assert (line and line.text, nothing) == ("owner: bot, handed_back", None)
