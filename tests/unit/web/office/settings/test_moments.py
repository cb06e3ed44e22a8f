"""The time of a try-out is the shop's own."""

import pytest

from moca.web.office.settings.try_out import moment_in
from moca.web.problems import FieldError


def test_a_local_time_is_meant_in_the_accounts_zone() -> None:
    """Nine in Santiago is noon in UTC."""
    assert moment_in("2026-06-01T09:00", "America/Santiago") == moment_in("2026-06-01T13:00", "UTC")


def test_no_time_is_now() -> None:
    """The try-out itself knows the moment."""
    assert moment_in("", "UTC") is None


def test_what_is_no_time_is_refused() -> None:
    """With how it is written."""
    with pytest.raises(FieldError, match="2026-12-31T09:00"):
        moment_in("tomorrow", "UTC")
