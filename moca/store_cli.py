"""`moca verify` and `moca queue`: looking into a store, running or not."""

import sys

import click

from moca import logs
from moca.outlook.day import last_day
from moca.outlook.outlook import Outlook, outlook
from moca.runtime.store import Store
from moca.stores import inspect
from moca.terminal import of_store, run, settings_of
from moca.verify.report import verify as judge


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The whole report as JSON.")
@of_store
def verify(as_json: bool, **options: str | None) -> None:
    """Check the promises over everything stored; exit 1 if one is broken."""
    settings = settings_of(options)
    logs.configure(settings.log_format, logs.QUIET)
    rate, data_dir = settings.timing.global_rate_limit, settings.store.data_dir
    report = run(lambda: inspect(settings, lambda store: judge(store, rate, data_dir)))
    click.echo(report.to_json() if as_json else report.to_text())
    sys.exit(0 if report.ok else 1)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON.")
@click.option("--show", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many of each kind.")
@of_store
def queue(as_json: bool, show: int, **options: str | None) -> None:
    """Say what waits, why, and until when; and the figures of the last day."""
    settings = settings_of(options)
    logs.configure(settings.log_format, logs.QUIET)
    rate = settings.timing.global_rate_limit

    async def look(store: Store) -> Outlook:
        return await outlook(store, await last_day(store), per_second=rate, show=show)

    found = run(lambda: inspect(settings, look))
    click.echo(found.to_json() if as_json else found.to_text())
