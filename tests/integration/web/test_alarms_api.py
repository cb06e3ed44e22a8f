"""An account's alarms through the API."""

from moca.clock import now_ms
from moca.domain.spending import date_at
from moca.runtime import keys
from moca.runtime.actor import Address
from tests.builders import ACCOUNT, DAY
from tests.integration.web.office import Office

PATH = f"/accounts/{ACCOUNT}"


async def test_a_raised_cap_takes_the_alarm_away(office: Office) -> None:
    """The answer to the change itself shows it no more."""
    store, address = office.shop.store, Address("account", ACCOUNT)
    await office.ask("PATCH", PATH, {"settings": {"daily_tokens_cap": 1_000}})
    await store.client.hset(keys.model(ACCOUNT, date_at(now_ms())), mapping={"tokens_in": 1_000})
    await store.client.hset(store.partition(address).state(address), "capped_day", str(now_ms() // DAY))
    office.app.state.accounts.forget_copies()

    _, before = await office.ask("GET", PATH)
    _, after = await office.ask("PATCH", PATH, {"settings": {"daily_tokens_cap": 2_000}})

    assert ["daily_tokens_cap" in alarm for alarm in before["alarms"]] == [True]
    assert after["alarms"] == []
