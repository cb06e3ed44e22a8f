"""Messages are found by their words; what was taken back is not, and does not stand in the file."""

from pathlib import Path

import pytest

from moca.clock import now_ms
from moca.domain import messages as m
from moca.runtime.store import Store
from moca.views.feed import Follower
from moca.views.file import FILE
from moca.views.listing import Filters
from moca.views.projection import Projection
from moca.views.queries import Views
from tests.builders import ACCOUNT, START, a_message, an_edit
from tests.integration.views.folds import Folds
from tests.integration.views.shop import Shop, conversation

OTHER = "17841400000000002"
SECRET = "xylophone4111"


async def found(views: Views, q: str, account: str | None = None) -> list[str]:
    return [hit.snippet for hit in (await views.search(q, Filters(account=account))).items]


async def follow(shop: Shop, follower: Follower) -> None:
    await shop.settle()
    while await follower.run_once():
        pass


def in_file(folder: Path, word: str) -> bool:
    return any(word.encode() in path.read_bytes() for path in folder.glob(f"{FILE}*"))


@pytest.mark.parametrize(
    ("q", "texts"),
    [
        ("cuanto", ["¿Cuánto vale el café?"]),
        ("caf", ["¿Cuánto vale el café?"]),
        ("caf ", []),
        ("vale CAFÉ", ["¿Cuánto vale el café?"]),
        ("vale adios", []),
        ("Cafe\u0301", ["¿Cuánto vale el café?"]),
        ("STRASSE", []),
        ("Straße", ["It is 8.900 now in the Øre straße"]),
        ("øre", ["It is 8.900 now in the Øre straße"]),
        ("8.900", ["It is 8.900 now in the Øre straße"]),
        ("900.8", []),
        ("it", ["It is 8.900 now in the Øre straße"]),
        ("'; DROP TABLE", []),
        ("text:", []),
        ('"', []),
        ("\x00", []),
        ("𞤀𞤁", []),
        ("👍", []),
    ],
)
async def test_messages_are_found_by_their_words(folds: Folds, views: Views, q: str, texts: list[str]) -> None:
    """All of them, whatever the case and the accents; the last one may be half typed, and no sign is syntax."""
    folds.fold(
        "ana",
        a_message("¿Cuánto vale el café?", "m1", START),
        a_message("It is 8.900 now in the Øre straße", "m2", START),
    )

    assert await found(views, q) == texts


async def test_a_hit_leads_to_its_place(folds: Folds, views: Views) -> None:
    """The conversation, the entry, and where the word stands."""
    folds.fold("ana", a_message("hola", "m1", START), a_message("un café, por favor", "m2", START))

    (hit,) = (await views.search("cafe", Filters())).items

    assert (hit.conversation.psid, hit.entry, hit.who, hit.marks) == ("ana", f"{START}-1", "customer", ((3, 7),))


async def test_the_newest_first_page_after_page(folds: Folds, views: Views) -> None:
    """Over all conversations, each message once."""
    for number in range(5):
        folds.fold(f"p{number}", a_message(f"hola {number}", "m1", START), at=START + number % 3)

    first = await views.search("hola", Filters(), limit=3)
    rest = await views.search("hola", Filters(), 3, first.next)

    times = [hit.at for hit in (*first.items, *rest.items)]
    assert times == sorted(times, reverse=True)
    assert len({hit.conversation.psid for hit in (*first.items, *rest.items)}) == 5
    assert rest.next is None


async def test_each_account_apart(folds: Folds, views: Views) -> None:
    """And no account's number is found in a text."""
    folds.fold("ana", a_message("hola from here", "m1", START))
    folds.fold("ben", a_message("hola from there", "m1", START), account=OTHER)

    assert await found(views, "hola", OTHER) == ["hola from there"]
    assert await found(views, OTHER) == []


async def test_test_chats_are_not_searched(folds: Folds, views: Views) -> None:
    """They are the team's own trials."""
    folds.fold("test-chat", a_message("hola", "m1", START))

    assert await found(views, "hola") == []


async def test_what_we_say_and_note_is_found(shop: Shop, follower: Follower, views: Views) -> None:
    """Whoever wrote it."""
    await shop.answered("ana")
    await shop.tell("ana", m.NoteAdded(text="wants the 9 o'clock slot", by="eva"))
    await follow(shop, follower)

    assert await found(views, "9") == ["wants the 9 o'clock slot", "We open at 9"]


async def test_an_edit_is_found_in_its_new_words(folds: Folds, views: Views) -> None:
    """The words that are shown are those that are found."""
    folds.fold("ana", a_message("a red bike", "m1", START), an_edit("m1", "a blue bike", 1))

    assert (await found(views, "red"), await found(views, "blue")) == ([], ["a blue bike"])


async def test_what_was_taken_back_leaves_the_file(
    shop: Shop, follower: Follower, views: Views, tmp_path: Path
) -> None:
    """It is found no more, and its words stand in no page of the file, also not of the index."""
    await shop.writes("ben", "something else")
    await shop.writes("ana", f"my number is {SECRET}", mid="m-1")
    await follow(shop, follower)
    assert len(await found(views, SECRET)) == 1

    await shop.tell("ana", m.MessageUnsent(mid="m-1", sent_at=now_ms()))
    await follow(shop, follower)

    assert await found(views, SECRET) == []
    assert not in_file(tmp_path, SECRET)
    assert await found(views, "something") == ["something else"]


async def test_an_erased_person_leaves_the_file(folds: Folds, projection: Projection, tmp_path: Path) -> None:
    """With every word of theirs, piece by piece."""
    folds.fold("ben", *(a_message(f"word{number}", f"m{number}", START) for number in range(50)))
    for number in range(20):
        folds.fold(f"p{number}", a_message(f"my number is {SECRET}", "m1", START))

    projection.keep_only({str(conversation("ben"))})
    while projection.tidy():
        pass

    assert not in_file(tmp_path, SECRET)


async def test_what_was_put_off_is_done_by_the_next_process(
    folds: Folds, projection: Projection, tmp_path: Path
) -> None:
    """A writer that dies before it has tidied up leaves that to its heir."""
    folds.fold("ben", a_message("hola", "m1", START))
    folds.fold("ana", a_message(SECRET, "m1", START))
    projection.keep_only({str(conversation("ben"))})
    projection.close()
    assert in_file(tmp_path, SECRET)

    heir = Projection(tmp_path)
    heir.acquire()
    while heir.tidy():
        pass
    heir.close()

    assert not in_file(tmp_path, SECRET)


async def test_a_rebuild_finds_the_same(
    shop: Shop, follower: Follower, views: Views, store: Store, tmp_path: Path
) -> None:
    """In the same order, also into a file that knew it all before."""
    for person in ("ana", "ben"):
        await shop.answered(person)
        await follow(shop, follower)
    before = (await views.search("hola", Filters(account=ACCOUNT))).items

    await follower.rebuild()
    other = Projection(tmp_path / "other")
    await Follower(store, other).run_once()
    other.close()

    assert len(before) == 2
    assert (await views.search("hola", Filters(account=ACCOUNT))).items == before
    assert (await Views(tmp_path / "other").search("hola", Filters(account=ACCOUNT))).items == before
