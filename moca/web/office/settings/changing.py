"""
What a form wants changed, checked as the API checks it, and saved as one version that can be taken back at once.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from moca.domain.account_settings import AccountSettings
from moca.domain.setting_changes import changed_settings
from moca.domain.shapes import told
from moca.errors import PermanentError
from moca.web.api.accounts import AccountChange, change
from moca.web.api.versions import restore
from moca.web.office.desk import Desk, Step
from moca.web.office.settings.compound import READERS
from moca.web.office.settings.described import UnreadableError, bounds_of, range_in_words, read
from moca.web.office.settings.descriptions import BY_NAME
from moca.web.office.words import Words

CHANGED = "changed"
"""The form's field in which the page names the fields that were changed."""


class Wanted(NamedTuple):
    """What a form wants changed, by setting, and what stands in it that is no value."""

    changes: dict[str, Any]
    faults: dict[str, str]


def setting_of(field: str) -> str:
    """The setting that a field of a form belongs to."""
    return field.partition(".")[0]


def wanted_in(form: Mapping[str, Any], words: Words) -> Wanted:
    """Of a form's fields those that were changed, each setting whole."""
    named = filter(None, str(form.get(CHANGED, "")).split(","))
    changes: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name in dict.fromkeys(map(setting_of, named)):
        try:
            changes[name] = value_in(name, form)
        except UnreadableError as error:
            faults[name] = words(str(error))
    return Wanted(changes, faults)


def value_in(name: str, form: Mapping[str, Any]) -> Any:
    """
    The value of a setting as the form's fields say it.

    Raises:
        UnreadableError: they say none.
    """
    reader = READERS.get(name)
    return reader(form) if reader else read(BY_NAME[name], form.get(name, ""))


def faults_of(settings: AccountSettings, changes: Mapping[str, Any], words: Words) -> dict[str, str]:
    """What is wrong with each of the changes, by its setting, as the API would say it; nothing for what it takes."""
    left, faults = dict(changes), dict[str, str]()
    while left:
        try:
            changed_settings(settings, left)
        except msgspec.ValidationError as error:
            wrong = told(error)
            name = setting_of(wrong.field.partition("[")[0])
            name = name if name in left else next(iter(left))
            faults[name] = said(name, wrong.field, wrong.remedy, words)
            del left[name]
        else:
            break
    return faults


def said(name: str, field: str, remedy: str, words: Words) -> str:
    """A fault in words: of a number its bounds, of a part of a setting which part."""
    described = BY_NAME[name]
    if bounds := range_in_words(described, words) if remedy.startswith("Expected") else "":
        return words("It must be {bounds}.", bounds=f"{bounds} {words(described.unit)}".strip())
    if remedy.startswith("Expected `str` of length") and (longest := bounds_of(described).longest):
        return words("At most {n} characters.", n=longest)
    place = field.removeprefix(name).lstrip(".")
    return f"{place}: {words(remedy)}" if place else words(remedy)


async def save(desk: Desk, account: str, changes: Mapping[str, Any], note: str = "") -> None:
    """
    Change settings in the name of whoever sits at the desk, and say so with the way back.

    Raises:
        FieldError: nothing is changed; names the setting.
    """
    before = await desk.accounts.versions.newest(account)
    data = AccountChange(settings=dict(changes), note=note)
    view = await change(desk.accounts, desk.house.connector, account, desk.by, data)
    say_saved(desk, account, before, view.version)


def say_saved(desk: Desk, account: str, before: int, now: int) -> None:
    """Say which version a change has made, with the way back to the one before. Only the last can be taken back."""
    for notice in desk.notices.value:
        if notice.step:
            desk.dismiss(notice.key)
    if now == before:
        desk.say(desk.words("Nothing has changed: it stood like this already."))
        return

    async def undo(_: Any) -> None:
        if await desk.accounts.versions.newest(account) != now:
            raise PermanentError(desk.words("Something was changed since: go back to a version under Versions."))
        view = await restore(desk.accounts, account, now - 1, by=desk.by)
        desk.say(desk.words("Taken back: version {version} is as {before} was.", version=view.version, before=now - 1))

    said = desk.words("Saved as version {version}, in effect with the next message.", version=now)
    desk.say(said, step=Step(desk.words("Undo"), desk.act("manage", undo)))
