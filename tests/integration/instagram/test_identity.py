"""Whose a token is: what Graph says, in every shape, and exactly what is wrong otherwise."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import pytest

from moca.errors import PermanentError, TransientError
from moca.instagram.flavours import Graphs
from moca.instagram.identity import Identity, SeveralPagesError, UnsaidError, WrongTokenError, identify
from moca.instagram.transport import graph_client
from moca.settings import InstagramSettings, Secret
from tests.integration.instagram.scripted import Answer, Fate, Scripted, closed_url, running

TOKEN = Secret("IGAAtoken")
SHOP, SCOPED, PAGE = "17841400000000001", "28978671838402975", "102030405060708"
ME = {"id": SCOPED, "user_id": int(SHOP), "username": "shop", "account_type": "Business"}


class Scene(NamedTuple):
    graphs: Graphs
    instagram: Scripted
    facebook: Scripted


def refusal(code: int, subcode: int = 0) -> Answer:
    return Answer(400, {"error": {"message": "text", "code": code, "error_subcode": subcode, "fbtrace_id": "A1"}})


def page(page_id: str, account: str = "", token: str = "page-token") -> dict[str, Any]:
    linked = {"instagram_business_account": {"id": account}} if account else {}
    return {"id": page_id, "name": f"Page {page_id}", "access_token": token, "tasks": ["MESSAGING"]} | linked


@asynccontextmanager
async def scene(*instagram: Answer | Fate, facebook: tuple[Answer | Fate, ...] = ()) -> AsyncIterator[Scene]:
    """The two Graphs with their scripts; a Facebook without any is not there."""
    async with running(*instagram) as ours, running(*facebook) as other, graph_client(5.0) as client:
        settings = InstagramSettings(graph_url=ours.url, facebook_graph_url=other.url if facebook else closed_url())
        yield Scene(Graphs(settings, client), ours, other)


@pytest.mark.parametrize("body", [ME, {"data": [ME]}])
async def test_a_token_names_its_account(body: dict[str, object]) -> None:
    """Flat or under `data`, with the id as text or number; both ids are kept, the professional one is the account's."""
    async with scene(Answer(200, body)) as here:
        found = await identify(here.graphs, TOKEN)
    assert found == Identity(SHOP, "instagram", TOKEN, "shop", (SCOPED,))


@pytest.mark.parametrize(
    ("script", "error"),
    [
        (refusal(190, 463), WrongTokenError),
        (refusal(200), UnsaidError),
        (Answer(200, {"id": "1"}), WrongTokenError),
        (Answer(200, {"recipient_id": "1"}), UnsaidError),
        (refusal(4), TransientError),
        (Answer(503, b""), TransientError),
        (Answer(200, b"<html>"), TransientError),
        (Fate.RESET, TransientError),
    ],
)
async def test_a_token_without_account_says_whether_to_try_again(script: Answer | Fate, error: type[Exception]) -> None:
    """Nothing of httpx', and so no header or address, hangs on the error."""
    async with scene(script) as here:
        with pytest.raises(error) as raised:
            await identify(here.graphs, TOKEN)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__ or raised.value.__context__ is None
    assert "IGAA" not in str(raised.value)


async def test_an_expired_token_is_called_expired() -> None:
    """The owner learns that a new one is needed."""
    async with scene(refusal(190, 463), facebook=(refusal(190),)) as here:
        with pytest.raises(WrongTokenError) as raised:
            await identify(here.graphs, TOKEN)
    assert str(raised.value) == "The access token has expired. (190/463) Make a new one and give that."


@pytest.mark.parametrize("body", [{"id": SCOPED, "username": "me"}, ME | {"account_type": "PERSONAL"}])
async def test_a_personal_account_is_called_personal(body: dict[str, object]) -> None:
    """Without a professional id there is nobody to answer for; the remedy is named."""
    async with scene(Answer(200, body)) as here:
        with pytest.raises(WrongTokenError, match="is a personal one: only a business or creator account"):
            await identify(here.graphs, TOKEN)


async def test_a_token_of_the_other_flavour_is_named() -> None:
    """Who says Instagram and gives a Facebook token is told so."""
    async with scene(refusal(190), facebook=(Answer(200, {"id": "1"}),)) as here:
        with pytest.raises(WrongTokenError) as raised:
            await identify(here.graphs, TOKEN, "instagram")
    assert str(raised.value) == (
        "this is a token of Facebook Login, not of Instagram Login: give it with the flavour facebook"
    )


async def test_without_a_flavour_the_right_one_is_found() -> None:
    """Instagram does not know the token, Facebook does: the Page's token and ids are what is kept."""
    answers = (Answer(200, {"id": "1"}), Answer(200, {"data": [page(PAGE, SHOP)]}))
    async with scene(refusal(190), facebook=answers) as here:
        found = await identify(here.graphs, Secret("user-token"))
    assert found == Identity(SHOP, "facebook", Secret("page-token"), "", (PAGE,), PAGE)
    assert [request.headers["authorization"] for request in here.facebook.requests] == ["Bearer user-token"] * 2


async def test_a_pages_own_token_is_taken_as_it_is() -> None:
    """A Page has no list of Pages: it is asked for itself."""
    own = {"id": PAGE, "name": "Shop", "instagram_business_account": {"id": SHOP}}
    async with scene(facebook=(refusal(100), Answer(200, own))) as here:
        found = await identify(here.graphs, TOKEN, "facebook")
    assert found == Identity(SHOP, "facebook", TOKEN, "", (PAGE,), PAGE)


async def test_several_pages_are_listed_and_none_is_chosen() -> None:
    """Pages without an Instagram account do not count; the others are named with their accounts."""
    listed = {"data": [page("1", SHOP), page("2"), page("3", "17841400000000003")]}
    async with scene(facebook=(Answer(200, listed),)) as here:
        with pytest.raises(SeveralPagesError) as raised:
            await identify(here.graphs, TOKEN, "facebook")
    assert [(found.page_id, found.id) for found in raised.value.pages] == [("1", SHOP), ("3", "17841400000000003")]
    assert "page-token" not in f"{raised.value} {raised.value.pages}"


async def test_a_page_is_chosen_by_its_id() -> None:
    """The chosen one, and an error that lists the others where there is none such."""
    listed = Answer(200, {"data": [page("1", SHOP), page("3", "17841400000000003", "third")]})
    async with scene(facebook=(listed, listed)) as here:
        found = await identify(here.graphs, TOKEN, page_id="3")
        with pytest.raises(PermanentError, match=r"does not open the Page 2 .* it opens: 1, 3"):
            await identify(here.graphs, TOKEN, page_id="2")
    assert (found.id, found.token) == ("17841400000000003", Secret("third"))


async def test_a_user_without_pages_is_told_what_to_allow() -> None:
    """The Page must be linked, and the scopes granted."""
    async with scene(facebook=(Answer(200, {"data": []}), refusal(100))) as here:
        with pytest.raises(WrongTokenError, match=r"opens no Page that is linked .* instagram_manage_messages"):
            await identify(here.graphs, TOKEN, "facebook")
