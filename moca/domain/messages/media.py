"""What became of the things that came with a message: photos, voice notes, files, stories (reference, section 3.2)."""

from typing import Literal

from moca.domain.messages.words import Struct


class KeptItem(Struct):
    """
    One attachment and its file. `index` is its place among the attachments; the story that is answered comes after.

    `kept`: the file `name` lies in the account's folder. `failed`: it could not be had. `skipped`: it is not to be had.
    `reason` says why in words of ours. `type` is Meta's word for it, `mime` what its first bytes say.
    """

    index: int
    type: str
    state: Literal["kept", "failed", "skipped"]
    reason: str = ""
    name: str = ""
    mime: str = ""
    bytes: int = 0
    seconds: int = 0
    """How long a sound or film runs, rounded up; 0 = not known."""


class MediaKept(Struct):
    """A performer has looked after everything that came with the message `mid`, one item for each attachment."""

    mid: str
    items: tuple[KeptItem, ...] = ()
