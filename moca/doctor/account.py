"""
One account: its token's age, and at Graph: does it answer, whose is the token, what may it do, is it subscribed, do the
answers look as expected (reference, sections 1, 4.1, 8.5 and 10).
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from email.utils import parsedate_to_datetime

import httpx
import msgspec

from moca.clock import now_ms
from moca.doctor.finding import Finding, State
from moca.domain.account import Account, AccountHealth
from moca.domain.account_alarms import days_left, reached, token_ends_at
from moca.domain.account_life import Upkeep
from moca.errors import MocaError
from moca.instagram.accounts import Held
from moca.instagram.answers import me_in
from moca.instagram.error_table import Kind
from moca.instagram.failures import judge
from moca.instagram.flavours import Graphs
from moca.instagram.lenient import as_id, as_object
from moca.instagram.subscriptions import CORE_FIELDS, edge_of, fields_of, is_subscribed
from moca.instagram.transport import Answer, Request, Transport
from moca.settings import Secret

CLOCK_APART_MS = 60_000
NEEDED = ("instagram_business_basic", "instagram_business_manage_messages")
FOR_COMMENTS = "instagram_business_manage_comments"
_RECONNECT = "give the account a new token: moca account connect"
_ALLOW = (
    "grant the permission in the app dashboard, or let the owner switch on Settings > Messages and story replies > "
    "Connected tools > Allow access to messages; then connect again"
)
_REMEDIES: Mapping[Kind, str] = {
    "token": _RECONNECT,
    "permission": _ALLOW,
    "policy": "Meta has restricted the account: its owner must look into the Instagram app",
    "app_rate": "wait: Meta throttles the app",
    "account_rate": "wait: Meta throttles the account",
    "unknown": "try again; if it stays, see Meta's status page",
}
_SAME_GRAPH = "give this command the same INSTAGRAM_GRAPH_URL and FACEBOOK_GRAPH_URL as the running Moca"
_SHAPE = "something between here and Meta answers, or Meta has changed: report it"


class Patient(msgspec.Struct, frozen=True, kw_only=True):
    """
    An account to look at: what is known of it, and how Graph is called as it.

    `is_elsewhere`: the running Moca calls another Graph than this command would, which is then not called.
    """

    account: Account
    health: AccountHealth = AccountHealth()
    token: Secret
    transport: Transport
    is_elsewhere: bool = False

    @property
    def is_page(self) -> bool:
        return self.account.flavour == "facebook"


def patient_of(held: Held, graphs: Graphs, *, is_elsewhere: bool = False) -> Patient:
    """A connected account, called by its own flavour of Graph."""
    transport = graphs.transport_of(held.account.flavour)
    return Patient(
        account=held.account, health=held.health, token=held.token, transport=transport, is_elsewhere=is_elsewhere
    )


class _Me(msgspec.Struct, frozen=True):
    """Whose a token is: the professional account's id, and what else `me` is called."""

    professional_id: str
    other_id: str
    name: str


async def look_at_account(patient: Patient) -> AsyncIterator[Finding]:
    """Its token's age, then each of the cheap calls, once; what one cannot do the others may."""
    if not patient.token:
        yield _found(patient, "token", "fault", "there is none", _RECONNECT)
        return
    for finding in (*_look_at_age(patient), _look_at_scopes(patient)):
        yield finding
    if patient.is_elsewhere:
        yield _found(patient, "graph", "skipped", "not asked: the running Moca calls another one", _SAME_GRAPH)
        return
    fields = "id,name,instagram_business_account" if patient.is_page else "id,user_id,username,name,account_type"
    answer = await _ask(patient, "me", {"fields": fields})
    if isinstance(answer, Finding):
        yield answer
        return
    for finding in _look_at_me(patient, answer):
        yield finding
    yield _look_at_clock(patient, answer)
    yield await _look_at_threads(patient)
    yield await _look_at_subscription(patient)


def _look_at_age(patient: Patient) -> Iterator[Finding]:
    health, upkeep, now = patient.health, Upkeep(), now_ms()
    if health.disconnected:
        yield _found(patient, "health", "fault", f"nothing can be sent: {health.disconnected}", _RECONNECT)
    if not token_ends_at(health, upkeep):
        yield _found(patient, "age", "skipped", "it does not end by itself, or nobody has said when")
        return
    left, age = days_left(health, upkeep, now), (now - health.token_since) // 86_400_000
    said = f"{age} days old, {left} days left" + ("" if health.token_expires_at else ", as is assumed")
    if reached(health, upkeep, now):
        yield _found(patient, "age", "fault" if left <= 1 else "note", said, _RECONNECT)
    else:
        yield _found(patient, "age", "ok", said)


