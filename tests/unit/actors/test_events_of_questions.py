"""A question knows of what kinds its messages are, so that rules can ask for them."""

from tests.builders import a_message, a_postback
from tests.unit.actors.talk import Talk


def test_a_question_gathers_the_kinds_of_its_messages():
    """Each kind once, over the whole burst."""
    talk = Talk()

    talk.hear(a_message("mira", mid="m1"), a_message("", mid="m2", attachments=("image",)), a_postback(mid="p1"))

    question = talk.state.question
    assert question is not None
    assert [member.events for member in question.members] == [("message",), ("message", "photo"), ("postback",)]
    assert question.events == ("message", "photo", "postback")
