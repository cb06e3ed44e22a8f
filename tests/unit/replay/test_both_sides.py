"""What differs between both sides of a change is what is shown of them."""

from typing import Any

from moca.actors.effects import DraftReply
from moca.domain import messages as m
from moca.replay.answers import NOT_KNOWN
from moca.replay.both_sides import both_sides
from moca.replay.comparison import Change, Pair, difference
from moca.replay.decided import Decided, FollowedUp
from moca.replay.marks import Mark
from moca.replay.what_if import WhatIf
from tests.builders import HOUR
from tests.unit.actors.talk import Talk
from tests.unit.replay.logs import history_of, versions

AT = 1_795_977_890_000
PRICE = Mark(kind="price", start=5, end=10, reason="stands in no fact", quote="3.000")


def decided(**fields: Any) -> Decided:
    usual: dict[str, Any] = {"verdict": "answered", "said": ("Vale 3.000.",)}
    return Decided(at=AT, question=1, mids=("m1",), **(usual | fields))


def a_change(old: Decided, new: Decided) -> Change:
    kind = difference(Pair((old,), (new,)))
    return Change(conversation="1:2", at=AT, kind=kind, mids=("m1",), asked=("¿cuánto?",), old=(old,), new=(new,))


def shown(old: Decided, new: Decided) -> list[str]:
    return list(both_sides(a_change(old, new)))


def test_the_guards_marks_are_shown_where_they_differ():
    """With the marked words, their kind, and why; the side without any says so."""
    new = decided(hits=(PRICE,))

    assert shown(decided(), new) == [
        "  - answered by the model: Vale 3.000.",
        "      marked nowhere",
        "  + answered by the model: Vale 3.000.",
        "      marked as price: 3.000 (stands in no fact)",
    ]


def test_another_reason_of_the_same_mark_is_a_difference():
    """The same words may be marked for another reason."""
    other = Mark(kind="price", start=5, end=10, reason="is another item's", quote="3.000")

    change = a_change(decided(hits=(PRICE,)), decided(hits=(other,)))

    assert change.kind == "marked otherwise by the guard"


def test_a_follow_up_is_shown_with_its_time_words_and_reason():
    """On both sides."""
    old = decided(followed_up=(FollowedUp(how="said", at=AT, text="¿Seguimos?"),))
    new = decided(followed_up=(FollowedUp(how="proposed", at=AT + HOUR, text="¿Y bien?", reason="drafts only"),))

    assert shown(old, new) == [
        "  - answered by the model: Vale 3.000.",
        "      follow-up said at 2026-11-29 18:44:50: ¿Seguimos?",
        "  + answered by the model: Vale 3.000.",
        "      follow-up proposed at 2026-11-29 19:44:50: ¿Y bien? (drafts only)",
    ]


def test_a_follow_up_within_the_same_minute_is_the_same():
    """An answer that comes some seconds earlier moves it, and nobody cares."""
    old, new = (decided(followed_up=(FollowedUp(how="said", at=AT + late, text="?"),)) for late in (0, 59_000))

    assert difference(Pair((old,), (new,))) == ""


def test_a_follow_up_of_which_one_side_is_not_known_is_no_difference():
    """Its time has not come yet, say, so that the model was never asked for it: only a live replay has its words."""
    old = decided(followed_up=(FollowedUp(how="silent", at=AT, reason=NOT_KNOWN),))
    new = decided(followed_up=(FollowedUp(how="said", at=AT, text="?"),))

    assert difference(Pair((old,), (new,))) == ""


def test_what_does_not_count_is_not_shown():
    """A follow-up that was taken back when the customer wrote is no part of what differs."""
    old = decided(followed_up=(FollowedUp(how="cancelled", at=AT, reason="the customer wrote"),))

    assert shown(old, decided(said=("Vale 4.",))) == [
        "  - answered by the model: Vale 3.000.",
        "  + answered by the model: Vale 4.",
    ]


def test_where_nothing_was_said_the_reason_stands_alone():
    """Why a follow-up that was said is not said any more."""
    old = decided(followed_up=(FollowedUp(how="said", at=AT, text="¿Seguimos?"),))
    new = decided(followed_up=(FollowedUp(how="cancelled", at=AT, reason="the window has closed"),))

    assert shown(old, new)[3] == "      follow-up cancelled at 2026-11-29 18:44:50 (the window has closed)"


def test_another_reason_of_a_hand_over_is_shown():
    """The line to the customer is the same on both sides."""
    told: dict[str, Any] = {"verdict": "handed_over", "said": ("Un momento.",)}

    lines = shown(decided(**told, handed_over="angry"), decided(**told, handed_over="unsure: 0.4"))

    assert lines == [
        "  - handed over to a person: Un momento.",
        "      because: angry",
        "  + handed over to a person: Un momento.",
        "      because: unsure: 0.4",
    ]


def test_long_words_are_cut_so_that_the_difference_is_seen():
    """What both begin with is left out where the cut would hide what differs."""
    begin = "palabra " * 60
    old, new = shown(decided(said=(begin + "uno",)), decided(said=(begin + "dos",)))

    assert old != new
    assert (old[:3], old[-3:], new[-3:]) == ("  -", "uno", "dos")


def test_what_one_side_says_more_is_seen():
    """However much both say alike before."""
    begin = "palabra " * 60

    old, new = shown(decided(said=(begin + "uno",)), decided(said=(begin + "uno dos",)))

    assert (old[-3:], new[-3:]) == ("uno", "dos")


def test_what_the_guard_marks_under_other_facts_is_told_with_its_words():
    """A real answer whose price stands in no fact any more is put before a person, with the mark."""
    facts = "El latte vale 3.500 pesos."
    talk = Talk(facts=facts)
    talk.asks("¿cuánto vale el latte?")
    talk.drafts("El latte vale 3.500 pesos.")
    talk.sends()

    found = WhatIf(versions(facts=facts), {"facts": "El latte vale 3.900 pesos."}).compare(history_of(talk))

    (mark,) = found.changes[0].new[0].hits
    assert (mark.kind, mark.quote) == ("price", "3.500 pesos")
    assert mark.reason


def test_another_time_of_the_follow_up_is_a_difference():
    """The account's hours were changed: the words are the same, the time is not."""
    hours = {"follow_ups": 1, "follow_up_text": "?"}
    talk = Talk(**hours)
    talk.answers()
    talk.wait_for("follow_up")
    talk.sends()

    found = WhatIf(versions(**hours), {"follow_up_hours": 10}).compare(history_of(talk))

    assert found.kinds == {"followed up otherwise": 1}
    change = found.changes[0]
    assert change.old[0].followed_up[0].at - change.new[0].followed_up[0].at == 10 * HOUR


def test_a_follow_up_that_the_model_did_not_want_is_told_with_its_reason():
    """Kept silent, and why."""
    talk = Talk(follow_ups=1)
    talk.answers()
    talk.wait_for("follow_up")
    wanted = talk.effects(DraftReply)[-1]
    talk.hear(m.ReplyDrafted(draft=wanted.id, answer=m.Answer(send=False, reason="nothing to add")))

    found = WhatIf(versions(follow_ups=1), {"follow_up_text": "?"}).compare(history_of(talk))

    assert [each.how for side in (found.changes[0].old, found.changes[0].new) for each in side[0].followed_up] == [
        "silent", "said",
    ]  # fmt: skip
    assert found.changes[0].old[0].followed_up[0].reason == "nothing to add"
