"""`/api/accounts/{id}/rules`: what is said and done without a model, and trying it out. `docs/rules.md` tells how."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Controller, get, post, put
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody
from msgspec import UNSET, Meta, UnsetType

from moca.clock import now_ms
from moca.domain.account import Account
from moca.domain.hours import is_open
from moca.domain.language import language_of
from moca.domain.rules import Event, Rule, Ruled, Situation, judge, tried, wrongs
from moca.domain.text import command, is_courtesy
from moca.domain.variables import Names
from moca.instagram.accounts import Accounts, Held
from moca.team.operator import Operator
from moca.web.auth import needs
from moca.web.problems import FieldError

LATEST_MS = 4_102_444_800_000
"""The year 2100."""
COURTESY = "it asks for no answer: unless the business has just asked something, nothing is said and no rule is tried"


class ShownRule(Rule, frozen=True, omit_defaults=False):
    """A rule, whole."""


class NewRule(Rule, frozen=True, forbid_unknown_fields=True):
    """
    What is said and done without a model. At least one condition and one action; all given conditions must hold.

    Conditions: `keywords` `exact` `regex` `events` `first_message` `hours` `languages` `tags`. Actions: `reply` or
    `variants`, `add_tags` `assign` `status` `hand_over` `agent` `silent`.
    """


Rules = Annotated[tuple[NewRule, ...], Meta(max_length=500)]


class NewRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All rules, in the order in which they are tried."""

    rules: Rules


class RulesView(msgspec.Struct, frozen=True):
    """The rules, and the version of the settings that holds them."""

    rules: tuple[ShownRule, ...]
    version: int


