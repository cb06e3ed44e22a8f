"""The team's own views of the list."""

import pytest

from moca.web.office.inbox.narrowing import Narrowing
from moca.web.office.inbox.saved_views import MOST, SavedViews
from moca.web.problems import ConflictError, FieldError

VIP = Narrowing(tag="vip", unread=True, sort="urgent")


async def test_a_view_is_there_for_everybody(saved: SavedViews) -> None:
    """Under its name, with all that narrows it, in the order in which they were made."""
    await saved.save("  VIPs  first ", VIP, "Ana")
    await saved.save("Unanswered", Narrowing(needs=True), "Ben")

    first, second = await saved.all()

    assert (first.name, first.by, first.view().narrowing) == ("VIPs first", "Ana", VIP)
    assert second.name == "Unanswered"


@pytest.mark.parametrize("name", ["", "  ", "x" * 41, "a\nb\x07", "vips", "Needs a person"])
async def test_a_name_must_tell_a_view_apart(saved: SavedViews, name: str) -> None:
    """Not empty, not endless, nobody else's."""
    await saved.save("VIPs", VIP, "Ana")

    with pytest.raises(FieldError) as refused:
        await saved.save(name, Narrowing(), "Ana")

    assert refused.value.field == "name"
    assert len(await saved.all()) == 1


async def test_a_view_keeps_what_it_shows_under_another_name(saved: SavedViews) -> None:
    """Its own name, written otherwise, is free to it."""
    made = await saved.save("VIPs", VIP, "Ana")

    await saved.rename(made.id, "Vips")

    (renamed,) = await saved.all()
    assert (renamed.id, renamed.name, renamed.view().narrowing) == (made.id, "Vips", VIP)


async def test_a_deleted_view_cannot_be_renamed(saved: SavedViews) -> None:
    """Somebody was faster; deleting it once more changes nothing."""
    made = await saved.save("VIPs", VIP, "Ana")
    await saved.delete(made.id)
    await saved.delete(made.id)

    with pytest.raises(ConflictError):
        await saved.rename(made.id, "Vips")

    assert await saved.all() == []


async def test_there_is_an_end_of_views(saved: SavedViews) -> None:
    """A list of hundreds helps nobody."""
    for number in range(MOST):
        await saved.save(f"View {number}", VIP, "Ana")

    with pytest.raises(ConflictError):
        await saved.save("One more", VIP, "Ana")
