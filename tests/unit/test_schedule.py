"""Reminders are the same from every process, once in each period."""

from moca.runtime.actor import Address
from moca.schedule import date_of, reminder
from tests.builders import DAY, HOUR, MINUTE, START


def test_a_days_job_bears_the_date():
    """From midnight to midnight, UTC."""
    midnight = START // DAY * DAY

    assert {date_of(midnight + at, DAY) for at in (0, HOUR, DAY - 1)} == {"2025-10-09"}
    assert date_of(midnight + DAY, DAY) == "2025-10-10"


def test_a_shorter_job_bears_the_time_of_its_period():
    """Every process names the same period alike, whenever it was started."""
    first = START // (3 * MINUTE) * 3 * MINUTE

    assert len({date_of(first + at, 3 * MINUTE) for at in (0, MINUTE, 3 * MINUTE - 1)}) == 1
    assert date_of(first, 3 * MINUTE) != date_of(first + 3 * MINUTE, 3 * MINUTE)


def test_a_reminder_is_for_the_accounts_actor():
    """Its id holds the job, the account and the date."""
    letter = reminder("check", "17841", "2025-10-09")

    assert (letter.address, letter.event, letter.body) == (
        Address("account", "17841"),
        "check:17841:2025-10-09",
        '{"job":"check"}',
    )
