"""Settings that are refused, with the place and the remedy."""

from typing import Any

import msgspec
import pytest

from moca.domain.account_settings import AccountSettings
from moca.domain.knowledge import Item, Knowledge, QuestionAnswer
from moca.domain.setting_changes import changed_settings

RULE = {"keywords": ["menu"], "reply": "Here it is."}
KNOWN = Knowledge(questions=(QuestionAnswer(question="Wifi?", answer="Yes"),), catalogue=(Item(name="Latte"),))


def refusal(changes: dict[str, Any]) -> str:
    with pytest.raises(msgspec.ValidationError) as refused:
        changed_settings(AccountSettings(), changes)
    return str(refused.value)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"tome": "calm"}, "did you mean tone? - at `$.tome`"),
        ({"zzz": 1}, f"GET shows all {len(AccountSettings.__struct_fields__)} - at `$.zzz`"),
        ({"intents": [{"name": "x", "agent": "draft"}]}, "there are name, about, mode - at `$.intents[0].agent`"),
        ({"knowledge": {"faq": []}}, "there are questions, catalogue, links, policies - at `$.knowledge.faq`"),
        ({"rules": [RULE, RULE | {"before_the_model": True}]}, "mean before_model? - at `$.rules[1].before_the_model`"),
        ({"quiet_hours": {"zone": "UTC"}}, "there are begins, ends - at `$.quiet_hours.zone`"),
        ({"hours": [{"day": ["mon"], "opens": "09:00", "closes": "18:00"}]}, "mean days? - at `$.hours[0].day`"),
        (
            {"comment_rules": [{"private": ["a", {"text": "b", "buttons": [{"tittle": "c"}]}]}]},
            "mean title? - at `$.comment_rules[0].private[1].buttons[0].tittle`",
        ),
    ],
)
def test_an_unknown_field_is_refused_at_any_depth(changes: dict[str, Any], words: str):
    """By its path, with the nearest field that there is, or with all that there are."""
    assert refusal(changes).startswith("there is no such field")
    assert refusal(changes).endswith(words)


def test_every_setting_may_be_written_back():
    """What an account is shown with is what may be given."""
    whole = AccountSettings(knowledge=KNOWN, rules=(), quiet_hours=None)
    shown = {name: msgspec.to_builtins(getattr(whole, name)) for name in AccountSettings.__struct_fields__}

    assert changed_settings(AccountSettings(), shown) == whole


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"time_zone": "Santiago"},
            "there is no time zone 'Santiago': did you mean America/Santiago? - at `$.time_zone`",
        ),
        (
            {"closed_days": ["2026-12-25", "2026-02-30"]},
            "there is no day '2026-02-30': write it as 2026-12-31 - at `$.closed_days[1]`",
        ),
        (
            {"quiet_hours": {"begins": "21:00", "ends": "21:00"}},
            "they must not end when they begin; for none give null - at `$.quiet_hours.ends`",
        ),
        (
            {"hours": [{"days": ["mon"], "opens": "9:00", "closes": "18:00"}]},
            "write it as 09:00 - at `$.hours[0].opens`",
        ),
        ({"quiet_hours": {"begins": "21"}}, "write it as 09:00 - at `$.quiet_hours.begins`"),
        ({"closed_days": ["25.12.2026"]}, "write it as 2026-12-31 - at `$.closed_days[0]`"),
    ],
)
def test_times_that_do_not_exist_are_refused(changes: dict[str, Any], words: str):
    """By their field, with what to write instead."""
    assert refusal(changes) == words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"tone": "x" * 501}, "at most 500 characters - at `$.tone`"),
        ({"business_name": "x" * 201}, "at most 200 characters - at `$.business_name`"),
        ({"away_text": "x" * 901}, "at most 900 characters - at `$.away_text`"),
        ({"rules": [RULE] * 501}, "at most 500 rules - at `$.rules`"),
        ({"courtesy_reaction": "ok"}, "one emoji, such as ❤️; empty = plain silence - at `$.courtesy_reaction`"),
        ({"courtesy_reaction": "❤️❤️"}, "one emoji, such as ❤️; empty = plain silence - at `$.courtesy_reaction`"),
        ({"intents": []}, "at least one, for the model to choose: `other` serves for anything - at `$.intents`"),
        (
            {"intents": [{"name": "price"}, {"name": "price"}]},
            "price stands there twice: make them one - at `$.intents[1].name`",
        ),
        (
            {"intents": [{"name": "Price"}]},
            "lower-case letters, digits and _, a letter first, at most 40: opening_hours - at `$.intents[0].name`",
        ),
        ({"knowledge": {"questions": [{"question": "?"}]}}, "it is missing - at `$.knowledge.questions[0].answer`"),
        (
            {"knowledge": {"links": [{"title": "x", "url": "x"}]}},
            "it begins with https:// - at `$.knowledge.links[0].url`",
        ),
        ({"cooldown_mode": "wait"}, "Invalid enum value 'wait'; allowed: defer, skip - at `$.cooldown_mode`"),
        (
            {"debounce_ms": 60_000, "debounce_max_ms": 1},
            "the cap must not be below the window - at `$.debounce_max_ms`",
        ),
    ],
)
def test_what_is_out_of_bounds_is_refused(changes: dict[str, Any], words: str):
    """By its field, in words that need no knowledge of patterns."""
    assert refusal(changes) == words


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rules": [RULE, {"keywords": ["a"]}]}, "rules[1].reply"),
        ({"rules": [{"regex": ["(a"], "reply": "x"}]}, "rules[0].regex[0]"),
        ({"comment_rules": [{"keywords": ["a"]}]}, "comment_rules[0].public"),
    ],
)
def test_rules_that_could_not_work_are_refused(changes: dict[str, Any], field: str):
    """Whichever way they come."""
    assert refusal(changes).endswith(f" - at `$.{field}`")


def test_each_part_of_the_knowledge_is_changed_by_itself():
    """What is left out of it stays; what is given is replaced whole, also by nothing."""
    changed = changed_settings(AccountSettings(knowledge=KNOWN), {"knowledge": {"policies": "None.", "questions": []}})

    assert changed.knowledge == Knowledge(catalogue=KNOWN.catalogue, policies="None.")


@pytest.mark.parametrize(
    "old",
    [
        AccountSettings(time_zone="Santiago"),
        AccountSettings(tone="x" * 600, business_name="y" * 300),
        AccountSettings(intents=(), courtesy_reaction="ok"),
    ],
)
def test_an_old_fault_stands_in_nobodys_way(old: AccountSettings):
    """What was stored before it was looked at does not keep another setting from being changed, nor from being read."""
    given = {name: msgspec.to_builtins(getattr(old, name)) for name in ("tone", "time_zone", "intents")}

    assert changed_settings(old, given | {"debounce_ms": 1_000}).debounce_ms == 1_000
    assert msgspec.json.decode(msgspec.json.encode(old), type=AccountSettings) == old
