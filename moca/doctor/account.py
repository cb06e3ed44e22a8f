"""
One account at Graph: does it answer, whose is the token, what may it do, is it subscribed, do the answers look as
expected (reference, sections 4.1, 8.5 and 10).
"""

from collections.abc import AsyncIterator, Iterator
from email.utils import parsedate_to_datetime

import httpx
import msgspec

from moca.clock import now_ms
from moca.doctor.finding import Finding, State
from moca.errors import MocaError
from moca.instagram.answers import Me, me_in
from moca.instagram.failures import judge
from moca.instagram.lenient import as_list, as_object
from moca.instagram.transport import Answer, Transport
from moca.settings import Secret

CLOCK_APART_MS = 60_000
CORE_FIELDS = ("messages", "messaging_postbacks", "messaging_seen", "message_reactions", "messaging_referral")
_RECONNECT = "give the account a new token: moca account connect"
_REMEDIES = {
    "token": _RECONNECT,
    "permission": "grant the permission in the app dashboard, or switch on Settings > Messages and story replies > "
    "Connected tools > Allow access to messages; then connect again",
    "policy": "Meta has restricted the account: its owner must look into the Instagram app",
    "app_rate": "wait: Meta throttles the app",
    "account_rate": "wait: Meta throttles the account",
    "unknown": "try again; if it stays, see Meta's status page",
}


class Patient(msgspec.Struct, frozen=True, kw_only=True):
    """An account to look at: its own id, every id of its, and how to call Graph as it."""

    id: str
    aliases: tuple[str, ...]
    token: Secret
    transport: Transport


async def look_at_account(patient: Patient) -> AsyncIterator[Finding]:
    """Each of the cheap calls, once; what one cannot do the others may."""
    if not patient.token:
        yield _found(patient, "token", "fault", "there is none", _RECONNECT)
        return
    answer = await _ask(patient, "me", {"fields": "id,user_id,username,name,account_type"})
    if isinstance(answer, Finding):
        yield answer
        return
    for finding in _look_at_me(patient, answer):
        yield finding
    yield _look_at_clock(patient, answer)
    yield await _look_at_threads(patient)
    yield await _look_at_subscription(patient)


async def _ask(patient: Patient, path: str, query: dict[str, str]) -> Answer | Finding:
    try:
        answer = await patient.transport.call("GET", path, patient.token, query=query)
    except MocaError as error:
        return _found(patient, "token", "fault", str(error), _RECONNECT)
    except (TimeoutError, httpx.HTTPError) as error:
        said = f"Graph cannot be reached ({type(error).__name__})"
        return _found(patient, "graph", "fault", said, "check this machine's way out, DNS and INSTAGRAM_GRAPH_URL")
    if answer.is_success:
        return answer
    failure = judge(answer.status, answer.body)
    check = failure.kind if failure.kind in {"token", "permission", "policy"} else "graph"
    trace = f", trace {failure.trace}" if failure.trace else ""
    remedy = _REMEDIES.get(failure.kind, "see the code in Meta's error reference")
    return _found(patient, check, "fault", f"{path}: {failure.detail}{trace}", remedy)


def _look_at_me(patient: Patient, answer: Answer) -> Iterator[Finding]:
    try:
        me = me_in(answer.body)
    except MocaError as error:
        yield _found(patient, "shape", "fault", f"me: {error}", "is INSTAGRAM_GRAPH_URL really Graph's?")
        return
    yield _found(patient, "token", "ok", f"belongs to {me.username or me.user_id}")
    yield _ids(patient, me)


def _ids(patient: Patient, me: Me) -> Finding:
    if me.user_id == patient.id:
        if me.id and me.id not in (patient.id, *patient.aliases):
            return _found(patient, "ids", "note", f"Meta also calls it {me.id}", _RECONNECT)
        return _found(patient, "ids", "ok", "the id is the one that webhooks carry")
    if patient.id == me.id:
        said = f"{patient.id} is the id inside your app; webhooks carry {me.user_id}"
        return _found(patient, "ids", "fault", said, f"connect the account as {me.user_id}")
    return _found(patient, "ids", "fault", f"the token belongs to {me.user_id}", "connect each account with its token")


def _look_at_clock(patient: Patient, answer: Answer) -> Finding:
    try:
        theirs = parsedate_to_datetime(answer.headers.get("date", "")).timestamp() * 1000
    except ValueError:
        return _found(patient, "clock", "skipped", "Graph names no time")
    apart_ms = round(theirs) - now_ms()
    if abs(apart_ms) <= CLOCK_APART_MS:
        return _found(patient, "clock", "ok", "agrees with Graph's")
    said = f"Graph's clock is {abs(apart_ms) // 1000} s {'ahead' if apart_ms > 0 else 'behind'}: windows go wrong"
    return _found(patient, "clock", "fault", said, "let NTP set this machine's clock")


async def _look_at_threads(patient: Patient) -> Finding:
    query = {"platform": "instagram", "fields": "id,updated_time", "limit": "1"}
    answer = await _ask(patient, "me/conversations", query)
    if isinstance(answer, Finding):
        return answer
    threads = as_object(answer.body).get("data")
    if not isinstance(threads, list) or not all(as_object(thread).get("id") for thread in threads):
        return _found(patient, "shape", "fault", "me/conversations: no list of threads with ids", _REMEDIES["unknown"])
    return _found(patient, "permission", "ok", "threads can be read")


async def _look_at_subscription(patient: Patient) -> Finding:
    answer = await _ask(patient, "me/subscribed_apps", {})
    if isinstance(answer, Finding):
        return answer
    listed = as_object(answer.body).get("data")
    if not isinstance(listed, list):
        return _found(patient, "shape", "fault", "me/subscribed_apps: no list of apps", _REMEDIES["unknown"])
    fields = {field for app in listed for field in map(str, as_list(as_object(app).get("subscribed_fields")))}
    missing = [field for field in CORE_FIELDS if field not in fields]
    if not fields:
        remedy = "connect it again, or let `moca serve` run: it subscribes the account"
        return _found(patient, "subscription", "fault", "Meta sends no webhooks for this account", remedy)
    if missing:
        said = f"subscribed, but not to {', '.join(missing)}"
        return _found(patient, "subscription", "note", said, "connect it again")
    return _found(patient, "subscription", "ok", f"{len(fields)} fields")


def _found(patient: Patient, check: str, state: State, said: str, remedy: str = "") -> Finding:
    return Finding(check=check, state=state, said=said, remedy=remedy, about=patient.id)
