"""A fact that could not be handled: a person must look, and the conversation goes on."""

from moca.runtime.actor import FactParked
from tests.unit.actors.talk import Talk


def test_a_parked_message_is_handed_over():
    """It is decided, though nobody knows what it said."""
    talk = Talk()

    talk.hear(FactParked(entry="17-0", type="MessageReceived", reason="KeyError"))

    assert talk.verdicts == [(1, "handed_over", "parked entry 17-0")]
    assert talk.state.attention == "an entry could not be handled: MessageReceived"


def test_another_parked_fact_only_asks_for_attention():
    """There is no question to decide."""
    talk = Talk()

    talk.hear(FactParked(entry="17-0", type="EchoReceived", reason="KeyError"))

    assert talk.verdicts == []
    assert talk.state.attention == "an entry could not be handled: EchoReceived"


def test_a_parked_draft_does_not_leave_the_question_open():
    """The draft's deadline decides it."""
    talk = Talk()
    talk.asks("¿abren?")

    talk.hear(FactParked(entry="17-0", type="ReplyDrafted", reason="KeyError"))
    talk.wait_for("draft")

    assert talk.verdicts == [(1, "handed_over", "model timeout")]


def test_a_parked_result_leaves_a_doubt():
    """The call's deadline opens it."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts()
    talk.calls()

    talk.hear(FactParked(entry="17-0", type="SendSucceeded", reason="KeyError"))
    talk.wait_for("call")

    assert talk.phase == "unknown"
