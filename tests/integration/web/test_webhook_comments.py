"""Comments at the door: the account's own reply goes where the comment above it is."""

from typing import Any

from moca.runtime.actor import Address
from moca.runtime.history import since
from moca.runtime.store import Store
from tests.builders import ACCOUNT, START
from tests.integration.web.endpoint import PERSON, an_endpoint


def a_comment_delivery(*comments: dict[str, Any]) -> dict[str, Any]:
    changes = [{"field": "comments", "value": {"media": {"id": "17895"}, **comment}} for comment in comments]
    return {"object": "instagram", "entry": [{"id": ACCOUNT, "time": START // 1000, "changes": changes}]}


def comment(id_: str, author: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "from": {"id": author, "username": "lena"}, "text": "precio?", **more}


async def heard(store: Store, person: str) -> list[str]:
    entries = await since(store, Address("conversation", f"{ACCOUNT}:{person}"))
    return [entry.event for entry in entries if entry.type == "CommentReceived"]


async def test_an_own_reply_goes_to_the_conversation_with_the_comment(store: Store) -> None:
    """Also in the same delivery; no conversation of its own is made of it."""
    async with an_endpoint(store) as endpoint:
        await endpoint.deliver(a_comment_delivery(comment("1", PERSON), comment("2", ACCOUNT, parent_id="1")))
        await endpoint.deliver(a_comment_delivery(comment("3", ACCOUNT, parent_id="1")))

    assert await heard(store, PERSON) == [f"comment:{ACCOUNT}:{number}" for number in (1, 2, 3)]
    assert await heard(store, "comment-2") == []


async def test_an_own_reply_to_an_unknown_comment_belongs_to_itself(store: Store) -> None:
    """As does a comment of the account on its own post: nobody is invented."""
    async with an_endpoint(store) as endpoint:
        await endpoint.deliver(a_comment_delivery(comment("2", ACCOUNT, parent_id="9"), comment("3", ACCOUNT)))

    assert await heard(store, "comment-2") == [f"comment:{ACCOUNT}:2"]
    assert await heard(store, "comment-3") == [f"comment:{ACCOUNT}:3"]


async def test_places_are_forgotten_after_the_time_for_answers(store: Store) -> None:
    """Eight days, so that the store does not fill with old comments."""
    async with an_endpoint(store) as endpoint:
        await endpoint.deliver(a_comment_delivery(comment("1", PERSON)))

    key = store.partition(Address("comment", f"{ACCOUNT}:1")).comment(f"{ACCOUNT}:1")
    assert 7 * 86_400 < await store.client.ttl(key) <= 8 * 86_400


async def test_a_comment_told_twice_stays_where_it_is(store: Store) -> None:
    """Meta adds the ad in a second notice, maybe without the author: it is nobody else's comment."""
    again = {"id": "1", "text": "precio?", "media": {"id": "17895", "ad_id": "120"}, "from": {"username": "lena"}}
    async with an_endpoint(store) as endpoint:
        await endpoint.deliver(a_comment_delivery(comment("1", PERSON)))
        await endpoint.deliver(a_comment_delivery(again))

    assert await heard(store, PERSON) == [f"comment:{ACCOUNT}:1", f"comment:{ACCOUNT}:1:ad"]
    assert await heard(store, "comment-1") == []
