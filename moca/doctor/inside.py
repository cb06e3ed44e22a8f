"""The doctor in a running Moca: it has the accounts, the store and the settings at hand, and asks for itself."""

import asyncio

from moca.doctor.account import patient_of
from moca.doctor.examine import Found, examine
from moca.doctor.finding import Finding, Report
from moca.instagram.accounts import Accounts
from moca.instagram.flavours import Graphs
from moca.runtime.store import Store
from moca.settings import Settings


async def examine_here(settings: Settings, store: Store, accounts: Accounts, graphs: Graphs) -> Report:
    """All findings of this process. What cannot be reached is a finding, too."""
    patients = [patient_of(held, graphs) for held in await accounts.all()]
    return await examine(settings, Found(store, patients), lambda: _model(settings), settings.public_url)


async def _model(settings: Settings) -> Finding:
    from moca.agent.drafter import model_client  # noqa: PLC0415  # the vendor's library takes its time to load
    from moca.doctor.model import look_at_model  # noqa: PLC0415  # likewise

    async with await asyncio.to_thread(model_client, settings.model) as asking:
        return await look_at_model(settings.model, asking)
