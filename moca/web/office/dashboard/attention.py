"""What needs a person: how much of each kind, with the way to it, and those that wait longest."""

from reactpy import html, use_memo

from moca.views.dashboard import Attention as Needed
from moca.views.rows import ConversationRow
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.dashboard.readings import day_of
from moca.web.office.desk import Desk
from moca.web.office.inbox.fates import said_attention
from moca.web.office.naming import called
from moca.web.office.parts import age, badge, link, ring, skeleton
from moca.web.office.system.panels import panel

KINDS = (
    ("waiting", "Wait for a person", "/inbox?needs=1"),
    ("drafts", "Drafts to approve", "/inbox?draft=1"),
    ("urgent", "Urgent|many", "/inbox?needs=1&sort=urgent"),
    ("closing", "Close within the hour", "/inbox?sort=time_left"),
    ("failed", "Could not be sent", "/queue"),
)


@component
def Attention(desk: Desk, account: str) -> Node:
    words = desk.words
    held = use_memo(lambda: day_of(desk, account), [])
    needed: Needed | None = use_cell(held, lambda day: day.figures.attention if day else None)
    if needed is None:
        return panel(words("Needs a person"), skeleton(3))
    if not needed.conversations:
        return panel(
            words("Needs a person"),
            html.p(
                {"className": "hint"}, words("Nobody is needed now. What calls for a person appears here by itself.")
            ),
        )
    kinds = [
        html.li({"key": name}, link(html.fragment(words(label), " ", badge(str(count), "warn")), _of(address, account)))
        for name, label, address in KINDS
        if (count := getattr(needed, name))
    ]
    rows = [html.li({"key": f"{row.account}:{row.psid}"}, *_row(desk, row)) for row in needed.oldest]
    return panel(
        words("Needs a person"),
        html.ul({"className": "kinds"}, kinds),
        html.h3(words("Those that wait longest")),
        html.ul({"className": "longest"}, rows),
    )


def _row(desk: Desk, row: ConversationRow) -> tuple[Node, ...]:
    name = called(row.lead.name, row.name, row.username, psid=row.psid)
    reason = row.urgent or row.attention
    why = said_attention(reason, desk.words) if reason else row.last_text
    return (
        link(html.b(name), f"/inbox/{row.account}/{row.psid}"),
        html.span({"className": "hint"}, why),
        html.span({"className": "hint"}, age(row.last_at)),
        ring(row.window_until, label=desk.words("{left} left to answer", left="{left}")),
    )


def _of(address: str, account: str) -> str:
    if not account or address.startswith("/queue"):
        return address
    return f"{address}&account={account}"
