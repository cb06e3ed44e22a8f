"""A person takes over: nothing of the bot's leaves any more, and the bot is in charge again when it is quiet."""

from moca.actors.effects import DraftReply
from moca.domain import messages as m
from tests.builders import MINUTE, a_message, a_reply, an_echo
from tests.unit.actors.talk import Talk


def test_while_the_model_is_asked():
    """A person's reply ends the open question, and the late draft is not said."""
    talk = Talk()
    talk.asks("¿abren?")

    talk.hear(a_reply("Sí, hasta las 8"))
    talk.drafts("Yes")
    talk.sends()

    assert talk.verdicts == [(1, "blocked", "person")]
    assert talk.said == ["Sí, hasta las 8"]


def test_while_the_answer_is_queued():
    """The answer is withdrawn before the person's words leave."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("Yes")

    talk.hear(a_reply("Sí, hasta las 8"))

    assert not talk.begin("r1.1#1")
    assert talk.records(m.MessageWithdrawn) == [m.MessageWithdrawn(send="r1.1", reason="person")]
    talk.sends()
    assert talk.said == ["Sí, hasta las 8"]


def test_while_the_first_part_is_called():
    """Past the cut the part stays, the rest is withdrawn, the person's words come after."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("x" * 900 + "\n\n" + "y" * 900)
    call = talk.calls()

    talk.hear(a_reply("Sí"))
    talk.hear(m.SendSucceeded(send=call, mid="o1"))
    talk.sends()

    assert talk.verdicts == [(1, "answered", "cut short: person")]
    assert talk.said == ["x" * 900, "Sí"]
    assert talk.records(m.MessageWithdrawn) == [m.MessageWithdrawn(send="r1.2", reason="person")]


def test_between_two_parts():
    """The parts that have not left are withdrawn at once."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("x" * 900 + "\n\n" + "y" * 900)
    talk.sends()

    talk.hear(m.OwnerSet(owner="person", by="ana"))

    assert talk.verdicts == [(1, "answered", "cut short: person")]
    assert (talk.phase, talk.state.permit) == ("", None)


def test_an_answer_that_comes_back_unsent_after_a_takeover():
    """Called, taken over, not made: it is never called again."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("Yes")
    call = talk.calls()
    talk.hear(m.OwnerSet(owner="person", by="ana"))

    talk.hear(m.SendNotMade(send=call, detail="no route"))

    assert talk.verdicts == [(1, "blocked", "person")]
    assert talk.phase == ""


def test_an_answer_that_comes_back_for_the_token_after_a_takeover():
    """Called, taken over, refused for the account's sake: it does not wait for the account."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("Yes")
    call = talk.calls()
    talk.hear(m.OwnerSet(owner="person", by="ana"))

    talk.hear(m.SendRefused(send=call, kind="token", detail="expired"))

    assert talk.verdicts == [(1, "blocked", "person")]
    assert (talk.phase, talk.waits) == ("", [])


def test_words_typed_in_instagram_take_over():
    """An echo that is not ours withdraws the queued answer and stands in the thread."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("Yes")

    talk.hear(an_echo("Sí, hasta las 8", sent_at=talk.now))

    assert talk.verdicts == [(1, "blocked", "person")]
    assert talk.records(m.PersonWrote) == [m.PersonWrote(mid="e1", sent_at=talk.now, text="Sí, hasta las 8")]
    assert talk.records(m.OwnerChanged) == [
        m.OwnerChanged(owner="person", reason="wrote_in_instagram", by="instagram"),
    ]


def test_the_bot_is_silent_while_a_person_is_in_charge():
    """Questions are decided, not drafted."""
    talk = Talk()
    talk.hear(m.OwnerSet(owner="person", by="ana"))

    talk.asks("¿abren?")

    assert talk.verdicts == [(1, "blocked", "person")]
    assert talk.effects(DraftReply) == []


def test_the_bot_comes_back_when_the_person_is_idle():
    """After the idle time the ledger says so, and the next question is answered."""
    talk = Talk(hand_back_minutes=30)
    talk.hear(m.OwnerSet(owner="person", by="ana"))

    talk.later(30 * MINUTE)
    talk.answers()

    assert talk.records(m.OwnerChanged)[1] == m.OwnerChanged(owner="bot", reason="idle")
    assert talk.verdicts == [(1, "answered", "")]


