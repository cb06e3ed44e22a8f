"""
From a log to rows: what each entry of a conversation means for the projection.

A fold of the same entries in the same order gives the same rows, whether they come one by one or all at once. An entry
that was folded before, that this version does not know or cannot read changes nothing.
"""

import contextlib
import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from moca.actors.permits import lane_of, priority_of
from moca.domain import messages as m
from moca.domain.conversation import Conversation
from moca.domain.test_chats import is_test_chat
from moca.runtime.actor import Address, Entry
from moca.views import follow_up_rows, system_lines
from moca.views.amending import Amending
from moca.views.columns import (
    BESIDE,
    FOLDED,
    LINES,
    NO_MESSAGES,
    comment_columns,
    decided_of,
    decision_columns,
    details_of,
    doc_of,
    history_of,
    kind_of,
    lead_columns,
    media_of,
    order,
    searched,
    state_of,
    teller_of,
    text_of,
    until_of,
    who_of,
    words_of,
)
from moca.views.remembered import Remembered
from moca.views.sends import become_of_send
from moca.views.standing import standing
from moca.views.writing import Writing

SETTLED = {"answered", "silent", "erased"}
OURS = {"person", "app"}
"""Whoever writes has read what stands above."""


class Reading(NamedTuple):
    """
    What was read of one conversation: its state as fields, and the entries after the last folded one.

    `read_until`: the entry up to which the team has read it; empty = nobody has looked.
    """

    address: Address
    fields: Mapping[str, str]
    entries: list[Entry]
    read_until: str = ""


