"""The place of the analytics, which are to come: what there is today is the dashboard's."""

from reactpy import html

from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import empty, link

TEXT = "Figures over weeks and months will stand here. The present day is on the dashboard."


@component
def Analytics(desk: Desk) -> Node:
    words = desk.words
    way = link(words("Go to the dashboard"), "/dashboard", kind="button primary")
    return html.div(
        {"className": "page"},
        html.h1(words("Analytics")),
        empty(words("Not yet"), words(TEXT), way, symbol="dashboard"),
    )
