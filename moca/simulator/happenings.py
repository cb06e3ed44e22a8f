"""
Everything of section 3 of the reference that can happen, by name: what `POST /control/event` understands.

A name stands for one notification in its usual form; any other form can be given whole, as `item` or `entry`.
"""

from typing import Any, Literal

import msgspec

from moca.errors import PermanentError
from moca.simulator import events
from moca.simulator.events import Notification
from moca.simulator.gestures import Gestures, Party
from moca.simulator.webhooks import Parcel

Json = dict[str, Any]  # a piece of a notification, given whole by the caller


class UnknownHappeningError(PermanentError):
    """Nothing of this name can happen."""


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """
    One event to make. Which fields count depends on `name`; `fields` are added to the payload as they are.

    `item` (a messaging item) goes out in `channel`; `entry` goes out as it is. Both need no `name`.
    """

    name: str = ""
    person: str = ""
    account: str = ""
    mid: str = ""
    text: str = ""
    title: str = ""
    payload: str = ""
    reaction: str = "love"
    emoji: str = ""
    type: str = "image"
    url: str = ""
    ref: str = ""
    fields: Json = {}
    item: Json | None = None
    entry: Json | None = None
    channel: Literal["messaging", "standby"] = "messaging"


class Made(msgspec.Struct, frozen=True):
    """What came of it: the message or comment that now exists, and the delivery under way."""

    mid: str = ""
    comment_id: str = ""
    parcel: Parcel | None = None


def happen(gestures: Gestures, event: Happening) -> Made:
    """
    Make one event happen.

    Raises:
        UnknownNameError: its person, account or message does not exist.
        UnknownHappeningError: its name does not.
    """
    if event.entry is not None:
        lane = f"{event.entry.get('id', '')}:given"
        return Made(parcel=gestures.notify(Notification(account=lane.partition(":")[0], lane=lane, entry=event.entry)))
    if event.name == "dashboard_test":
        return Made(parcel=gestures.notify(events.dashboard_test()))
    for family in (_given, _to_a_message, _written, _pressed, _public, _between_apps):
        if made := family(gestures, event):
            return made
    raise UnknownHappeningError(f"nothing called {event.name!r} can happen")


def _given(gestures: Gestures, event: Happening) -> Made | None:
    if event.item is None:
        return None
    party, now = gestures.party(event.person, event.account), gestures.world.clock()
    maker = events.standby if event.channel == "standby" else events.messaging
    return Made(parcel=gestures.notify(maker(party.account.id, party.lane, now, event.item)))


def _to_a_message(gestures: Gestures, event: Happening) -> Made | None:
    """Something done to a message that exists."""
    match event.name:
        case "edit":
            parcel = gestures.edit(event.mid, event.text)
        case "unsend":
            parcel = gestures.unsend(event.mid)
        case "announce":
            parcel = gestures.announce(event.mid)
        case "react":
            parcel = gestures.react(event.mid, event.reaction, event.emoji)
        case "unreact":
            parcel = gestures.unreact(event.mid)
        case "read":
            return Made(event.mid, parcel=gestures.read(event.person, event.account, event.mid))
        case _:
            return None
    return Made(event.mid, parcel=parcel)


def _written(gestures: Gestures, event: Happening) -> Made | None:
    """A message that is more than text."""
    if event.name == "attachment":
        message, parcel = gestures.attach(event.person, event.type, event.url, event.account, event.text)
        return Made(message.mid, parcel=parcel)
    more = _extra(event)
    if more is None:
        return None
    party = gestures.party(event.person, event.account)
    message = gestures.world.write(party.thread, "customer", event.text)
    parcel = gestures.notify(events.of_message(message, **more, **event.fields))
    return Made(message.mid, parcel=parcel)


def _extra(event: Happening) -> Json | None:
    match event.name:
        case "story_reply":
            return {"reply_to": {"story": {"id": "18012345678901234", "url": event.url or "https://cdn.example/story"}}}
        case "story_mention" | "share":
            return {"attachments": [_shared(event)]}
        case "quick_reply":
            return {"quick_reply": {"payload": event.payload}}
        case "unsupported":
            return {"is_unsupported": True}
        case "ad":
            context = {"ad_title": event.title, "photo_url": "https://cdn.example/ad"}
            opened = {"source": "ADS", "type": "OPEN_THREAD", "ads_context_data": context}
            return {"referral": {"ref": event.ref, "ad_id": "120200000000000001", **opened}}
    return None


