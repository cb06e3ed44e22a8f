"""The examination: everything once, from the nearest to the farthest."""

from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from moca.doctor.account import Patient, look_at_account
from moca.doctor.deliveries import look_at_deliveries
from moca.doctor.finding import Finding, Report
from moca.doctor.here import look_at_settings, look_at_store
from moca.doctor.webhook import look_at_webhook
from moca.errors import MocaError
from moca.process_notes import Running
from moca.runtime.store import Store
from moca.settings import Settings
from moca.web.deliveries import Deliveries

MODEL_ELSEWHERE = Finding(
    check="model",
    state="skipped",
    said="not asked: the running Moca has one, this command has none",
    remedy="give this command the same OPENAI_API_KEY, or OPENAI_BASE_URL and OPENAI_MODEL",
)


class Found(NamedTuple):
    """What there is to look at. `store` is None where Moca has never run; `running` are the processes on it."""

    store: Store | None
    patients: Sequence[Patient]
    running: Sequence[Running] = ()


async def examine(settings: Settings, found: Found, model: Callable[[], Awaitable[Finding]], url: str) -> Report:
    """All findings; `model` asks the model, `url` is where Meta finds this Moca."""
    findings = list(look_at_settings(settings, is_connected=bool(found.patients), running=found.running))
    findings += await _look_at_store(settings, found.store)
    if not found.patients:
        remedy = "moca account connect, or set INSTAGRAM_ACCESS_TOKEN"
        findings.append(Finding(check="account", state="fault", said="none is connected", remedy=remedy))
    for patient in found.patients:
        findings += [finding async for finding in look_at_account(patient)]
    findings += [finding async for finding in look_at_webhook(settings.instagram, url)]
    is_elsewhere = not settings.model.is_available and any(process.has_model for process in found.running)
    findings.append(MODEL_ELSEWHERE if is_elsewhere else await model())
    return Report(tuple(findings))


async def _look_at_store(settings: Settings, store: Store | None) -> list[Finding]:
    if store is None:
        said = f"there is none in {settings.store.data_dir} yet"
        return [Finding(check="store", state="note", said=said, remedy="moca serve makes it")]
    findings = [finding async for finding in look_at_store(store, is_own=not settings.store.url)]
    try:
        return [*findings, *look_at_deliveries(await Deliveries(store).read())]
    except MocaError:  # said above
        return findings
