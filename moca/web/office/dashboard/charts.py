"""Small drawings in SVG: the messages of each hour, and shares of a whole. What they show is told in words beside."""

from collections.abc import Sequence
from typing import NamedTuple

from reactpy import html

from moca.views.dashboard import HourRow
from moca.web.live.components import Node, svg
from moca.web.office.words import Words

HEIGHT, STEP, BAR, GAP = 96, 24, 9, 2
LABEL_HEIGHT = 18
LABELS_EVERY = 3
HOURS = 24


class Share(NamedTuple):
    """A part of a whole: what it is, how many, and the class that colours it."""

    name: str
    number: int
    kind: str


def hours_chart(words: Words, hours: Sequence[HourRow]) -> Node:
    """Two bars for each hour of a day, from its beginning; hours that have not come are empty."""
    highest = max([1, *(max(hour.received, hour.sent) for hour in hours)])
    bars = [bar for place, hour in enumerate(hours) for bar in _bars(place, hour, highest)]
    count = max(HOURS, len(hours))
    labels = [
        svg.text(
            {"key": f"t{place}", "x": place * STEP + STEP / 2, "y": HEIGHT + 14, "textAnchor": "middle"}, f"{place}"
        )
        for place in range(0, count, LABELS_EVERY)
    ]
    received, sent = sum(hour.received for hour in hours), sum(hour.sent for hour in hours)
    said = words("Messages by the hour: {received} received, {sent} sent", received=received, sent=sent)
    base = svg.line({"key": "base", "className": "base", "x1": 0, "x2": count * STEP, "y1": HEIGHT, "y2": HEIGHT})
    box = f"0 0 {count * STEP} {HEIGHT + LABEL_HEIGHT}"
    return svg.svg({"className": "hours", "viewBox": box, "role": "img", "aria-label": said}, bars, base, labels)


def _bars(place: int, hour: HourRow, highest: int) -> list[Node]:
    left = place * STEP + (STEP - 2 * BAR - GAP) / 2
    pairs = (("received", hour.received, left), ("sent", hour.sent, left + BAR + GAP))
    return [
        svg.rect(
            {
                "key": f"{kind}{place}", "className": kind, "x": x, "y": HEIGHT - _height(count, highest), "rx": 2,
                "width": BAR, "height": _height(count, highest),
            },
            svg.title(f"{place}:00 · {count}"),
        )
        for kind, count, x in pairs
        if count
    ]  # fmt: skip


def _height(count: int, highest: int) -> int:
    """At least two, so that one message is seen beside many."""
    return max(2, round(count * (HEIGHT - 4) / highest)) if count else 0


def shares_bar(shares: Sequence[Share]) -> Node:
    """Parts of a whole in one line. Its legend says what they are."""
    whole = sum(share.number for share in shares) or 1
    parts, begun = [], 0
    for share in shares:
        place = {"x": 1000 * begun / whole, "width": 1000 * share.number / whole}
        parts.append(svg.rect({"key": share.kind, "className": share.kind, "y": 0, "height": 12, **place}))
        begun += share.number
    bar = {"className": "shares", "viewBox": "0 0 1000 12", "preserveAspectRatio": "none", "aria-hidden": "true"}
    return svg.svg(bar, svg.rect({"key": "ground", "className": "ground", "width": 1000, "height": 12}), parts)


def legend(shares: Sequence[Share]) -> Node:
    """What the parts are, with their numbers."""
    rows = [
        html.li(
            {"key": share.kind},
            html.span({"className": f"dot {share.kind}"}),
            share.name,
            " ",
            html.b(str(share.number)),
        )
        for share in shares
    ]
    return html.ul({"className": "legend"}, rows)
