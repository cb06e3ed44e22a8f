"""One open page: whose it is, what it shows after any updates, and what is left when it has gone."""

import asyncio
import random
from collections.abc import Callable
from typing import Any

import pytest
from reactpy import html, use_connection, use_state
from structlog.testing import capture_logs
from websockets.exceptions import ConnectionClosed

from moca.web.live.cells import Cell, use_cell
from moca.web.live.components import Node, component
from moca.web.live.session import BURST, SIGNED_OUT, LiveSession
from tests.integration.web.live.sessions import Model, pages
from tests.waiting import until


async def test_no_page_shows_what_is_anothers() -> None:
    """Two people at once, rendered again and again: each sees their own name."""
    tick: Cell[int] = Cell(0)

    @component
    def Name() -> Node:
        use_cell(tick)
        return html.p(str(use_connection().carrier))

    async with pages(Name, []) as open_, open_("ana") as first, open_("ben") as second:
        models = {"ana": Model(first), "ben": Model(second)}
        for model in models.values():
            await model.update()
        for number in range(50):
            tick.set(number + 1)
            await asyncio.gather(*(model.update() for model in models.values()))
            assert {name: model.texts for name, model in models.items()} == {"ana": ["ana"], "ben": ["ben"]}


async def test_frames_make_what_the_cells_hold() -> None:
    """Rows changed and put into another order at random: what the browser shows is what was set last, each row once."""
    rows = {f"r{n}": Cell(0) for n in range(12)}
    order = Cell(tuple(rows))
    choose = random.Random(7)

    @component
    def Row(name: str) -> Node:
        return html.b(f"{name}={use_cell(rows[name])}")

    @component
    def List() -> Node:
        return html.ul([html.li({"key": name}, Row(name)) for name in use_cell(order)])

    async with pages(List, []) as open_, open_("ana") as socket:
        model = Model(socket)
        await model.update()
        for step in range(300):
            name = choose.choice(list(rows))
            if step % 7 == 0:
                order.set(tuple(choose.sample(list(rows), len(rows))))
            else:
                rows[name].set(step)
        wanted = [f"{name}={rows[name].value}" for name in order.value]
        async with asyncio.timeout(10):
            while model.texts != wanted:
                await model.update()

    assert model.texts == wanted


async def test_a_page_that_goes_gives_back_what_it_watched() -> None:
    """After a dropped socket nobody watches the cell any more."""
    cell: Cell[int] = Cell(0)

    @component
    def Watcher() -> Node:
        return html.p(str(use_cell(cell)))

    async with pages(Watcher, []) as open_:
        async with open_("ana") as socket:
            await Model(socket).update()
            await until(lambda: cell.is_watched)
        await until(lambda: not cell.is_watched)


async def test_a_change_that_comes_after_the_end_is_told_to_nobody() -> None:
    """A component that is still told something when its page has gone makes no noise."""
    cell: Cell[int] = Cell(0)
    setters: list[Callable[[int], None]] = []

    @component
    def Watcher() -> Node:
        _, set_value = use_state(0)
        setters.append(set_value)
        return html.p(str(use_cell(cell)))

    with capture_logs() as told:
        async with pages(Watcher, []) as open_:
            async with open_("ana") as socket:
                await Model(socket).update()
                await until(lambda: cell.is_watched)
            await until(lambda: not cell.is_watched)
            setters[0](1)

    assert [line for line in told if line["event"] == "live.failed"] == []


async def test_a_session_is_ended_from_outside_with_its_reason() -> None:
    """Who was signed out elsewhere is told by the code; what the page watched is given back."""
    cell: Cell[int] = Cell(0)
    sessions: list[LiveSession] = []

    @component
    def Watcher() -> Node:
        return html.p(str(use_cell(cell)))

    async with pages(Watcher, sessions) as open_, open_("ana") as socket:
        await Model(socket).update()
        sessions[0].stop(SIGNED_OUT)
        with pytest.raises(ConnectionClosed) as ended:
            await socket.recv()

    assert ended.value.rcvd is not None
    assert ended.value.rcvd.code == SIGNED_OUT
    await until(lambda: not cell.is_watched)


async def test_what_is_no_event_ends_only_its_own_page() -> None:
    """Nonsense closes the socket that said it; the other page goes on."""
    tick: Cell[int] = Cell(0)

    @component
    def Number() -> Node:
        return html.p(str(use_cell(tick)))

    async with pages(Number, []) as open_, open_("ana") as bad, open_("ben") as good:
        model = Model(good)
        await model.update()
        await bad.send("{")
        await bad.recv()  # its first frame
        with pytest.raises(ConnectionClosed):
            await bad.recv()
        tick.set(1)
        await model.update()

    assert model.texts == ["1"]


async def test_a_storm_of_events_is_cut() -> None:
    """A page that raises more than hands can is heard up to its limit, and keeps working."""
    heard: list[str] = []

    @component
    def Button() -> Node:
        return html.button({"onClick": lambda event: heard.append(event["n"])}, "press")

    async with pages(Button, []) as open_, open_("ana") as socket:
        model = Model(socket)
        await model.update()
        button = model.tree["children"][0]
        while "eventHandlers" not in button:
            button = button["children"][0]
        target = button["eventHandlers"]["onClick"]["target"]
        for number in range(2 * int(BURST)):
            await model.raise_event(target, n=str(number))
        await until(lambda: len(heard) >= BURST)

    assert len(heard) < 2 * BURST


async def test_a_part_that_fails_leaves_the_others() -> None:
    """In its place stands a notice, and when it can be drawn again it is."""
    broken = Cell(True)

    @component
    def Part() -> Node:
        if use_cell(broken):
            raise ValueError("broken")
        return html.p("whole")

    @component
    def Page() -> Node:
        return html.div(html.p("beside"), Part())

    async with pages(Page, []) as open_, open_("ana") as socket:
        model = Model(socket)
        await model.update()
        assert model.texts == ["beside", "This part could not be shown. Reload the page."]
        broken.set(False)
        await model.update()

    assert model.texts == ["beside", "whole"]


async def test_what_fails_in_a_page_is_told_without_its_words(capfd: pytest.CaptureFixture[str]) -> None:
    """As by all of Moca: where it failed and as what, but never a message, which may quote somebody."""

    def broken(_: Any) -> None:
        raise ValueError("Rosa said so")

    @component
    def Broken() -> Node:
        return html.button({"onClick": broken}, "press")

    with capture_logs() as told:
        async with pages(Broken, []) as open_, open_("ana") as socket:
            model = Model(socket)
            await model.update()
            button = model.tree["children"][0]
            while "eventHandlers" not in button:
                button = button["children"][0]
            await model.raise_event(button["eventHandlers"]["onClick"]["target"])
            await until(lambda: [line for line in told if line["event"] == "live.failed"])

    assert "Rosa" not in "".join(capfd.readouterr())
