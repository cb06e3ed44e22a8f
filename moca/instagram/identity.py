"""
Whose a token is: Graph is asked, and what is wrong is said exactly (reference, sections 1, 4.1 and 8.5).

An Instagram token names its account by `/me`. A Facebook token is a Page's own, or a person's, who may have several
Pages with an Instagram account: then one must be chosen, never the first.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import httpx

from moca.domain.account import Flavour
from moca.errors import PermanentError, TransientError
from moca.instagram.answers import me_in, me_object
from moca.instagram.failures import judge
from moca.instagram.flavours import Graphs
from moca.instagram.lenient import JsonObject, as_id, as_list, as_object, as_text
from moca.instagram.transport import Request, Transport
from moca.settings import Secret

_ME_FIELDS = "id,user_id,username,name,account_type"
_PAGES_FIELDS = "id,name,access_token,tasks,instagram_business_account"
_PAGE_FIELDS = "id,name,instagram_business_account"
_PASSING = frozenset({"unknown", "person_rate", "account_rate", "app_rate"})
_OTHER: Mapping[Flavour, Flavour] = {"instagram": "facebook", "facebook": "instagram"}
_NAMES: Mapping[Flavour, str] = {"instagram": "Instagram Login", "facebook": "Facebook Login"}


class Identity(NamedTuple):
    """Whose a token is. `id` is the professional account's; `aliases` every other id of it; `token` the one to keep."""

    id: str
    flavour: Flavour
    token: Secret
    username: str = ""
    aliases: tuple[str, ...] = ()
    page_id: str = ""


class Page(NamedTuple):
    """A Facebook Page that is linked to an Instagram account."""

    page_id: str
    name: str
    id: str
    token: Secret


class WrongTokenError(PermanentError):
    """Graph was asked and the token is not good for this; the words say why, and what would be right."""


class SeveralPagesError(PermanentError):
    """The token's owner has several Pages with an Instagram account."""

    def __init__(self, pages: tuple[Page, ...]) -> None:
        named = "; ".join(f"page_id {page.page_id} ({page.name}, account {page.id})" for page in pages)
        super().__init__(f"this token opens several Pages with an Instagram account: give one of {named}")
        self.pages = pages


class UnsaidError(PermanentError):
    """Graph answers, but does not say whose the token is."""


class _RefusedError(PermanentError):
    """Graph said no. `kind` as in the error table."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind


async def identify(graphs: Graphs, token: Secret, flavour: Flavour | Literal[""] = "", page_id: str = "") -> Identity:
    """
    Whose this token is. Without a `flavour` Instagram is asked first, and Facebook if it does not know the token.

    Raises:
        WrongTokenError: it is nobody's whom Moca could answer for; says why.
        SeveralPagesError: `page_id` must choose one.
        UnsaidError: Graph answers, but not that.
        TransientError: Graph cannot be asked now.
    """
    first: Flavour = flavour or ("facebook" if page_id else "instagram")
    try:
        return await _asked(graphs, token, first, page_id)
    except _RefusedError as refused:
        if refused.kind != "token":
            raise UnsaidError(f"{_NAMES[first]}: {refused}") from None
        other = _OTHER[first]
        if not await _is_known(graphs, token, other):
            raise WrongTokenError(f"{refused} Make a new one and give that.") from None
        if flavour:
            raise WrongTokenError(
                f"this is a token of {_NAMES[other]}, not of {_NAMES[first]}: give it with the flavour {other}"
            ) from None
        return await _asked(graphs, token, other, page_id)


async def _is_known(graphs: Graphs, token: Secret, flavour: Flavour) -> bool:
    """Whether Graph of this flavour accepts the token, as far as it can be asked."""
    try:
        await _object(graphs.transport_of(flavour), "me", token, "id")
    except (_RefusedError, TransientError):
        return False
    return True


async def _asked(graphs: Graphs, token: Secret, flavour: Flavour, page_id: str) -> Identity:
    transport = graphs.transport_of(flavour)
    if flavour == "facebook":
        return _of_page(await _page(transport, token, page_id))
    return _of_account(await _object(transport, "me", token, _ME_FIELDS), token)


def _of_account(body: JsonObject, token: Secret) -> Identity:
    found = me_object(body)
    if not as_id(found.get("id")) and not as_id(found.get("user_id")):
        raise UnsaidError("Instagram's answer names no account.")
    try:
        me = me_in(body)
    except PermanentError:
        raise _personal(as_text(found.get("username")) or as_id(found.get("id"))) from None
    if me.account_type.casefold() == "personal":
        raise _personal(me.username or me.user_id)
    return Identity(me.user_id, "instagram", token, me.username, (me.id,) if me.id else ())


def _personal(name: str) -> WrongTokenError:
    return WrongTokenError(
        f"the token's account {name} is a personal one: only a business or creator account can be answered for; switch "
        "it in the Instagram app"
    )


def _of_page(page: Page) -> Identity:
    return Identity(page.id, "facebook", page.token, aliases=(page.page_id,), page_id=page.page_id)


async def _page(transport: Transport, token: Secret, page_id: str) -> Page:
    """The Page that a token is of, or the one to choose among those that it opens."""
    pages = await _pages(transport, token)
    chosen = [page for page in pages if page_id in ("", page.page_id)]
    if page_id and not chosen:
        others = ", ".join(page.page_id for page in pages) or "none"
        raise WrongTokenError(
            f"this token does not open the Page {page_id} with an Instagram account; it opens: {others}"
        )
    if not chosen:
        raise WrongTokenError(
            "this token opens no Page that is linked to an Instagram account: link them in the Page's settings, and "
            "allow instagram_basic, instagram_manage_messages, pages_show_list and pages_manage_metadata"
        )
    if len(chosen) > 1:
        raise SeveralPagesError(tuple(chosen))
    return chosen[0]


async def _pages(transport: Transport, token: Secret) -> list[Page]:
    """A person's Pages, or, where the token is a Page's own and has none, that Page."""
    listed = await _answered(transport, "me/accounts", token, _PAGES_FIELDS)
    pages = [_page_in(as_object(item), Secret()) for item in as_list(listed.get("data"))]
    if not pages:
        pages = [_page_in(await _answered(transport, "me", token, _PAGE_FIELDS), token)]
    return [page for page in pages if page is not None]


async def _answered(transport: Transport, path: str, token: Secret, fields: str) -> JsonObject:
    """What Graph says; nothing where a live token's owner has no such thing, as a Page has no Pages."""
    try:
        return await _object(transport, path, token, fields)
    except _RefusedError as refused:
        if refused.kind == "token":
            raise
        return {}


def _page_in(found: JsonObject, token: Secret) -> Page | None:
    page_id, account = as_id(found.get("id")), as_id(as_object(found.get("instagram_business_account")).get("id"))
    token = Secret(as_text(found.get("access_token"))) or token
    return Page(page_id, as_text(found.get("name")), account, token) if page_id and account and token else None


async def _object(transport: Transport, path: str, token: Secret, fields: str) -> JsonObject:
    try:
        answer = await transport.call(token, Request("GET", path, {"fields": fields}))
    except (TimeoutError, httpx.HTTPError) as error:
        raise TransientError(f"Graph did not answer ({type(error).__name__}).") from None
    if not isinstance(answer.body, dict):
        raise TransientError("Graph's answer could not be read.")
    if answer.is_success:
        return answer.body
    failure = judge(answer.status, answer.body)
    if failure.kind in _PASSING:
        raise TransientError(failure.detail)
    raise _RefusedError(failure.kind, failure.detail)
