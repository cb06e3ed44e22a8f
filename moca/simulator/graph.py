"""
Graph: takes any call, lets the scripted fault happen that fits it, and answers as Meta answers.

One way for all endpoints: who calls (token), is the rate kept, which fault fits, the work itself, its echo, the book. A
call is in the book whatever becomes of it, under the time at which it arrived.
"""

import asyncio
import json
from collections import defaultdict, deque
from typing import Any

import msgspec

from moca.simulator import events
from moca.simulator.apps import Apps
from moca.simulator.book import Book, Watchers
from moca.simulator.calls import Answer, Call, endpoint_of, refusing, severed
from moca.simulator.commenting import Commenting
from moca.simulator.faults import Fault, FaultScript
from moca.simulator.lookups import Lookups
from moca.simulator.refusals import (
    BAD_JSON_BUT_SENT,
    BARE_429,
    DOWN,
    NO_SUCH_FIELD,
    NO_SUCH_OBJECT,
    TOO_FAST,
    WRONG_SECRET,
    RefusedError,
)
from moca.simulator.sending import Sending
from moca.simulator.tokens import Tokens
from moca.simulator.webhooks import Deliverer
from moca.simulator.world import Account, World

ECHO_LAG_MS = 30
LATE_ECHO_MS = 500
FIELDS = frozenset(
    [
        "comments",
        "live_comments",
        "message_echoes",
        "message_reactions",
        "messages",
        "messaging_handover",
        "messaging_optins",
        "messaging_postbacks",
        "messaging_referral",
        "messaging_seen",
        "standby",
        "mentions",
        "story_insights",
        "message_edit",
    ]
)
"""The names that `subscribed_apps` accepts (reference, section 8.5)."""

PAGE_FIELDS = frozenset(["feed", "mention"])
"""Of those that a Page's edge accepts; Instagram's are refused there (section 1)."""


class _DownError(Exception):
    """Nobody is there: the connection is closed."""


