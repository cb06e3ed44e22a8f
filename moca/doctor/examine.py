"""The examination: everything once, from the nearest to the farthest."""

from collections.abc import AsyncIterator, Sequence

from moca.doctor.account import Patient, look_at_account
from moca.doctor.finding import Finding, Report
from moca.doctor.here import look_at_settings, look_at_store
from moca.doctor.webhook import look_at_webhook
from moca.runtime.store import Store
from moca.settings import Settings


async def examine(
    settings: Settings, store: Store | None, patients: Sequence[Patient], model: AsyncIterator[Finding], url: str
) -> Report:
    """All findings. `store` is None where Moca has never run here."""
    findings = list(look_at_settings(settings))
    if store is None:
        said = f"there is none in {settings.store.data_dir} yet"
        findings.append(Finding(check="store", state="note", said=said, remedy="moca serve makes it"))
    else:
        findings += [finding async for finding in look_at_store(store, is_own=not settings.store.url)]
    if not patients:
        remedy = "moca account connect, or set INSTAGRAM_ACCESS_TOKEN"
        findings.append(Finding(check="account", state="fault", said="none is connected", remedy=remedy))
    for patient in patients:
        findings += [finding async for finding in look_at_account(patient)]
    findings += [finding async for finding in look_at_webhook(settings.instagram, url)]
    findings += [finding async for finding in model]
    return Report(tuple(findings))
