"""
The control API: how tests, the commands and the phone page move the fake Instagram. Not part of Meta's API.

Everything takes and gives JSON. Who or what does not exist is 404, what makes no sense is 400; both say why.
"""

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from typing import Any, Literal, TypeVar

import msgspec
from litestar import Controller, Request, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.exceptions import ClientException, NotFoundException
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import ServerSentEvent
from litestar.response.sse import ServerSentEventMessage

from moca.simulator.book import GOODBYE
from moca.simulator.faults import Fault, Modes, UnknownFaultError, parse_fault
from moca.simulator.gestures import UnknownNameError
from moca.simulator.happenings import Happening, UnknownHappeningError, happen
from moca.simulator.machine import Simulator
from moca.simulator.views import CommentView, PersonView, ThreadView, comments_view, people_view, thread_view
from moca.simulator.webhooks import Parcel

Json = dict[str, Any]  # a body of this API, as the handlers below name its fields
T = TypeVar("T")
KEEP_ALIVE_SECONDS = 15.0


class Say(msgspec.Struct, frozen=True):
    """A text of a customer or of the owner. `wait`: answer only after the webhook was tried."""

    person: str
    text: str
    account: str = ""
    reply_to: str = ""
    wait: bool = False


class Burst(msgspec.Struct, frozen=True):
    """Several texts of one customer, `gap_ms` apart."""

    person: str
    texts: tuple[str, ...]
    gap_ms: int = 300
    account: str = ""


class NewPerson(msgspec.Struct, frozen=True):
    name: str
    username: str = ""


class Window(msgspec.Struct, frozen=True):
    person: str
    hours_ago: float
    account: str = ""


class TokenState(msgspec.Struct, frozen=True):
    state: Literal["good", "dead"]
    account: str = ""


class FaultWords(msgspec.Struct, frozen=True):
    """A fault in words (`lost_response`, `slow:3000`, `613`), for whom or what it is meant."""

    fault: str
    account: str = ""
    person: str = ""
    text: str = ""
    times: int = 1


class Verification(msgspec.Struct, frozen=True):
    """Where webhooks go from now on; `token` empty = the configured one."""

    callback_url: str = ""
    token: str = ""


class Control(Controller):
    path = "/control"

    @post("/say")
    async def say(self, simulator: NamedDependency[Simulator], data: JSONBody[Say]) -> Json:
        """A customer writes: `{mid}`."""
        message, parcel = simulator.gestures.say(data.person, data.text, data.account, data.reply_to)
        await _waited(parcel, wanted=data.wait)
        return {"mid": message.mid}

    @post("/burst")
    async def burst(self, simulator: NamedDependency[Simulator], data: JSONBody[Burst]) -> Json:
        """A customer writes several times: `{mids}`, when the last one is written."""
        mids = []
        for place, text in enumerate(data.texts):
            await asyncio.sleep(data.gap_ms / 1_000 if place else 0)
            mids.append(simulator.gestures.say(data.person, text, data.account)[0].mid)
        return {"mids": mids}

    @post("/owner")
    async def owner_wrote(self, simulator: NamedDependency[Simulator], data: JSONBody[Say]) -> Json:
        """The owner writes in the Instagram app: `{mid}`; the business hears an echo."""
        message, parcel = simulator.gestures.owner(data.person, data.text, data.account)
        await _waited(parcel, wanted=data.wait)
        return {"mid": message.mid}

    @post("/event")
    async def event(self, simulator: NamedDependency[Simulator], data: JSONBody[Happening]) -> Json:
        """Anything of section 3 of the reference, by name or whole: `{mid, comment_id}`."""
        made = happen(simulator.gestures, data)
        return {"mid": made.mid, "comment_id": made.comment_id}

    @get("/faults", sync_to_thread=False)
    def faults(self, simulator: NamedDependency[Simulator]) -> list[Fault]:
        """The scripted faults that still wait for their call."""
        return simulator.faults.pending

    @post("/faults", sync_to_thread=False)
    def add_fault(self, simulator: NamedDependency[Simulator], data: JSONBody[Json]) -> list[Fault]:
        """Script one fault, in words (`FaultWords`) or whole (`Fault`): those that now wait."""
        simulator.faults.add(_fault(simulator, data))
        return simulator.faults.pending

    @delete("/faults", sync_to_thread=False)
    def clear_faults(self, simulator: NamedDependency[Simulator]) -> None:
        simulator.faults.clear()

    @get("/modes", sync_to_thread=False)
    def modes(self, simulator: NamedDependency[Simulator]) -> Modes:
        return simulator.faults.modes

    @post("/modes", sync_to_thread=False)
    def set_modes(self, simulator: NamedDependency[Simulator], data: JSONBody[Json]) -> Modes:
        """Change the given modes and leave the others: all of them as they are now."""
        merged = msgspec.to_builtins(simulator.faults.modes) | data
        return _standing(simulator, _converted(merged, Modes))

    @delete("/modes", status_code=200, sync_to_thread=False)
    def reset_modes(self, simulator: NamedDependency[Simulator]) -> Modes:
        return _standing(simulator, Modes())

    @get("/book", sync_to_thread=False)
    def book(self, simulator: NamedDependency[Simulator], since: FromQuery[int] = 0) -> Json:
        """The entries after number `since`, and the number to ask with next time."""
        return {"entries": simulator.book.since(since), "next": simulator.book.last}

    @get("/accounts", sync_to_thread=False)
    def accounts(self, simulator: NamedDependency[Simulator]) -> list[Json]:
        return [{"id": a.id, "username": a.username, "name": a.name} for a in simulator.world.accounts.values()]

    @get("/people", sync_to_thread=False)
    def people(self, simulator: NamedDependency[Simulator], account: FromQuery[str] = "") -> list[PersonView]:
        """Everybody, with the last line of their thread; who wrote last comes first."""
        return people_view(simulator.world, _account(simulator, account))

    @post("/people", sync_to_thread=False)
    def add_person(self, simulator: NamedDependency[Simulator], data: JSONBody[NewPerson]) -> Json:
        """Somebody new: `{id, username, name}`."""
        person = simulator.world.invent(data.name, data.username)
        simulator.watchers.announce("people", {})
        return {"id": person.id, "username": person.username, "name": person.name}

    @get("/threads/{person:str}", sync_to_thread=False)
    def thread(
        self, simulator: NamedDependency[Simulator], person: FromPath[str], account: FromQuery[str] = ""
    ) -> ThreadView:
        """A thread as the customer sees it, oldest first."""
        return thread_view(simulator.world, simulator.gestures.party(person, account))

    @get("/comments", sync_to_thread=False)
    def comments(self, simulator: NamedDependency[Simulator], account: FromQuery[str] = "") -> list[CommentView]:
        """What is written under the posts of an account, replies included, oldest first."""
        return comments_view(simulator.world, _account(simulator, account))

    @post("/window", sync_to_thread=False)
    def window(self, simulator: NamedDependency[Simulator], data: JSONBody[Window]) -> Json:
        """Age a thread: the customer's last word is `hours_ago` old."""
        party = simulator.gestures.party(data.person, data.account)
        simulator.world.age(party.thread, data.hours_ago)
        return {"customer_at": party.thread.customer_at}

    @post("/token", sync_to_thread=False)
    def token(self, simulator: NamedDependency[Simulator], data: JSONBody[TokenState]) -> Json:
        """Kill or revive the tokens of an account: how many those are."""
        account = _account(simulator, data.account)
        return {"tokens": simulator.tokens.set_alive(account, alive=data.state == "good")}

    @post("/verify")
    async def verify(self, simulator: NamedDependency[Simulator], data: JSONBody[Verification]) -> Json:
        """Ask the callback to prove itself, as Meta does when it is configured: `{status, body}`."""
        simulator.deliverer.callback_url = data.callback_url or simulator.deliverer.callback_url
        status, body = await simulator.deliverer.verify(data.token or simulator.config.verify_token.reveal())
        return {"status": status, "body": body}

    @get("/stream", sync_to_thread=False)
    def stream(self, simulator: NamedDependency[Simulator]) -> ServerSentEvent:
        """What happens, as it happens: events `entry`, `thread`, `typing`, `modes`, `people`."""
        return ServerSentEvent(_news(simulator))


