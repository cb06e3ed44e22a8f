"""The page of the system."""

from typing import Any

from reactpy import html

from moca import __version__
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded
from moca.web.office.system.aside import Aside
from moca.web.office.system.doctor import Doctor
from moca.web.office.system.log import Log
from moca.web.office.system.panels import Processes, Progress, Store
from moca.web.office.system.readings import aside_of, processes_of, progress_of, store_of

PROBES = (
    ("/healthz", "Alive"),
    ("/readyz", "Ready"),
    ("/metrics", "Metrics for Prometheus"),
    ("/schema/openapi.json", "The API, as OpenAPI"),
)
"""Pages for machines, with what they are called here."""


def first(desk: Desk) -> list[Loaded[Any]]:
    """What stands on the page at its first frame."""
    return [processes_of(desk), store_of(desk), progress_of(desk), aside_of(desk)]


@component
def System(desk: Desk) -> Node:
    words = desk.words
    links = [
        html.li({"key": address}, html.a({"href": address, "target": "_blank", "rel": "noreferrer"}, words(label)))
        for address, label in PROBES
    ]
    return html.div(
        {"className": "page system"},
        html.header(html.h1(words("System")), html.p(f"Moca {__version__}"), html.ul({"className": "probes"}, links)),
        Processes(desk),
        html.div({"className": "panels"}, Store(desk), Progress(desk)),
        Doctor(desk),
        Aside(desk),
        Log(desk),
    )
