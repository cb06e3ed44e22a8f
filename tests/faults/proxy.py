"""
A way to the store that a test can stand on: it sees the name of every function called, and may act before the call
reaches the store, or after it was executed and before anybody learns it.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Literal

Moment = Literal["before", "after"]
Act = Callable[[], Awaitable[None] | None]
CHUNK_BYTES = 1 << 20


class Rule:
    """At the `nth` call of a function from now on: do something, once. `reached` is set when it was done."""

    def __init__(self, function: str, moment: Moment, act: Act, nth: int, *, loses: bool) -> None:
        self.function = function.encode()
        self.moment = moment
        self.reached = asyncio.Event()
        self.loses = loses
        self._act = act
        self._left = nth

    def counts(self, function: bytes) -> bool:
        """Whether this call is the one."""
        if function != self.function or self._left <= 0:
            return False
        self._left -= 1
        return self._left == 0

    async def perform(self) -> None:
        done = self._act()
        if done is not None:
            await done
        self.reached.set()


class StoreProxy:
    """
    A TCP port of loopback before the store's unix socket, for one process.

    A request or pipeline stands on a connection at a time, as redis-py has it: what comes back after a function was
    asked for is its reply. While `is_away`, nobody gets through.
    """

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._rules: list[Rule] = []
        self._ways: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self.is_away = False
        self.url = ""

    def at(self, function: str, moment: Moment, act: Act = lambda: None, *, nth: int = 1, loses: bool = False) -> Rule:
        """Act at the `nth` call of `function`; `loses`: and close the connection, so that no reply comes."""
        rule = Rule(function, moment, act, nth, loses=loses)
        self._rules.append(rule)
        return rule

    def go_away(self) -> None:
        """The store cannot be reached until `come_back`."""
        self.is_away = True
        for writer in self._ways.values():
            writer.close()

    def come_back(self) -> None:
        self.is_away = False

    @asynccontextmanager
    async def open(self) -> AsyncIterator["StoreProxy"]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.close()
            for writer in self._ways.values():
                writer.close()
            await asyncio.gather(*self._ways)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        way = asyncio.current_task()
        assert way is not None
        self._ways[way] = writer
        try:
            with suppress(OSError, ConnectionError):
                if not self.is_away:
                    await self._join(reader, writer)
        finally:
            writer.close()
            del self._ways[way]

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        store_reader, store_writer = await asyncio.open_unix_connection(self._socket)
        pending: list[Rule] = []
        both = [
            asyncio.create_task(self._pass_asked(reader, store_writer, pending)),
            asyncio.create_task(self._pass_answers(store_reader, writer, pending)),
        ]
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in both:
                task.cancel()
            await asyncio.gather(*both, return_exceptions=True)
            store_writer.close()

    async def _pass_asked(
        self, reader: asyncio.StreamReader, store_writer: asyncio.StreamWriter, pending: list[Rule]
    ) -> None:
        requests = Requests()
        while asked := await reader.read(CHUNK_BYTES):
            for rule in self._met(requests.functions(asked)):
                if rule.moment == "after":
                    pending.append(rule)
                    continue
                await rule.perform()
                if rule.loses:
                    return
            store_writer.write(asked)
            await store_writer.drain()

    async def _pass_answers(
        self, store_reader: asyncio.StreamReader, writer: asyncio.StreamWriter, pending: list[Rule]
    ) -> None:
        while answer := await store_reader.read(CHUNK_BYTES):
            met, pending[:] = list(pending), []
            for rule in met:
                await rule.perform()
            if any(rule.loses for rule in met):
                return
            writer.write(answer)
            await writer.drain()

    def _met(self, functions: Iterator[bytes]) -> list[Rule]:
        return [rule for function in functions for rule in self._rules if rule.counts(function)]


class Requests:
    """Reads the commands out of a stream of RESP arrays, however it is cut."""

    def __init__(self) -> None:
        self._rest = b""

    def functions(self, chunk: bytes) -> Iterator[bytes]:
        """The functions called by the commands that end in this chunk."""
        self._rest += chunk
        while (command := self._command()) is not None:
            if command and command[0].upper() == b"FCALL":
                yield command[1]

    def _command(self) -> list[bytes] | None:
        line, place = self._line(0)
        if line is None:
            return None
        words: list[bytes] = []
        for _ in range(int(line[1:])):
            size, place = self._line(place)
            if size is None or len(self._rest) < place + int(size[1:]) + 2:
                return None
            end = place + int(size[1:])
            words.append(self._rest[place:end])
            place = end + 2
        self._rest = self._rest[place:]
        return words

    def _line(self, place: int) -> tuple[bytes | None, int]:
        end = self._rest.find(b"\r\n", place)
        return (None, place) if end < 0 else (self._rest[place:end], end + 2)
