"""`GET /api/media/…`: what customers sent, for those who may read the threads."""

import asyncio
from typing import Literal

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import File

from moca.media.files import MediaFiles, mime_of

SHOWN = ("image/", "audio/", "video/")
"""What a browser may show in place; everything else is a download."""
HEADERS = {
    "x-content-type-options": "nosniff",
    "cache-control": "private, max-age=3600",
    "content-security-policy": "default-src 'none'; sandbox",
}


class MediaApi(Controller):
    """Kept files."""

    path = "/media"
    tags = ("media",)

    @get("/{account:str}/{name:str}")
    async def show(self, media: NamedDependency[MediaFiles], account: FromPath[str], name: FromPath[str]) -> File:
        """One file, as a message's `media` names it. 404: it was never kept, was taken back, or its days are over."""
        path = await asyncio.to_thread(media.find, account, name)
        if path is None:
            raise NotFoundException("there is no such file, or it is no longer kept")
        mime = mime_of(name)
        place: Literal["inline", "attachment"] = "inline" if mime.startswith(SHOWN) else "attachment"
        return File(path, filename=name, media_type=mime, content_disposition_type=place, headers=HEADERS)