class Trial(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    A message that nobody sent. `at` (ms, UTC; now where it is left out) is compared with the opening hours.

    `language`: ISO 639-1; found out from the text where it is left out. `tags` are the conversation's. `rules` are
    tried instead of the account's, and not stored.
    """

    text: Annotated[str, Meta(max_length=5_000)] = ""
    events: Annotated[tuple[Event, ...], Meta(min_length=1, max_length=20)] = ("message",)
    at: Annotated[int, Meta(ge=0, le=LATEST_MS)] | UnsetType = UNSET
    first_message: bool = False
    language: Annotated[str, Meta(pattern="^([a-z]{2})?$", description="two letters, as es")] | UnsetType = UNSET
    tags: Annotated[tuple[str, ...], Meta(max_length=100)] = ()
    name: Annotated[str, Meta(max_length=200)] = ""
    username: Annotated[str, Meta(max_length=100)] = ""
    rules: Rules | UnsetType = UNSET


class TriedRule(msgspec.Struct, frozen=True):
    """How one rule, counted from 0, was tried: `why` says why it did not match; empty = it did."""

    number: int
    name: str
    matched: bool
    why: str


class ShownRuled(Ruled, frozen=True, omit_defaults=False):
    """What the rules want, whole; the variables of what is said are filled in."""


class Course(msgspec.Struct, frozen=True):
    """One course of things: each rule up to the one that ends it, what they want together, and what comes then."""

    tried: tuple[TriedRule, ...]
    ruled: ShownRuled
    then: str


class TrialView(msgspec.Struct, frozen=True, kw_only=True):
    """
    What the message would get: with a model that answers, and without one.

    `language` is empty where it is not clear, `is_open` null where no hours are given. `beforehand`: what would keep
    the message from the rules, in words; empty = nothing in it does.
    """

    language: str
    is_open: bool | None
    beforehand: str
    with_model: Course
    without_model: Course


class RulesApi(Controller):
    """What is said and done without a model."""

    path = "/accounts/{id_:str}/rules"
    tags = ("accounts",)
    opt = needs("manage")

    @get()
    async def get_rules(self, accounts: NamedDependency[Accounts], id_: FromPath[str]) -> RulesView:
        """The account's rules."""
        return _view(await _existing(accounts, id_))

    @put()
    async def set_rules(
        self,
        accounts: NamedDependency[Accounts],
        operator: NamedDependency[Operator],
        id_: FromPath[str],
        data: JSONBody[NewRules],
    ) -> RulesView:
        """Replace all rules. What was decided stays as it is."""
        await _existing(accounts, id_)
        check_rules(data.rules, "rules")
        await accounts.change_settings(id_, {"rules": msgspec.to_builtins(data.rules)}, by=operator.name)
        return _view(await _existing(accounts, id_))

    @post("/try", status_code=200, opt=needs("view"))
    async def try_rules(
        self, accounts: NamedDependency[Accounts], id_: FromPath[str], data: JSONBody[Trial]
    ) -> TrialView:
        """What would this message get? Nothing is stored, sent or asked of a model."""
        return await try_out(accounts, id_, data)


async def try_out(accounts: Accounts, id_: str, data: Trial) -> TrialView:
    """
    What a message would get by the rules of an account, or by those that the trial gives.

    Raises:
        FieldError: one of the given rules could not do what it says.
        NotFoundException: there is no such account.
    """
    account = (await _existing(accounts, id_)).account
    rules: Sequence[Rule] = account.settings.rules
    if data.rules is not UNSET:
        check_rules(data.rules, "rules")
        rules = data.rules
    # in a thread, because the first text waits for the model that tells languages
    language = await asyncio.to_thread(language_of, data.text) if data.language is UNSET else data.language
    return _tried_out(rules, _situation(data, account, language), data)


def check_rules(rules: Sequence[Rule], field: str) -> None:
    """
    Refuse rules that could not do what they say.

    Raises:
        FieldError: the first fault, with its field and the remedy.
    """
    for wrong in wrongs(rules):
        raise FieldError(f"{field}{wrong.field}", wrong.remedy)


def _situation(trial: Trial, account: Account, language: str) -> Situation:
    settings = account.settings
    at = now_ms() if trial.at is UNSET else trial.at
    return Situation(
        texts=(trial.text,),
        events=trial.events,
        is_first=trial.first_message,
        is_open=is_open(settings.hours, settings.closed_days, settings.time_zone, at),
        language=language,
        tags=trial.tags,
        seed=trial.text,
        names=Names(name=trial.name, username=trial.username, business=settings.business_name or account.username),
    )


def _tried_out(rules: Sequence[Rule], situation: Situation, trial: Trial) -> TrialView:
    return TrialView(
        language=situation.language or "",
        is_open=situation.is_open,
        beforehand=_beforehand(trial),
        with_model=_course(rules, situation, before_model=True),
        without_model=_course(rules, situation, before_model=None),
    )


def _beforehand(trial: Trial) -> str:
    word = command(trial.text)
    if word is not None:
        return f"it is the word that {word}s the bot for this person: no rule is tried"
    is_plain = set(trial.events) <= {"message", "sticker"}
    return COURTESY if is_plain and is_courtesy(trial.text) else ""


def _course(rules: Sequence[Rule], situation: Situation, *, before_model: bool | None) -> Course:
    ruled = judge(rules, situation, before_model)
    steps = tuple(
        TriedRule(number, step.rule.title, not step.unmet, step.unmet)
        for number, step in enumerate(tried(rules, situation, before_model))
    )
    return Course(steps, msgspec.convert(ruled, ShownRuled, from_attributes=True), _then(ruled, before_model))


def _then(ruled: Ruled, before_model: bool | None) -> str:
    if not ruled.goes_on:
        return f"{ruled.rules[-1]} ends it"
    asked = "the model is asked" if before_model else "the away line or a person"
    return asked if ruled.rules else f"no rule: {asked}"


async def _existing(accounts: Accounts, id_: str) -> Held:
    held = await accounts.get(id_)
    if held is None:
        raise NotFoundException(f"there is no account {id_}")
    return held


def _view(held: Held) -> RulesView:
    rules: Any = msgspec.convert(held.account.settings.rules, tuple[ShownRule, ...], from_attributes=True)
    return RulesView(rules, held.account.version)
