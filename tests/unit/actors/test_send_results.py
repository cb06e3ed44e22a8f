"""What follows from each result of a call."""

import msgspec
import pytest

from moca.actors.effects import SendMessage
from moca.domain import messages as m
from moca.domain.account import AccountLost, AccountThrottled
from moca.domain.pacing import ATTEMPTS
from tests.builders import ACCOUNT, DAY, HOUR, MINUTE, SECOND, START, a_message, a_reply
from tests.unit.actors.talk import Talk


def with_a_queued_answer(**settings) -> Talk:
    talk = Talk(**settings)
    talk.asks("¿abren?")
    talk.drafts("Yes")
    return talk


def test_success():
    """The message has its mid, the question its verdict, and nothing waits."""
    talk = with_a_queued_answer()

    talk.sends("o1")

    assert talk.records(m.MessageSent) == [m.MessageSent(send="r1.1", mid="o1", how="response")]
    assert talk.verdicts == [(1, "answered", "")]
    assert talk.wake[0] is None


def test_success_with_a_wish_to_rest():
    """Meta's usage headers hold the whole account."""
    talk = with_a_queued_answer()

    talk.hear(m.SendSucceeded(send=talk.calls(), mid="o1", pause_ms=5_000))

    (told,) = talk.told
    assert told.to == f"account/{ACCOUNT}"
    assert msgspec.json.decode(told.body, type=AccountThrottled).until == talk.now + 5_000


def test_not_made_is_tried_again_with_backoff():
    """Nothing was written, so the same part goes again under a new attempt, later each time."""
    talk = with_a_queued_answer()
    waits = []

    for _ in range(4):
        talk.not_made()
        waits.append((talk.wake[0] or 0) - talk.now)
        talk.wait_for("retry")
    talk.sends()

    assert all(750 * 2**n <= wait <= 1_000 * 2**n for n, wait in enumerate(waits))
    assert [send.id for send in talk.effects(SendMessage)] == [f"r1.1#{n}" for n in range(1, 6)]
    assert talk.verdicts == [(1, "answered", "")]


def test_the_wait_that_was_asked_for_is_kept():
    """A result that names its own wait is not tried earlier."""
    talk = with_a_queued_answer()

    talk.not_made(retry_after_ms=90_000)

    assert talk.wake == (talk.now + 90_000, "retry")


def test_the_budget_ends():
    """After so many attempts the message is parked for a person."""
    talk = with_a_queued_answer()

    for _ in range(ATTEMPTS - 1):
        talk.not_made()
        talk.wait_for("retry")
    talk.not_made()

    assert talk.verdicts == [(1, "failed", "parked")]
    assert talk.records(m.MessageFailed)[0].state == "parked"
    assert (talk.phase, talk.wake[0]) == ("", None)


def test_throttling_tells_the_account_and_waits():
    """The message waits as long as Meta says, and so does the account."""
    talk = with_a_queued_answer()

    talk.hear(m.SendThrottled(send=talk.calls(), scope="account", retry_after_ms=60_000, code=613, subcode=7))

    (told,) = talk.told
    assert msgspec.json.decode(told.body, type=AccountThrottled) == AccountThrottled(
        until=talk.now + 60_000, code=613, subcode=7
    )
    assert talk.wake == (talk.now + 60_000, "retry")
    assert talk.records(m.MessageDelayed)[0].code == 613


def test_throttling_for_one_person_holds_nobody_else():
    """The account is not told."""
    talk = with_a_queued_answer()

    talk.hear(m.SendThrottled(send=talk.calls(), scope="person", retry_after_ms=60_000))

    assert talk.told == []


def test_a_held_account():
    """What is ready while the account is held waits until the hold ends."""
    talk = Talk(held_until=START + MINUTE)
    talk.asks("¿abren?")
    talk.drafts("Yes")
    waiting = talk.wake

    talk.wait_for("retry")
    talk.sends()

    assert waiting == (START + MINUTE, "retry")
    assert talk.said == ["Yes"]


