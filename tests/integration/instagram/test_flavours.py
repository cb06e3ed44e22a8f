"""Each account is spoken to at the Graph of its own flavour, with what belongs there."""

import pytest

from moca.domain.account import Account, Flavour
from moca.domain.reply import Permit
from moca.instagram.flavours import Graphs
from moca.instagram.transport import graph_client
from moca.settings import InstagramSettings, Secret
from tests.integration.instagram.scripted import Answer, running

SHOP, PAGE = "17841400000000001", "102030405060708"
OK = Answer(200, {"recipient_id": "9", "message_id": "m_1"})


@pytest.mark.parametrize(("flavour", "node", "at"), [("instagram", SHOP, 0), ("facebook", PAGE, 1)])
async def test_an_account_is_sent_for_at_the_graph_of_its_flavour(flavour: Flavour, node: str, at: int) -> None:
    """Instagram's host for a login of the account, Facebook's for a Page; the other hears nothing."""
    async with running(OK) as instagram, running(OK) as facebook, graph_client(5.0) as client:
        settings = InstagramSettings(graph_url=instagram.url, facebook_graph_url=facebook.url)
        graph = Graphs(settings, client).graph_for(Account(id=SHOP, flavour=flavour, page_id=PAGE))
        await graph.send(Secret("token"), SHOP, "9", Permit(id="s1", text="hello", not_after=0))
    servers = [instagram, facebook]
    [request] = servers.pop(at).requests
    assert request.target == f"/v23.0/{node}/messages"
    assert [server.requests for server in servers] == [[]]
