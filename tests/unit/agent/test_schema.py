"""The schema that the model is held to."""

import msgspec

from moca.agent.schema import response_format
from moca.domain.account_settings import INTENTS, Intent
from moca.domain.messages import Answer, FollowUpWish, HandOver, LeadSaid


def objects(schema):
    """The schema and every object schema in it."""
    yield schema
    for inner in schema["properties"].values():
        for choice in inner.get("anyOf", [inner]):
            if "properties" in choice:
                yield from objects(choice)


def test_every_object_is_strict():
    """Strict mode wants all properties required and nothing besides, at every depth."""
    wanted = response_format(INTENTS)["json_schema"]
    found = list(objects(wanted["schema"]))

    assert wanted["strict"] is True
    assert len(found) == 4
    for schema in found:
        assert schema["required"] == list(schema["properties"])
        assert schema["additionalProperties"] is False


def test_the_schema_asks_for_what_an_answer_holds():
    """All of it and no more, also inside."""
    asked = response_format(INTENTS)["json_schema"]["schema"]["properties"]

    assert set(asked) == set(Answer.__struct_fields__)
    assert tuple(asked["lead"]["properties"]) == LeadSaid.__struct_fields__
    assert tuple(asked["hand_over"]["properties"]) == HandOver.__struct_fields__
    assert tuple(asked["follow_up"]["anyOf"][0]["properties"]) == FollowUpWish.__struct_fields__


def test_an_account_has_intents_of_its_own():
    """The model chooses among their names."""
    asked = response_format((Intent(name="repair"), Intent(name="other")))["json_schema"]["schema"]

    assert asked["properties"]["intent"] == {"type": "string", "enum": ["repair", "other"]}


def test_without_intents_any_word_will_do():
    """An empty choice would be no legal schema."""
    assert response_format(())["json_schema"]["schema"]["properties"]["intent"] == {"type": "string"}


def test_a_follow_up_may_be_null():
    """Most answers want none."""
    asked = response_format(INTENTS)["json_schema"]["schema"]["properties"]["follow_up"]

    assert [choice["type"] for choice in asked["anyOf"]] == ["object", "null"]


def test_an_accounts_schema_is_made_once():
    """The same intents give the same object."""
    again = msgspec.convert(msgspec.to_builtins(INTENTS), tuple[Intent, ...])

    assert response_format(again) is response_format(INTENTS)