def test_an_account_that_is_held_while_the_sender_is_away():
    """A send that is to be queued again during a hold has no permit until the hold ends."""
    talk = with_a_queued_answer()
    talk.context = Talk(held_until=START + HOUR).context

    talk.wait_for("requeue")

    assert (talk.phase, talk.state.permit) == ("delayed", None)
    talk.wait_for("retry")
    talk.sends()
    assert talk.said == ["Yes"]


@pytest.mark.parametrize("kind", ["content", "recipient"])
def test_a_refusal_for_good(kind):
    """It is not tried again, and a person is told why."""
    talk = with_a_queued_answer()

    talk.hear(m.SendRefused(send=talk.calls(), kind=kind, code=100, subcode=33, trace="T", detail="no such user"))

    assert talk.records(m.MessageFailed) == [
        m.MessageFailed(send="r1.1", state="refused", reason="no such user", code=100, subcode=33, trace="T")
    ]
    assert talk.verdicts == [(1, "failed", "refused")]
    assert (talk.state.attention, talk.wake[0]) == ("not sent: no such user", None)


def test_a_refusal_for_the_window_closes_it():
    """The next question finds it closed until the customer writes."""
    talk = with_a_queued_answer()

    talk.hear(m.SendRefused(send=talk.calls(), kind="window"))

    assert talk.state.window_until == talk.now
    assert talk.verdicts == [(1, "failed", "refused")]


def test_a_missing_permission_is_refused():
    """Nothing would tell when the permission is there: a person sees the reason and may send it again."""
    talk = with_a_queued_answer()

    talk.hear(m.SendRefused(send=talk.calls(), kind="permission", detail="access to messages is switched off"))

    assert talk.verdicts == [(1, "failed", "refused")]
    assert talk.state.attention == "not sent: access to messages is switched off"


def test_turned_away_by_the_sender():
    """A send that was not called, because the account cannot send, waits and does not lose the account again."""
    talk = with_a_queued_answer()

    talk.hear(m.SendRefused(send="r1.1#1", kind="account", detail="expired"))

    assert (talk.phase, len(talk.waits), talk.told) == ("account", 1, [])


def test_an_answer_first_called_as_a_later_attempt_counts_and_keeps_its_distance():
    """Turned away before any call, it is still one answer of the day, counted at its first call."""
    talk = with_a_queued_answer()
    talk.hear(m.SendRefused(send="r1.1#1", kind="account", detail="expired"))
    talk.hear(m.AccountRestored())

    talk.sends()

    assert talk.state.bot_replies_today == 1


@pytest.mark.parametrize("kind", ["token", "policy"])
def test_a_lost_account(kind):
    """The account is told, the message waits for it, and goes on when it is restored."""
    talk = with_a_queued_answer()

    talk.hear(m.SendRefused(send=talk.calls(), kind=kind, code=190, detail="expired"))
    assert msgspec.json.decode(talk.told[0].body, type=AccountLost).reason == "expired"
    assert (talk.phase, len(talk.waits)) == ("account", 1)
    talk.later(MINUTE)
    talk.hear(m.AccountRestored())
    talk.sends()

    assert talk.said == ["Yes", "Yes"]
    assert talk.verdicts == [(1, "answered", "")]


def test_a_loss_names_the_time_of_its_own_call():
    """A second attempt that meets a dead token tells when that attempt was called, not the first."""
    talk = with_a_queued_answer()
    talk.not_made()
    talk.later(MINUTE)
    call = talk.calls()

    talk.hear(m.SendRefused(send=call, kind="token", detail="expired"))

    assert msgspec.json.decode(talk.told[0].body, type=AccountLost).called_at == talk.now