def test_each_word_of_a_person_renews_the_idle_time():
    """Replies and words typed in Instagram both count."""
    talk = Talk(hand_back_minutes=30)
    talk.writes()
    talk.hear(a_reply())
    talk.sends()
    talk.later(20 * MINUTE)
    talk.hear(an_echo("una cosa más", sent_at=talk.now))
    talk.later(29 * MINUTE)

    before = talk.state.owner
    talk.later(MINUTE)

    assert (before, talk.state.owner) == ("person", "bot")


def test_zero_minutes_is_never():
    """With 0 a person keeps the conversation until it is given back."""
    talk = Talk(hand_back_minutes=0)

    talk.hear(m.OwnerSet(owner="person", by="ana"))

    assert talk.wake[0] is None
    talk.hear(m.OwnerSet(owner="bot", by="ana"))
    assert talk.state.owner == "bot"


def test_giving_back_by_hand():
    """The ledger names who gave it back, and no idle time is left over."""
    talk = Talk()
    talk.hear(m.OwnerSet(owner="person", by="ana"), m.OwnerSet(owner="bot", by="ben"))

    assert talk.records(m.OwnerChanged)[1] == m.OwnerChanged(owner="bot", reason="handed_back", by="ben")
    assert talk.wake[0] is None


def test_the_bots_first_answer_opens_its_stretch():
    """Nobody is in charge until somebody has spoken."""
    talk = Talk()

    talk.answers()

    assert talk.records(m.OwnerChanged) == [m.OwnerChanged(owner="bot", reason="answered")]


def test_an_app_in_charge_silences_the_bot():
    """A message in standby belongs to another app, and takes back what was ready."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("Yes")

    talk.hear(a_message("¿hola?", mid="m2", sent_at=talk.now, standby=True))
    talk.wait_for("quiet")

    assert talk.verdicts[-1] == (2, "blocked", "app")
    assert (talk.phase, talk.effects(DraftReply)[1:]) == ("", [])


def test_an_app_that_answers_takes_the_draft_back():
    """While the model thinks, another app writes: the draft is not said."""
    talk = Talk()
    talk.asks("¿abren?")

    talk.hear(an_echo("Automated hello", sent_at=talk.now, standby=True))
    talk.drafts("Yes")

    assert talk.verdicts == [(1, "blocked", "app")]
    assert talk.phase == ""


def test_an_app_that_takes_control_takes_the_queued_answer_back():
    """The thread's control was taken: what has not been called stays."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("Yes")

    talk.hear(m.ThreadControlChanged(sent_at=talk.now, action="take", new_app="42"))

    assert talk.verdicts == [(1, "blocked", "app")]
    assert not talk.begin("r1.1#1")


def test_an_apps_stretch_does_not_end_by_a_persons_idle_time():
    """The person's clock stops when an app is in charge."""
    talk = Talk(hand_back_minutes=30)
    talk.hear(m.OwnerSet(owner="person", by="ana"))
    talk.hear(a_message(standby=True))

    talk.later(60 * MINUTE)

    assert talk.state.owner == "app"


def test_an_app_leaves():
    """A message that is not in standby says that the thread is ours again."""
    talk = Talk()
    talk.hear(m.ThreadControlChanged(sent_at=talk.now, action="take", new_app="42"))

    talk.answers()

    assert talk.verdicts == [(1, "answered", "")]


def test_a_postback_in_standby_belongs_to_the_app():
    """Buttons are no exception."""
    talk = Talk()

    talk.hear(m.PostbackReceived(sent_at=talk.now, title="Book", mid="p1", standby=True))
    talk.wait_for("quiet")

    assert talk.verdicts == [(1, "blocked", "app")]


def test_passed_control_does_not_take_a_conversation_from_a_person():
    """Control that comes back to us ends an app's stretch and nobody else's."""
    talk = Talk()
    talk.hear(m.OwnerSet(owner="person", by="ana"))

    talk.hear(m.ThreadControlChanged(sent_at=talk.now, action="pass", previous_app="42"))

    assert talk.state.owner == "person"


def test_a_thread_of_another_app():
    """Meta's refusal because another app owns the thread puts that app in charge."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("Yes")

    talk.hear(m.SendRefused(send=talk.calls(), kind="thread", code=100, subcode=2534037))

    assert talk.state.owner == "app"
    assert talk.verdicts == [(1, "failed", "refused")]
