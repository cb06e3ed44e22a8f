"""
The API under `/api`: all of it but the webhook, for the team only.

`api_router()` gives it whole. The composition root puts into `app.state`, before the first request:

- `store`: the `Store` of this process,
- `accounts`: its `Accounts`,
- `media`: the `MediaFiles` of the data directory,
- `outgoing`: those that Meta is to fetch (`moca.web.outgoing`),
- `graphs`: the `Graphs` of their flavours,
- `login`: the `Login` by which owners connect accounts,
- `views`: the `Views` of the data directory,
- `replays`: the `Replays` of this process, which somebody runs,
- `operators`: the `Operators` of the store, with the admin token, `sessions` and `attempts`: theirs,
- `public_url`: the address at which people reach Moca, empty = as they ask for it,

and hands `moca.web.problems.EXCEPTION_HANDLERS` to the application. Its OpenAPI configuration uses the handlers'
docstrings and names the security schemes `AdminToken` and `Session`. Writes are told to the actors and answered with
202: they are durable, and seen in the reads as soon as the actor has heard them.
"""

from litestar import Router

from moca.web.api.accounts import AccountsApi
from moca.web.api.agreement import AgreementApi
from moca.web.api.comment_rules import CommentRulesApi
from moca.web.api.contact_export import ContactExportApi
from moca.web.api.contacts import ContactsApi
from moca.web.api.conversations import ConversationsApi
from moca.web.api.dashboard import DashboardApi
from moca.web.api.decisions import DecisionsApi
from moca.web.api.dependencies import DEPENDENCIES
from moca.web.api.digest import DigestApi
from moca.web.api.facts import FactsApi
from moca.web.api.files import FilesApi
from moca.web.api.follow_ups import FollowUpsApi
from moca.web.api.list_views import ListViewsApi
from moca.web.api.logins import LoginsApi
from moca.web.api.media import MediaApi
from moca.web.api.messages import MessagesApi
from moca.web.api.operators import MeApi, OperatorsApi
from moca.web.api.quarantine import QuarantineApi
from moca.web.api.queue import QueueApi
from moca.web.api.replays import NewReplaysApi, ReplaysApi
from moca.web.api.replies import RepliesApi
from moca.web.api.rules import RulesApi
from moca.web.api.search import SearchApi
from moca.web.api.test_chats import TestChatsApi
from moca.web.api.uploads import UploadsApi
from moca.web.api.versions import VersionsApi
from moca.web.api.webhook import WebhookApi
from moca.web.auth import require_operator

CONTROLLERS = (
    MessagesApi,
    ConversationsApi,
    ContactsApi,
    ContactExportApi,
    SearchApi,
    ListViewsApi,
    DashboardApi,
    DigestApi,
    FollowUpsApi,
    DecisionsApi,
    MediaApi,
    QueueApi,
    AccountsApi,
    RulesApi,
    AgreementApi,
    VersionsApi,
    TestChatsApi,
    NewReplaysApi,
    ReplaysApi,
    CommentRulesApi,
    FactsApi,
    LoginsApi,
    QuarantineApi,
    UploadsApi,
    RepliesApi,
    FilesApi,
    WebhookApi,
    MeApi,
    OperatorsApi,
)


def api_router() -> Router:
    """Every controller of the API, guarded, under `/api`."""
    return Router(
        path="/api",
        route_handlers=list(CONTROLLERS),
        dependencies=DEPENDENCIES,
        guards=[require_operator],
        security=[{"AdminToken": []}, {"Session": []}],
    )


__all__ = ["CONTROLLERS", "api_router"]