class Graph:
    """Meta's side of every call that the business makes."""

    def __init__(
        self,
        world: World,
        tokens: Tokens,
        faults: FaultScript,
        book: Book,
        deliverer: Deliverer,
        watchers: Watchers,
        apps: Apps,
    ) -> None:
        self._world = world
        self._tokens = tokens
        self._faults = faults
        self._book = book
        self._deliverer = deliverer
        self._sending = Sending(world, book, watchers)
        self._commenting = Commenting(world, book, watchers)
        self._lookups = Lookups(world)
        self._apps = apps
        self._recent: dict[tuple[str, str], deque[int]] = defaultdict(deque)
        self._subscribed: dict[str, list[str]] = {}

    async def answer(self, call: Call) -> Answer:
        """Answer one call; the answer may be that the connection is closed."""
        arrived, endpoint = self._world.clock(), endpoint_of(call)
        account = ""
        try:
            self._check_up()
            if managed := self._tokens.accounts_of_user(call.token) if call.flavour == "facebook" else ():
                answer = Answer(body=self._lookups.of_user([self._world.accounts[id_] for id_ in managed], call))
            else:
                account = self._caller(call).id
                answer = await self._attempt(call, self._world.accounts[account], endpoint)
        except _DownError:
            answer = severed("down")
        except RefusedError as refused:
            answer = refusing(refused.refusal, self._trace())
        self._book.write(
            "call",
            at=arrived,
            endpoint=endpoint,
            account=account,
            person=call.person,
            text=call.text,
            outcome=answer.outcome,
            status=answer.status,
            mid=answer.mid,
        )
        return msgspec.structs.replace(answer, headers=answer.headers | self._usage(account))

    def _check_up(self) -> None:
        match self._faults.modes.down:
            case "close":
                raise _DownError
            case "error":
                raise RefusedError(DOWN)

    def _caller(self, call: Call) -> Account:
        account = self._world.accounts[self._tokens.account_of(call.token, call.flavour)]
        node = call.segments[0] if call.segments else ""
        if len(call.segments) > 1 and node != "me" and node not in account.ids and node not in self._world.comments:
            raise RefusedError(NO_SUCH_OBJECT)
        return account

    async def _attempt(self, call: Call, account: Account, endpoint: str) -> Answer:
        self._check_rate(account, endpoint)
        fault = self._faults.take(endpoint, account.id, call.person, call.text)
        delay_s = 0 if fault.kind == "echo_after" else fault.ms / 1_000
        match fault.kind:
            case "lost_request":
                await asyncio.sleep(delay_s)
                return severed("lost_request")
            case "error" | "retry_after":
                await asyncio.sleep(delay_s)
                return self._refuse(fault)
        answer = await self._perform(call, account, endpoint, fault)
        await asyncio.sleep(delay_s)
        return answer

    async def _perform(self, call: Call, account: Account, endpoint: str, fault: Fault) -> Answer:
        body = await self._work(call, account, endpoint, fault)
        mid = body.get({"messages": "message_id", "replies": "id"}.get(endpoint, ""), "")
        match fault.kind:
            case "lost_response":
                return severed("lost_response", mid)
            case "error_but_sent":
                refused = refusing(BAD_JSON_BUT_SENT, self._trace())
                return msgspec.structs.replace(refused, outcome="error_but_sent", mid=mid)
            case "odd":
                return Answer(body={"ok": "yes"}, outcome="odd", mid=mid)
        return Answer(body=body, outcome=fault.kind, mid=mid)

    async def _work(self, call: Call, account: Account, endpoint: str, fault: Fault) -> dict[str, Any]:
        match call.method, endpoint:
            case "POST", "messages":
                return await self._send(call, account, fault)
            case "POST", "uploads":
                return self._sending.upload(call)
            case "POST", "actions":
                return self._sending.act(account, call)
            case "POST" | "DELETE", _ if "".join(call.segments[:1]) in self._world.comments:
                return self._comment(call, account, endpoint, fault)
            case _, "subscribed_apps":
                return self._subscription(call, account)
            case "GET", _:
                return self._read(call, account, endpoint)
        raise RefusedError(NO_SUCH_OBJECT)

    def _read(self, call: Call, account: Account, endpoint: str) -> dict[str, Any]:
        node = call.segments[0] if len(call.segments) == 1 else ""
        match endpoint:
            case "conversations":
                return self._lookups.conversations(account, call)
            case "oauth":
                return self._renewed(call, account)
            case "me" if call.flavour == "facebook":
                return self._lookups.page(account, call)
            case "me" | "profile" if endpoint == "me" or node in account.ids:
                me = self._lookups.me(account, call)
                return {"data": [me]} if self._faults.modes.wrapped else me
            case "profile":
                return self._lookups.profile(account, node, call)
        return self._lookups.node(account, node, call)

    async def _send(self, call: Call, account: Account, fault: Fault) -> dict[str, Any]:
        message = self._sending.send(account, call)
        echo = events.of_message(message)
        if fault.kind == "echo_before":
            await self._deliverer.push(echo).tried.wait()
        elif fault.echo and fault.kind != "no_echo" and self._faults.modes.echoes:
            late = (fault.ms or LATE_ECHO_MS) if fault.kind == "echo_after" else fault.ms + ECHO_LAG_MS
            self._deliverer.push_later(echo, late)
        return {"recipient_id": message.igsid, "message_id": message.mid}

    def _comment(self, call: Call, account: Account, endpoint: str, fault: Fault) -> dict[str, Any]:
        """Something done to a comment; a reply comes back as a comment unless the fault keeps echoes away."""
        if endpoint != "replies":
            return self._commenting.change(account, call)
        reply = self._commenting.reply(account, call)
        if fault.echo and fault.kind != "no_echo" and self._faults.modes.echoes:
            self._deliverer.push_later(events.replied(reply, account.username), fault.ms + ECHO_LAG_MS)
        return {"id": reply.id}

    def _subscription(self, call: Call, account: Account) -> dict[str, Any]:
        asked = call.query.get("subscribed_fields") or call.body.get("subscribed_fields") or ""
        names = asked.split(",") if isinstance(asked, str) else list(asked)
        known = PAGE_FIELDS if call.flavour == "facebook" else FIELDS
        match call.method:
            case "POST" if names and known.issuperset(names):
                self._subscribed[account.id] = names
                self._world.unsubscribed.discard(account.id)
            case "DELETE":
                self._subscribed.pop(account.id, None)
            case "GET":
                is_gone = account.id in self._world.unsubscribed
                subscribed = None if is_gone else self._subscribed.get(account.id)
                return {"data": [{"subscribed_fields": subscribed}] if subscribed else []}
            case _:
                raise RefusedError(NO_SUCH_FIELD)
        return {"success": True}

    def _renewed(self, call: Call, account: Account) -> dict[str, Any]:
        grant = {"access_token": "ig_exchange_token", "refresh_access_token": "ig_refresh_token"}[call.segments[0]]
        if call.query.get("grant_type") != grant:
            raise RefusedError(NO_SUCH_OBJECT)
        secret = self._apps.of(account).secret
        if grant == "ig_exchange_token" and call.query.get("client_secret") != secret.reveal():
            raise RefusedError(WRONG_SECRET)
        is_exchange = grant == "ig_exchange_token"  # of a token that is as young as the login
        fresh = self._tokens.issue(account.id) if is_exchange else self._tokens.renew(call.token)
        return {"access_token": fresh.reveal(), "token_type": "bearer", "expires_in": round(self._tokens.life_seconds)}

    def _refuse(self, fault: Fault) -> Answer:
        refusal = BARE_429 if fault.kind == "retry_after" else fault.error or DOWN
        answer = refusing(refusal, self._trace())
        if fault.kind == "retry_after":
            return msgspec.structs.replace(answer, headers={"retry-after": str(fault.seconds)})
        return answer

    def _check_rate(self, account: Account, endpoint: str) -> None:
        modes = self._faults.modes
        limit = {"messages": modes.sends_per_second, "conversations": modes.lookups_per_second}.get(endpoint, 0)
        if not limit:
            return
        now, recent = self._world.clock(), self._recent[account.id, endpoint]
        while recent and recent[0] <= now - 1_000:
            recent.popleft()
        if len(recent) >= limit:
            raise RefusedError(TOO_FAST)
        recent.append(now)

    def _usage(self, account: str) -> dict[str, str]:
        """The usage headers of section 6, when they are switched on."""
        modes, headers = self._faults.modes, {}
        if modes.app_usage >= 0:
            share = dict.fromkeys(("call_count", "total_time", "total_cputime"), modes.app_usage)
            headers["x-app-usage"] = json.dumps(share)
        if modes.business_usage >= 0:
            share = dict.fromkeys(("call_count", "total_cputime", "total_time"), modes.business_usage)
            usage = {"type": "instagram", **share, "estimated_time_to_regain_access": modes.regain_minutes}
            headers["x-business-use-case-usage"] = json.dumps({account or "0": [usage]})
        return headers

    def _trace(self) -> str:
        return f"A{self._world.random.getrandbits(100):025x}"
