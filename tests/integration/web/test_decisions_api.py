"""One decision opened through the API."""

import msgspec

from moca.domain import messages as m
from moca.domain.facts import facts_of
from tests.builders import ACCOUNT
from tests.integration.views.shop import conversation
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


async def test_the_facts_of_an_answer_are_told_as_they_were_then(office: Office) -> None:
    """In the words of the version that it was decided under; an id that it does not hold stays an id."""
    facts = {"facts": "Open from nine.", "debounce_ms": 0}
    await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"settings": facts})
    context = await office.app.state.accounts.context(conversation("9001"))
    [fact] = facts_of(context.settings)
    office.shop.context = msgspec.structs.replace(context, model_available=True)
    await office.shop.writes("9001", "¿abren?")
    await office.shop.settle()
    answer = m.Answer(send=True, message="We are open from nine.", facts=(fact.id, "gone"))
    await office.shop.tell("9001", m.ReplyDrafted(draft="q1.1", answer=answer))
    await office.shop.send()
    await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"settings": {"facts": "Open from ten."}})

    _, found = await office.ask("GET", f"/conversations/{ACCOUNT}/9001/decisions/1")

    assert found["facts"] == [
        {"id": fact.id, "kind": "text", "title": "", "text": "Open from nine."},
        {"id": "gone", "kind": "", "title": "", "text": ""},
    ]
    assert (found["settings"]["version"], found["settings"]["by"]) == (2, "admin")


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
