"""The team's views over the API."""

import pytest

from tests.integration.web.office import Office


async def test_a_view_is_kept_renamed_and_deleted(office: Office) -> None:
    """With what narrows it, and who made it."""
    status, made = await office.ask("POST", "/views", {"name": "VIPs", "asked": {"tag": "vip", "unread": "1"}})
    renamed = await office.ask("PATCH", f"/views/{made['id']}", {"name": "Our best"})
    listed = await office.ask("GET", "/views")
    gone = await office.ask("DELETE", f"/views/{made['id']}")

    assert (status, made["asked"], made["by"]) == (201, {"tag": "vip", "unread": "1"}, "admin")
    assert renamed == (200, made | {"name": "Our best"})
    assert listed == (200, {"items": [renamed[1]]})
    assert gone == (204, None)
    assert await office.ask("GET", "/views") == (200, {"items": []})


@pytest.mark.parametrize("asked", [{"colour": "red"}, {"status": "lost"}, {"from": "yesterday"}, {"unread": "yes"}])
async def test_what_narrows_nothing_is_refused_by_its_name(office: Office, asked: dict[str, str]) -> None:
    """Nobody keeps a view that shows another list than they think."""
    status, problem = await office.ask("POST", "/views", {"name": "x", "asked": asked})

    assert (status, problem["field"]) == (400, f"asked.{next(iter(asked))}")


async def test_a_view_that_is_gone_cannot_be_renamed(office: Office) -> None:
    """Somebody was faster."""
    status, problem = await office.ask("PATCH", "/views/0a1b2c3d", {"name": "x"})

    assert (status, problem["detail"]) == (409, "somebody has deleted this view")
