"""What the model wrote about a message goes with it; that, and how, its question ended stays."""

from typing import Any

import msgspec
import pytest

from moca.domain import messages as m
from moca.domain.decision import Gate
from moca.domain.forgetting import Said, without
from moca.domain.quoting import Ended, holders, unquoted
from tests.builders import a_message, an_unsending

ANSWER = m.Answer(
    send=True, message="Hello", intent="price", topic="secret", sentiment="neutral", language="en", reason="says secret",
    lead=m.LeadSaid(email="secret"), score=4, score_reason="secret", tags=("vip",),
    hand_over=m.HandOver(wanted=True, reason="secret"), follow_up=m.FollowUpWish(after_hours=2, text="secret"),
)  # fmt: skip


def forgotten(*facts: msgspec.Struct, mid: str = "m1", drafts: tuple[str, ...] = ()) -> list[Any]:
    """The facts after the message was forgotten, in their order."""
    said = [Said(f"{n}-0", "", fact) for n, fact in enumerate(facts)]
    changed = dict(without(said, mid, drafts))
    return [changed.get(entry, fact) for entry, _, fact in said]


def a_draft(name: str = "q1.1") -> m.ReplyDrafted:
    return m.ReplyDrafted(draft=name, answer=ANSWER)


def decided(question: int, *mids: str, verdict: str = "answered", **fields: Any) -> m.QuestionDecided:
    more = {"answer": ANSWER} | fields
    return m.QuestionDecided(question=question, verdict=verdict, mids=mids, **more)  # type: ignore[arg-type]  # a word


def quotes(*facts: Any) -> list[bool]:
    return ["secret" in repr(fact) for fact in facts]


def test_what_may_quote_goes_and_what_was_meant_stays():
    """The message itself, its intent, score and tags are the model's own."""
    bare = unquoted(ANSWER)

    assert "secret" not in repr(bare)
    assert (bare.message, bare.intent, bare.score, bare.tags) == ("Hello", "price", 4, ("vip",))
    assert bare.hand_over.wanted
    assert bare.follow_up == m.FollowUpWish(after_hours=2)


def test_of_an_answered_question():
    """From its draft, its proposal and its decision."""
    facts = forgotten(
        a_message(mid="m1"), a_draft(), m.DraftProposed(question=1, text="Hello", reason="secret"), decided(1, "m1"),
        an_unsending("m1"),
    )  # fmt: skip

    assert not any(quotes(*facts))
    assert facts[3].verdict == "answered"


def test_a_silence_keeps_no_reason():
    """Its reason stands in the decision twice."""
    (_, silence) = forgotten(a_message(mid="m1"), decided(1, "m1", verdict="silent", detail=ANSWER.reason))

    assert (silence.verdict, silence.detail) == ("silent", "")


def test_a_hand_over_keeps_no_reason():
    """Nor do its gate and the ledger: that, and not why, a person was wanted stays."""
    why = ANSWER.hand_over.reason
    gates = (Gate("owner", "pass", "bot"), Gate("hand_over", "stop", f"the model is unsure (0.3): {why}"))

    facts = forgotten(
        a_message(mid="m1"), a_draft(), decided(1, "m1", verdict="handed_over", detail=why, gates=gates),
        m.OwnerChanged(owner="waiting", reason=f"would call a person: {why}"), m.OwnerChanged(owner="bot", reason="idle"),
    )  # fmt: skip

    assert not any(quotes(*facts))
    assert [gate.value for gate in facts[2].gates] == ["bot", "the model is unsure (0.3)"]
    assert [fact.reason for fact in facts[3:]] == ["would call a person", "idle"]


def test_a_question_that_carried_it_on():
    """A superseded question's messages are also answered by the one that follows it."""
    facts = forgotten(
        a_message(mid="m1"), decided(1, "m1", verdict="superseded", detail="2", answer=None), a_draft("q2.1"),
        decided(2, "m2"), a_draft("q3.1"), decided(3, "m3"), an_unsending("m1"),
    )  # fmt: skip

    assert quotes(*facts) == [False, False, False, False, True, True, False]


def test_a_draft_that_nobody_has_decided_yet():
    """It may answer the message: the log does not tell which one is open."""
    facts = forgotten(a_message(mid="m1"), a_draft("q1.1"), an_unsending("m1"), a_draft("q1.2"), decided(1, "m2"))

    assert quotes(*facts) == [False, False, False, True, True]


def test_a_draft_that_came_too_late():
    """It is named, because it was on its way when the message was taken back."""
    facts = forgotten(a_message(mid="m1"), an_unsending("m1"), a_draft("q1.1"), a_draft("q1.2"), drafts=("q1.1",))

    assert quotes(*facts) == [False, False, False, True]


def test_ours_is_quoted_by_nobody():
    """When the business takes its own words back, what was understood of the customer stays."""
    facts = forgotten(a_draft(), decided(1, "m1"), an_unsending("o1"), mid="o1")

    assert quotes(*facts) == [True, True, False]


@pytest.mark.parametrize(
    ("ended", "held"),
    [
        ([Ended(1, "answered", "", ("m1",))], {1}),
        ([Ended(1, "answered", "", ("m2",))], set()),
        ([Ended(1, "superseded", "2", ("m1",)), Ended(2, "superseded", "3", ("m2",))], {1, 2, 3}),
        ([Ended(1, "superseded", "2", ("m2",)), Ended(2, "superseded", "3", ("m1",))], {2, 3}),
        ([Ended(1, "blocked", "2", ("m1",))], {1}),
        ([Ended(0, "answered", "", ("m1",))], set()),
    ],
)
def test_who_held_it(ended, held):
    """Along the questions that took the words of others along."""
    assert holders(ended, "m1") == held
