"""Forgetting: every word of a message goes, wherever it stands, and nothing of the others."""

from typing import Any

import msgspec
import pytest

from moca.domain import messages as m
from moca.domain.forgetting import HOLDS, Said, without
from tests.builders import START, a_message, a_postback, a_reply, a_thread_message, an_edit

ANSWER = m.Answer(send=True, message="secret", reason="a greeting")


def forgotten(*facts: msgspec.Struct, mid: str = "m1", causes: dict[int, int] | None = None) -> list[Any]:
    """The facts after the message was forgotten, in their order; `causes` leads from a record's place to its cause's."""
    said = [Said(f"{n}-0", f"{causes[n]}-0" if causes and n in causes else "", fact) for n, fact in enumerate(facts)]
    changed = dict(without(said, mid))
    return [changed.get(entry, fact) for entry, _, fact in said]


def a_plan(send: str = "r1.1", text: str = "secret", question: int = 1, **fields) -> m.MessagePlanned:
    answer = send.rpartition(".")[0]
    return m.MessagePlanned(
        send=send, answer=answer, part=1, parts=1, source="bot", text=text, question=question, **fields
    )


@pytest.mark.parametrize(
    "fact",
    [
        a_message("secret", attachments=("image",), story=m.Story(id="secret", url="secret"), quick_reply="secret",
                  referral=m.Referral(ref="secret")),
        m.MessageReceived(mid="m1", sent_at=1, attachments=(m.Attachment(type="image", url="secret"),)),
        a_postback("secret", "m1", payload="secret"),
        an_edit("m1", "secret"),
        m.EchoReceived(mid="m1", sent_at=1, attachments=(m.Attachment(type="image", url="secret", title="secret"),)),
        m.PersonWrote(mid="m1", sent_at=START, text="secret"),
        m.ReadBackResult(lookup="l", complete=True, messages=(a_thread_message("m1", "secret"),)),
    ],
    ids=lambda fact: type(fact).__name__,
)  # fmt: skip
def test_words_of_the_message_itself(fact):
    """Text, links, titles, story, payload and referral go; that there was a message, of which kind, stays."""
    [bare] = forgotten(fact)

    assert "secret" not in msgspec.json.encode(bare).decode()
    assert type(bare) is type(fact)
    assert getattr(bare, "mid", "m1") == "m1"
    assert [it.type for it in getattr(bare, "attachments", ())] == [it.type for it in getattr(fact, "attachments", ())]


def test_others_stay():
    """Another message's words are none of its business, also where both stand in one entry."""
    shown = (a_thread_message("m1", "secret"), a_thread_message("m2", "kept"))
    other, look = forgotten(a_message("kept", "m2"), m.ReadBackResult(lookup="l", complete=True, messages=shown))

    assert other == a_message("kept", "m2")
    assert [message.text for message in look.messages] == ["", "kept"]


def test_an_answer_of_ours():
    """From the mid to the plan, to the model's answer and to the decision that holds it; the reason stays."""
    facts = forgotten(
        m.ReplyDrafted(draft="q1.1", answer=ANSWER), a_plan(), m.MessageSent(send="r1.1", mid="o1"),
        m.QuestionDecided(question=1, verdict="answered", answer=ANSWER), m.ReplyDrafted(draft="q2.1", answer=ANSWER),
        mid="o1",
    )  # fmt: skip

    *its_own, foreign = facts
    assert "secret" not in repr(its_own)
    assert facts[3].answer.reason == "a greeting"
    assert foreign.answer == ANSWER


def test_a_reply_of_a_person():
    """The request goes with the plan."""
    facts = forgotten(
        a_reply("secret", "p-1"), a_plan("p-1.1", question=0), m.MessageSent(send="p-1.1", mid="o1"), mid="o1"
    )

    assert "secret" not in repr(facts)


def test_an_approved_draft():
    """The plan of an approved draft names no question: its cause does."""
    facts = forgotten(
        m.DraftProposed(question=4, text="secret"), m.DraftApproved(question=4, text="secret"),
        m.QuestionDecided(question=4, verdict="drafted", answer=ANSWER), a_plan(question=0),
        m.MessageSent(send="r1.1", mid="o1"), mid="o1", causes={2: 1, 3: 1},
    )  # fmt: skip

    assert "secret" not in repr(facts)


def test_sent_again():
    """A part that was given up and sent again under another name is forgotten under both; its neighbour stays."""
    facts = forgotten(
        a_plan("r1.1", "kept"), a_plan("r1.2"), a_plan("r1+.1", question=0), m.MessageSent(send="r1+.1", mid="o1"),
        mid="o1",
    )  # fmt: skip

    assert [fact.text for fact in facts[:3]] == ["kept", "", ""]


def test_a_follow_up():
    """It goes from wherever it was wished for, planned, written, proposed and approved; another one stays."""
    wish = m.FollowUpWish(after_hours=3, text="secret")
    answer = m.Answer(send=True, message="kept", follow_up=wish)
    facts = forgotten(
        m.ReplyDrafted(draft="q1.1", answer=answer), m.QuestionDecided(question=1, verdict="answered", answer=answer),
        m.FollowUpRequested(at=1, text="secret"), m.FollowUpPlanned(at=1, text="secret"),
        m.ReplyDrafted(draft="f1.1", answer=ANSWER), m.FollowUpWritten(draft="f1.1", outcome="proposed", text="secret"),
        m.FollowUpProposed(text="secret"), m.FollowUpApproved(text="secret"), m.FollowUpPlanned(at=2, text="kept"),
        a_plan("r2.1", question=0), m.MessageSent(send="r2.1", mid="o1"), mid="o1",
    )  # fmt: skip

    assert "secret" not in repr(facts)
    assert (facts[0].answer.message, facts[8].text) == ("kept", "kept")


def test_every_kind_with_words_is_known():
    """A kind of entry that has a field for words of a message is one that forgetting looks at."""
    wordy = {
        name
        for name in m.__all__
        if isinstance(kind := getattr(m, name), type) and issubclass(kind, msgspec.Struct)
        and {"mid", "send", "question", "draft"} & set(kind.__struct_fields__)
        and {"text", "answer", "attachments", "title"} & set(kind.__struct_fields__)
    }  # fmt: skip

    assert wordy - {"ThreadMessage"} <= HOLDS.keys()


def test_what_was_made_of_the_whole_thread_goes_with_any_message():
    """A summary, and what a draft was compared with: they may quote it."""
    evidence = m.Evidence(values=("secret",), repeats="secret")
    summary, drafted = forgotten(
        m.ThreadSummarised(summary="s1", until="5-0", text="secret"),
        m.ReplyDrafted(draft="q9.1", answer=m.Answer(send=True, message="kept"), evidence=evidence),
        mid="m1",
    )

    assert summary == m.ThreadSummarised(summary="s1", until="5-0", text="")
    assert drafted == m.ReplyDrafted(draft="q9.1", answer=m.Answer(send=True, message="kept"))
