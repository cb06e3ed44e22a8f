"""What stands in the way of an answer, and what is possible all the same, in words."""

from reactpy import html, use_memo

from moca.runtime.actor import Address
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.inbox.fates import said_reason
from moca.web.office.inbox.standing import Reach, Standing, standing
from moca.web.office.parts import icon, link, moment

CURRENT = Standing()
"""Until it is known: nothing stands in the way."""


def reach_of(found: Standing | None) -> Reach:
    return (found or CURRENT).reach


def _obstacles(found: Standing | None) -> tuple[Reach, int, int, bool, str, int]:
    """Times only where they are told: they change with every message."""
    now = found or CURRENT
    ended, late_until = (now.window_until, now.late_until) if now.reach == "late" else (0, 0)
    return now.reach, ended, late_until, now.opted_out, now.disconnected, now.paused_until


@component
def Way(desk: Desk, address: Address) -> Node:
    """Nothing while the window is open and the account can send."""
    reach, closed_at, late_until, opted_out, disconnected, paused_until = use_cell(
        use_memo(lambda: standing(desk, address), []), _obstacles
    )
    said = [
        *_reach(desk, reach, closed_at, late_until),
        *([_opted_out(desk)] if opted_out and reach in {"open", "late"} else []),
        *([_disconnected(desk, address, disconnected)] if disconnected else []),
        *([_paused(desk, paused_until)] if paused_until and not disconnected else []),
    ]
    lines = [html.div({"key": f"w{n}", "className": "hindrance"}, each) for n, each in enumerate(said)]
    return html.div({"className": "hindrances", "role": "status"}, lines)


def _reach(desk: Desk, reach: Reach, closed_at: int, late_until: int) -> list[Node]:
    words = desk.words
    match reach:
        case "late":
            return [_late(desk, closed_at, late_until)]
        case "closed":
            text = words("The 7 days after the customer's last message are over. Nobody may write until they do; ")
            return [_line("clock", text, words("a note for the team is possible."))]
        case "never":
            text = words("This person has not written a message yet: Instagram lets you write once they have. ")
            return [_line("clock", text, words("A note for the team is possible."))]
        case _:
            return []


def _late(desk: Desk, closed_at: int, late_until: int) -> Node:
    words = desk.words
    why = words(
        "Instagram lets a person, never a program, answer until 7 days after the customer's last message "
        "(HUMAN_AGENT). It is meant for help that takes longer than a day, not for advertising."
    )
    admin = words("The admin token may be a program: sign in with an operator's token to send as a person.")
    return html.fragment(
        _line("clock", words("The 24 hours ended on "), moment(closed_at, "date"), ". ",
              words("A person may still answer until "), moment(late_until, "date"), "."),
        html.p(why),
        html.p({"className": "fault"}, admin) if desk.operator.is_admin else None,
    )  # fmt: skip


def _opted_out(desk: Desk) -> Node:
    text = desk.words("The customer has opted out (STOP): the bot keeps silent. Write only if they asked you to.")
    return _line("alert", text)


def _disconnected(desk: Desk, address: Address, reason: str) -> Node:
    words, account = desk.words, address.key.partition(":")[0]
    said = said_reason(reason, words)
    return _line(
        "alert", words("The account cannot send: {reason}. What you write waits for it. ", reason=said.rstrip(".")),
        link(words("Look at the connection"), f"/settings/{account}/connection"),
    )  # fmt: skip


def _paused(desk: Desk, until: int) -> Node:
    words = desk.words
    return _line("clock", words("Instagram asked this account to wait: what you write leaves after "),
                 moment(until, "clock"), ".")  # fmt: skip


def _line(symbol: str, *said: Node) -> Node:
    return html.p(icon(symbol), html.span(*said))
