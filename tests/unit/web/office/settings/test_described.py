"""Every setting has its place in the office, the words of the docs, its Spanish, and comes back from its field."""

import re
from pathlib import Path

import pytest

from moca.domain.account_settings import AccountSettings
from moca.web.office.settings.described import (
    Described,
    UnreadableError,
    bounds_of,
    default_in_words,
    range_in_words,
    read,
    shown,
)
from moca.web.office.settings.descriptions import BY_NAME, GROUPS, INTENT_MODES, MODE_NAMES
from moca.web.office.words import SPANISH, Words

PAGE = Path("docs/settings.md")
ROW = re.compile(r"^\| `(\w+)` \|[^|]*\|[^|]*\| (.*) \|$", re.MULTILINE)
SINGLE = [each for each in BY_NAME.values() if each.kind != "special"]
CHANGED = AccountSettings(
    agent="draft", debounce_ms=2_500, cooldown_seconds=1.5, temperature=0.7, business_name="Café Moca",
    instructions="Be brief.\nNever promise.", daily_tokens_cap=1_000_000, vision=True, media_image_bytes=1_500_000,
)  # fmt: skip


def test_every_setting_stands_in_one_section() -> None:
    """None can be changed only by the API, and none in two places."""
    names = [each.name for group in GROUPS.values() for each in group]

    assert sorted(names) == sorted(AccountSettings.__struct_fields__)


def test_the_docs_say_the_same() -> None:
    """What a setting does has one wording, in the office and in its docs."""
    told = {name: effect.replace("`", "") for name, effect in ROW.findall(PAGE.read_text())}

    assert [name for name, each in BY_NAME.items() if not told[name].startswith(each.effect)] == []


@pytest.mark.parametrize("described", BY_NAME.values(), ids=BY_NAME)
def test_each_has_its_spanish(described: Described) -> None:
    """Its name, effect, unit and choices."""
    texts = [
        described.label,
        described.effect,
        described.unit,
        described.empty,
        *(said for _, said in described.choices),
    ]

    assert [text for text in texts if text and text not in SPANISH] == []


def test_modes_have_their_spanish() -> None:
    """Also where they stand alone."""
    assert [said for _, said in (*MODE_NAMES, *INTENT_MODES) if said not in SPANISH] == []


@pytest.mark.parametrize("settings", [AccountSettings(), CHANGED], ids=["as they are", "changed"])
@pytest.mark.parametrize("described", SINGLE, ids=lambda each: each.name)
def test_a_field_gives_back_what_it_shows(described: Described, settings: AccountSettings) -> None:
    """Saving a form in which nothing was touched changes nothing."""
    assert read(described, shown(described, settings)) == getattr(settings, described.name)


def test_times_and_sizes_are_shown_in_what_people_count_in() -> None:
    """Milliseconds as seconds, bytes as megabytes, no exponents."""
    assert [shown(BY_NAME[name], CHANGED) for name in ("debounce_ms", "media_image_bytes", "daily_tokens_cap")] == [
        "2.5", "1.5", "1000000",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("debounce_ms", "soon", "Write a number."),
        ("debounce_ms", "", "Write a number."),
        ("daily_cap", "2.5", "Write a whole number."),
        ("daily_cap", "nan", "Write a number."),
        ("daily_cap", "1e999", "Write a number."),
        ("hold_seconds", "nan", "Write a number."),
    ],
)
def test_what_is_no_number_is_refused(name: str, text: str, said: str) -> None:
    """The field says what it needs."""
    with pytest.raises(UnreadableError, match=said):
        read(BY_NAME[name], text)


def test_an_empty_number_that_may_be_empty_is_none() -> None:
    """The model's own temperature."""
    assert read(BY_NAME["temperature"], " ") is None


def test_bounds_are_those_of_the_type() -> None:
    """In the field's unit, as people read them."""
    english, spanish = Words("en"), Words("es")

    assert range_in_words(BY_NAME["debounce_ms"], english) == "0 to 120"
    assert range_in_words(BY_NAME["daily_cap"], spanish) == "de 0 a 100.000"
    assert range_in_words(BY_NAME["rate_per_second"], english) == "above 0, at most 100"
    assert bounds_of(BY_NAME["tone"]).longest == 500


def test_defaults_are_said_with_their_unit() -> None:
    """Also those that the environment has set."""
    defaults = AccountSettings(cooldown_seconds=9)

    assert default_in_words(BY_NAME["cooldown_seconds"], defaults, Words()) == "9 s"
    assert default_in_words(BY_NAME["agent"], defaults, Words()) == "Auto: it answers"
