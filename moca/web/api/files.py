"""`POST /api/accounts/{id}/files`: have Meta keep a file of one's own disk, to be sent by its id."""

import asyncio
import uuid
from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from litestar import Controller, Request, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from moca.instagram.accounts import Accounts
from moca.instagram.flavours import Graphs
from moca.media.files import MediaFiles
from moca.media.kinds import HEAD_BYTES, kind_of
from moca.runtime.store import Store
from moca.web.api.uploads import NewUpload, upload
from moca.web.auth import needs
from moca.web.problems import ConflictError, FieldError

LARGEST_IMAGE_BYTES = 8 * 1024 * 1024
LARGEST_BYTES = 25 * 1024 * 1024
"""Meta's bounds (section 5.2 of the reference)."""
MediaKind = Literal["image", "audio", "video", "file"]
TAKEN: Mapping[str, MediaKind] = {
    "image/jpeg": "image", "image/png": "image", "image/gif": "image",
    "audio/aac": "audio", "audio/mp4": "audio", "audio/wav": "audio",
    "video/mp4": "video", "video/quicktime": "video", "video/webm": "video",
    "application/pdf": "file",
}  # fmt: skip
"""What Meta takes, and as what."""
NO_ADDRESS = (
    "Instagram fetches files from a public https address, and this Moca knows none of its own: set MOCA_PUBLIC_URL, "
    "or give the address of a file that lies elsewhere"
)


class KeptFile(msgspec.Struct, frozen=True):
    """What Meta keeps: give both as media of a message."""

    type: MediaKind
    id: str


class FilesApi(Controller):
    """Files of the team's disks."""

    path = "/accounts"
    tags = ("accounts",)
    opt = needs("answer")

    @post("/{id_:str}/files", request_max_body_size=LARGEST_BYTES + 1)
    async def send_file(
        self,
        request: Request[Any, Any, Any],
        accounts: NamedDependency[Accounts],
        graphs: NamedDependency[Graphs],
        store: NamedDependency[Store],
        outgoing: NamedDependency[MediaFiles],
        public_url: NamedDependency[str],
        id_: FromPath[str],
    ) -> KeptFile:
        """
        Have Meta keep the file that is the body of this request; its type is told by its first bytes.

        JPEG, PNG and GIF up to 8 MB; AAC, M4A, WAV, MP4, MOV, WEBM and PDF up to 25 MB. 409: this Moca has no public
        https address (`MOCA_PUBLIC_URL`), or Meta refuses. 503: Meta cannot be asked now.
        """
        if not public_url.startswith("https://"):
            raise ConflictError(NO_ADDRESS)
        body = await request.body()
        type_, extension = checked(body)
        name = outgoing.name(id_, uuid.uuid4().hex, 0, extension)
        path = await asyncio.to_thread(_kept, outgoing, id_, name, body)
        try:
            wanted = NewUpload(type=type_, url=f"{public_url.rstrip('/')}/files/{id_}/{name}")
            kept = await upload(accounts, graphs, store, id_, wanted)
        finally:
            await asyncio.to_thread(path.unlink, missing_ok=True)
        return KeptFile(type_, kept.id)


def checked(body: bytes) -> tuple[MediaKind, str]:
    """
    As what Meta takes a file, and what its name ends in.

    Raises:
        FieldError: Meta would not take it, and why.
    """
    kind = kind_of(body[:HEAD_BYTES], "")
    if kind is None or kind.mime not in TAKEN:
        raise FieldError("file", "Instagram takes JPEG, PNG, GIF, AAC, M4A, WAV, MP4, MOV, WEBM and PDF")
    most = LARGEST_IMAGE_BYTES if kind.is_image else LARGEST_BYTES
    if len(body) > most:
        raise FieldError("file", f"it is larger than {most // 1024 // 1024} MB, which is the most for Instagram")
    return TAKEN[kind.mime], kind.extension


def _kept(outgoing: MediaFiles, account: str, name: str, body: bytes) -> Any:
    try:
        with outgoing.incoming(account) as incoming:
            incoming.write(body)
            return incoming.keep(name)
    except ValueError as error:
        raise FieldError("", "there is no such account") from error
