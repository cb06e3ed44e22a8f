"""`/api/contacts`: who the customers are, with where each value comes from; what people set, no guess changes."""

from typing import Annotated, Literal

import msgspec
from litestar import Controller, delete, get, patch
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import UNSET, Meta, UnsetType

from moca.domain import messages as m
from moca.domain.emails_and_phones import looks_like_email, looks_like_phone
from moca.domain.lead import FIELDS, LONGEST, tidy
from moca.instagram.accounts import Accounts
from moca.instagram.erasing import Eraser
from moca.runtime.actor import Address
from moca.runtime.store import Store
from moca.team.operator import Operator
from moca.views.contacts import ContactRow
from moca.views.listing import Filters
from moca.views.queries import Page, Views
from moca.web.api.asking import Limit, Word, conversation_address, page_of, tell_changes
from moca.web.api.erasures import ErasureAsked, ask_to_erase
from moca.web.api.hot import hot_scores
from moca.web.auth import needs
from moca.web.problems import FieldError

CHANGEABLE = "name, email, phone, sector, need, budget, score, tags"

Text = Annotated[str, Meta(max_length=2_000)]


class ContactChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    What a person knows better; what is left out stays. Empty = not known, and the model may fill it again.

    `score` null: the model's scores count again. `score_reason` goes with a score.
    """

    name: Text | UnsetType = UNSET
    email: Text | UnsetType = UNSET
    phone: Text | UnsetType = UNSET
    sector: Text | UnsetType = UNSET
    need: Text | UnsetType = UNSET
    budget: Text | UnsetType = UNSET
    score: Annotated[int, Meta(ge=1, le=7)] | UnsetType | None = UNSET
    score_reason: Annotated[str, Meta(max_length=300)] | UnsetType = UNSET
    tags: Annotated[tuple[Word, ...], Meta(max_length=30)] | UnsetType = UNSET

    def facts(self, by: str) -> list[msgspec.Struct]:
        """
        One request of `by` for each kind of thing that is to change.

        Raises:
            FieldError: a value is none of its kind; names it and says what is.
        """
        facts: list[msgspec.Struct] = []
        if known := self._known():
            facts.append(m.LeadSet(**known, by=by))
        if self.score is not UNSET:
            facts.append(m.ScoreSet(score=self.score or 0, reason=self.score_reason or "", by=by))
        elif self.score_reason is not UNSET:
            raise FieldError("score_reason", "a reason needs its score: give `score` too")
        if self.tags is not UNSET:
            facts.append(m.TagsSet(tags=tuple(dict.fromkeys(self.tags)), by=by))
        return facts

    def _known(self) -> dict[str, str]:
        given: dict[str, str] = {field: value for field in FIELDS if (value := getattr(self, field)) is not UNSET}
        for field, value in given.items():
            _check(field, value)
        return given


class ContactChangeAsked(msgspec.Struct, frozen=True):
    """What the conversation was told; a read shows it as soon as the actor has heard it."""

    id: str
    asked: ContactChange


class ContactsApi(Controller):
    """People, answered from the projection and changed by telling their conversations."""

    path = "/contacts"
    tags = ("contacts",)
    opt = needs("answer")

    @get()
    async def list_contacts(
        self,
        views: NamedDependency[Views],
        accounts: NamedDependency[Accounts],
        account: FromQuery[str | None] = None,
        q: FromQuery[str | None] = None,
        hot: FromQuery[bool] = False,
        tag: FromQuery[str | None] = None,
        sort: FromQuery[Literal["newest", "oldest", "score"]] = "newest",
        cursor: FromQuery[str | None] = None,
        limit: Limit = 50,
    ) -> Page[ContactRow]:
        """
        A page of the contacts. `next` is the cursor of the following page.

        `q` is a part of the name, the user name, the e-mail address, the phone number, the last text or the PSID.
        `hot`: only those whose score is at least their account's `hot_score`. `score` sorts the likeliest first.
        """
        scores = await hot_scores(accounts, account)
        filters = Filters(account=account, q=q, tag=tag, mark="hot" if hot else None, hot_scores=scores)
        return await page_of(views.contacts(filters, sort, cursor, limit))

    @get("/{account:str}/{psid:str}")
    async def get_contact(
        self,
        views: NamedDependency[Views],
        accounts: NamedDependency[Accounts],
        account: FromPath[str],
        psid: FromPath[str],
    ) -> ContactRow:
        """One person, with everything that is known and where each value is from."""
        filters = Filters(hot_scores=await hot_scores(accounts, account))
        found = await views.contact(conversation_address(account, psid), filters)
        if found is None:
            raise NotFoundException(f"there is no contact {account}:{psid}")
        return found

    @patch("/{account:str}/{psid:str}", status_code=202)
    async def change_contact(
        self,
        store: NamedDependency[Store],
        operator: NamedDependency[Operator],
        account: FromPath[str],
        psid: FromPath[str],
        data: JSONBody[ContactChange],
    ) -> ContactChangeAsked:
        """Ask for changes. 202: they are durable; `GET` shows them when the actor has heard them, mostly at once."""
        return await change(store, conversation_address(account, psid), operator.name, data)

    @delete("/{account:str}/{psid:str}", status_code=202, opt=needs("manage"))
    async def erase(
        self,
        eraser: NamedDependency[Eraser],
        operator: NamedDependency[Operator],
        account: FromPath[str],
        psid: FromPath[str],
    ) -> ErasureAsked:
        """
        Erase a person: everything that is held of them, for good. 404: nothing is.

        What they wrote before does not come back from Instagram; what they write later makes a new contact.
        """
        return await ask_to_erase(eraser, conversation_address(account, psid), operator.name)


async def change(store: Store, address: Address, by: str, data: ContactChange) -> ContactChangeAsked:
    """
    Ask for changes of a contact in the name of `by`.

    Raises:
        FieldError: nothing is to change, or a value is none of its kind.
        NotFoundException: there is no such conversation.
    """
    await tell_changes(store, address, data.facts(by), CHANGEABLE)
    return ContactChangeAsked(address.key, data)


def _check(field: str, value: str) -> None:
    """Empty is fine: it takes the value away."""
    text = tidy(value, len(value))
    if len(text) > LONGEST[field]:
        raise FieldError(field, f"at most {LONGEST[field]} characters, and these are {len(text)}")
    if field == "email" and text and not looks_like_email(text):
        raise FieldError(field, "it is no e-mail address: write it as ana@example.com, or leave it empty")
    if field == "phone" and text and not looks_like_phone(text):
        raise FieldError(field, "it is no phone number: 6 to 15 digits, as +56 9 1234 5678, or leave it empty")
