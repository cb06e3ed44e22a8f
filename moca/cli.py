"""
The commands. Each reads the environment and `.env`, says in one message what is wrong (exit 2), and does one thing.
"""

import sys
from typing import TypeVar

import click

import moca
from moca import logs
from moca.account_cli import account
from moca.app import Process
from moca.doctor_cli import doctor
from moca.outlook.day import last_day
from moca.outlook.outlook import Outlook, outlook
from moca.replay_cli import replay
from moca.runtime.store import Store
from moca.serving import stop_on_signals
from moca.settings import ROLES, Settings
from moca.simulator.cli import simulate
from moca.stores import inspect
from moca.terminal import of_store, run, settings_of
from moca.verify.report import verify as judge

T = TypeVar("T")


@click.group()
@click.version_option(moca.__version__, prog_name="moca")
def main() -> None:
    """Moca answers Instagram DMs for a business: a burst comes in, one answer goes out."""


main.add_command(account)
main.add_command(doctor)
main.add_command(replay)
main.add_command(simulate)


@main.command()
@click.option("--host", help="Address to listen on [MOCA_HOST, 127.0.0.1].")
@click.option("--port", help="Port to listen on [MOCA_PORT, 8000].")
@click.option("--data-dir", help="Where the embedded store and the views live [MOCA_DATA_DIR, data].")
@click.option("--redis-url", help="A Redis of your own instead of the embedded one [REDIS_URL].")
@click.option("--redis-port", help="Open the embedded store on this loopback port as well [MOCA_REDIS_PORT].")
@click.option("--roles", help=f"Any of {','.join(ROLES)} [MOCA_ROLES, all].")
def serve(**options: str | None) -> None:
    """Run Moca until a signal. A second one on the same data directory joins and shares the work."""
    settings = settings_of(options)
    logs.configure(settings.log_format)
    run(lambda: _serve(settings))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="The whole report as JSON.")
@of_store
def verify(as_json: bool, **options: str | None) -> None:
    """Check the promises over everything stored; exit 1 if one is broken."""
    settings = settings_of(options)
    logs.configure(settings.log_format, logs.QUIET)
    report = run(lambda: inspect(settings, lambda store: judge(store, settings.timing.global_rate_limit)))
    click.echo(report.to_json() if as_json else report.to_text())
    sys.exit(0 if report.ok else 1)


@main.command()
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


@main.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65_534),
    default=8000,
    show_default=True,
    help="Moca's port; the fake Instagram takes the next one.",
)
@click.option("--data-dir", default="data/demo", show_default=True, help="Where the demo keeps its data.")
@click.option("--quiet", is_flag=True, help="No customers who write by themselves.")
def demo(port: int, data_dir: str, quiet: bool) -> None:
    """Run everything without any account or key: Moca, a fake Instagram, a demo model, a shop and its customers."""
    from moca import demo as shop  # noqa: PLC0415  # the fake Instagram is loaded only here

    logs.configure("console")
    run(lambda: shop.run(port, data_dir, living=not quiet))


async def _serve(settings: Settings) -> None:
    process = Process(settings)
    stop_on_signals(process.stop)
    await process.start()
    for hint in settings.hints():
        click.echo(f"note   {hint}")
    click.echo(f"moca   http://{settings.host}:{process.port}")
    for line in process.embedded.cli() if process.embedded else ():
        click.echo(f"store  {line}")
    await process.run()