def _look_at_scopes(patient: Patient) -> Finding:
    """As they were granted with the token; what was pasted says nothing about them."""
    granted = patient.health.permissions
    if not granted or patient.is_page:
        return _found(patient, "scopes", "skipped", "a pasted token does not say what was granted")
    needed = (*NEEDED, FOR_COMMENTS) if patient.account.settings.comment_rules else NEEDED
    missing = [scope for scope in needed if scope not in granted]
    if missing:
        return _found(patient, "scopes", "fault", f"not granted: {', '.join(missing)}", "log in again and allow them")
    return _found(patient, "scopes", "ok", "all that is needed was granted")


async def _ask(patient: Patient, path: str, query: dict[str, str]) -> Answer | Finding:
    try:
        answer = await patient.transport.call(patient.token, Request("GET", path, query))
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
        me = _page_in(answer.body) if patient.is_page else _me_in(answer.body)
    except MocaError as error:
        yield _found(patient, "shape", "fault", f"me: {error}", "is INSTAGRAM_GRAPH_URL really Graph's?")
        return
    yield _found(patient, "token", "ok", f"belongs to {me.name or me.professional_id}")
    yield _ids(patient, me)


def _me_in(body: object) -> _Me:
    me = me_in(body)
    return _Me(me.user_id, me.id, me.username)


def _page_in(body: object) -> _Me:
    page = as_object(body)
    linked = as_id(as_object(page.get("instagram_business_account")).get("id"))
    if not linked:
        raise MocaError("the Page is linked to no Instagram account.")
    return _Me(linked, as_id(page.get("id")), str(page.get("name", "")))


def _ids(patient: Patient, me: _Me) -> Finding:
    id_ = patient.account.id
    if me.professional_id == id_:
        if me.other_id and me.other_id not in (id_, patient.account.page_id, *patient.account.aliases):
            return _found(patient, "ids", "note", f"Meta also calls it {me.other_id}", _RECONNECT)
        return _found(patient, "ids", "ok", "the id is the one that webhooks carry")
    if id_ == me.other_id:
        said = f"{id_} is the id inside your app; webhooks carry {me.professional_id}"
        return _found(patient, "ids", "fault", said, f"connect the account as {me.professional_id}")
    said = f"the token belongs to {me.professional_id}"
    return _found(patient, "ids", "fault", said, "connect each account with its own token")


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
    path = "me/conversations"
    answer = await _ask(patient, path, {"platform": "instagram", "fields": "id,updated_time", "limit": "1"})
    if isinstance(answer, Finding):
        return answer
    threads = as_object(answer.body).get("data")
    if not isinstance(threads, list) or not all(as_object(thread).get("id") for thread in threads):
        return _found(patient, "shape", "fault", f"{path}: no list of threads with ids", _SHAPE)
    return _found(patient, "permission", "ok", "threads can be read")


async def _look_at_subscription(patient: Patient) -> Finding:
    page_id = patient.account.page_id if patient.is_page else ""
    edge = edge_of(page_id)
    answer = await _ask(patient, edge, {})
    if isinstance(answer, Finding):
        return answer
    if not isinstance(as_object(answer.body).get("data"), list):
        return _found(patient, "shape", "fault", f"{edge}: no list of apps", _SHAPE)
    if not is_subscribed(answer.body, page_id):
        remedy = "let `moca serve` run: it subscribes the account within a day, or at once when it is connected again"
        return _found(patient, "subscription", "fault", "Meta sends no messages of this account", remedy)
    missing = [] if patient.is_page else [field for field in CORE_FIELDS if field not in fields_of(answer.body)]
    if missing and fields_of(answer.body):
        said = f"subscribed, but not to {', '.join(missing)}"
        return _found(patient, "subscription", "note", said, "connect it again")
    return _found(patient, "subscription", "ok", "Meta sends this account's events")


def _found(patient: Patient, check: str, state: State, said: str, remedy: str = "") -> Finding:
    return Finding(check=check, state=state, said=said, remedy=remedy, about=patient.account.id)
