"""Windows of the list: what they hold, how they go on, and that each conversation is one row wherever it is shown."""

import pytest

from moca.domain.account import Account
from moca.instagram.accounts import Accounts
from moca.runtime.store import Store
from moca.settings import Secret
from moca.team.operators import Operators
from moca.web.office.inbox.list_views import MINE, NEEDS, OPEN
from moca.web.office.inbox.lists import ROWS, ListKey, ListPage, Lists
from moca.web.office.inbox.narrowing import ANY, ME, Narrowing
from moca.web.office.inbox.saved_views import SavedViews
from tests.builders import ACCOUNT, MINUTE, START, a_message
from tests.integration.views.folds import Folds
from tests.integration.views.shop import conversation
from tests.waiting import until

ALL = Narrowing(status=ANY)


async def page_of(lists: Lists, key: ListKey) -> ListPage:
    loaded = lists.page(key)
    await loaded.ready()
    assert loaded.value is not None
    return loaded.value


def people(page: ListPage) -> list[str]:
    return [row.value.psid for row in page.rows]


@pytest.fixture
def crowd(folds: Folds) -> list[str]:
    """A hundred and thirty conversations, the newest first."""
    names = [f"p{number:03}" for number in range(130)]
    for place, name in enumerate(names):
        at = START - place * MINUTE
        folds.fold(name, a_message("hola", f"{name}-1", at), at=at)
    return names


async def test_a_window_goes_on_below(lists: Lists, crowd: list[str]) -> None:
    """A page, then two, then the second of these with the one after it: nobody is missing, nobody is there twice."""
    first = await page_of(lists, ListKey(ALL))
    long = await page_of(lists, ListKey(ALL, is_long=True))
    moved = await page_of(lists, ListKey(ALL, cursor=long.middle, is_long=True))

    assert people(first) == crowd[:ROWS]
    assert people(long) == crowd[: 2 * ROWS]
    assert people(moved) == crowd[ROWS:]
    assert (bool(first.next), bool(long.next), bool(moved.next)) == (True, True, False)


async def test_a_cursor_that_nobody_gave_leads_to_the_top(lists: Lists, crowd: list[str]) -> None:
    """An address can be made up, or be of a list in another order."""
    by_time = (await page_of(lists, ListKey(ALL))).next

    made_up = await page_of(lists, ListKey(ALL, cursor="made-up"))
    other_order = await page_of(lists, ListKey(ALL._replace(sort="urgent"), cursor=by_time))

    assert people(made_up) == crowd[:ROWS]
    assert len(other_order.rows) == ROWS


async def test_a_conversation_is_one_row_in_every_list(lists: Lists, folds: Folds) -> None:
    """What changes in it changes wherever it is shown."""
    folds.fold("ana", assignee="Ben")

    everybody, mine = await page_of(lists, ListKey(ALL)), await page_of(lists, ListKey(Narrowing(assignee=ME), "Ben"))

    assert everybody.rows[0] is mine.rows[0]


async def test_a_row_that_is_looked_at_follows_its_conversation(lists: Lists, folds: Folds) -> None:
    """News of it read it anew, without the list."""
    folds.fold("ana")
    row = (await page_of(lists, ListKey(ALL))).rows[0]
    row.watch(lambda: None)

    folds.fold("ana", status="closed")
    lists.refresh({str(conversation("ana"))})

    await until(lambda: row.value.status == "closed")


@pytest.mark.parametrize(
    ("is_connected", "anybody", "why"), [(False, False, "account"), (True, False, "quiet"), (True, True, "narrowed")]
)
async def test_an_empty_list_knows_why(
    lists: Lists, folds: Folds, accounts: Accounts, is_connected: bool, anybody: bool, why: str
) -> None:
    """No account, nobody who has ever written, or nothing that fits: each has another remedy."""
    if is_connected:
        await accounts.connect(Account(id=ACCOUNT, username="shop"), Secret("a token"), "api")
    if anybody:
        folds.fold("ana")

    page = await page_of(lists, ListKey(Narrowing(tag="vip")))

    assert (people(page), page.why) == ([], why)


async def test_an_operator_is_found_under_the_present_name(lists: Lists, folds: Folds, store: Store) -> None:
    """An address names an operator by the id, which a new name does not change."""
    operators = Operators(store.client)
    ana, _ = await operators.create("Ana", "agent")
    await operators.rename(ana.id, "Ana María")
    folds.fold("lucia", assignee="Ana María")
    folds.fold("tomas", assignee="Ben")

    assert people(await page_of(lists, ListKey(Narrowing(assignee=ana.id)))) == ["lucia"]


async def test_each_view_says_how_many_it_holds(lists: Lists, folds: Folds, saved: SavedViews) -> None:
    """Those that every Moca has, and the team's own."""
    vips = await saved.save("VIPs", Narrowing(tag="vip"), "Ana")
    folds.fold("ana", owner="waiting", status="open", assignee="Ana")
    folds.fold("ben", status="closed")
    folds.fold("cleo", status="open", tags=("vip",))
    everybodys, mine = lists.counts(), lists.counts("Ana")

    await everybodys.ready()
    await mine.ready()

    assert everybodys.value is not None
    assert {id_: everybodys.value[id_] for id_ in (OPEN.id, NEEDS.id, vips.id)} == {OPEN.id: 2, NEEDS.id: 1, vips.id: 1}
    assert mine.value == {MINE.id: 1}
