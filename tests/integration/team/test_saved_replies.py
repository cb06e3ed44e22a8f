"""Saved replies in a real store."""

import asyncio

import pytest

from moca.errors import PermanentError
from moca.runtime.store import Store
from moca.team.saved_replies import SavedReplies, SavedReply


@pytest.fixture
def replies(store: Store) -> SavedReplies:
    return SavedReplies(store.client)


async def test_a_reply_is_kept_under_a_name_that_can_be_typed(replies: SavedReplies) -> None:
    """White space in the name becomes a dash, and what belongs to typing it goes."""
    kept = await replies.put(" /Opening  hours ", " We open at nine. ", by="Ana", now=7)

    assert kept == SavedReply(id=kept.id, name="Opening-hours", text="We open at nine.", by="Ana", changed_at=7)
    assert await replies.all() == [kept]


async def test_a_reply_is_replaced_and_forgotten_by_its_id(replies: SavedReplies) -> None:
    """The id stays when name and text change; what is forgotten once is not there to be forgotten again."""
    first = await replies.put("hours", "At nine.", by="Ana", now=1)

    second = await replies.put("open", "At ten.", by="Leo", now=2, id_=first.id)

    assert await replies.all() == [SavedReply(id=first.id, name="open", text="At ten.", by="Leo", changed_at=2)]
    assert [await replies.drop(second.id), await replies.drop(second.id)] == [True, False]
    with pytest.raises(PermanentError, match="deleted meanwhile"):
        await replies.put("open", "At ten.", by="Leo", now=3, id_=first.id)


async def test_of_two_who_take_one_name_at_once_one_gets_it(replies: SavedReplies) -> None:
    """However they race, no two replies are found by the same name."""
    done = await asyncio.gather(
        *(replies.put("Hours", f"text {n}", by="Ana", now=n) for n in range(5)), return_exceptions=True
    )

    assert len([each for each in done if isinstance(each, SavedReply)]) == 1
    assert len(await replies.all()) == 1


async def test_what_is_no_reply_is_refused(replies: SavedReplies) -> None:
    """The words say what a name and a text may be."""
    with pytest.raises(PermanentError, match="1 to 40 characters"):
        await replies.put("/", "text", by="Ana", now=1)
    with pytest.raises(PermanentError, match="1 to 5000 characters"):
        await replies.put("hours", "  ", by="Ana", now=1)
