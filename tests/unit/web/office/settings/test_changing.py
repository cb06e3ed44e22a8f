"""What a form wants changed, and what is wrong with it, field by field."""

from moca.domain.account_settings import AccountSettings
from moca.web.office.settings.changing import faults_of, wanted_in
from moca.web.office.words import Words


def test_only_what_was_changed_is_wanted() -> None:
    """What stands in a field that nobody has touched may be older than the store."""
    form = {"changed": "tone,debounce_ms", "tone": "warm", "debounce_ms": "2", "business_name": "Old"}

    assert wanted_in(form, Words()).changes == {"tone": "warm", "debounce_ms": 2000}


def test_a_setting_of_several_fields_is_wanted_whole() -> None:
    """One changed field of it brings the others."""
    form = {"changed": "quiet_hours.ends", "quiet_hours.begins": "21:00", "quiet_hours.ends": "07:00"}

    assert wanted_in(form, Words()).changes == {"quiet_hours": {"begins": "21:00", "ends": "07:00"}}


def test_what_is_no_value_is_said_at_its_field() -> None:
    """The others can still be looked at."""
    wanted = wanted_in({"changed": "daily_cap,tone", "daily_cap": "many", "tone": "warm"}, Words())

    assert (wanted.changes, wanted.faults) == ({"tone": "warm"}, {"daily_cap": "Write a number."})


def test_every_fault_is_said_at_once() -> None:
    """A person mends them all before they save again."""
    changes = {"daily_cap": -1, "hot_score": 9, "tone": "warm", "time_zone": "Santiago"}

    faults = faults_of(AccountSettings(), changes, Words())

    assert faults["daily_cap"] == "It must be 0 to 100,000 replies."
    assert faults["hot_score"] == "It must be 1 to 7."
    assert "America/Santiago" in faults["time_zone"]
    assert set(faults) == {"daily_cap", "hot_score", "time_zone"}


def test_settings_that_depend_on_each_other_are_looked_at_together() -> None:
    """A longer window is right once the cap is longer too."""
    settings, words = AccountSettings(), Words()

    assert set(faults_of(settings, {"debounce_ms": 20_000}, words)) == {"debounce_ms"}
    assert faults_of(settings, {"debounce_ms": 20_000, "debounce_max_ms": 30_000}, words) == {}


def test_a_fault_names_the_row_that_is_meant() -> None:
    """Of several intents."""
    changes = {"intents": [{"name": "price"}, {"name": "Bad Name"}]}

    assert faults_of(AccountSettings(), changes, Words())["intents"].startswith("[1].name: ")


def test_faults_are_said_in_spanish() -> None:
    """Where the words are a closed set."""
    faults = faults_of(AccountSettings(), {"closed_days": ["25 December"]}, Words("es"))

    assert faults == {"closed_days": "[0]: escríbelo como 2026-12-31"}
