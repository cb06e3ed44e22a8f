"""One turn of a thread, as the model may see it."""

from typing import Literal

from moca.domain.messages import Struct

Speaker = Literal["customer", "bot", "person", "app", "note"]
"""`note`: nobody said it; it tells what happened in between."""


class Turn(Struct):
    """
    One message of the thread, whoever wrote it. `at`: ms, UTC. `is_open`: it belongs to the question to answer.

    `images` are the names of files that came with it and that a model could be shown; `entry` is where it stands.
    """

    at: int
    who: Speaker
    text: str
    is_open: bool = False
    images: tuple[str, ...] = ()
    entry: str = ""
