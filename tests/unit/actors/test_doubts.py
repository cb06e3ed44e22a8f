"""A call whose fate is unknown: its echo, then the thread, then a person; never a blind repetition."""

import pytest

from moca.actors.effects import ReadBack, SendMessage
from moca.domain import messages as m
from moca.domain.pacing import DOUBTS, LOOKUPS
from tests.builders import MINUTE, SECOND, START, a_message, a_reply, a_thread_message, an_echo
from tests.unit.actors.talk import CALL_MS, Talk, in_doubt, seen_in_thread


def ours(talk: Talk, mid="o1", text="Yes"):
    return a_thread_message(mid, text, talk.now, from_account=True)


def test_its_echo_settles_it():
    """The echo names the mid, and nothing is looked up."""
    talk = in_doubt()

    talk.hear(an_echo("Yes", mid="o1", sent_at=talk.now))

    assert talk.records(m.MessageSent) == [m.MessageSent(send="r1.1", mid="o1", how="echo")]
    assert talk.verdicts == [(1, "answered", "")]
    assert talk.effects(ReadBack) == []


def test_the_thread_settles_it():
    """The message stands in the thread under a mid nobody knew."""
    talk = in_doubt()

    talk.looks(seen_in_thread(), ours(talk))

    assert talk.records(m.MessageSent) == [m.MessageSent(send="r1.1", mid="o1", how="read_back")]
    assert talk.verdicts == [(1, "answered", "")]


def test_the_first_look_comes_after_the_deadline():
    """5 s after the POST cannot arrive any more, and the second 15 s after the first."""
    talk = in_doubt()
    called_at = talk.now

    talk.looks(seen_in_thread())
    first = talk.now
    talk.looks(seen_in_thread())

    assert (first - called_at, talk.now - first) == (CALL_MS + 5 * SECOND, 15 * SECOND)


def test_proven_absent_twice_it_is_sent_again():
    """Two complete looks without it: the same part under a new attempt."""
    talk = in_doubt()

    talk.looks(seen_in_thread())
    assert talk.phase == "unknown"
    talk.looks(seen_in_thread())
    talk.wait_for("retry")
    talk.sends("o2")

    assert [send.id for send in talk.effects(SendMessage)] == ["r1.1#1", "r1.1#2"]
    assert talk.verdicts == [(1, "answered", "")]


def test_absence_is_not_proven_by_a_thread_without_anything_from_before():
    """Nobody can tell how far the look reached back, so a person decides."""
    talk = in_doubt()

    talk.looks(a_thread_message("m9", "¿hola?", talk.now))

    assert talk.verdicts == [(1, "failed", "parked")]
    assert talk.wake[0] is None


def test_a_message_from_after_the_call_proves_nothing():
    """What the customer wrote right after the call does not show that the look reached back to it."""
    talk = in_doubt()
    talk.later(SECOND)
    mid = talk.writes("¿hola?")

    talk.wait_for("quiet")
    talk.looks(a_thread_message(mid, "¿hola?", talk.now - 4 * SECOND))

    assert talk.verdicts == [(1, "failed", "parked")]


def test_incomplete_looks_do_not_count():
    """Graph is down: the doubt waits, and neither resends nor parks."""
    talk = in_doubt()

    for _ in range(5):
        talk.looks(complete=False)
    talk.looks(seen_in_thread())
    talk.looks(seen_in_thread())

    assert talk.phase == "delayed"


def test_a_look_without_an_answer_is_repeated():
    """A performer that died does not leave the doubt open."""
    talk = in_doubt()

    talk.wait_for("lookup")
    talk.wait_for("lookup")

    first, second = talk.effects(ReadBack)
    assert first.id != second.id


def test_a_late_answer_of_an_older_look_is_ignored():
    """Only the look under way counts, so that two absences are two looks."""
    talk = in_doubt()
    talk.wait_for("lookup")
    talk.wait_for("lookup")
    first, second = talk.effects(ReadBack)

    for look in (first, second):
        talk.hear(m.ReadBackResult(lookup=look.id, complete=True, messages=(seen_in_thread(),)))

    assert talk.phase == "unknown"


def test_the_same_look_told_twice_counts_once():
    """Two proofs need two looks."""
    talk = in_doubt()
    talk.looks(seen_in_thread())
    (look,) = talk.effects(ReadBack)

    talk.hear(m.ReadBackResult(lookup=look.id, complete=True, messages=(seen_in_thread(),)))

    assert talk.phase == "unknown"


def test_the_looks_end():
    """After so many looks without an answer a person decides."""
    talk = in_doubt()

    for _ in range(LOOKUPS):
        talk.looks(complete=False)
    talk.wait_for("lookup")

    assert talk.verdicts == [(1, "failed", "parked")]


