"""
Files of the team's own disks on their way to Meta, which takes a file only from a public address.

A file lies here only while Meta fetches it, under a name that nobody can guess, apart from what customers sent.
"""

import asyncio
from contextlib import suppress
from pathlib import Path

from litestar import get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import File

from moca.media.files import MediaFiles, mime_of

ROOM = "outgoing"
LEFT_OVER_SECONDS = 3600
HEADERS = {
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; sandbox",
}


def outgoing_files(data_dir: Path, now: float) -> MediaFiles:
    """The files of one data directory that Meta is to fetch; `now` (s) tells what a dead process left there."""
    files = MediaFiles(data_dir / ROOM)
    for path in (path for account in files.accounts() for path in files.of(account)):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < now - LEFT_OVER_SECONDS:
                path.unlink()
    return files


@get("/files/{account:str}/{name:str}", include_in_schema=False)
async def outgoing_file(state: State, account: FromPath[str], name: FromPath[str]) -> File:
    """One file, for whoever knows its name. 404: it has been fetched, or never was."""
    files: MediaFiles = state.outgoing
    path = await asyncio.to_thread(files.find, account, name)
    if path is None:
        raise NotFoundException("there is no such file")
    return File(path, filename=name, media_type=mime_of(name), headers=HEADERS)
