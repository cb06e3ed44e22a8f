"""What is drawn once for all pages looks to a browser as if each page had drawn it."""

import json
import random
from typing import Any

import pytest
from reactpy import html

from moca.web.live.cells import Cell, use_cell, use_cells
from moca.web.live.components import Node, component
from moca.web.live.still import MOST, Still, Stills
from tests.integration.web.live.sessions import Model, pages
from tests.waiting import until


def a_row(name: str = "ana", unread: int = 2) -> Node:
    """An element with all that an element without handlers may hold."""
    return html.a(
        {"href": f"/{name}", "className": "row", "key": name},
        html.b(name, html.small("@") if unread else None),
        None,
        [html.i({"key": "one"}), html.i({"key": "two"})],
        html.span(unread),
        "",
    )


async def shown(root: Any) -> Any:
    async with pages(root, []) as open_, open_("ana") as socket:
        model = Model(socket)
        await model.update()
        return model.tree


async def test_it_is_what_a_page_would_have_drawn() -> None:
    """To the last attribute."""

    @component
    def Drawn() -> Node:
        return html.ul(html.li(a_row()), html.li(html.em(a_row("ben", 0))))

    @component
    def Stilled() -> Node:
        return html.ul(html.li(Still(a_row())), html.li(Still(html.em(Still(a_row("ben", 0))))))

    assert await shown(Stilled) == await shown(Drawn)


async def test_it_comes_and_goes_among_what_is_alive() -> None:
    """A button gives way to a picture of it and comes back: its handler is heard again, and only then."""
    is_still, pressed = Cell(False), Cell(0)

    @component
    def Count() -> Node:
        return html.b(str(use_cell(pressed)))

    @component
    def Page() -> Node:
        live = html.button({"onClick": lambda _: pressed.set(pressed.value + 1)}, Count())
        return html.div(Still(html.button("press")) if use_cell(is_still) else live)

    async with pages(Page, []) as open_, open_("ana") as socket:
        model = Model(socket)
        await model.update()
        target = _target(model.tree)
        assert target

        is_still.set(True)
        await model.update()
        assert (model.texts, _target(model.tree)) == (["press"], "")
        await model.raise_event(target)
        is_still.set(False)
        await model.update()
        assert (model.texts, _target(model.tree)) == (["0"], target)
        await model.raise_event(target)
        await until(lambda: pressed.value == 1)


def _target(tree: Any) -> str:
    """Where the first handler of a page is heard; empty = it has none."""
    found = json.dumps(tree).partition('"target": "')[2]
    return found.partition('"')[0]


async def test_rows_of_many_cells_stand_as_they_were_set_last() -> None:
    """Changed and put into another order at random, each row of two cells, drawn still."""
    numbers = {f"r{n}": Cell(0) for n in range(8)}
    open_row, order = Cell(""), Cell(tuple(numbers))
    drawn = {name: Stills() for name in numbers}
    choose = random.Random(11)

    @component
    def Row(name: str) -> Node:
        number, is_open = use_cells((numbers[name], lambda it: it), (open_row, lambda it: it == name))
        return drawn[name].get((number, is_open), lambda: html.b({"aria-current": is_open}, f"{name}={number}"))

    @component
    def List() -> Node:
        return html.ul([html.li({"key": name}, Row(name)) for name in use_cell(order)])

    async with pages(List, []) as connect, connect("ana") as socket:
        model = Model(socket)
        await model.update()
        for step in range(200):
            name = choose.choice(list(numbers))
            if step % 5 == 0:
                order.set(tuple(choose.sample(list(numbers), len(numbers))))
                await model.update()
            else:
                numbers[name].set(step)
                await model.update()
            assert model.texts == [f"{each}={numbers[each].value}" for each in order.value]


def test_what_acts_or_lives_cannot_stand_still() -> None:
    """A handler would never be heard, and a component never be drawn again."""

    @component
    def Living() -> Node:
        return html.p("alive")

    with pytest.raises(TypeError, match="eventHandlers"):
        Still(html.div(html.button({"onClick": lambda _: None})))
    with pytest.raises(TypeError, match="Component"):
        Still(html.div(Living()))


def test_each_look_is_drawn_once_until_the_thing_changes() -> None:
    """And only so many are kept."""
    stills, drawn = Stills(), Cell(0)

    def draw() -> Node:
        drawn.set(drawn.value + 1)
        return html.p(str(drawn.value))

    assert stills.get("en", draw) is stills.get("en", draw)
    assert stills.get("es", draw) is not stills.get("en", draw)
    stills.clear()
    stills.get("en", draw)
    assert drawn.value == 3

    for number in range(2 * MOST):
        stills.get(number, draw)
    assert len(stills) <= MOST
