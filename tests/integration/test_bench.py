"""The measurements run and give their rows; what they measure is nobody's test."""

from pathlib import Path

from bench import table, wake


async def test_rows(tmp_path: Path) -> None:
    """The smallest size of a measurement that has both a host in this process and a Moca of its own."""
    rows = await wake.measure("smoke", tmp_path)

    assert [(row.bench, row.what) for row in rows] == [
        ("wake", "late at 100 due/s, p50"),
        ("wake", "late at 100 due/s, p99"),
        ("wake", "late at 100 due/s, max"),
        ("wake", "idle Moca, all roles"),
        ("wake", "its store meanwhile"),
    ]
    assert all(row.value >= 0 for row in rows)


def test_table() -> None:
    """A row with a ratio is held to its aim by the ratio; the Markdown has one line for each row, and the machine."""
    row = table.Row(bench="ingest", what="deliveries", value=1500, unit="/s", ratio=0.75, aim=table.Aim("≥", 0.7))

    assert row.cells() == ("ingest", "deliveries", "1,500 /s", "0.75", "≥ 0.70", "yes")
    assert table.as_markdown("2 cores", [row]).splitlines() == [
        "| bench | what | value | ratio | aim | met |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
        "| ingest | deliveries | 1,500 /s | 0.75 | ≥ 0.70 | yes |",
        "",
        "2 cores",
    ]