class Folding:
    """One conversation being folded inside the writer's transaction."""

    def __init__(self, connection: sqlite3.Connection, address: Address) -> None:
        self._rows = Writing(connection, str(address))
        self._amending = Amending(self._rows)
        self._address = address
        self._account, _, self._psid = address.key.partition(":")
        row = self._rows.one("known_conversation")
        self._kept = Remembered(**dict(row)) if row else Remembered()
        self._listed_before = (self._kept.tags, self._kept.last_at)

    @property
    def has_blanked(self) -> bool:
        """A text was taken out."""
        return self._amending.has_blanked

    def fold(self, reading: Reading) -> None:
        """Fold the entries that are new, then the state; nothing at all for an actor that nobody has told anything."""
        for entry in reading.entries:
            if order(entry.id) > order(self._kept.last_entry):
                self._fold_entry(entry)
        if self._kept.last_entry:
            self._save(state_of(reading.fields), max(reading.read_until, self._kept.own, key=order))

    def _fold_entry(self, entry: Entry) -> None:
        known = FOLDED.get(entry.type)
        if known is not None:
            with contextlib.suppress(msgspec.DecodeError):  # the actor parks what nobody can read, and says so
                self._hear(msgspec.json.decode(entry.body, type=known), entry)
        self._kept.created_at = self._kept.created_at or entry.at
        self._kept.last_at = self._kept.last_at or entry.at
        self._kept.last_entry = entry.id

    def _hear(self, fact: Any, entry: Entry) -> None:
        match fact:
            case m.MessageReceived() | m.PostbackReceived() | m.CommentReceived() | m.MentionReceived():
                self._customer_wrote(fact, entry)
            case m.MessageEdited() | m.MessageUnsent() | m.ReactionReceived() | m.MessageRead():
                self._amending.hear(fact)
                self._look_again()
            case _ if isinstance(fact, NO_MESSAGES):
                self._took_place(fact, entry)
            case m.EchoReceived(mid=mid, standby=True):
                self._rows.run("mark", name=mid, mark="app", value="")
            case m.ProfileFound(name=name, username=username, picture=picture):
                self._kept.name = name or self._kept.name
                self._kept.username = username or self._kept.username
                self._kept.picture = picture or self._kept.picture
            case m.NoteAdded(text=text, by=by):
                self._add_message(entry, who="person", by_whom=by, kind="note", text=text, state="kept")
            case m.PersonWrote():
                self._person_wrote(fact, entry)
            case m.MediaKept(mid=mid) if not self._amending.is_unsent(mid):
                self._rows.run("add_media", mid=mid, items=text_of(media_of(self._account, fact)))
            case m.QuestionDecided() | m.CommentDecided() | m.FollowUpWritten():
                self._hear_verdict(fact, entry)
            case _:
                self._hear_send(fact, entry)

    # What was written

    def _customer_wrote(self, fact: Any, entry: Entry) -> None:
        own = getattr(fact, "own", False) or getattr(fact, "is_self", False)
        mid = getattr(fact, "mid", "") or getattr(fact, "comment_id", "")
        if isinstance(fact, m.CommentReceived) and self._rows.one("known_comment", mid=mid) is not None:
            self._rows.run("detail_comment", mid=mid, details=details_of(fact))
            return  # it adds the ad, or is a public reply of ours as Meta tells it back
        who = "person" if own else "customer"
        self._add_message(entry, mid=mid, said_at=fact.sent_at, who=who, kind=kind_of(fact), text=words_of(fact),
                          state="received", history=history_of(fact), details=details_of(fact),
                          **comment_columns(fact))  # fmt: skip
        self._came(fact, entry, mid, who)
        if isinstance(fact, m.CommentReceived) and fact.username and not self._kept.username and not own:
            self._kept.username = fact.username

    def _person_wrote(self, wrote: m.PersonWrote, entry: Entry) -> None:
        who = "person" if self._rows.marked(wrote.mid, "app") is None else "app"
        self._rows.run("unmark", name=wrote.mid, mark="app")
        self._add_message(entry, mid=wrote.mid, said_at=wrote.sent_at, who=who, kind=kind_of(wrote), text=wrote.text,
                          state="sent", history=history_of(wrote), details=details_of(wrote))  # fmt: skip
        self._came(wrote, entry, wrote.mid, who)

    def _came(self, fact: Any, entry: Entry, mid: str, who: str) -> None:
        """A message is there: with what was said about it before, it is the last word."""
        self._amending.catch_up(mid)
        if self._amending.is_unsent(mid):
            return
        at, seq = order(entry.id)
        text = self._rows.one("text_at", at=at, seq=seq)["text"]
        if history_of(fact):
            self._note_history(fact.sent_at, who, text)
        else:
            self._note(entry.at, who, text)

    def _took_place(self, fact: Any, entry: Entry) -> None:
        """Something that is no message, in its place in the thread, if it is news."""
        if not system_lines.is_news(self._rows, fact):
            return
        who, by = teller_of(fact)
        self._add_message(entry, said_at=getattr(fact, "sent_at", 0), who=who, by_whom=by, kind=kind_of(fact),
                          text=words_of(fact), state="kept", details=details_of(fact))  # fmt: skip

    def _look_again(self) -> None:
        row = self._rows.one("newest_message")
        self._kept.last_who, self._kept.last_text = (row["who"], row["text"]) if row else ("", "")
        if self._kept.last_who != "customer":
            self._kept.unanswered = 0

    def _note(self, at: int, who: str, text: str) -> None:
        self._kept.last_at, self._kept.last_who, self._kept.last_text = at, who, text
        self._kept.unanswered = int(who == "customer")

    def _note_history(self, at: int, who: str, text: str) -> None:
        """What was said before the account was connected awaits no answer, and moves nobody to the top of the list."""
        if at >= self._kept.last_at or not self._kept.last_who:
            self._kept.last_at, self._kept.last_who, self._kept.last_text = at, who, text

    def _add_message(self, entry: Entry, **columns: str | int) -> None:
        at, seq = order(entry.id)
        if columns["who"] in OURS and columns["kind"] != system_lines.KIND:
            self._kept.own = entry.id
        empty = {
            "doc": self._doc(entry, str(columns["kind"])),
            "mid": "",
            "history": 0,
            "said_at": 0,
            "by_whom": "",
            "send": "",
            "content": "",
            "details": "",
        }
        self._rows.run("add_message", at=at, seq=seq, **(empty | comment_columns(None) | columns))

    def _doc(self, entry: Entry, kind: str) -> int | None:
        """Under which number its words are found; None = nobody searches it."""
        if kind in LINES or is_test_chat(self._psid):
            return None
        doc = doc_of(self._address, entry.id)
        while self._rows.one("known_doc", doc=doc) is not None:
            doc += 1
        return doc

    # What was decided

    def _hear_verdict(self, decided: m.QuestionDecided | m.CommentDecided | m.FollowUpWritten, entry: Entry) -> None:
        match decided:
            case m.CommentDecided():
                self._decide_comment(decided, entry)
            case m.FollowUpWritten():
                self._decide(follow_up_rows.decided_of(decided), entry)
            case _:
                self._decide(decided, entry)

    def _decide(self, decided: m.QuestionDecided, entry: Entry) -> None:
        at, seq = order(entry.id)
        self._rows.run("add_decision", at=at, seq=seq, **decision_columns(decided))
        if decided.verdict in SETTLED:
            self._kept.unanswered = 0

    def _decide_comment(self, decided: m.CommentDecided, entry: Entry) -> None:
        at, seq = order(entry.id)
        self._rows.run("add_comment_decision", at=at, seq=seq, **msgspec.structs.asdict(decided))
        self._rows.run("decide_comment", mid=decided.comment_id, decided=decided_of(decided))
        newest = self._rows.one("newest_message")
        if decided.verdict in SETTLED and newest is not None and newest["mid"] == decided.comment_id:
            self._kept.unanswered = 0

    # What became of what we send

    def _hear_send(self, fact: Any, entry: Entry) -> None:
        match fact:
            case m.MessagePlanned():
                self._plan(fact, entry)
            case m.MessageSent(send=send, mid=mid):
                self._deliver(send, mid, entry.at)
            case m.DraftApproved(question=question):
                self._rows.run("mark", name=entry.id, mark="approved", value=str(question))
            case _:
                become_of_send(self._rows, fact, entry.at)

    def _plan(self, planned: m.MessagePlanned, entry: Entry) -> None:
        due_at = max(entry.at, planned.hold_until, int(self._rows.marked(planned.answer, "send_at") or 0))
        question = planned.question or int(self._rows.marked(entry.cause, "approved") or 0)
        priority = priority_of(planned.source, planned.target)
        columns = msgspec.structs.asdict(planned) | {"by_whom": planned.by, "priority": priority}
        self._rows.run("add_send", at=entry.at, due_at=due_at, **(columns | {"question": question}))
        self._add_message(
            entry, who=who_of(planned.source), by_whom=planned.by, kind=kind_of(planned), text=planned.text, state="",
            send=planned.send, content=text_of(planned.content) if planned.content else "", details=details_of(planned),
            **comment_columns(planned),
        )  # fmt: skip

    def _deliver(self, send: str, mid: str, at: int) -> None:
        self._rows.run("deliver_send", send=send, mid=mid, at=at)
        self._rows.run("drop_own_comment", mid=mid)
        self._rows.run("name_message", send=send, mid=mid)
        words = self._rows.one("sent_words", send=send)
        if words is not None and words["kind"] not in BESIDE:
            self._note(at, who_of(words["source"]), words["text"])
        self._amending.catch_up(mid)
        if self._amending.is_unsent(mid):
            self._look_again()

    # The state

    def _save(self, state: Conversation, read_until: str) -> None:
        tags = text_of(state.tags)
        at, seq = order(read_until)
        self._kept.tags = tags
        self._rows.run(
            "save_conversation",
            **msgspec.structs.asdict(self._kept),
            account=self._account, psid=self._psid, unread=self._rows.one("count_unread", at=at, seq=seq)["unread"],
            search=searched(state, self._kept.last_text, self._kept.name, self._kept.username, self._psid),
            **standing(state, unanswered=bool(self._kept.unanswered)),
            **lead_columns(state, self._kept.name, self._kept.last_at),
        )  # fmt: skip
        if (tags, self._kept.last_at) != self._listed_before:
            self._rows.run("drop_tags")
            for tag in state.tags:
                self._rows.run("add_tag", tag=tag, last_at=self._kept.last_at)
        self._save_phases(state)

    def _save_phases(self, state: Conversation) -> None:
        """The log does not tell when a message is queued or waits for its account: the state does."""
        for reply in state.replies:
            phase = "held" if reply.is_held else reply.phase
            self._rows.run("set_phase", send=reply.send, phase=phase, until=until_of(reply), priority=lane_of(reply))
        self._rows.run("forbid_retry")
        for parked in state.given_up:
            self._rows.run("allow_retry", answer=parked.id)
