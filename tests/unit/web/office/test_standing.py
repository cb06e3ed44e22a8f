"""What may leave of a conversation, and what waits in it for a person."""

from moca.domain.account import Account, AccountHealth
from moca.domain.conversation import Conversation
from moca.domain.follow_up import FollowUp
from moca.domain.messages import Answer, Hit
from moca.domain.question import Member, Question
from moca.domain.reply import Reply
from moca.domain.window import DAY_MS
from moca.instagram.accounts import Held
from moca.settings import Secret
from moca.web.office.inbox.standing import Draft, HeldAnswer, Reach, standing_of

NOW = 1_700_000_000_000
HIT = Hit(kind="price", start=3, end=4, reason="no such price")


def reach(last_customer_at: int) -> Reach:
    state = Conversation(last_customer_at=last_customer_at, window_until=last_customer_at + DAY_MS)
    return standing_of(state, None, NOW).reach


def test_the_window_is_open_for_a_day_and_for_a_human_agent_for_seven() -> None:
    """After that nobody may write; who never wrote a message cannot be answered yet."""
    assert reach(NOW - DAY_MS + 1) == "open"
    assert reach(NOW - DAY_MS) == "late"
    assert reach(NOW - 7 * DAY_MS + 1) == "late"
    assert reach(NOW - 7 * DAY_MS) == "closed"
    assert standing_of(Conversation(), None, NOW).reach == "never"


def test_a_draft_waits_with_what_it_answers() -> None:
    """Its words, its hits, the customer's words, the model's reason and confidence."""
    question = Question(
        number=4, opened_at=1, waiting_since=1, members=(Member(mid="m", text="How much?"), Member(mid="n", text="")), phase="proposed",
        proposal="It 5", hits=(HIT,), answer=Answer(send=True, reason="Price asked.", confidence=0.8),
    )  # fmt: skip

    found = standing_of(Conversation(question=question), None, NOW).drafts

    assert found == (Draft(4, "It 5", (HIT,), ("How much?",), "Price asked.", 0.8),)


def test_a_question_that_is_still_asked_is_no_draft_and_a_follow_up_is_one() -> None:
    """Of a follow-up, what it was to be about stands as the reason."""
    question = Question(number=4, opened_at=1, waiting_since=1, phase="drafting")
    follow_up = FollowUp(at=5, wish="the sizes", proposal="Did you find your size?", hits=(HIT,))

    found = standing_of(Conversation(question=question, follow_up=follow_up), None, NOW).drafts

    assert found == (Draft(0, "Did you find your size?", (HIT,), (), "the sizes"),)


def test_a_held_answer_is_shown_with_its_time() -> None:
    """All its parts; what waits for something else than its hold is not held."""
    held = Reply(id="r1", source="bot", parts=("Hi.", "Bye."), retry_at=90, hold_until=90)
    queued = Reply(id="r2", source="bot", parts=("Hi.",), phase="queued", hold_until=90)

    assert standing_of(Conversation(replies=(held, queued)), None, NOW).held == (HeldAnswer("r1", "Hi.\nBye.", 90),)


def test_an_account_that_cannot_send_is_told() -> None:
    """A pause that is over is none."""

    def of(health: AccountHealth) -> tuple[str, int]:
        found = standing_of(Conversation(), Held(Account(id="1"), health, Secret("t")), NOW)
        return found.disconnected, found.paused_until

    assert of(AccountHealth(disconnected="the token ended")) == ("the token ended", 0)
    assert of(AccountHealth(held_until=NOW + 5)) == ("", NOW + 5)
    assert of(AccountHealth(held_until=NOW - 5)) == ("", 0)
