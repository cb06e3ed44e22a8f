"""
Whatever order Meta's events come in, and however often: the same thread, the same windows, the same tombstones.

The actor hears them one after the other, as the log holds them; what it appends is folded with them.
"""

import tempfile
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from moca.agent.thread import turns
from moca.domain import messages as m
from moca.runtime.actor import Address, Entry
from moca.views.folding import Reading
from moca.views.projection import Projection
from tests.builders import ACCOUNT, SECOND, START, a_message, a_postback, an_echo, an_edit, an_unsending
from tests.integration.views.dump import dump
from tests.unit.actors.talk import FORM, Talk

ANA = Address("conversation", f"{ACCOUNT}:ana")
THING = tuple[msgspec.Struct, str]
LOGS_ORDER = {"at", "seq"}
TABLES = ("messages", "versions", "reactions")
"""The rows of `conversations` hold who spoke last by the log: its order is theirs."""


def things() -> st.SearchStrategy[list[THING]]:
    """What Meta tells of one conversation, each with its identity: nothing is another thing under the same one."""
    mids, echoes = st.sampled_from(("m1", "m2", "m3")), st.sampled_from(("e1", "e2"))
    times, numbers = st.integers(0, 9).map(lambda n: START + n * SECOND), st.integers(1, 3)
    either, emoji = mids | echoes, st.sampled_from(("❤️", "🔥", ""))
    return st.lists(
        st.one_of(
            st.builds(lambda mid, at: (a_message(f"first {mid}", mid, at), f"message:{mid}"), mids, times),
            st.builds(lambda mid, at: (an_echo(f"typed {mid}", mid, at), f"message:{mid}"), echoes, times),
            st.builds(lambda mid, n: (an_edit(mid, f"edit {n} of {mid}", n), f"edit:{mid}:{n}"), mids, numbers),
            st.builds(lambda mid: (an_unsending(mid), f"deleted:{mid}"), either),
            st.builds(a_reaction, either, times, emoji),
            st.builds(lambda mid, at: (m.MessageRead(mid=mid, sent_at=at), f"read:{mid}"), either, times),
            st.builds(lambda at: (a_postback("Hours", f"p{at}", at), f"postback:p{at}"), times),
            st.builds(a_referral, times),
            st.just((m.OptInReceived(sent_at=START, raw="{}"), "optin:1")),
            st.just((a_message("to myself", "s1", START, is_self=True), "message:s1")),
        ),
        max_size=14, unique_by=lambda thing: thing[1],
    )  # fmt: skip


def a_reaction(mid: str, at: int, emoji: str) -> THING:
    action, kind = ("react", "love") if emoji else ("unreact", "")
    fact = m.ReactionReceived(mid=mid, sent_at=at, action=action, reaction=kind, emoji=emoji)
    return fact, f"reaction:{mid}:{action}:{at}"


def a_referral(at: int) -> THING:
    return m.ReferralReceived(sent_at=at, referral=m.Referral(ref="spring")), f"referral:{at}"


class Story:
    """One order of the things, heard by the actor and folded."""

    def __init__(self, told: list[THING]) -> None:
        self.talk = Talk(model_available=False)
        self.talk.now = START + 60 * SECOND
        self.entries: list[Entry] = []
        for fact, event in told:
            self.talk.tell(fact, event)
            self.talk.read()
            self.talk.now += 1
        for heard in self.talk.log:
            cause = self._append(heard.fact, heard.at)
            for record in heard.outcome.records:
                self._append(record, heard.at, cause)

    def _append(self, fact: msgspec.Struct, at: int, cause: str = "") -> str:
        id_ = f"{at}-{len(self.entries)}"
        self.entries.append(Entry(id_, type(fact).__name__, id_, msgspec.json.encode(fact).decode(), cause))
        return id_

    def thread(self) -> dict[str, list[tuple[object, ...]]]:
        """The rows of the projection but for the places in the log."""
        with tempfile.TemporaryDirectory() as folder:
            projection = Projection(Path(folder))
            projection.acquire()
            projection.apply([Reading(ANA, FORM.encode(self.talk.state), self.entries)])
            projection.close()
            rows = dump(Path(folder))
        return {table: sorted(_without_place(table, row) for row in rows[table]) for table in TABLES}

    def tombstones(self) -> set[str]:
        return set(self.talk.state.unsent_mids)

    def seen_by_the_model(self) -> set[tuple[Any, ...]]:
        return {(turn.who, turn.text) for turn in turns(self.entries, ())}

    def decided(self) -> list[str]:
        return sorted(mid for record in self.talk.records(m.QuestionDecided) for mid in record.mids)


def _without_place(table: str, row: tuple[object, ...]) -> tuple[object, ...]:
    return (row[0], *row[4:]) if table == "messages" else row


@st.composite
def two_orders(draw: st.DrawFn) -> tuple[list[THING], list[THING]]:
    """The same things twice: once as they came, once shuffled and with some of them repeated."""
    told = draw(things())
    again = [*told, *draw(st.lists(st.sampled_from(told), max_size=5))] if told else []
    return told, draw(st.permutations(again))


@settings(max_examples=100, deadline=None, database=None)
@given(two_orders())
def test_any_order_is_the_same_thread(orders: tuple[list[THING], list[THING]]) -> None:
    """Rows, windows, tombstones and what the model sees are those of every other order of the same things."""
    one, other = (Story(order) for order in orders)

    assert other.thread() == one.thread()
    assert other.talk.state.window_until == one.talk.state.window_until
    assert other.talk.state.last_customer_at == one.talk.state.last_customer_at
    assert other.tombstones() == one.tombstones()
    assert other.seen_by_the_model() == one.seen_by_the_model()


@settings(max_examples=100, deadline=None, database=None)
@given(things().flatmap(st.permutations))
def test_what_was_taken_back_stays_away(told: list[THING]) -> None:
    """No word of a message that was taken back stands in the thread, in the state or in what the model sees."""
    story = Story(list(told))

    gone = story.tombstones()
    shown = repr((story.thread(), story.talk.state, story.seen_by_the_model()))
    assert [mid for mid in gone if f"first {mid}" in shown or f"of {mid}" in shown or f"typed {mid}" in shown] == []
