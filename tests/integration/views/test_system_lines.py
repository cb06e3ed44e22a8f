"""What people and the bot did to a conversation stands in its thread."""

from moca.domain import messages as m
from moca.views.queries import Views
from tests.builders import a_message
from tests.integration.views.folds import Folds
from tests.integration.views.shop import conversation


async def test_what_was_done_to_a_conversation_stands_in_its_thread(folds: Folds, views: Views) -> None:
    """Each with who did it; why a person is waited for is left to the decision, which may quote the customer."""
    folds.fold(
        "ana",
        a_message("hola", "m1"),
        m.OwnerChanged(owner="bot", reason="answered"),
        m.OwnerChanged(owner="waiting", reason="she said that she is angry"),
        m.OwnerChanged(owner="person", reason="taken", by="Eva"),
        m.StatusSet(status="closed", by="Eva"),
        m.Assigned(assignee="Ben", by="Eva"),
        m.TagsSet(tags=("vip", "new"), by="Eva"),
        m.AgentModeSet(mode="draft", by="Eva"),
    )

    rows = [row for row in (await views.messages(conversation("ana"))).items if row.kind == "system"]

    assert [(row.who, row.by, row.text) for row in reversed(rows)] == [
        ("bot", "", "owner: waiting"),
        ("person", "Eva", "owner: person, taken"),
        ("person", "Eva", "status: closed"),
        ("person", "Eva", "assignee: Ben"),
        ("person", "Eva", "tags: vip, new"),
        ("person", "Eva", "agent: draft"),
    ]


async def test_an_account_that_is_lost_is_said_once(folds: Folds, views: Views) -> None:
    """And once more when it is back; a context that tells nothing new of it says nothing."""
    lost, back = m.ContextSeen(version=1, disconnected="token expired"), m.ContextSeen(version=2)
    folds.fold("ana", back, a_message("hola", "m1"), lost, lost, back, back)

    rows = (await views.messages(conversation("ana"))).items

    assert [row.text for row in reversed(rows)] == ["hola", "account: token expired", "account: "]


async def test_a_line_is_no_last_word(folds: Folds, views: Views) -> None:
    """The list still shows what the customer said, and it is still unread."""
    folds.fold("ana", a_message("hola", "m1"), m.StatusSet(status="open", by="Eva"))

    row = await views.conversation(conversation("ana"))

    assert row is not None
    assert (row.last_text, row.last_who, row.unread) == ("hola", "customer", 1)
