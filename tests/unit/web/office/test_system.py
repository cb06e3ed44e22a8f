"""What the system's page makes of what processes and numbers say."""

import pytest

from moca.web.office.sizes import size
from moca.web.office.system.readings import process_of


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 B"), (812, "812 B"), (4_100, "4.1 kB"), (12_345_678, "12 MB"), (3_000_000_000, "3.0 GB")]
)
def test_a_size_is_told_in_its_unit(count: int, said: str) -> None:
    """With one digit behind the point below ten."""
    assert size(count) == said


def test_a_process_says_how_it_is() -> None:
    """Its times only once something was measured."""
    process = process_of(
        "w1",
        {
            "roles": ["webhook"], "pid": 7, "version": "0.1.0", "since": 5,
            "webhook_ms": {"p50": 3.0, "p99": 9.0, "count": 2}, "loop_ms": {"p50": 0.0, "p99": 0.0, "count": 0},
        },
    )  # fmt: skip

    assert (process.roles, process.pid, process.since) == (("webhook",), 7, 5)
    assert (process.webhook_p50, process.webhook_p99, process.loop_p99) == (3.0, 9.0, None)


def test_a_process_of_an_older_release_says_less() -> None:
    """What is not said is not known."""
    process = process_of("w1", {"roles": ["sender"], "pid": 7})

    assert (process.since, process.version, process.webhook_p99) == (0, "", None)
