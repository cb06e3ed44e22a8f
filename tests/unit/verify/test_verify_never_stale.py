"""G6 over decoded logs: nothing leaves after its question was completed or somebody took over."""

import pytest

from moca.domain import messages as m
from moca.runtime.actor import FactParked
from moca.verify import never_stale
from tests.builders import (
    SECOND,
    a_comment,
    a_comment_rule,
    a_message,
    a_postback,
    a_reply,
    an_echo,
    an_edit,
    an_unsending,
)
from tests.unit.actors.talk import Talk
from tests.unit.verify.book import Book, whats

LONG = "Abrimos todo el rato. " * 80


def a_planned_book(text="hello"):
    """An answer is planned; the last word before its call is the test's."""
    talk = Talk()
    talk.asks()
    talk.drafts(text)
    return Book(talk)


def called(book, call="r1.1#1"):
    book.add(m.SendCalled(send=call))
    return whats(never_stale.judge(book.evidence))


def test_an_answer_that_leaves_at_once_is_clean():
    """Nothing happened between its plan and its call."""
    assert called(a_planned_book()) == []


@pytest.mark.parametrize("addition", [a_message(mid="m2"), a_postback(), a_message("Gracias!", mid="m2")])
def test_an_answer_after_a_further_message_is_named(addition):
    """A message and a pressed button complete the question."""
    book = a_planned_book()
    book.add(addition)

    assert called(book) == [("r1.1", f"was called after the customer had written {addition.mid}")]


@pytest.mark.parametrize(
    ("change", "how"),
    [(an_edit(mid="m1"), "the customer had changed m1"), (an_unsending(mid="m1"), "the customer had taken m1 back")],
)
def test_an_answer_after_its_question_was_changed_is_named(change, how):
    """An edit or an unsending of one of its messages makes an answer stale."""
    book = a_planned_book()
    book.add(change)

    assert called(book) == [("r1.1", f"was called after {how}")]


def test_an_answer_after_drafts_were_asked_for_is_named():
    """What a person wanted to see first may not leave unseen."""
    book = a_planned_book()
    book.add(m.AgentModeSet(mode="draft", by="ana"))

    assert called(book) == [("r1.1", "was called after ana had asked to see drafts first")]


@pytest.mark.parametrize("change", [an_edit(mid="old"), an_edit(mid="m1", num_edit=0), an_unsending(mid="old")])
def test_a_change_of_something_else_leaves_an_answer_as_it_is(change):
    """Another message's edit, or the announcement of one, completes nothing."""
    book = a_planned_book()
    book.add(change)

    assert called(book) == []


def test_a_message_that_was_skipped_in_the_cooldown_completes_nothing():
    """The account wishes so, and its verdict says so."""
    book = a_planned_book()
    book.add(a_message(mid="m2"))
    book.record(m.QuestionDecided(question=2, verdict="skipped", detail="cooldown", mids=("m2",)))

    assert called(book) == []


def test_a_message_taken_back_before_it_came_completes_nothing():
    """Nobody has ever seen it."""
    book = a_planned_book()
    book.add(an_unsending(mid="m2"))
    book.add(a_message(mid="m2"))

    assert called(book) == []


def test_an_answer_after_a_change_of_what_it_carries_on_is_named():
    """The messages of superseded questions are answered with the last one."""
    talk = Talk()
    talk.asks("one")
    talk.asks("two")
    talk.drafts()
    book = Book(talk)
    book.add(an_edit(mid="m1"))

    assert called(book) == [("r1.1", "was called after the customer had changed m1")]


def test_a_parked_message_completes_nothing():
    """The conversation could not hear it."""
    book = a_planned_book()
    entry = book.add(a_message(mid="m2"))
    book.add(FactParked(entry=entry, type="MessageReceived", reason="a bug"))

    assert called(book) == []


def test_mail_before_the_plan_was_decided_counts_although_the_record_stands_later():
    """What came between a plan's cause and its commit was unread then, and must have been read before the call."""
    book = a_planned_book()
    plan = book.drop(m.MessagePlanned)
    book.add(a_message(mid="m2"))
    book.entries.append(plan._replace(id=f"{book.entries[-1].at}-{len(book.entries) + 2}"))

    book.entries.append(plan._replace(id=f"{plan.at}-99", type="SendCalled", body='{"send":"r1.1#1"}', cause=""))
    assert whats(never_stale.judge(book.evidence)) == [("r1.1", "was called after the customer had written m2")]


def test_a_message_past_the_cut_does_not_make_a_second_attempt_stale():
    """The first attempt was on its way when it came."""
    talk = Talk()
    talk.asks()
    talk.drafts()
    call = talk.calls()
    talk.writes("Gracias!")
    talk.later(10 * SECOND)
    talk.hear(m.SendNotMade(send=call))
    talk.wait_for("retry")
    talk.sends()

    assert never_stale.judge(Book(talk).evidence).faults == []
    assert [call for call, _ in talk.called] == ["r1.1#1", "r1.1#2"]


