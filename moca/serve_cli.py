"""`moca serve` and `moca demo`: running, until a signal."""

import click

from moca import logs
from moca.app import Process
from moca.serving import stop_on_signals
from moca.settings import ROLES, Settings
from moca.terminal import run, settings_of


@click.command()
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


@click.command()
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
