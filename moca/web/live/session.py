"""
One open page: a layout of components served over one WebSocket that was authorised and accepted before.

The session ends when the page goes, when `stop` is called from any task of the loop, or when the page says something
that is no event. Its components are unmounted in each case, so that what they subscribed to is given back.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

import msgspec
import structlog
from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect
from reactpy import config
from reactpy.core._life_cycle_hook import LifeCycleHook
from reactpy.core.hooks import ConnectionContext
from reactpy.core.layout import Layout, _make_element_model_state
from reactpy.core.serve import serve_layout
from reactpy.types import Component, Connection, Location

from moca.web.live.still import Still

log = structlog.get_logger()

SIGNED_OUT = 4401
OLD_PAGE = 4409
GOING_AWAY = 1012
UNREADABLE = 1003
TOO_MANY = 1013

MAX_TARGETS = 1024
"""ReactPy keeps a queue and a task for each target that it ever heard of: beyond these the idle ones go."""
LONGEST_TARGET = 512
EVENTS_PER_SECOND, BURST = 60.0, 240.0

config.REACTPY_ASYNC_RENDERING.current = False


async def _affect_layout_did_render(self: LifeCycleHook) -> None:
    """ReactPy's own keeps an event for every render; here only those that an effect waits for, while it runs."""
    if self._effect_funcs:
        stop = asyncio.Event()
        self._effect_stops.append(stop)
        self._effect_tasks[:] = [task for task in self._effect_tasks if not task.done()]
        self._effect_tasks.extend(asyncio.create_task(effect(stop)) for effect in self._effect_funcs)
        self._effect_funcs.clear()


LifeCycleHook.affect_layout_did_render = _affect_layout_did_render  # type: ignore[method-assign]


class _Failures(logging.Handler):
    """ReactPy's own words as all of Moca tells what failed: where and as what. A message may quote somebody."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        log.error("live.failed", where=record.name, **({"exc_info": error} if error else {}))


def _told_as_ours() -> None:
    """ReactPy writes to stdout, and whatever an exception says."""
    theirs = logging.getLogger("reactpy")
    theirs.handlers[:] = [_Failures()]
    theirs.propagate = False
    theirs.setLevel(logging.WARNING)


_told_as_ours()


class _Layout(Layout):
    """
    A layout that knows what stands still, and bears a change after its end: what its components watched may change in
    the moment before they have given it back, and nobody is left to be told.
    """

    async def _render_model(
        self, exit_stack: Any, old_state: Any, parent: Any, index: int, key: Any, raw_model: Any
    ) -> Any:
        """What stands still has no states of its own below it: what stood there before goes, with its handlers."""
        if not isinstance(raw_model, Still):
            return await super()._render_model(exit_stack, old_state, parent, index, key, raw_model)
        if old_state is not None:
            await self._unmount_model_states([old_state])
        new_state = _make_element_model_state(parent, index, key)
        new_state.model.current = raw_model.encoded  # type: ignore[assignment]  # bytes in place of a dict
        return new_state

    async def __aexit__(self, kind: Any, error: Any, trace: Any) -> None:  # noqa: PYI036  # ReactPy's own types are narrower
        await super().__aexit__(kind, error, trace)
        self._rendering_queue: Any = _Nobody()


class _Nobody:
    def put(self, _: Any) -> None:
        """Forget it."""


class LayoutEvent(msgspec.Struct):
    """What a page says: an event for a handler, by the path of keys to its element."""

    type: str
    target: str
    data: list[Any] = []
    seq: int = -1


class _StoppedError(Exception):
    pass


AnySocket = WebSocket[Any, Any, Any]  # Litestar's user, auth and state types: none is used here


class LiveSession:
    """`carrier` is what components find as `use_connection().carrier`; `path` and `query` are the page's address."""

    def __init__(self, socket: AnySocket, root: Callable[[], Component], carrier: Any, path: str, query: str) -> None:
        location = Location(path=path, query_string=query)
        scope: Any = socket.scope  # ASGI's dict by another name
        connection: Any = Connection(scope=scope, location=location, carrier=carrier)
        self._socket = socket
        self._layout = _Layout(ConnectionContext(root(), value=connection))
        self._receiving: asyncio.Task[str] | None = None
        self._code: int | None = None
        self._pace = _Pace()

    def stop(self, code: int) -> None:
        """End the session with a close code; may be called from any task of the loop."""
        self._code = code
        if self._receiving is not None:
            self._receiving.cancel()

    async def run(self) -> None:
        """
        Until it ends. Never cancel it from a scope around it: the components would not be unmounted.
        """
        try:
            await serve_layout(self._layout, self._send, self._receive_event)
        except* (WebSocketDisconnect, _StoppedError):
            pass
        except* msgspec.MsgspecError:
            self._code = UNREADABLE
        if self._code is not None:  # closed by the task that receives: some servers block otherwise
            await self._socket.close(code=self._code)

    async def _send(self, update: Any) -> None:
        text = msgspec.json.encode(update).decode()
        try:
            await self._socket.send_text(text)
        except Exception as error:  # the page is gone, and receiving ends the session
            log.debug("live.not_sent", detail=type(error).__name__)

    async def _receive_event(self) -> dict[str, Any]:
        while True:
            event = _decode(await self._receive())
            if event.type != "layout-event" or len(event.target) > LONGEST_TARGET or not self._pace.allows():
                log.warning("live.event_dropped", type=event.type[:40])
                continue
            _prune_targets(self._layout)
            return msgspec.structs.asdict(event)

    async def _receive(self) -> str:
        if self._code is not None:
            raise _StoppedError
        self._receiving = asyncio.create_task(self._socket.receive_text())
        try:
            return await self._receiving
        except asyncio.CancelledError:
            if self._code is not None:
                raise _StoppedError from None
            self._receiving.cancel()
            raise


class _Pace:
    """How many events a page may raise: far above what hands can do."""

    def __init__(self) -> None:
        self._left, self._at = BURST, time.monotonic()

    def allows(self) -> bool:
        now = time.monotonic()
        self._left = min(BURST, self._left + (now - self._at) * EVENTS_PER_SECOND) - 1
        self._at = now
        return self._left >= 0


_decode = msgspec.json.Decoder(LayoutEvent).decode


def _prune_targets(layout: Layout) -> None:
    queues, handlers = layout._event_queues, layout._event_handlers  # noqa: SLF001  # there is no other way in
    if len(queues) <= MAX_TARGETS:
        return
    for target in [name for name, queue in queues.items() if queue.empty() and name not in handlers]:
        layout._event_processing_tasks.pop(target).cancel()  # noqa: SLF001
        del queues[target]
        layout._last_event_seq_by_target.pop(target, None)  # noqa: SLF001
