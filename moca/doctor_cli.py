"""`moca doctor`: what is wrong with the settings, the store, the accounts, the webhook, the model, and what to do."""

import sys
from collections.abc import Sequence

import click

from moca import logs
from moca.agent.drafter import model_client
from moca.defaults import account_defaults
from moca.doctor.account import Patient, patient_of
from moca.doctor.examine import Found, examine
from moca.doctor.finding import Finding, Report
from moca.doctor.model import look_at_model
from moca.domain.account import Account
from moca.instagram.accounts import Accounts
from moca.instagram.flavours import Graphs
from moca.instagram.transport import graph_client
from moca.process_notes import Running, calls_metas_graph, running_in
from moca.runtime.store import Store
from moca.runtime.workers import Workers
from moca.settings import Settings
from moca.stores import has_store, inspect, vault_of
from moca.terminal import of_store, run, settings_of


@click.command()
@click.option("--public-url", default="", help="Where Meta finds this Moca, https://… [MOCA_PUBLIC_URL].")
@click.option("--json", "as_json", is_flag=True, help="The whole report as JSON.")
@of_store
def doctor(public_url: str, as_json: bool, **options: str | None) -> None:
    """Look at everything that Moca needs, and name each fault with the next action; exit 1 if there is one."""
    settings = settings_of(options)
    logs.configure(settings.log_format, logs.QUIET)
    report = run(lambda: _examined(settings, public_url or settings.public_url))
    click.echo(report.to_json() if as_json else report.to_text())
    sys.exit(0 if report.ok else 1)


async def _examined(settings: Settings, url: str) -> Report:
    async with graph_client(settings.instagram.send_timeout_seconds) as client:
        graphs = Graphs(settings.instagram, client)

        async def look(store: Store) -> Report:
            running = await _running(store)
            return await examine(
                settings, Found(store, await _patients(settings, store, graphs, running), running), model, url
            )

        async def model() -> Finding:
            async with model_client(settings.model) as asking:
                return await look_at_model(settings.model, asking)

        if has_store(settings):
            return await inspect(settings, look)
        return await examine(settings, Found(None, _from_environment(settings, graphs)), model, url)


async def _running(store: Store) -> list[Running]:
    """The processes on this store that have noted what their settings lack."""
    noted = (await Workers(store, {}).living()).values()
    return [running for notes in noted if (running := running_in(notes)) is not None]


async def _patients(settings: Settings, store: Store, graphs: Graphs, running: Sequence[Running]) -> list[Patient]:
    """Every connected account, and the environment's where it is not connected yet."""
    vault, defaults = vault_of(settings), account_defaults(settings)
    accounts = Accounts(store, vault, defaults, model_available=settings.model.is_available)
    is_elsewhere = any(process.is_graph_metas != calls_metas_graph(settings) for process in running)
    patients = [patient_of(held, graphs, is_elsewhere=is_elsewhere) for held in await accounts.all()]
    return patients or _from_environment(settings, graphs)


def _from_environment(settings: Settings, graphs: Graphs) -> list[Patient]:
    token, id_ = settings.instagram.access_token, settings.instagram.account_id
    if not token or not id_:
        return []
    return [Patient(account=Account(id=id_), token=token, transport=graphs.instagram)]
