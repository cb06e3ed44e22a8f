"""`python -m bench [names]`: run the measurements, show one table."""

import asyncio
import logging
import sys
import tempfile
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

import click
import uvloop

from bench import ingest, machine, office, sender, size, start, table, wake, way
from bench.scale import Scale
from moca import logs

Measure = Callable[[Scale, Path], Awaitable[list[table.Row]]]
BENCHES: dict[str, Measure] = {
    module.BENCH: module.measure for module in (ingest, wake, way, sender, size, start, office)
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(BENCHES)))
@click.option("--full", "scale", flag_value="full", help="The numbers of the design as they stand: some 20 minutes.")
@click.option("--smoke", "scale", flag_value="smoke", help="The least: does it run?")
@click.option("--markdown", is_flag=True, help="The table as the documentation holds it.")
@click.option(
    "--folder", type=click.Path(path_type=Path), help="Where the stores stand; /dev/shm shows it without a disk."
)
def main(names: tuple[str, ...], scale: Scale | None, markdown: bool, folder: Path | None) -> None:
    """Measure Moca: all of it, or the NAMES given. Loopback only; leave the machine alone meanwhile."""
    logs.configure("console", logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="moca-bench-", dir=folder) as place:
        line = machine.describe(Path(place))
        found = [_tried(name, scale or "default", Path(place, name)) for name in names or BENCHES]
    form = table.as_markdown if markdown else table.as_text
    click.echo(form(line, [row for rows in found for row in rows or ()]))
    sys.exit(1 if None in found else 0)


def _tried(name: str, scale: Scale, folder: Path) -> list[table.Row] | None:
    """One measurement's rows; None, with the reason on stderr, if it broke: the others still say something."""
    click.echo(f"{name} …", err=True)
    try:
        return run(BENCHES[name], scale, folder)
    except Exception:
        click.echo(f"{name} broke:\n{traceback.format_exc()}", err=True)
        return None


def run(measure: Measure, scale: Scale, folder: Path) -> list[table.Row]:
    """One measurement in a folder of its own."""
    folder.mkdir()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_measured(measure, scale, folder))


async def _measured(measure: Measure, scale: Scale, folder: Path) -> list[table.Row]:
    return await measure(scale, folder)


if __name__ == "__main__":
    main()
