"""
In what context a conversation is decided: recorded whenever it changes, so that its log can be replayed exactly.

Of its context the policy reads the account's id and settings (by their version), whether the model is there, why the
account is disconnected, until when it is held, its name, and whether the person whom a message names is an account of
this Moca: nothing else. The id stands in the address; all the rest stands here. Whoever lets the policy read more must
record it here as well. Of the accounts' names only those are recorded that a message named: an agency has many.
"""

from typing import Any

import msgspec

from moca.actors.step import Step
from moca.domain.account import AccountHealth, Context
from moca.domain.account_settings import AccountSettings
from moca.domain.messages import ContextSeen


def note(step: Step, message: Any) -> None:
    """Record the context, first of all, if the message is decided in another one than the last was."""
    known = step.state.context
    seen = seen_in(step.context, step.now, getattr(message, "username", ""), known.own_usernames if known else ())
    if known is None or _as_of(known, step.now) != seen:
        step.record(seen)
        step.change(context=seen)


def seen_in(context: Context, now: int, named: str = "", own: tuple[str, ...] = ()) -> ContextSeen:
    """
    What the policy sees of a context at `now` (ms): a hold that is over is none.

    `named` is the person whom the message names; `own` are those of the accounts' names that were recorded before.
    """
    seen = ContextSeen(
        version=context.version,
        model_available=context.model_available,
        disconnected=context.health.disconnected,
        held_until=context.health.held_until,
        username=context.username,
        own_usernames=_own(context, named, own),
    )
    return _as_of(seen, now)


def context_of(seen: ContextSeen, account_id: str, settings: AccountSettings) -> Context:
    """The context that a log names, as far as any policy reads it; `settings` are those of its version."""
    return Context(
        account_id=account_id,
        settings=settings,
        version=seen.version,
        health=AccountHealth(held_until=seen.held_until, disconnected=seen.disconnected),
        model_available=seen.model_available,
        username=seen.username,
        own_usernames=seen.own_usernames,
    )


def _own(context: Context, named: str, own: tuple[str, ...]) -> tuple[str, ...]:
    if not named or (named in own) == (named in context.own_usernames):
        return own
    return tuple(sorted({*own} ^ {named}))


def _as_of(seen: ContextSeen, now: int) -> ContextSeen:
    return msgspec.structs.replace(seen, held_until=0) if 0 < seen.held_until <= now else seen
