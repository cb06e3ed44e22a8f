"""
Errors as the web tells them: problem details (RFC 9457) with, where one field is wrong, its name.

One table from errors to answers. What nobody expected is 500 and logged with its traceback; nothing of it is told.
"""

from collections.abc import Mapping, MutableMapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from moca.domain.shapes import explained, joined, named, told
from moca.errors import PermanentError, TransientError

log = structlog.get_logger()

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 1


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    Problem details (RFC 9457). `field` names the field of the body or query that is wrong, as `rules[0].reply`.

    `choices`: where one of several must be chosen, each as it can be given.
    """

    title: str
    status: int
    detail: str
    type: str = msgspec.field(default="about:blank")
    field: str = ""
    choices: tuple[dict[str, str], ...] = ()


class FieldError(Exception):
    """One field of a request is wrong, or with `field` "" the request as a whole: 400."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(detail)
        self.field = field
        self.detail = detail


class ConflictError(PermanentError):
    """What is asked does not fit what is: 409. `choices`: what could be asked instead."""

    def __init__(self, detail: str, choices: tuple[dict[str, str], ...] = ()) -> None:
        super().__init__(detail)
        self.choices = choices


def field_error(error: msgspec.ValidationError, within: str = "", type_: Any = Any) -> FieldError:
    """Msgspec's words about a value of this type that was sent as the field `within`, as an error of one field."""
    found = told(error, type_)
    return FieldError(joined(within, found.field), found.remedy)


def problem_of(error: Exception, asked: Mapping[str, Any] = MappingProxyType({})) -> Problem:
    """The one table. `asked`: the types of what the handler takes, by its parameters' names."""
    match error:
        case FieldError():
            return _problem(HTTPStatus.BAD_REQUEST, error.detail, error.field)
        case ConflictError():
            return msgspec.structs.replace(_problem(HTTPStatus.CONFLICT, str(error)), choices=error.choices)
        case msgspec.ValidationError():
            return problem_of(field_error(error))
        case ValidationException():
            return _invalid(error, asked)
        case HTTPException() if error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
            return _problem(HTTPStatus(error.status_code), error.detail)
        case _:
            return _problem(*_own(error))


def answer(request: Request[Any, Any, Any], error: Exception) -> Response[dict[str, Any]]:
    """The exception handler of the whole application."""
    problem = problem_of(error, _asked(request))
    if problem.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("request.failed", method=str(request.method), exc_info=error)
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["retry-after"] = str(RETRY_SECONDS)
    body = {"type": problem.type} | msgspec.to_builtins(problem)
    return Response(body, status_code=problem.status, headers=headers, media_type=MEDIA_TYPE)


def _own(error: Exception) -> tuple[HTTPStatus, str]:
    """By what the caller can do: again, something else, or nothing."""
    match error:
        case TransientError():
            return HTTPStatus.SERVICE_UNAVAILABLE, f"try again: {error}"
        case PermanentError():
            return HTTPStatus.CONFLICT, str(error)
        case _:
            return HTTPStatus.INTERNAL_SERVER_ERROR, "something unexpected happened; it is in the log"


def _asked(request: Request[Any, Any, Any]) -> dict[str, Any]:
    handler: Any = request.scope.get("route_handler")  # none where the path is unknown
    parameters = handler.parsed_fn_signature.parameters if handler else {}
    return {name: parameter.annotation for name, parameter in parameters.items()}


def _invalid(error: ValidationException, asked: Mapping[str, Any]) -> Problem:
    """Litestar's findings about a body or a query; the first is told."""
    found: Any = error.extra[0] if isinstance(error.extra, list) and error.extra else {}
    words, key = str(found.get("message", error.detail)), str(found.get("key", ""))
    if words == "'data'":
        return _problem(HTTPStatus.BAD_REQUEST, "a JSON body is needed")
    place = "" if key == "data" else key.removesuffix("_")  # from_ is Python's way to write from
    parameter, path = ("data", place) if found.get("source") == "body" else (key, "")
    detail = explained(words, asked.get(parameter, Any), path)
    return _problem(HTTPStatus.BAD_REQUEST, detail, joined(place, named(words)))


def _problem(status: HTTPStatus, detail: str, field: str = "") -> Problem:
    return Problem(title=status.phrase, status=status.value, detail=detail, field=field)


EXCEPTION_HANDLERS: MutableMapping[int | type[Exception], Any] = {Exception: answer}
"""For the application: Litestar asks it for every error, also of unknown paths."""