def test_a_message_while_a_second_attempt_waits_makes_it_stale():
    """Known not to be sent, an answer is before the cut again."""
    talk = Talk()
    talk.asks()
    talk.drafts()
    talk.hear(m.SendNotMade(send=talk.calls()))
    book = Book(talk)
    book.add(a_message(mid="m2"))

    assert called(book, "r1.1#2") == [("r1.1", "was called after the customer had written m2")]


def test_a_message_between_two_parts_leaves_the_second_as_it_is():
    """New customer text does not cut an answer that has begun."""
    talk = Talk()
    talk.asks()
    talk.drafts(LONG)
    talk.sends()
    talk.writes("and?")
    talk.sends()

    assert never_stale.judge(Book(talk).evidence).faults == []


TAKEOVERS = [
    (a_reply(), "ana had answered"),
    (m.OwnerSet(owner="person", by="ana"), "ana had taken over"),
    (m.AgentModeSet(mode="off", by="ana"), "ana had switched the agent off"),
    (a_message("STOP", mid="m2"), "the customer had opted out"),
]


@pytest.mark.parametrize(("takeover", "how"), TAKEOVERS)
def test_any_part_after_a_takeover_is_named(takeover, how):
    """A person's word or hand, and STOP, end the rest of an answer."""
    book = a_planned_book(LONG)
    book.add(m.SendCalled(send="r1.1#1"))
    book.add(takeover)

    assert called(book, "r1.2#1") == [("r1.2", f"was called after {how}")]


def test_a_person_in_the_instagram_app_takes_over():
    """From the entry in which the person was heard, not from where the record stands."""
    book = a_planned_book()
    echo = book.add(an_echo("Soy Ana", mid="e1"))
    book.add(m.SendCalled(send="r1.1#1"))
    book.record(m.PersonWrote(mid="e1", sent_at=1), cause=echo)

    assert whats(never_stale.judge(book.evidence)) == [("r1.1", "was called after a person had written in Instagram")]


def test_another_app_in_charge_is_no_takeover_by_a_person():
    """An echo in standby is that app's; the ledger tells whether it is in charge."""
    book = a_planned_book()
    book.record(m.PersonWrote(mid="e1", sent_at=1), cause=book.add(an_echo("hi", mid="e1", standby=True)))

    assert called(book) == []


def test_an_answer_after_another_app_took_over_is_named():
    """The ledger says when."""
    book = a_planned_book()
    book.record(m.OwnerChanged(owner="app", reason="standby"), cause=book.add(m.MessageRead(mid="x", sent_at=1)))

    assert called(book) == [("r1.1", "was called after another app had taken over")]


def test_a_persons_own_reply_is_never_stale():
    """Gates and cuts are the bot's."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply(send="p-1"))
    talk.writes("and?")
    talk.hear(a_reply(send="p-2"))
    talk.sends()

    assert never_stale.judge(Book(talk).evidence).faults == []


def test_a_withdrawn_message_that_is_called_is_named():
    """Withdrawing is final."""
    talk = Talk()
    talk.asks()
    talk.drafts()
    talk.hear(m.SendCancelled(send="r1"))
    talk.later(SECOND)

    assert called(Book(talk)) == [("r1.1", "was called after it had been withdrawn")]


@pytest.mark.parametrize(("takeover", "how"), TAKEOVERS)
def test_an_answer_to_a_comment_after_a_takeover_is_named(takeover, how):
    """Also what a rule says in public is of the bot."""
    talk = Talk(comment_rules=(a_comment_rule("precio", public=("Te escribimos",)),))
    talk.hear(a_comment())
    book = Book(talk)
    book.add(takeover)

    book.add(m.SendCalled(send="r1.1#1"))

    assert whats(never_stale.judge(book.evidence)) == [("r1.1", f"was called after {how}")]


def a_book_with_a_follow_up():
    """A follow-up is planned; the last word before its call is the test's."""
    talk = Talk(follow_ups=1, follow_up_text="Still there?")
    talk.answers()
    talk.wait_for("follow_up")
    return Book(talk)


def test_a_follow_up_into_silence_is_clean():
    """Nobody wrote between its plan and its call."""
    assert called(a_book_with_a_follow_up(), "r2.1#1") == []


@pytest.mark.parametrize(
    ("word", "how"),
    [
        (a_message(mid="m2"), "the customer had written m2"),
        (an_edit(mid="m1"), "the customer had changed m1"),
        (an_unsending(mid="m1"), "the customer had taken m1 back"),
        (a_reply(), "ana had answered"),
        (m.AgentModeSet(mode="off", by="ana"), "ana had switched the agent off"),
    ],
)
def test_a_follow_up_after_a_word_of_anybodys_is_named(word, how):
    """Whoever writes is not silent any more."""
    book = a_book_with_a_follow_up()
    book.add(word)

    assert called(book, "r2.1#1") == [("r2.1", f"was called after {how}")]
