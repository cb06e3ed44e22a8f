"""The alarms of an account, as the office says them."""

import pytest

from moca.domain.account import AccountHealth
from moca.domain.account_alarms import CONNECT, alarms
from moca.domain.account_life import Upkeep
from moca.web.office.settings.alarm_words import said_alarm
from moca.web.office.words import Words


@pytest.mark.parametrize(
    ("health", "used_up", "said"),
    [
        (AccountHealth(disconnected="The access token has expired."), "", "No se puede enviar nada"),
        (AccountHealth(), "tokens", "Se agotó lo que el modelo"),
    ],
)
def test_an_alarm_of_the_core_has_its_spanish(health: AccountHealth, used_up: str, said: str) -> None:
    """As the core writes it today: a change of its words is seen here."""
    found = next(iter(alarms(health, Upkeep(), 0, used_up)))

    assert said_alarm(found, Words()) == found
    assert said_alarm(found, Words("es")).startswith(said)


def test_the_days_that_are_left_are_kept() -> None:
    """The number stands in either language."""
    alarm = f"The access token ends in 4 days and was not refreshed: {CONNECT}."

    assert "4 días" in said_alarm(alarm, Words("es"))
