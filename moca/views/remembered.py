"""What the fold itself must know of a conversation from one entry to the next; it stands in the conversation's row."""

import msgspec


class Remembered(msgspec.Struct):
    """`last_entry` is the last folded one, `own` the entry of the team's last word."""

    name: str = ""
    username: str = ""
    picture: str = ""
    tags: str = "[]"
    created_at: int = 0
    last_at: int = 0
    last_text: str = ""
    last_who: str = ""
    unanswered: int = 0
    own: str = ""
    last_entry: str = ""
