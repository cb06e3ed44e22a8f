"""Who reads a conversation for the team, and up to where."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from moca.runtime.store import Store
from moca.team.operator import Need, Operator, Role, may
from moca.team.read_marks import ReadMarks
from moca.views.queries import Views
from moca.web.office.hub import Hub
from moca.web.office.inbox.reading import Reading
from tests.builders import START, a_message
from tests.integration.views.folds import Folds
from tests.integration.views.shop import conversation
from tests.integration.web.live.sessions import Model, pages
from tests.waiting import until

ANA = conversation("ana")


def desk_of(role: Role, hub: Hub, store: Store, views: Views) -> Any:
    """As much of a desk as reading needs."""
    operator = Operator(id="a1", name="Ana", role=role)

    def may_(need: Need) -> bool:
        return may(operator, need)

    return SimpleNamespace(hub=hub, store=store, views=views, may=may_, act=lambda _, do: do)


async def test_pressing_reads_up_to_the_newest_that_was_shown(
    hub: Hub, store: Store, folds: Folds, tmp_path: Path
) -> None:
    """The mark is the team's; what comes after it is unread again."""
    folds.fold("ana", a_message("hola", "m1"), a_message("¿hay alguien?", "m2"))
    desk = desk_of("agent", hub, store, Views(tmp_path))

    async with pages(lambda: Reading(desk, ANA), []) as open_, open_("ana") as socket:
        model = Model(socket)
        while not (button := _button(model.tree)):
            await model.update()
        await model.raise_event(button["eventHandlers"]["onClick"]["target"])
        marks = await until(lambda: ReadMarks(store).of([ANA]))

    assert button["attributes"]["data-reads"] == f"{START}-1"
    assert marks == {ANA: f"{START}-1"}


@pytest.mark.parametrize(("role", "read_until"), [("viewer", ""), ("owner", f"{START}-0")])
async def test_there_is_nothing_to_press(
    hub: Hub, store: Store, folds: Folds, tmp_path: Path, role: Role, read_until: str
) -> None:
    """For who only looks on, and where everything was read."""
    folds.fold("ana", a_message("hola", "m1"), read_until=read_until)
    desk = desk_of(role, hub, store, Views(tmp_path))

    async with pages(lambda: Reading(desk, ANA), []) as open_, open_("ana") as socket:
        model = Model(socket)
        await model.update()
        await until(lambda: _is_read(hub))
        await model.update()

    assert _button(model.tree) is None


def _is_read(hub: Hub) -> bool:
    return hub.value(("unread", ANA), lambda: pytest.fail("nobody looks")).value is not None


def _button(node: Any) -> Any:
    if not isinstance(node, dict):
        return None
    if node.get("tagName") == "button":
        return node
    return next((found for child in node.get("children", []) if (found := _button(child))), None)
