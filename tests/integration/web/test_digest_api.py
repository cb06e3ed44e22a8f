"""The digest of a day: what came, what became of it, what waits."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from moca.clock import now_ms
from moca.domain import messages as m
from tests.builders import ACCOUNT, DAY
from tests.integration.web.office import Office

PATH = f"/accounts/{ACCOUNT}/digest"


def _today() -> str:
    return str(datetime.now(UTC).date())


async def test_a_day_is_counted(office: Office) -> None:
    """Messages, answers by whom, follow-ups, cost; each account apart."""
    await office.shop.answered("ana")
    await office.shop.answered("ben")
    await office.shop.tell("ben", m.OwnerSet(owner="person"))
    await office.says("ben")
    await office.shop.send("high")
    office.shop.context = msgspec.structs.replace(office.shop.context, model_available=True)
    await office.shop.tell("ana", m.FollowUpRequested(at=now_ms(), wish="the bike"))
    await office.shop.settle()
    answer = m.Answer(send=True, message="Do you still want the bike?")
    await office.shop.tell("ana", m.ReplyDrafted(draft="f1.1", answer=answer, cost_usd=0.5, tokens_in=9, tokens_out=2))
    await office.shop.send("low")
    await office.follow()

    status, digest = await office.ask("GET", PATH, date=_today())

    assert status == 200
    assert digest["day"] == {
        "messages": 2, "people": 2, "answered_by_bot": 0, "answered_by_rule": 2, "approved": 0, "written_by_people": 1,
        "handed_over": 0, "not_answered": 0, "follow_ups": 1, "tokens_in": 9, "tokens_out": 2, "cost_usd": 0.5,
    }  # fmt: skip


async def test_what_waits_now(office: Office) -> None:
    """Whatever the day: scheduled, unanswered, waiting for a person."""
    await office.shop.answered("ana")
    await office.shop.tell("ana", m.FollowUpRequested(at=now_ms() + DAY // 2, text="Still there?"))
    await office.shop.writes("ben", "¿qué?")
    await office.follow()

    _, digest = await office.ask("GET", PATH)

    now = digest["now"]
    assert (now["scheduled"], now["unanswered"], now["drafts_waiting"]) == (1, 1, 0)


async def test_yesterday_by_default(office: Office) -> None:
    """By the calendar of the account; a quiet day is all zeroes."""
    await office.shop.answered("ana")
    await office.follow()

    _, digest = await office.ask("GET", PATH)

    assert digest["date"] == str(datetime.now(UTC).date() - timedelta(days=1))
    assert digest["until"] - digest["since"] == DAY
    assert set(digest["day"].values()) == {0}


async def test_a_day_of_the_accounts_own(office: Office) -> None:
    """Midnight is where the business is."""
    await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"settings": {"time_zone": "America/Sao_Paulo"}})

    _, digest = await office.ask("GET", PATH, date="2025-10-09")

    assert datetime.fromtimestamp(digest["since"] / 1_000, UTC).isoformat() == "2025-10-09T03:00:00+00:00"


@pytest.mark.parametrize("date", ["yesterday", "2025-13-01", "2999-01-01", "09/10/2025"])
async def test_a_wrong_day_is_named(office: Office, date: Any) -> None:
    """400: no day, or one that has not begun."""
    status, problem = await office.ask("GET", PATH, date=date)

    assert (status, problem["field"]) == (400, "date")


async def test_an_unknown_account(office: Office) -> None:
    """404."""
    status, _ = await office.ask("GET", "/accounts/1/digest")

    assert status == 404