def test_losses_are_told_apart():
    """Two losses of the account are two facts, also when the same send of two people met them."""
    first, second = with_a_queued_answer(), with_a_queued_answer()
    first.hear(m.SendRefused(send=first.calls(), kind="token"))
    second.later(MINUTE)

    second.hear(m.SendRefused(send=second.calls(), kind="token"))

    assert first.told[0].id != second.told[0].id


def test_an_account_that_is_never_restored():
    """The wait ends with the window: parked, for a person."""
    talk = with_a_queued_answer()
    talk.hear(m.SendRefused(send=talk.calls(), kind="token"))

    talk.wait_for("window")

    assert talk.now == START + DAY
    assert talk.verdicts == [(1, "failed", "parked")]


def test_a_disconnected_account_is_not_asked():
    """What is ready while the account is lost waits at once, without a call."""
    talk = Talk(disconnected="token expired")
    talk.asks("¿abren?")
    talk.drafts("Yes")
    waits = len(talk.waits)

    talk.context = Talk().context
    talk.hear(m.AccountRestored())
    talk.sends()

    assert (waits, talk.said) == (1, ["Yes"])


def test_an_account_that_is_lost_again():
    """Each wait has its own id."""
    talk = Talk(disconnected="token expired")
    talk.asks("¿abren?")
    talk.drafts("Yes")

    talk.hear(m.AccountRestored())

    first, second = talk.waits
    assert first.id != second.id


def test_the_window_closes_while_the_answer_waits():
    """Nothing is called that Meta would refuse."""
    talk = Talk()
    talk.hear(a_message(sent_at=START - DAY + MINUTE))
    talk.wait_for("quiet")
    talk.drafts("Yes")
    talk.hear(m.SendThrottled(send=talk.calls(), scope="person", retry_after_ms=2 * MINUTE))

    talk.wait_for("retry")

    assert talk.verdicts == [(1, "failed", "refused")]
    assert talk.state.attention == "not sent: the window is closed"


def test_a_call_that_came_too_late():
    """The sender finds the window shut and says that nothing was made: the actor gives up."""
    talk = with_a_queued_answer()
    talk.now = START + DAY + 1

    assert not talk.begin("r1.1#1")
    talk.hear(m.SendNotMade(send="r1.1#1", detail="expired"))
    talk.wait_for("retry")

    assert talk.verdicts == [(1, "failed", "refused")]


def test_a_send_that_the_sender_never_took_is_queued_again():
    """A lost queue does not lose the message, and the permit keeps it single."""
    talk = with_a_queued_answer()

    talk.later(30 * MINUTE)

    assert [send.id for send in talk.effects(SendMessage)] == ["r1.1#1", "r1.1#1"]
    talk.sends()
    assert not talk.begin("r1.1#1")


def test_results_of_an_older_attempt_are_ignored():
    """A failure that is told late does not disturb the attempt under way."""
    talk = with_a_queued_answer()
    first = talk.not_made()
    talk.wait_for("retry")
    talk.calls()

    talk.hear(
        m.SendNotMade(send=first),
        m.SendThrottled(send=first),
        m.SendRefused(send=first, kind="token"),
        m.SendUnknown(send=first),
    )

    assert (talk.phase, talk.told) == ("calling", [])


def test_a_call_without_a_result_is_unknown():
    """A sender that died leaves a doubt, not a silence."""
    talk = with_a_queued_answer()
    talk.calls()

    talk.wait_for("call")

    assert talk.now == START + 4 * SECOND + 17 * SECOND
    assert talk.records(m.MessageInDoubt) == [m.MessageInDoubt(send="r1.1", reason="no result came")]


def test_a_persons_message_is_parked_like_any_other():
    """The budget is the same; there is just no question to decide."""
    talk = Talk()
    talk.writes("gracias")
    talk.hear(a_reply("De nada"))

    talk.hear(m.SendRefused(send=talk.calls(), kind="recipient", detail="gone"))

    assert talk.records(m.MessageFailed)[0].send == "p-1.1"
    assert [verdict for _, verdict, _ in talk.verdicts] == ["blocked"]
