"""
`moca operator`: the team of a store, from a terminal; a Moca that runs on it takes changes up at once.

An operator is named by id or by name. A token is written to standard output once, and is kept nowhere.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import click
import msgspec

from moca import logs
from moca.errors import PermanentError
from moca.runtime.store import Store
from moca.settings import Secret, Settings
from moca.stores import inspect
from moca.team.operator import ROLES, Operator, Role
from moca.team.operators import Operators
from moca.terminal import of_store, run, settings_of

T = TypeVar("T")
role_choice = click.Choice(ROLES)
as_json = click.option("--json", "as_json", is_flag=True, help="Everything as JSON.")


@click.group()
def operator() -> None:
    """Say who is of the team, and what each may do."""


@operator.command("list")
@as_json
@of_store
def list_operators(as_json: bool, **options: str | None) -> None:
    """Show everybody who was ever made an operator."""
    found = _on_team(_quietly(options), Operators.all)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    else:
        click.echo("\n".join(map(_line, found)) or "nobody yet: moca operator add NAME")


@operator.command()
@click.argument("name")
@click.option("--role", type=role_choice, default="agent", show_default=True, help="What they may do.")
@of_store
def add(name: str, role: Role, **options: str | None) -> None:
    """Make NAME an operator, and write the token."""
    made = _on_team(_quietly(options), lambda operators: operators.create(name, role), may_begin=True)
    _tell_token("added", *made)


@operator.command("role")
@click.argument("who")
@click.argument("role", type=role_choice)
@of_store
def set_role(who: str, role: Role, **options: str | None) -> None:
    """Give WHO another ROLE, from the next request on."""

    async def work(operators: Operators) -> Operator:
        return await operators.set_role(await _found(operators, who), role)

    click.echo(f"changed {_line(_on_team(_quietly(options), work))}")


@operator.command()
@click.argument("who")
@of_store
def token(who: str, **options: str | None) -> None:
    """Give WHO another token, and write it; the old one and its sessions end at once."""

    async def work(operators: Operators) -> tuple[Operator, Secret]:
        return await operators.new_token(await _found(operators, who))

    _tell_token("changed", *_on_team(_quietly(options), work))


@operator.command()
@click.argument("who")
@of_store
def revoke(who: str, **options: str | None) -> None:
    """Let WHO in no more: token and sessions end at once."""

    async def work(operators: Operators) -> Operator:
        return await operators.revoke(await _found(operators, who))

    click.echo(f"revoked {_line(_on_team(_quietly(options), work))}")


def _on_team(settings: Settings, work: Callable[[Operators], Awaitable[T]], *, may_begin: bool = False) -> T:
    async def look(store: Store) -> T:
        if may_begin:
            await store.prepare()
        return await work(Operators(store.client, settings.admin_token))

    return run(lambda: inspect(settings, look, may_begin=may_begin))


async def _found(operators: Operators, who: str) -> str:
    """The id of one of the team, by id or name."""
    team = [each for each in await operators.all() if not each.revoked_at]
    found = next((each for each in team if who == each.id or who.casefold() == each.name.casefold()), None)
    if found is None:
        raise PermanentError(f"there is no operator {who}: moca operator list shows them")
    return found.id


def _tell_token(what: str, operator: Operator, token: Secret) -> None:
    """The token alone goes to standard output, so that it can be piped."""
    click.echo(f"{what} {_line(operator)}; the token, which is not shown again:", err=True)
    click.echo(token.reveal())


def _line(operator: Operator) -> str:
    words = (operator.id, operator.name, operator.role, "revoked" if operator.revoked_at else "")
    return "  ".join(word for word in words if word)


def _quietly(options: dict[str, str | None]) -> Settings:
    settings = settings_of(options)
    logs.configure(settings.log_format, logs.QUIET)
    return settings
