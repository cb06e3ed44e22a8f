"""The team's page."""

from typing import Any

from reactpy import html

from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded
from moca.web.office.parts import badge
from moca.web.office.team.oneself import Looks, SignIns
from moca.web.office.team.people import People
from moca.web.office.team.readings import own_sessions_of, team_of


def first(desk: Desk) -> list[Loaded[Any]]:
    """What stands on the page at its first frame."""
    return [own_sessions_of(desk), *([team_of(desk)] if desk.may("manage") else [])]


@component
def Team(desk: Desk) -> Node:
    words = desk.words
    who = html.p(words("Signed in as {name}", name=desk.operator.name), " ", badge(words(desk.operator.role), "info"))
    people = (
        People(desk)
        if desk.may("manage")
        else html.p({"className": "hint"}, words("An owner adds people and gives roles."))
    )
    return html.div(
        {"className": "page team"},
        html.header(html.h1(words("Team")), who),
        people,
        html.div({"className": "panels"}, SignIns(desk), Looks(desk)),
    )
