"""What sort of message the newest is, for a list that has no text to show; and which tags are in use."""

import pytest

from moca.domain import messages as m
from moca.views.queries import Views
from tests.builders import START, a_message
from tests.integration.views.folds import Folds
from tests.integration.views.shop import conversation

PHOTO = a_message("", "m1", attachments=("image",))
NOTE = m.NoteAdded(text="call back", by="Ana")
UNSENT = m.MessageUnsent(mid="m1", sent_at=START)


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ((PHOTO,), "image"),
        ((PHOTO, a_message("mira", "m2")), "text"),
        ((PHOTO, NOTE), "image"),
        ((PHOTO, UNSENT), "unsent"),
        ((a_message("hola", "m0"), PHOTO, UNSENT), "unsent"),
        ((NOTE,), ""),
    ],
)
async def test_a_row_says_what_sort_its_newest_message_is(
    folds: Folds, views: Views, facts: tuple[m.Struct, ...], kind: str
) -> None:
    """Also when it was taken back; a note is no message."""
    folds.fold("ana", *facts)

    row = await views.conversation(conversation("ana"))

    assert row is not None
    assert row.last_kind == kind


async def test_each_tag_in_use_is_told_once(folds: Folds, views: Views) -> None:
    """In their order, however many conversations have them; one that nobody has any more is gone."""
    folds.fold("ana", tags=("vip", "mayorista"))
    folds.fold("ben", tags=("vip",))
    folds.fold("cleo", tags=("old",))
    folds.fold("cleo", a_message("hola", "m9", START + 5), at=START + 5)

    assert await views.tags() == ["mayorista", "vip"]
    assert await views.tags(1) == ["mayorista"]
