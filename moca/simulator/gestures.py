"""
What people do on their phones: write, edit, unsend, react, read, press, comment; and the owner in the Instagram app.

Each gesture changes the world and sends the notification that Meta would send. Watchers hear which thread changed.
"""

from typing import Any

import msgspec

from moca.errors import PermanentError
from moca.simulator import events
from moca.simulator.book import Watchers
from moca.simulator.events import Notification
from moca.simulator.webhooks import Deliverer, Parcel
from moca.simulator.world import POST, Account, Attachment, Message, Person, Thread, World

EMOJI = {"love": "❤️", "like": "👍", "laugh": "😆", "wow": "😮", "sad": "😢", "angry": "😠"}


class UnknownNameError(PermanentError):
    """Nobody, or nothing, has this name here."""


class Party(msgspec.Struct, frozen=True):
    """One side and the other: an account, a person and their thread."""

    account: Account
    person: Person
    thread: Thread

    @property
    def lane(self) -> str:
        return f"{self.account.id}:{self.thread.igsid}"


class Gestures:
    """The people's hands. Every method takes an id or a username; an empty account means the first."""

    def __init__(self, world: World, deliverer: Deliverer, watchers: Watchers) -> None:
        self.world = world
        self._deliverer = deliverer
        self._watchers = watchers

    def party(self, person: str, account: str = "") -> Party:
        """
        Find both sides.

        Raises:
            UnknownNameError: there is no such person or account.
        """
        somebody, business = self.world.person(person), self.world.account(account)
        if somebody is None:
            raise UnknownNameError(f"nobody is called {person!r}")
        if business is None:
            raise UnknownNameError(f"no account is called {account!r}")
        return Party(business, somebody, self.world.thread(business.id, somebody))

    def say(self, person: str, text: str, account: str = "", reply_to: str = "") -> tuple[Message, Parcel]:
        """A customer writes."""
        party = self.party(person, account)
        message = self.world.write(party.thread, "customer", text, reply_to=reply_to)
        return message, self.notify(events.of_message(message))

    def attach(self, person: str, type_: str, url: str, account: str = "", text: str = "") -> tuple[Message, Parcel]:
        """A customer sends a photo, a voice note, a shared post, …"""
        party = self.party(person, account)
        message = self.world.write(party.thread, "customer", text, attachments=(Attachment(type_, url),))
        return message, self.notify(events.of_message(message))

    def owner(self, person: str, text: str, account: str = "") -> tuple[Message, Parcel]:
        """The owner answers in the Instagram app; the business hears an echo."""
        party = self.party(person, account)
        message = self.world.write(party.thread, "app", text)
        return message, self.notify(events.of_message(message))

    def edit(self, mid: str, text: str) -> Parcel:
        message = self._message(mid)
        changed = self.world.change(mid, text=text, num_edit=message.num_edit + 1)
        return self.notify(events.edited(changed, self.world.clock()))

    def announce(self, mid: str) -> Parcel:
        """Meta's notice that a message exists, which looks like an edit."""
        return self.notify(events.announced(self._message(mid), self.world.clock()))

    def unsend(self, mid: str) -> Parcel:
        self._message(mid)
        gone = self.world.change(mid, is_deleted=True, text="", attachments=())
        return self.notify(events.unsent(gone, self.world.clock()))

    def react(self, mid: str, reaction: str = "love", emoji: str = "") -> Parcel:
        """A customer reacts; other emoji than the six named come as `other`."""
        self._message(mid)
        shown = emoji or EMOJI.get(reaction, "❤️")
        named = next((name for name, known in EMOJI.items() if known == shown), "other")
        changed = self.world.change(mid, customer_reaction=shown)
        return self.notify(events.reacted(changed, self.world.clock(), named, shown))

    def unreact(self, mid: str) -> Parcel:
        self._message(mid)
        changed = self.world.change(mid, customer_reaction="")
        return self.notify(events.reacted(changed, self.world.clock(), "", ""))

    def read(self, person: str, account: str = "", mid: str = "") -> Parcel | None:
        """A customer sees what the business wrote; with nothing new to see nothing is told, unless `mid` names it."""
        party = self.party(person, account)
        newest = self.world.see(party.thread, outbound=True)
        if not (mid or newest):
            return None
        return self.inbound(party, "messaging_seen", read={"mid": mid or newest})

    def comment(self, person: str, text: str, account: str = "", *, field: str = "comments", **more: Any) -> str:
        """A person comments in public, on a post or under another comment (`parent_id`); the comment's id."""
        party = self.party(person, account)
        media = more.get("media", {})
        comment = self.world.comment(
            party.account.id, party.thread.igsid, text, live=field == "live_comments",
            media_id=media.get("id", POST), parent_id=more.get("parent_id", ""),
        )  # fmt: skip
        value = events.commented(comment, party.person.username, **more)
        self.notify(events.change(party.account.id, party.lane, comment.at, field, value))
        return comment.id

    def inbound(self, party: Party, field: str, **payload: Any) -> Parcel:
        """Send an item about something that the customer did, with any payload of section 3."""
        now = self.world.clock()
        item = events.inbound(party.account.id, party.thread.igsid, now, **payload)
        return self.notify(events.messaging(party.account.id, party.lane, now, item, field))

    def notify(self, notification: Notification) -> Parcel:
        """Tell the business, and whoever watches."""
        account, _, igsid = notification.lane.partition(":")
        person = self.world.person_at(account, igsid)
        if person is not None:
            self._watchers.announce("thread", {"account": account, "person": person.id})
        return self._deliverer.push(notification)

    def _message(self, mid: str) -> Message:
        if mid not in self.world.messages:
            raise UnknownNameError("no message has this mid")
        return self.world.messages[mid]
