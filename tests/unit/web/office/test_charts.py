"""The drawings of the dashboard."""

from typing import Any

from moca.views.dashboard import HourRow
from moca.web.office.dashboard.charts import HEIGHT, Share, hours_chart, shares_bar
from moca.web.office.words import Words


def drawn(node: Any, name: str, kind: str) -> list[dict[str, Any]]:
    """The attributes of all elements of a name and a class."""
    found = []
    if isinstance(node, dict):
        attributes = node.get("attributes", {})
        if node.get("tagName") == name and attributes.get("className") == kind:
            found.append(attributes)
        found += [each for child in node.get("children", []) for each in drawn(child, name, kind)]
    elif isinstance(node, list | tuple):
        found += [each for child in node for each in drawn(child, name, kind)]
    return found


def test_the_busiest_hour_is_the_highest() -> None:
    """Bars are measured by it; an hour without messages has none, and one message is still seen."""
    chart = hours_chart(
        Words(),
        [HourRow(at=0, received=200, sent=0), HourRow(at=1, received=0, sent=0), HourRow(at=2, received=1, sent=1)],
    )

    assert [bar["height"] for bar in drawn(chart, "rect", "received")] == [HEIGHT - 4, 2]
    assert [bar["height"] for bar in drawn(chart, "rect", "sent")] == [2]
    assert chart["attributes"]["aria-label"] == "Messages by the hour: 201 received, 1 sent"


def test_shares_fill_the_line() -> None:
    """One begins where the other ends."""
    bar = shares_bar([Share("Bot", 3, "by-bot"), Share("People", 1, "by-person")])

    assert [(each["x"], each["width"]) for kind in ("by-bot", "by-person") for each in drawn(bar, "rect", kind)] == [
        (0, 750), (750, 250),
    ]  # fmt: skip
