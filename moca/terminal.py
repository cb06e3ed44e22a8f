"""What the commands share: the settings that they read, the options that say where to look, and how they end."""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeVar

import click
import dotenv

from moca.errors import MocaError, SettingsError
from moca.settings import Settings

T = TypeVar("T")
USAGE_EXIT = 2


def of_store(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say which store a command looks into."""
    data_dir = click.option("--data-dir", help="The data directory of the embedded store [MOCA_DATA_DIR, data].")
    redis_url = click.option("--redis-url", help="A Redis of your own [REDIS_URL].")
    return data_dir(redis_url(command))


def settings_of(options: Mapping[str, str | None]) -> Settings:
    """The settings of `.env`, the environment and the options, the later over the earlier."""
    names = {"host": "MOCA_HOST", "port": "MOCA_PORT", "data_dir": "MOCA_DATA_DIR", "redis_url": "REDIS_URL",
             "redis_port": "MOCA_REDIS_PORT", "roles": "MOCA_ROLES"}  # fmt: skip
    given = {names[name]: value for name, value in options.items() if value is not None}
    file = {name: value for name, value in dotenv.dotenv_values(".env").items() if value is not None}
    try:
        return Settings.from_env({**file, **os.environ, **given})  # noqa: TID251  # the one place beside settings
    except SettingsError as error:
        click.echo("moca cannot start; please mend:", err=True)
        for fault in error.faults:
            click.echo(f"  {fault}", err=True)
        sys.exit(USAGE_EXIT)


def run(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run until it ends; an error of ours is one line, not a traceback."""
    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            return runner.run(work())
    except MocaError as error:
        click.echo(f"moca stopped: {error}", err=True)
    except OSError as error:
        click.echo(f"moca stopped: {error.strerror}: {error.filename or ''}", err=True)
    sys.exit(1)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    import uvloop  # noqa: PLC0415  # not there on every platform

    return uvloop.new_event_loop
