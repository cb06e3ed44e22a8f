"""
The two ways to an account: Instagram's own Graph, or Facebook's through a Page (reference, section 1).

Host, path and token belong together: a token of one flavour is refused by the other's host.
"""

import httpx

from moca.domain.account import Account, Flavour
from moca.instagram.graph import Graph
from moca.instagram.transport import Transport
from moca.settings import InstagramSettings


class Graphs:
    """Graph of every account, over one client, which is closed by its owner."""

    def __init__(self, settings: InstagramSettings, client: httpx.AsyncClient) -> None:
        self.client = client
        version, timeout_seconds = settings.api_version, settings.send_timeout_seconds
        self.instagram = Transport(settings.graph_url, version, client, timeout_seconds)
        self.token_endpoint = Transport(settings.graph_url, "", client, timeout_seconds)
        """Instagram's, which has no version (section 8.3)."""
        self.facebook = Transport(settings.facebook_graph_url, version, client, timeout_seconds)

    def transport_of(self, flavour: Flavour) -> Transport:
        return self.facebook if flavour == "facebook" else self.instagram

    def graph_for(self, account: Account) -> Graph:
        """Graph as this account's conversations use it."""
        page_id = account.page_id if account.flavour == "facebook" else ""
        return Graph(self.transport_of(account.flavour), page_id)
