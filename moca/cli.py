"""
The commands. Each reads the environment and `.env`, says in one message what is wrong (exit 2), and does one thing.

A command's module is loaded when it is called: none waits for what only another needs.
"""

import importlib
from collections.abc import Mapping
from types import MappingProxyType

import click

import moca

COMMANDS: Mapping[str, str] = MappingProxyType({
    "account": "moca.account_cli",
    "demo": "moca.serve_cli",
    "doctor": "moca.doctor_cli",
    "erase": "moca.erase_cli",
    "operator": "moca.operator_cli",
    "queue": "moca.store_cli",
    "replay": "moca.replay_cli",
    "serve": "moca.serve_cli",
    "simulate": "moca.simulator.cli",
    "verify": "moca.store_cli",
})  # fmt: skip
"""In which module each command stands, under its own name."""


class Commands(click.Group):
    """A group that loads its commands when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's own signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # likewise
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        return command


@click.command(cls=Commands)
@click.version_option(moca.__version__, prog_name="moca")
def main() -> None:
    """Moca answers Instagram DMs for a business: a burst comes in, one answer goes out."""
