"""
A webhook delivery becomes facts.

A delivery holds entries of any accounts, an entry holds items in one of four envelopes (`messaging`, `standby`,
`changes`, or `field` and `value` on the entry itself). Each item stands for itself: a broken one becomes `Strange`
and spoils nothing. No call leaves the process, and no account is ever guessed.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from moca.instagram.comments import COMMENT_FIELDS, MENTION_FIELDS, read_comment, read_mention
from moca.instagram.events import Notice, read_item
from moca.instagram.heard import Heard, Strange, Trial
from moca.instagram.lenient import JsonObject, as_id, as_object, as_text, is_true
from moca.instagram.time import to_ms

__all__ = ["Heard", "Strange", "Trial", "normalise"]

AccountOf = Callable[[str], str | None]
Outcome = Heard | Strange | Trial

_MESSAGING_FIELDS = frozenset(
    {
        "messages",
        "message_echoes",
        "messaging_postbacks",
        "messaging_seen",
        "message_reactions",
        "messaging_reactions",
        "message_edit",
        "message_edits",
        "messaging_referral",
        "messaging_referrals",
        "messaging_optins",
        "messaging_handover",
        "messaging_handovers",
        "standby",
    }
)
_TRIAL_ENTRY = "0"
_TRIAL_MID = "random_mid"


def normalise(payload: object, account_of: AccountOf) -> list[Outcome]:
    """
    What a delivery says, in its order, one value for each item.

    `payload` is the decoded body, of any shape. `account_of` gives our account id for any id that Meta uses for the
    account, or None. Raises nothing of its own, for any JSON value.
    """
    bodies = payload if isinstance(payload, list) else [payload]
    return [outcome for body in bodies for outcome in _from_body(body, account_of)]


def _from_body(body: object, account_of: AccountOf) -> Iterator[Outcome]:
    if not isinstance(body, dict):
        yield Strange("not_an_object", "", body)
    elif body.get("object", "instagram") != "instagram":
        yield Strange("other_object", "", body)
    elif not isinstance(body.get("entry"), list):
        yield Strange("no_entry", "", body)
    else:
        for entry in body["entry"]:
            yield from _from_entry(entry, account_of)


def _from_entry(entry: object, account_of: AccountOf) -> Iterator[Outcome]:
    if not isinstance(entry, dict):
        yield Strange("not_an_object", "", entry)
        return
    envelope = _Envelope(as_id(entry.get("id")), to_ms(entry.get("time")) or 0, account_of)
    items = list(_items(entry))
    if not items:
        yield Strange("no_items", envelope.account, entry)
    for item in items:
        yield envelope.read(item)


class _Item(NamedTuple):
    """One thing in an entry. `raw` is what goes to the quarantine, `value` what is read."""

    field: str
    value: object
    raw: object


def _items(entry: JsonObject) -> Iterator[_Item]:
    for key, field in (("messaging", "messages"), ("standby", "standby")):
        for item in _listed(entry.get(key)):
            yield _Item(field, item, item)
    for change in _listed(entry.get("changes")):
        yield _change(change)
    if "field" in entry and "value" in entry:
        yield _change({"field": entry["field"], "value": entry["value"]})


def _listed(value: object) -> list[object]:
    """A list as it is; anything else that is not empty as one item, so that it is seen."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _change(change: object) -> _Item:
    parts = as_object(change)
    return _Item(as_text(parts.get("field")), parts.get("value"), change)


class _Envelope:
    """What an entry says about all its items: whose they are, and when Meta sent them (ms)."""

    def __init__(self, id_: str, time: int, account_of: AccountOf) -> None:
        self.id = id_
        self.time = time
        self._account_of = account_of
        self.account = self._known(id_)

    def read(self, item: _Item) -> Outcome:
        value = item.value
        if not isinstance(value, dict):
            return Strange("not_an_object", self.account, item.raw)
        if self.id == _TRIAL_ENTRY or _is_trial(value):
            return Trial(item.field)
        if item.field in _MESSAGING_FIELDS:
            return self._messaging(item, value)
        return self._changed(item, value)

    def _messaging(self, item: _Item, value: JsonObject) -> Outcome:
        notice = self._notice(value, standby=item.field == "standby")
        return read_item(notice) if notice.account else Strange("unknown_account", "", item.raw)

    def _changed(self, item: _Item, value: JsonObject) -> Outcome:
        if not self.account:
            return Strange("unknown_account", "", item.raw)
        sent_at = to_ms(value.get("timestamp")) or self.time
        if item.field in COMMENT_FIELDS:
            return read_comment(self.account, item.field, value, sent_at, self._is_own)
        if item.field in MENTION_FIELDS:
            return read_mention(self.account, item.field, value, sent_at)
        return Strange("unknown_event", self.account, item.raw)

    def _notice(self, item: JsonObject, *, standby: bool) -> Notice:
        """
        Whose item it is, and who the person is.

        The entry's id decides on the account; only where it is unknown does the account's side of the item. The
        account's own side is the sender of an echo and of a message to itself, and the recipient of all the rest.
        """
        sender, recipient = _side(item, "sender"), _side(item, "recipient")
        message, is_self = as_object(item.get("message")), _is_self(item)
        is_echo = is_true(message.get("is_echo")) or is_self
        account = self.account or self._known(sender if is_echo else recipient)
        from_account = is_echo or (bool(account) and self._known(sender) == account)
        person = recipient if from_account else sender
        return Notice(
            account=account,
            person=person if is_self or self._known(person) != account else "",
            item=item,
            sent_at=to_ms(item.get("timestamp")) or self.time,
            from_account=from_account,
            is_self=is_self,
            standby=standby,
        )

    def _known(self, id_: str) -> str:
        return (self._account_of(id_) or "") if id_ and id_ != _TRIAL_ENTRY else ""

    def _is_own(self, id_: str) -> bool:
        return self._known(id_) == self.account


def _side(item: JsonObject, side: str) -> str:
    return as_id(as_object(item.get(side)).get("id"))


def _is_self(item: JsonObject) -> bool:
    """A message says it inside, a postback on the item."""
    return any(is_true(as_object(part).get("is_self")) for part in (item, item.get("message"), item.get("postback")))


def _is_trial(value: JsonObject) -> bool:
    return any(
        as_object(value.get(key)).get("mid") == _TRIAL_MID for key in ("message", "postback", "reaction", "read")
    )