def test_the_doubts_end():
    """A message that Meta never answers for is parked after a few proven absences."""
    talk = in_doubt()

    for _ in range(DOUBTS):
        talk.looks(seen_in_thread())
        talk.looks(seen_in_thread())
        talk.wait_for("retry")
        talk.hear(m.SendUnknown(send=talk.calls()))
    talk.looks(seen_in_thread())
    talk.looks(seen_in_thread())

    assert talk.verdicts == [(1, "failed", "parked")]


def test_a_mid_that_is_known_is_not_ours_to_take():
    """The same text sent before does not settle this one."""
    talk = Talk(cooldown_seconds=0)
    talk.answers("¿abren?", "Yes")
    talk.asks("¿seguro?")
    talk.drafts("Yes")
    talk.hear(m.SendUnknown(send=talk.calls()))

    talk.looks(seen_in_thread("m2"), ours(talk, "mid-of-r1.1#1"))

    assert talk.phase == "unknown"


def test_a_persons_words_are_not_taken_for_ours():
    """What a person typed in Instagram is known by its mid, also when it is the same text."""
    talk = Talk(hand_back_minutes=0)
    talk.writes("¿abren?")
    talk.hear(an_echo("Yes", mid="e1", sent_at=talk.now))
    talk.hear(a_reply("Yes"))
    talk.hear(m.SendUnknown(send=talk.calls()))

    talk.looks(seen_in_thread(), ours(talk, "e1"))

    assert (talk.phase, talk.records(m.MessageSent)) == ("unknown", [])


def test_our_clock_may_be_wrong():
    """Ours is found by what stood before it, not by the clock of this machine."""
    talk = in_doubt(took_ms=20 * SECOND)

    talk.looks(seen_in_thread(), a_thread_message("o1", "Yes", START + 2 * SECOND, from_account=True))

    assert talk.verdicts == [(1, "answered", "")]


def test_a_takeover_in_doubt():
    """Found in the thread it is answered, cut short; nothing is sent again."""
    talk = in_doubt()
    talk.hear(m.OwnerSet(owner="person"))

    talk.looks(seen_in_thread(), ours(talk))

    assert talk.verdicts == [(1, "answered", "cut short: person")]


@pytest.mark.parametrize("doubts", range(DOUBTS + 1))
def test_a_takeover_and_a_proven_absence(doubts):
    """Proven absent after a takeover it is withdrawn, however often it was tried."""
    talk = in_doubt()
    for _ in range(doubts):
        talk.looks(seen_in_thread())
        talk.looks(seen_in_thread())
        talk.wait_for("retry")
        talk.hear(m.SendUnknown(send=talk.calls()))
    talk.hear(m.OwnerSet(owner="person"))

    talk.looks(seen_in_thread())
    talk.looks(seen_in_thread())

    assert talk.verdicts == [(1, "blocked", "person")]
    assert (talk.phase, talk.state.given_up) == ("", ())


def test_a_takeover_in_doubt_leaves_no_echo_behind():
    """Words typed in Instagram, held while the doubt was open, are heard when it is proven absent."""
    talk = in_doubt()
    talk.hear(an_echo("Hola, soy Ana", sent_at=talk.now), m.OwnerSet(owner="person"))

    talk.looks(seen_in_thread())
    talk.looks(seen_in_thread())

    assert [written.text for written in talk.records(m.PersonWrote)] == ["Hola, soy Ana"]
    assert talk.state.held_echoes == ()


def test_a_new_message_in_doubt():
    """The new question is drafted and its answer waits behind the doubt."""
    talk = in_doubt()

    talk.asks("¿y mañana?")
    talk.drafts("Also")

    assert (talk.phase, talk.state.permit, len(talk.state.replies)) == ("unknown", None, 2)
    talk.looks(seen_in_thread(), ours(talk))
    talk.sends()
    assert talk.said == ["Yes", "Also"]


def test_a_new_message_and_a_proven_absence():
    """Both questions are asked anew together, since the newer answer counted on the older one."""
    talk = in_doubt()
    talk.asks("¿y mañana?")
    talk.drafts("Also")

    talk.looks(seen_in_thread())
    talk.looks(seen_in_thread())
    talk.drafts("Los dos días")
    talk.sends()

    assert talk.verdicts == [(1, "superseded", "2"), (2, "answered", "")]


def test_a_refusal_that_comes_late():
    """Meta refused after the sender had given up waiting: nothing was sent."""
    talk = in_doubt()

    talk.hear(m.SendRefused(send="r1.1#1", kind="content", detail="not allowed"))

    assert talk.verdicts == [(1, "failed", "refused")]


def test_a_first_contact_cannot_be_proven_absent():
    """A thread of which nothing was known before the call proves nothing."""
    talk = Talk()
    talk.hear(a_message(mid="m1", sent_at=talk.now))
    talk.hear(a_reply("Hola"))
    talk.hear(m.SendUnknown(send=talk.calls()))

    talk.looks()

    assert talk.records(m.MessageFailed)[0].state == "parked"
    talk.later(MINUTE)
    assert talk.effects(ReadBack)[1:] == []
