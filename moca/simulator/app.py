"""
The fake Instagram as a web application: Graph, the model under `/v1`, the control API, what people
sent under `/media`, the phone page at `/`.

Every path that is none of the others is Graph's. It needs no key and speaks to nobody but the configured callback URL.
Whoever runs it chooses the server.
"""

import json
from pathlib import Path
from typing import Any

from litestar import Litestar, Request, Response, delete, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from litestar.static_files import create_static_files_router

from moca.simulator.account_control import AccountControl
from moca.simulator.calls import Answer, Call, segments_of
from moca.simulator.cdn import attach, media
from moca.simulator.chat import NAME, ChatRequest
from moca.simulator.config import SimulatorConfig
from moca.simulator.control import EXCEPTION_HANDLERS, Control
from moca.simulator.farewells import Farewells
from moca.simulator.login_page import LoginPage
from moca.simulator.machine import Simulator
from moca.simulator.model_control import ModelControl
from moca.simulator.severing import Severed

FACEBOOK = "/facebook"
"""Under which path Facebook's Graph is, beside Instagram's."""
PAGES = Path(__file__).parent / "pages"
LARGEST_CHAT_BYTES = 64_000_000
"""A question with its photos."""
AnyRequest = Request[Any, Any, Any]  # Litestar's user, auth and state types: none is used here


def create_app(config: SimulatorConfig | None = None) -> Litestar:
    """The application of a fake Instagram made as `config` says. Its `Simulator` is `app.state.simulator`."""
    simulator = Simulator(config or SimulatorConfig())
    app = Litestar(
        [
            Control,
            AccountControl,
            ModelControl,
            Farewells,
            LoginPage,
            attach,
            media,
            graph_get,
            graph_post,
            graph_delete,
            chat_completions,
            models,
            page,
            _static(),
        ],
        dependencies={"simulator": Provide(lambda: simulator, sync_to_thread=False)},
        lifespan=[lambda _: simulator.running()],
        exception_handlers=EXCEPTION_HANDLERS,
        openapi_config=None,
        logging_config=None,
    )
    app.state.simulator = simulator
    return app


@get("/{path:path}")
async def graph_get(simulator: NamedDependency[Simulator], request: AnyRequest, path: FromPath[str]) -> Response[Any]:
    return await _graph(simulator, request, path)


@post("/{path:path}")
async def graph_post(simulator: NamedDependency[Simulator], request: AnyRequest, path: FromPath[str]) -> Response[Any]:
    return await _graph(simulator, request, path)


@delete("/{path:path}", status_code=200)
async def graph_delete(
    simulator: NamedDependency[Simulator], request: AnyRequest, path: FromPath[str]
) -> Response[Any]:
    return await _graph(simulator, request, path)


@post("/v1/chat/completions", request_max_body_size=LARGEST_CHAT_BYTES)
async def chat_completions(simulator: NamedDependency[Simulator], data: JSONBody[ChatRequest]) -> Response[Any]:
    """What an OpenAI-compatible server answers."""
    return _response(await simulator.model.complete(data))


@get("/v1/models", sync_to_thread=False)
def models() -> dict[str, Any]:
    return {"object": "list", "data": [{"id": NAME, "object": "model", "created": 0, "owned_by": "moca"}]}


@get("/", media_type="text/html", sync_to_thread=False)
def page() -> str:
    """The phone page."""
    return (PAGES / "phone.html").read_text(encoding="utf-8")


async def _graph(simulator: Simulator, request: AnyRequest, path: str) -> Response[Any]:
    query = {name: value for name, value in request.query_params.items() if name != "access_token"}
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    at_facebook = path.startswith(FACEBOOK)
    call = Call(
        method=str(request.method),
        segments=segments_of(path.removeprefix(FACEBOOK)),
        flavour="facebook" if at_facebook else "instagram",
        query=query,
        base_url=str(request.base_url),
        body=_body(await request.body()),
        token=bearer or request.query_params.get("access_token", ""),
    )
    return _response(await simulator.graph.answer(call))


def _body(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw) if raw else {}
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _response(answer: Answer) -> Response[Any]:
    if answer.is_severed:
        return Severed()
    if answer.body is None:
        return Response("", status_code=answer.status, headers=answer.headers, media_type="text/plain")
    return Response(answer.body, status_code=answer.status, headers=answer.headers)


def _static() -> Any:
    return create_static_files_router(path="/pages", directories=[PAGES])
