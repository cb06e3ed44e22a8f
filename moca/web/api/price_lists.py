"""A price list as it is sent: in JSON, as the file itself, or as the upload of a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from litestar import Request
from litestar.datastructures import UploadFile
from litestar.exceptions import HTTPException
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIType, Operation, Reference, RequestBody, Schema
from msgspec import Meta

from moca.domain.shapes import no_such
from moca.web.problems import FieldError, field_error

TEXTS = ("text/csv", "text/plain", "text/tab-separated-values")
FORM = "multipart/form-data"
HOW = (
    "send JSON {\"text\": …}, or the file itself: curl --data-binary @prices.csv -H 'content-type: text/csv' …, "
    "or curl -F file=@prices.csv …"
)


class PriceList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    A price list: CSV (comma, semicolon or tab, with or without a header) or lines such as `Flat white  $3.200`.

    `replace`: instead of the catalogue; otherwise an item of a known name takes its place and the others are added.
    `dry_run`: only read it.
    """

    text: Annotated[str, Meta(min_length=1, max_length=500_000)]
    replace: bool = False
    dry_run: bool = False


async def price_list_of(request: Request[Any, Any, Any]) -> PriceList:
    """
    The price list of a request, whichever way it is sent.

    Raises:
        FieldError: it holds none; names the field.
        HTTPException: 415, it is sent in a way that is not known; says how to.
    """
    kind = request.content_type[0].lower()
    if kind in ("", "application/json"):
        return _of_json(await request.body())
    if kind in TEXTS:
        return _checked({"text": _text(await request.body(), "")})
    if kind == FORM:
        return await _of_form(request)
    raise HTTPException(status_code=415, detail=f"a price list cannot be read from {kind}: {HOW}")


def _of_json(body: bytes) -> PriceList:
    if not body:
        raise FieldError("", f"it is empty: {HOW}")
    try:
        return msgspec.json.decode(body, type=PriceList)
    except msgspec.ValidationError as error:
        raise field_error(error, "", PriceList) from error
    except msgspec.DecodeError as error:
        raise FieldError("", f"this is no JSON ({error}): {HOW}") from error


async def _of_form(request: Request[Any, Any, Any]) -> PriceList:
    values: dict[str, Any] = dict(await request.form())
    sent = values.pop("file", None)
    if isinstance(sent, UploadFile):
        values["text"] = _text(await sent.read(), "file")
    elif "text" not in values:
        raise FieldError("file", f"there is no file: {HOW}")
    known = ("file", *PriceList.__struct_fields__)
    for name in values:
        if name not in known:
            raise FieldError(name, no_such(name, known))
    return _checked(values)


def _checked(values: Mapping[str, Any]) -> PriceList:
    try:
        return msgspec.convert(values, PriceList, strict=False)  # a form says true in words
    except msgspec.ValidationError as error:
        raise field_error(error, "", PriceList) from error


def _text(raw: bytes, field: str) -> str:
    """Excel writes UTF-8, UTF-16 with a mark, or on a Windows of Europe or America its own alphabet."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    if b"\0" in raw:
        raise FieldError(field, "this is a spreadsheet or another file that is no text: save it as CSV (UTF-8) first")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


_PROPERTIES: dict[str, Reference | Schema] = {
    "replace": Schema(type=OpenAPIType.BOOLEAN, default=False),
    "dry_run": Schema(type=OpenAPIType.BOOLEAN, default=False),
}
_LINES = Schema(type=OpenAPIType.STRING, min_length=1, max_length=500_000)
_FILE = Schema(type=OpenAPIType.STRING, content_media_type="application/octet-stream")


def _body() -> RequestBody:
    as_json = Schema(type=OpenAPIType.OBJECT, properties={"text": _LINES, **_PROPERTIES}, required=["text"])
    as_form = Schema(type=OpenAPIType.OBJECT, properties={"file": _FILE, **_PROPERTIES}, required=["file"])
    content = {"application/json": OpenAPIMediaType(as_json), FORM: OpenAPIMediaType(as_form)}
    return RequestBody(content | {kind: OpenAPIMediaType(_LINES) for kind in TEXTS}, required=True)


@dataclass
class TakesPriceList(Operation):
    """How OpenAPI tells of a price list: the handler reads its bytes itself."""

    def __post_init__(self) -> None:
        self.request_body = _body()
