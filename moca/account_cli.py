"""
`moca account`: the accounts of a store, from a terminal; a Moca that runs on it takes them up at once.

A token is read from standard input or asked for, and never an argument: arguments are seen by every user of a machine.
"""

import sys
from collections.abc import Iterable

import click
import msgspec

from moca import logs
from moca.errors import PermanentError
from moca.instagram.accounts import Accounts, Held
from moca.instagram.connecting import Connection, Connector
from moca.settings import Secret, Settings
from moca.stores import with_accounts
from moca.terminal import of_store, run, settings_of

BY = "terminal"
as_json = click.option("--json", "as_json", is_flag=True, help="Everything as JSON.")


@click.group()
def account() -> None:
    """Connect Instagram accounts, look at them, disconnect them."""


@account.command("list")
@as_json
@of_store
def list_accounts(as_json: bool, **options: str | None) -> None:
    """Show every account that was ever connected."""
    settings = _quietly(options)

    async def work(accounts: Accounts, _: Connector) -> list[Held]:
        return await accounts.all()

    found = run(lambda: with_accounts(settings, work))
    click.echo(_as_json(found) if as_json else "\n".join(map(_line, found)) or "no account is connected")


@account.command()
@click.argument("id_", metavar="ID")
@of_store
def show(id_: str, **options: str | None) -> None:
    """Show the account ID with all its settings, as JSON; of its token only whether there is one."""
    settings = _quietly(options)
    held = run(lambda: with_accounts(settings, lambda accounts, _: _existing(accounts, id_)))
    click.echo(_as_json([held])[1:-1])


@account.command()
@click.option("--id", "id_", default="", help="The professional account id; without it Graph is asked.")
@click.option("--flavour", type=click.Choice(["instagram", "facebook"]), default=None, help="Found out by default.")
@click.option("--page-id", default="", help="Which Page, where a Facebook token opens several.")
@click.option("--app", default="", help="The app whose secret signs the account's webhooks.")
@of_store
def connect(id_: str, flavour: str | None, page_id: str, app: str, **options: str | None) -> None:
    """Connect the account of a token, or give it a new one. The token is asked for, or read from standard input."""
    settings = _quietly(options)
    wanted = Connection(
        token=_token(),
        id=id_,
        flavour=flavour or "",  # type: ignore[arg-type]  # click has checked the choice
        page_id=page_id,
        app=app,
        by=BY,
    )

    async def work(accounts: Accounts, connector: Connector) -> Held:
        return await _existing(accounts, (await connector.connect(wanted)).id)

    click.echo(f"connected {_line(run(lambda: with_accounts(settings, work, may_begin=True)))}")


@account.command()
@click.argument("id_", metavar="ID")
@of_store
def disconnect(id_: str, **options: str | None) -> None:
    """Drop the token of the account ID. All its data stays, and what it wanted to say waits for a new token."""
    settings = _quietly(options)

    async def work(accounts: Accounts, connector: Connector) -> None:
        await _existing(accounts, id_)
        await connector.disconnect(id_, "A person has disconnected the account: connect it again.", BY)

    run(lambda: with_accounts(settings, work))
    click.echo(f"disconnected {id_}")


async def _existing(accounts: Accounts, id_: str) -> Held:
    held = await accounts.get(id_)
    if held is None:
        raise PermanentError(f"there is no account {id_}")
    return held


def _token() -> Secret:
    if sys.stdin.isatty():
        return Secret(click.prompt("Access token (not shown)", hide_input=True).strip())
    token = sys.stdin.readline().strip()
    if not token:
        raise click.UsageError("give the access token on standard input")
    return Secret(token)


def _quietly(options: dict[str, str | None]) -> Settings:
    settings = settings_of(options)
    logs.configure(settings.log_format, logs.QUIET)
    return settings


def _line(held: Held) -> str:
    found = held.account
    words = [found.id, f"@{found.username}" if found.username else "", found.flavour]
    words += [f"page {found.page_id}" if found.page_id else "", f"app {found.app}" if found.app else ""]
    words += [held.health.disconnected or "connected", found.note]
    return "  ".join(word for word in words if word)


def _as_json(found: Iterable[Held]) -> str:
    from moca.web.api.accounts import account_view  # noqa: PLC0415  # the web is loaded only where its words are wanted

    return msgspec.json.format(msgspec.json.encode([account_view(held) for held in found]), indent=2).decode()