async def _news(simulator: Simulator) -> AsyncIterator[ServerSentEventMessage]:
    with simulator.watchers.watching() as queue:
        yield ServerSentEventMessage(event="hello", data="{}")
        while True:
            try:
                news = await asyncio.wait_for(queue.get(), KEEP_ALIVE_SECONDS)
            except TimeoutError:
                yield ServerSentEventMessage(comment="still here", data=None)
            else:
                yield ServerSentEventMessage(event=news.name, data=msgspec.json.encode(news.body))
                if news.name == GOODBYE:
                    return


async def _waited(parcel: Parcel, *, wanted: bool) -> None:
    if wanted:
        await parcel.tried.wait()


def _standing(simulator: Simulator, modes: Modes) -> Modes:
    was_withholding, simulator.faults.modes = simulator.faults.modes.withhold, modes
    if was_withholding and not modes.withhold:
        simulator.deliverer.release()
    simulator.watchers.announce("modes", modes)
    return modes


def _fault(simulator: Simulator, body: Json) -> Fault:
    """The fault that a body describes; a person may be named by username."""
    if "fault" in body:
        words = _converted(body, FaultWords)
        fault = msgspec.structs.replace(
            parse_fault(words.fault), account=words.account, person=words.person, text=words.text, times=words.times
        )
    else:
        fault = _converted(body, Fault)
    person, account = simulator.world.person(fault.person), _account(simulator, fault.account)
    if person is None:
        return fault
    return msgspec.structs.replace(fault, person=simulator.world.igsid(account, person))


def _converted(body: Json, type_: type[T]) -> T:
    try:
        return msgspec.convert(body, type_)
    except msgspec.ValidationError as error:
        raise ClientException(str(error)) from error


def _account(simulator: Simulator, named: str) -> str:
    account = simulator.world.account(named)
    if account is None:
        raise NotFoundException(f"no account is called {named!r}")
    return account.id


def not_found(_: Request[Any, Any, Any], error: Exception) -> Response[Json]:
    return Response({"detail": str(error)}, status_code=404)


def bad_request(_: Request[Any, Any, Any], error: Exception) -> Response[Json]:
    return Response({"detail": str(error)}, status_code=400)


EXCEPTION_HANDLERS: MutableMapping[int | type[Exception], Any] = {  # the handlers' argument types differ
    UnknownNameError: not_found,
    UnknownFaultError: bad_request,
    UnknownHappeningError: bad_request,
}
"""What the handlers above may raise, and its answer."""
