"""Settings of several fields go into a form and come out of it as they were."""

import pytest

from moca.domain.account_settings import AccountSettings, Intent
from moca.domain.hours import DAYS, OpenHours, QuietHours
from moca.domain.knowledge import Knowledge
from moca.domain.setting_changes import changed_settings
from moca.web.office.settings.compound import READERS, fields_of, hours_in, intents_in, week_of
from moca.web.office.settings.described import UnreadableError

SHOP = AccountSettings(
    hours=(
        OpenHours(days=("mon", "tue"), opens="09:00", closes="13:00"),
        OpenHours(days=("mon", "tue"), opens="15:00", closes="19:00"),
        OpenHours(days=("fri",), opens="20:00", closes="02:00"),
    ),
    closed_days=("2026-12-25", "2027-01-01"),
    quiet_hours=QuietHours(begins="22:00", ends="08:00"),
    intents=(Intent(name="price", about="what something costs", mode="draft"), Intent(name="other")),
    knowledge=Knowledge(policies="No refunds.\nDeposits stay."),
)


@pytest.mark.parametrize("name", ["hours", "closed_days", "quiet_hours", "intents"])
def test_a_form_gives_back_what_it_shows(name: str) -> None:
    """Saving a form in which nothing was touched changes nothing."""
    read = READERS[name](fields_of(name, SHOP))

    assert changed_settings(SHOP, {name: read}) == SHOP


def test_policies_alone_are_changed() -> None:
    """Questions, links and catalogue are no part of the form."""
    assert READERS["knowledge"](fields_of("knowledge", SHOP)) == {"policies": "No refunds.\nDeposits stay."}


def test_a_week_has_a_second_span_for_each_day() -> None:
    """A shop that closes at noon can be written."""
    week = week_of(SHOP.hours)

    assert list(week) == list(DAYS)
    assert [span.opens for span in week["mon"]] == ["09:00", "15:00"]
    assert [span.opens for span in week["sun"]] == ["", ""]


def test_days_with_the_same_times_stand_together() -> None:
    """The settings stay short."""
    form = {
        f"hours.{day}.0.{end}": time
        for day in ("mon", "sun")
        for end, time in (("opens", "10:00"), ("closes", "12:00"))
    }

    assert hours_in(form) == [{"days": ["mon", "sun"], "opens": "10:00", "closes": "12:00"}]


@pytest.mark.parametrize("form", [{"hours.mon.0.opens": "10:00", "hours.mon.0.closes": ""}])
def test_half_a_time_is_refused(form: dict[str, str]) -> None:
    """Nobody guesses when a shop closes."""
    with pytest.raises(UnreadableError):
        hours_in(form)


def test_half_of_the_quiet_hours_is_refused() -> None:
    """Both or neither; neither = none."""
    with pytest.raises(UnreadableError):
        READERS["quiet_hours"]({"quiet_hours.begins": "22:00", "quiet_hours.ends": ""})
    assert READERS["quiet_hours"]({"quiet_hours.begins": "", "quiet_hours.ends": ""}) is None


def test_a_row_without_a_name_is_no_intent() -> None:
    """Emptying a name takes its row out; a filled blank row is a new one."""
    form = fields_of("intents", SHOP) | {"intents.0.name": "", "intents.2.name": "wholesale"}

    assert [each["name"] for each in intents_in(form)] == ["other", "wholesale"]
