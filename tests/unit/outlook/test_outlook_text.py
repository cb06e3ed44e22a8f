"""The outlook in words."""

import msgspec

from moca.outlook.day import Day
from moca.outlook.figures import Samples, figures_of
from moca.outlook.outlook import Outlook, Worker
from moca.outlook.queues import Depth
from moca.outlook.waiting import Waiting
from tests.builders import START

EMPTY = Outlook(
    at=START, depths=(Depth("high", 0, 0),), waiting=(), due=(), claimed=(), held=(), parked_count=0, parked=(),
    quarantined=0, workers=(), day=None,
)  # fmt: skip
WEBHOOK = {"p50": 2.0, "p99": 8.0, "count": 3}


def text(**fields: object) -> str:
    return msgspec.structs.replace(EMPTY, **fields).to_text()


def test_parked_messages_do_not_wait():
    """They stand under their own heading, which is left out when there are none."""
    parked = Waiting("conversation/1:2", "r1.1", "parked", "not allowed")

    assert "No message waits\n\nMessages that were parked\n  conversation/1:2  r1.1  not allowed" in text(
        waiting=(parked,)
    )
    assert "Messages that were parked" not in text()


def test_a_process_says_what_it_does():
    """Its roles as a list; webhook times only after a first delivery."""
    notes = {"roles": ["webhook", "sender"], "pid": 7, "webhook_ms": {"p50": 0.0, "p99": 0.0, "count": 0}}

    assert text(workers=(Worker("w1", notes),)).endswith("1 process alive\n  w1  roles webhook, sender; pid 7")
    assert "webhook_ms 50th percentile 2, 99th" in text(workers=(Worker("w1", {"webhook_ms": WEBHOOK}),))


def test_times_of_day_are_utc_and_say_so():
    """Wherever one stands."""
    delayed = Waiting("conversation/1:2", "r1.1", "delayed", "later", START + 1_000)

    assert text(waiting=(delayed,)).count(" UTC") == 2


def test_a_time_figure_says_which_percentile_it_is():
    """The 99th of webhooks, the 95th of the others, and the 50th beside it."""
    figures = figures_of(Samples(queue_times=[500]), {"w1": {"webhook_ms": WEBHOOK}})

    told = text(day=Day(START, 1, whole=True, figures=figures))

    assert "99th percentile 8 ms, 50th 2 ms (of 3)" in told
    assert "95th percentile 500 ms, 50th 500 ms (of 1)" in told


def test_no_line_ends_in_blanks():
    """Also where a figure has no verdict."""
    told = text(day=Day(START, 0, whole=True, figures=figures_of(Samples(), {})))

    assert [line for line in told.splitlines() if line != line.rstrip()] == []