def _shared(event: Happening) -> Json:
    """A story that mentions the account, or a post with its title."""
    if event.name == "story_mention":
        return events.attachment("story_mention", event.url or "https://cdn.example/story")
    return {"type": "ig_post", "payload": {"url": event.url or "https://cdn.example/post", "title": event.title}}


def _pressed(gestures: Gestures, event: Happening) -> Made | None:
    """A press or an opened link: no message; a press opens the window (section 4.5)."""
    match event.name:
        case "postback":
            party = gestures.party(event.person, event.account)
            party.thread.customer_at = gestures.world.clock()
            body = {"title": event.title, "payload": event.payload, **({"mid": event.mid} if event.mid else {})}
            parcel = gestures.inbound(party, "messaging_postbacks", postback={**body, **event.fields})
        case "referral":
            party = gestures.party(event.person, event.account)
            link = {"ref": event.ref, "source": "https://ig.me/m/shop", "type": "OPEN_THREAD", **event.fields}
            parcel = gestures.inbound(party, "messaging_referral", referral=link)
        case "optin":
            party = gestures.party(event.person, event.account)
            parcel = gestures.inbound(party, "messaging_optins", optin=event.fields)
        case _:
            return None
    return Made(parcel=parcel)


def _public(gestures: Gestures, event: Happening) -> Made | None:
    match event.name:
        case "comment" | "live_comment":
            field = "comments" if event.name == "comment" else "live_comments"
            made = gestures.comment(event.person, event.text, event.account, field=field, **event.fields)
            return Made(comment_id=made)
        case "flat_comment":
            party = gestures.party(event.person, event.account)
            comment = gestures.world.comment(party.account.id, party.thread.igsid, event.text)
            value = events.commented(comment, party.person.username, **event.fields)
            note = events.flat_change(party.account.id, party.lane, comment.at, "comments", value)
            return Made(comment_id=comment.id, parcel=gestures.notify(note))
        case "broadcast_end":
            party = gestures.party(event.person, event.account)
            gestures.world.end_broadcast(party.account.id)
            return Made()
        case "mention":
            party = gestures.party(event.person, event.account)
            value = {"media_id": "17895695668004550", **event.fields}
            note = events.change(party.account.id, party.lane, gestures.world.clock(), "mentions", value)
            return Made(parcel=gestures.notify(note))
    return None


def _between_apps(gestures: Gestures, event: Happening) -> Made | None:
    match event.name:
        case "standby":
            return _stood_by(gestures, event)
        case "self_message":
            return _to_itself(gestures, event)
        case "pass_thread_control" | "take_thread_control":
            owners = {"previous_owner_app_id": "1", "new_owner_app_id": "2", "metadata": "", **event.fields}
            return _controlled(gestures, gestures.party(event.person, event.account), event.name, owners)
        case "request_thread_control":
            asked = {"requested_owner_app_id": "3", "metadata": "", **event.fields}
            return _controlled(gestures, gestures.party(event.person, event.account), event.name, asked)
    return None


def _stood_by(gestures: Gestures, event: Happening) -> Made:
    party = gestures.party(event.person, event.account)
    message = gestures.world.write(party.thread, "customer", event.text)
    body = events.message_body(message)
    item = events.inbound(message.account, message.igsid, message.sent_at, message=body)
    note = events.standby(message.account, party.lane, message.sent_at, item)
    return Made(message.mid, parcel=gestures.notify(note))


def _to_itself(gestures: Gestures, event: Happening) -> Made:
    party = gestures.party(event.person, event.account)
    message = gestures.world.write(party.thread, "customer", event.text)
    body = events.message_body(message) | {"is_echo": True, "is_self": True}
    item = events.outbound(message.account, message.igsid, message.sent_at, message=body)
    note = events.messaging(message.account, party.lane, message.sent_at, item)
    return Made(message.mid, parcel=gestures.notify(note))


def _controlled(gestures: Gestures, party: Party, name: str, control: Json) -> Made:
    return Made(parcel=gestures.inbound(party, "messaging_handover", **{name: control}))
