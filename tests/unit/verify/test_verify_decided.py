"""G3 over decoded logs: one verdict for each message, or a wait that will end."""

import pytest

from moca.domain import messages as m
from moca.runtime.actor import FactParked
from moca.verify import decided
from tests.builders import SECOND, a_comment, a_comment_rule, a_message, a_postback
from tests.unit.actors.talk import Talk
from tests.unit.verify.book import Book, whats


def an_answered_book():
    talk = Talk()
    talk.answers()
    return Book(talk)


def a_waiting_book():
    talk = Talk()
    talk.writes()
    return Book(talk)


def test_an_answered_message_is_clean():
    """One message with one verdict."""
    judged = decided.judge(an_answered_book().evidence)

    assert judged.faults == []
    assert judged.counts == {"messages": 1, "decided": 1}


def test_superseded_and_taken_back_messages_are_clean():
    """Each message of a long talk has the verdict of its own question."""
    talk = Talk()
    talk.asks("one")
    talk.drafts()
    talk.writes("two")
    talk.writes("three")
    talk.hear(m.MessageUnsent(mid="m2", sent_at=talk.now))
    talk.later(10 * SECOND)

    judged = decided.judge(Book(talk).evidence)

    assert judged.faults == []
    assert judged.counts == {"messages": 3, "decided": 2, "waiting": 1}


def test_two_postbacks_without_a_mid_are_two_messages():
    """They go by their time, and each has its verdict although both have one name."""
    talk = Talk(agent="off")
    talk.hear(a_postback(mid=""), a_postback(title="Prices", mid=""))
    talk.later(10 * SECOND)

    judged = decided.judge(Book(talk).evidence)

    assert judged.faults == []
    assert judged.counts == {"messages": 2, "decided": 2}


def test_the_account_that_writes_to_itself_needs_no_verdict():
    """A self message is not a customer's."""
    talk = Talk()
    talk.writes(is_self=True)

    assert decided.judge(Book(talk).evidence).counts == {}


def test_a_message_without_a_verdict_is_named():
    """Read, not waiting and never decided: a fault with its mid."""
    book = an_answered_book()
    book.drop(m.QuestionDecided)

    assert whats(decided.judge(book.evidence)) == [("m1", "has no verdict and does not wait for one")]


def test_two_verdicts_on_one_message_are_named():
    """A second decision that holds the mid is a fault."""
    book = an_answered_book()
    book.record(m.QuestionDecided(question=2, verdict="silent", mids=("m1",)))

    assert whats(decided.judge(book.evidence)) == [("m1", "has 2 verdicts")]


def test_a_verdict_on_a_message_that_still_waits_is_named():
    """It would get a second one."""
    book = a_waiting_book()
    book.record(m.QuestionDecided(question=1, verdict="silent", mids=("m1",)))

    assert whats(decided.judge(book.evidence)) == [("m1", "has a verdict and waits for another")]


@pytest.mark.parametrize("step", ["writes", "asks", "answers_by_hand"])
def test_a_message_that_waits_with_a_due_time_is_clean(step):
    """In the open question, at the model or in an answer under way."""
    talk = Talk()
    if step == "writes":
        talk.writes()
    else:
        talk.asks()
    if step == "answers_by_hand":
        talk.drafts()

    assert decided.judge(Book(talk).evidence).counts == {"messages": 1, "waiting": 1}


def test_a_message_that_waits_without_a_due_time_is_named():
    """Nobody would ever run that conversation again."""
    book = a_waiting_book()
    book.is_awaited = False

    assert whats(decided.judge(book.evidence)) == [("m1", "waits without a due time")]


def test_an_unread_message_with_a_due_time_is_clean():
    """It stands beyond the cursor, and the conversation will run."""
    book = an_answered_book()
    book.add(a_message(mid="m9"))
    book.is_awaited = True

    assert decided.judge(book.evidence).counts == {"messages": 2, "decided": 1, "waiting": 1}


def test_a_parked_message_is_clean():
    """What could not be handled is parked and known to be."""
    book = an_answered_book()
    entry = book.add(a_message(mid="m9"))
    book.add(FactParked(entry=entry, type="MessageReceived", reason="a bug"))
    book.read_all()

    assert decided.judge(book.evidence).counts == {"messages": 2, "decided": 1, "parked": 1}


def test_unread_mail_without_a_due_time_is_named():
    """Whatever the mail is: nobody would read it."""
    book = an_answered_book()
    book.add(m.MessageRead(mid="x", sent_at=1), event="read:a:x")
    book.is_awaited = False

    assert whats(decided.judge_mailbox(book.evidence)) == [("read:a:x", "is unread, without a due time")]


def test_a_mailbox_that_was_read_is_clean():
    """Own records beyond the cursor are no mail."""
    book = an_answered_book()
    book.record(m.MessageDelayed(send="r9.1", until=1, reason="x"))
    book.is_awaited = False

    assert decided.judge_mailbox(book.evidence).counts == {"unread": 0}


def a_commented_book():
    talk = Talk(comment_rules=(a_comment_rule("precio", public=("Te escribimos",)),))
    talk.hear(a_comment(), a_comment("qué lindo", "178002"))
    return talk


def test_decided_and_waiting_comments_are_clean():
    """One has its verdict, the other's answer is on its way."""
    judged = decided.judge(Book(a_commented_book()).evidence)

    assert judged.faults == []
    assert judged.counts == {"comments": 2}


def test_a_comment_without_a_verdict_is_named():
    """What the conversation remembers must have been decided."""
    book = Book(a_commented_book())
    book.drop(m.CommentDecided)

    assert whats(decided.judge(book.evidence)) == [("178002", "has no verdict and does not wait for one")]


def test_a_comment_with_two_verdicts_is_named():
    """Once is enough."""
    book = Book(a_commented_book())
    book.record(m.CommentDecided(comment_id="178002", verdict="silent"))

    assert whats(decided.judge(book.evidence)) == [("178002", "has 2 verdicts")]
