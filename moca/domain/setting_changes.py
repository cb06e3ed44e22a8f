"""
Changing an account's settings: what people write is looked at here, whichever way it comes.

Only what is changed is looked at, beyond what the type itself asks: an old record must not stand in the way of another
setting.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from moca.domain import comment_rules, rules
from moca.domain.account_settings import LONGEST, AccountSettings
from moca.domain.content import Wrong
from moca.domain.grapheme import is_emoji
from moca.domain.hours import day_fault, time_zone_fault
from moca.domain.shapes import stranger, told


def changed_settings(settings: AccountSettings, changes: Mapping[str, Any]) -> AccountSettings:
    """
    The settings with some of them changed, each whole; of `knowledge`, whose parts are many, each part by itself.

    Raises:
        msgspec.ValidationError: a field, at any depth, is unknown, out of bounds, or could not do what it says; names
            it, with the remedy.
    """
    if strange := stranger(AccountSettings, changes):
        raise _refused(strange)
    changed = _converted(msgspec.to_builtins(settings) | changes | _knowledge(settings, changes))
    for wrong in _wrongs(settings, changed):
        raise _refused(wrong)
    return changed


def _knowledge(settings: AccountSettings, changes: Mapping[str, Any]) -> dict[str, Any]:
    """What is left out of the knowledge stays: a question that is added must not cost the catalogue."""
    given = changes.get("knowledge")
    return {"knowledge": msgspec.to_builtins(settings.knowledge) | given} if isinstance(given, dict) else {}


def _converted(values: dict[str, Any]) -> AccountSettings:
    try:
        return msgspec.convert(values, AccountSettings)
    except msgspec.ValidationError as error:
        raise _refused(told(error, AccountSettings)) from error


def _refused(wrong: Wrong) -> msgspec.ValidationError:
    """In msgspec's form, whose path the web makes a field of."""
    return msgspec.ValidationError(f"{wrong.remedy} - at `$.{wrong.field}`")


def _wrongs(old: AccountSettings, new: AccountSettings) -> Iterator[Wrong]:
    if new.debounce_max_ms < new.debounce_ms:
        yield Wrong("debounce_max_ms", "the cap must not be below the window")
    for name in AccountSettings.__struct_fields__:
        value = getattr(new, name)
        if value == getattr(old, name):
            continue
        if name in LONGEST and len(value) > LONGEST[name]:
            yield Wrong(name, f"at most {LONGEST[name]:,} {'characters' if isinstance(value, str) else 'rules'}")
        elif name in _LOOKED_AT:
            yield from _LOOKED_AT[name](new)


def _time_zone_wrongs(new: AccountSettings) -> Iterator[Wrong]:
    if fault := time_zone_fault(new.time_zone):
        yield Wrong("time_zone", fault)


def _day_wrongs(new: AccountSettings) -> Iterator[Wrong]:
    for place, day in enumerate(new.closed_days):
        if fault := day_fault(day):
            yield Wrong(f"closed_days[{place}]", fault)


def _quiet_wrongs(new: AccountSettings) -> Iterator[Wrong]:
    quiet = new.quiet_hours
    if quiet is not None and quiet.begins == quiet.ends:
        yield Wrong("quiet_hours.ends", "they must not end when they begin; for none give null")


def _intent_wrongs(new: AccountSettings) -> Iterator[Wrong]:
    if not new.intents:
        yield Wrong("intents", "at least one, for the model to choose: `other` serves for anything")
    known: set[str] = set()
    for place, intent in enumerate(new.intents):
        if intent.name in known:
            yield Wrong(f"intents[{place}].name", f"{intent.name} stands there twice: make them one")
        known.add(intent.name)


def _reaction_wrongs(new: AccountSettings) -> Iterator[Wrong]:
    if new.courtesy_reaction and not is_emoji(new.courtesy_reaction):
        yield Wrong("courtesy_reaction", "one emoji, such as ❤️; empty = plain silence")


def _rule_wrongs(new: AccountSettings) -> Iterator[Wrong]:
    for wrong in rules.wrongs(new.rules):
        yield Wrong(f"rules{wrong.field}", wrong.remedy)


def _comment_rule_wrongs(new: AccountSettings) -> Iterator[Wrong]:
    for wrong in comment_rules.wrongs(new.comment_rules):
        yield Wrong(f"comment_rules{wrong.field}", wrong.remedy)


_LOOKED_AT: Mapping[str, Callable[[AccountSettings], Iterator[Wrong]]] = {
    "closed_days": _day_wrongs,
    "comment_rules": _comment_rule_wrongs,
    "courtesy_reaction": _reaction_wrongs,
    "intents": _intent_wrongs,
    "quiet_hours": _quiet_wrongs,
    "rules": _rule_wrongs,
    "time_zone": _time_zone_wrongs,
}
