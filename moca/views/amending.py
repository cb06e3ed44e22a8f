"""
What is said about a message: that it was changed, reacted to, seen, taken back.

It may come before the message itself, after it, late or twice: whatever the order, the rows in the end are the same.
"""

from typing import Any

import msgspec

from moca.domain import messages as m
from moca.domain.quoting import ended_of, holders, without_quotes
from moca.views.columns import text_of
from moca.views.writing import Writing


class Amending:
    """One conversation. `has_blanked`: a text was taken out."""

    def __init__(self, rows: Writing) -> None:
        self._rows = rows
        self.has_blanked = False

    def hear(self, fact: m.MessageEdited | m.MessageUnsent | m.ReactionReceived | m.MessageRead) -> None:
        match fact:
            case m.MessageEdited(mid=mid, text=text, num_edit=number) if number > 0 and text:
                self._edit(mid, text, number)
            case m.MessageUnsent(mid=mid):
                self.unsend(mid)
            case m.ReactionReceived():
                self._react(fact)
            case m.MessageRead():
                self._read(fact)
            case _:
                pass

    def is_unsent(self, mid: str) -> bool:
        return self._rows.marked(mid, "unsent") is not None

    def catch_up(self, mid: str) -> None:
        """A message has come, or got its mid: what was said about it before counts now."""
        if self.is_unsent(mid):
            self.unsend(mid)
        else:
            self._show_newest(mid)
        if self._rows.marked(mid, "read") is not None:
            self._raise_seen(self._time_of(mid))
        self._see()

    def unsend(self, mid: str) -> None:
        """The words go, from wherever they stand; the mark keeps them away from a message that comes after this."""
        if not self.is_unsent(mid):
            self._unquote(mid)
        self._rows.run("mark", name=mid, mark="unsent", value="")
        self._rows.run("forget_versions_of", mid=mid)
        self._rows.run("unsend_answers", mid=mid)
        for row in self._rows.all("same_words", mid=mid):
            self._rows.run("blank_message", send=row["send"])
            self._rows.run("blank_send", send=row["send"])
        self._rows.run("unsend_message", mid=mid)
        self._rows.run("unsend_media", mid=mid)
        self.has_blanked = True

    def _unquote(self, mid: str) -> None:
        """What the model wrote about it by now goes from the decisions, as it goes from the log."""
        rows = {(row["at"], row["seq"]): _decided(row) for row in self._rows.all("questions_ended_before")}
        held = holders(map(ended_of, rows.values()), mid)
        for (at, seq), decided in rows.items():
            if decided.question in held and decided.answer is not None:
                bare = without_quotes(decided)
                self._rows.run("unquote_decision", at=at, seq=seq, answer=text_of(bare.answer), detail=bare.detail,
                               gates=text_of(bare.gates))  # fmt: skip

    def _edit(self, mid: str, text: str, number: int) -> None:
        """Every version is kept; the one with the largest number is shown."""
        if not self.is_unsent(mid):
            self._rows.run("add_version", mid=mid, number=number, text=text)
            self._show_newest(mid)

    def _show_newest(self, mid: str) -> None:
        self._rows.run("keep_first_version", mid=mid)
        self._rows.run("show_newest_version", mid=mid)

    def _react(self, reaction: m.ReactionReceived) -> None:
        """One reaction of the customer's to a message: the newest, also if it takes the others back."""
        self._rows.run(
            "react", mid=reaction.mid, at=reaction.sent_at, action=reaction.action, reaction=reaction.reaction,
            emoji=reaction.emoji,
        )  # fmt: skip

    def _read(self, read: m.MessageRead) -> None:
        """Seen: everything until then, and everything up to the message that is named."""
        self._rows.run("mark", name=read.mid, mark="read", value="")
        self._raise_seen(max(read.sent_at, self._time_of(read.mid)))
        self._see()

    def _time_of(self, mid: str) -> int:
        """When the message was written or sent; 0 while it is not known."""
        return int(self._rows.one("time_of", mid=mid)["said_at"])

    def _raise_seen(self, at: int) -> None:
        self._rows.run("mark", name="", mark="seen", value=str(max(at, self._seen_until)))

    def _see(self) -> None:
        until = self._seen_until
        if until:
            self._rows.run("see_sends", until=until)
            self._rows.run("see_messages", until=until)

    @property
    def _seen_until(self) -> int:
        return int(self._rows.marked("", "seen") or 0)


def _decided(row: Any) -> m.QuestionDecided:
    """As much of a row of decisions as tells what it quotes."""
    shown = {name: msgspec.json.decode(row[name] or "null") for name in ("mids", "gates", "answer")}
    return msgspec.convert({**row, **shown}, m.QuestionDecided)
