"""How long the business may write after a customer's word."""

from itertools import permutations

import pytest

from moca.domain.messages import (
    CommentReceived,
    EchoReceived,
    MessageEdited,
    MessageRead,
    MessageReceived,
    MessageUnsent,
    PostbackReceived,
    ReactionReceived,
    Referral,
    ReferralReceived,
)
from moca.domain.window import DAY_MS, human_agent_until, renewed, standard_until

AT = 1_769_860_800_000


@pytest.mark.parametrize(
    "fact",
    [
        MessageReceived(mid="m", sent_at=AT, text="hola"),
        MessageReceived(mid="m", sent_at=AT, standby=True),
        MessageReceived(mid="m", sent_at=AT, is_unsupported=True),
        PostbackReceived(sent_at=AT, payload="HOURS"),
    ],
)
def test_a_customers_word_opens_the_window(fact):
    """For 24 hours from Meta's time of it."""
    assert renewed(0, fact) == AT + DAY_MS


@pytest.mark.parametrize(
    "fact",
    [
        CommentReceived(comment_id="c", sent_at=AT),
        ReactionReceived(mid="m", sent_at=AT),
        MessageRead(mid="m", sent_at=AT),
        MessageEdited(mid="m", sent_at=AT, text="x", num_edit=1),
        MessageUnsent(mid="m", sent_at=AT),
        EchoReceived(mid="m", sent_at=AT),
        ReferralReceived(sent_at=AT, referral=Referral(ref="spring")),
    ],
)
def test_anything_else_leaves_it(fact):
    """Comments, reactions, reads, edits, unsends, echoes and referrals open nothing."""
    assert renewed(7, fact) == 7


def test_the_order_of_arrival_does_not_matter():
    """The newest word counts, whenever it comes in."""
    facts = [MessageReceived(mid=str(at), sent_at=AT + at) for at in (0, 5, 9)]
    ends = set()
    for order in permutations(facts):
        until = 0
        for fact in order:
            until = renewed(until, fact)
        ends.add(until)

    assert ends == {standard_until(AT + 9)}


def test_a_person_has_seven_days():
    """HUMAN_AGENT reaches a week from the customer's message."""
    assert human_agent_until(AT) - AT == 7 * 24 * 3600 * 1000
