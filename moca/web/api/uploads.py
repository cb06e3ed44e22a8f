"""`POST /api/accounts/{id}/uploads`: have Meta keep a file, to be sent many times by its id."""

from typing import Annotated, Literal

import msgspec
from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from moca.domain.content import wrongs
from moca.domain.messages import Content, Media
from moca.instagram.accounts import Accounts
from moca.instagram.flavours import Graphs
from moca.instagram.guarded import Guard
from moca.runtime.store import Store
from moca.web.auth import needs
from moca.web.problems import FieldError


class NewUpload(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file that Meta can fetch: an https `url` of at most 8 MB for images, 25 MB for the rest."""

    type: Literal["image", "audio", "video", "file"]
    url: Annotated[str, Meta(max_length=2_000)]


class Upload(msgspec.Struct, frozen=True):
    """What Meta keeps: give `id` as the `id` of media in a message."""

    id: str


class UploadsApi(Controller):
    """Files of the business."""

    path = "/accounts"
    tags = ("accounts",)
    opt = needs("answer")

    @post("/{id_:str}/uploads")
    async def upload(
        self,
        accounts: NamedDependency[Accounts],
        graphs: NamedDependency[Graphs],
        store: NamedDependency[Store],
        id_: FromPath[str],
        data: JSONBody[NewUpload],
    ) -> Upload:
        """
        Have Meta fetch and keep a file.

        404: no such account. 409: Meta refuses, and why. 503: Meta cannot be asked now, or the account must wait.
        """
        return await upload(accounts, graphs, store, id_, data)


async def upload(accounts: Accounts, graphs: Graphs, store: Store, id_: str, data: NewUpload) -> Upload:
    """
    Have Meta fetch and keep a file.

    Raises:
        FieldError: names what is wrong in it.
        NotFoundException: there is no such account.
        PermanentError: Meta refuses, and why.
        TransientError: Meta cannot be asked now, or the account must wait.
    """
    held = await accounts.get(id_)
    if held is None:
        raise NotFoundException(f"there is no account {id_}")
    media = Media(type=data.type, url=data.url)
    for wrong in wrongs(Content(media=(media,))):
        raise FieldError(wrong.field.removeprefix("media[0]."), wrong.remedy)
    guard = Guard(store, accounts)
    graph = graphs.graph_for(held.account).through(lambda transport: guard.of(id_, transport))
    return Upload(await graph.upload(held.token, id_, media))
