"""One decision opened through the API."""

from moca.domain import messages as m
from tests.builders import ACCOUNT
from tests.integration.web.office import Office


async def test_a_decision_is_opened_with_its_settings_and_their_author(office: Office) -> None:
    """Gates, the rule, the send and its fate, and who made the version that it was decided under."""
    await office.shop.answered("9001")
    await office.follow()

    status, found = await office.ask("GET", f"/conversations/{ACCOUNT}/9001/decisions/1")

    decision = found["decision"]
    assert (status, decision["verdict"], decision["source"]) == (200, "answered", "rule")
    assert [message["text"] for message in decision["asked"]] == ["hola"]
    assert {"name": "rules", "verdict": "pass", "value": "hola"} in decision["gates"]
    assert [(sent["text"], sent["state"]) for sent in decision["sends"]] == [("We open at 9", "sent")]
    assert (found["settings"]["version"], found["settings"]["by"], found["settings"]["note"]) == (1, "api", "connected")


async def test_a_decision_far_back_in_a_long_log_is_found(office: Office) -> None:
    """Page by page, with the words that were asked."""
    await office.shop.answered("9001")
    for number in range(600):
        await office.shop.tell("9001", m.NoteAdded(text=f"note {number}"))
    await office.follow()

    _, found = await office.ask("GET", f"/conversations/{ACCOUNT}/9001/decisions/1")

    assert [message["text"] for message in found["decision"]["asked"]] == ["hola"]
    assert found["decision"]["context"]["version"] == 1


async def test_a_question_that_is_not_decided_is_not_found(office: Office) -> None:
    """Nor one of a conversation that is not there."""
    await office.shop.answered("9001")
    await office.follow()
    statuses = [
        (await office.ask("GET", f"/conversations/{ACCOUNT}/{path}"))[0]
        for path in ("9001/decisions/2", "404/decisions/1")
    ]

    assert statuses == [404, 404]
