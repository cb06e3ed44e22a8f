"""How often people agree with the model's drafts, through the API."""

from moca.domain import messages as m
from tests.builders import ACCOUNT, a_context
from tests.integration.web.office import Office

PATH = f"/accounts/{ACCOUNT}/agreement"


async def drafted(office: Office, person: str, word: str) -> None:
    """The model's draft about a price, approved, edited or discarded through the API."""
    await office.shop.writes(person, "¿cuánto sale?")
    await office.shop.settle()
    answer = m.Answer(send=True, message="Te cuento", intent="price")
    await office.shop.tell(person, m.ReplyDrafted(draft="q1.1", answer=answer))
    await office.shop.settle()
    body = {"action": word, "question": 1}
    assert (await office.ask("POST", f"/conversations/{ACCOUNT}/{person}/draft", body))[0] == 202


async def test_before_anything_was_decided(office: Office) -> None:
    """Every intent of the account is there, and what to do next is said."""
    status, view = await office.ask("GET", PATH)

    price = next(each for each in view["intents"] if each["intent"] == "price")
    assert status == 200
    assert "set the agent, or an intent, to draft" in view["next_step"]
    assert (price["mode"], price["share"], price["suggestion"]) == ("auto", None, "")


async def test_what_people_decided_is_counted(office: Office) -> None:
    """By intent, with the share and the words; a few drafts suggest nothing."""
    office.shop.context = a_context(agent="draft", debounce_ms=0)
    await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"settings": {"agent": "draft"}})
    await drafted(office, "ana", "approve")
    await drafted(office, "ben", "discard")
    await office.follow()

    _, view = await office.ask("GET", PATH)

    price = next(each for each in view["intents"] if each["intent"] == "price")
    assert (price["judged"]["approved"], price["judged"]["discarded"], price["share"]) == (1, 1, 0.5)
    assert (view["next_step"], price["mode"], price["suggestion"]) == ("", "draft", "")
    assert price["reason"] == "2 of 20 drafts were decided"


async def test_nobodys_agreement(office: Office) -> None:
    """404 for an account that was never connected; 400 for days that are none."""
    assert (await office.ask("GET", "/accounts/1/agreement"))[0] == 404

    status, problem = await office.ask("GET", PATH, days=0)

    assert (status, problem["field"]) == (400, "days")
