"""Settings that are refused, with the place and the remedy."""

from typing import Any

import msgspec
import pytest

from moca.domain.account_settings import AccountSettings, changed_settings


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"time_zone": "Santiago"},
            "there is no time zone 'Santiago': did you mean America/Santiago? - at `$.time_zone`",
        ),
        (
            {"closed_days": ["2026-12-25", "2026-02-30"]},
            "there is no day '2026-02-30': write it as 2026-12-25 - at `$.closed_days[1]`",
        ),
        (
            {"quiet_hours": {"begins": "21:00", "ends": "21:00"}},
            "they must not end when they begin; for none give null - at `$.quiet_hours.ends`",
        ),
    ],
)
def test_times_that_do_not_exist_are_refused(changes: dict[str, Any], words: str):
    """By their field, with what to write instead."""
    with pytest.raises(msgspec.ValidationError) as refused:
        changed_settings(AccountSettings(), changes)

    assert str(refused.value) == words


def test_an_old_fault_stands_in_nobodys_way():
    """A zone that was stored before zones were looked at does not keep another setting from being changed."""
    old = AccountSettings(time_zone="Santiago")

    assert changed_settings(old, {"debounce_ms": 1_000}).debounce_ms == 1_000
