"""
What exists in the fake Instagram: accounts, people, threads and their messages.

State only: nothing here speaks to anybody. Times are in ms since 1970; the clock and the seed are handed in. A person
has another id (IGSID) at each account, as at Meta (reference, section 4.2); the first account uses the person's own id.
"""

import hashlib
import random
from collections.abc import Callable, Iterable
from typing import Any, Literal

import msgspec

from moca.settings import Secret
from moca.simulator.mids import escape, make_mid

Author = Literal["customer", "api", "app"]
POST = "17895695668004550"
"""The post on which people comment unless another is named."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """
    A professional account. `id` is the `entry.id` of webhooks, `app_scoped_id` the `id` of `/me`.

    `app_id` and `app_secret` are its app's, whose secret signs its webhooks; empty = the simulator's own. `page_id` and
    `page_token` are those of a linked Facebook Page; who has `user_token` manages the Page.
    """

    id: str
    username: str
    name: str = ""
    app_scoped_id: str = ""
    token: Secret = Secret()
    app_secret: Secret = Secret()
    app_id: str = ""
    account_type: str = "BUSINESS"
    page_id: str = ""
    page_token: Secret = Secret()
    user_token: Secret = Secret()

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(filter(None, (self.id, self.app_scoped_id, self.page_id)))


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody with an Instagram account of their own. `id` is the IGSID at the first account."""

    id: str
    username: str
    name: str = ""


class Attachment(msgspec.Struct, frozen=True):
    """An attachment as Meta names it; no `url`, no payload."""

    type: str
    url: str = ""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A button or a quick reply: it opens `url`, or sends `payload` back."""

    title: str
    payload: str = ""
    url: str = ""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One card of a template."""

    title: str
    subtitle: str = ""
    image_url: str = ""
    buttons: tuple[Choice, ...] = ()


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message as it stands now. `outbound`: of the account. `by`: the customer, a Graph call, the Instagram app."""

    mid: str
    account: str
    igsid: str
    sent_at: int
    by: Author
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    cards: tuple[Card, ...] = ()
    choices: tuple[Choice, ...] = ()
    """The quick replies under it, which the customer sees while it is the newest."""
    reply_to: str = ""
    num_edit: int = 0
    is_deleted: bool = False
    seen_at: int = 0
    customer_reaction: str = ""
    business_reaction: str = ""

    @property
    def outbound(self) -> bool:
        return self.by != "customer"


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """
    A public comment on a post. `igsid`: of its author, and of the author above where it is `own`, the account's.

    `answered`: its one private reply has been used; `over`: the broadcast it was made in has ended.
    """

    id: str
    account: str
    igsid: str
    at: int
    text: str
    media_id: str = POST
    parent_id: str = ""
    own: bool = False
    live: bool = False
    over: bool = False
    hidden: bool = False
    answered: bool = False


class Thread(msgspec.Struct, kw_only=True):
    """The conversation of one person with one account. `customer_at`: when the window was last opened, 0 = never."""

    id: str
    account: str
    igsid: str
    person: str
    customer_at: int = 0
    updated_at: int = 0
    mids: list[str] = []

    @property
    def conversation_id(self) -> str:
        return escape(f"ig_dm_thread:1:IGThreadID:{self.account}:{self.id}")


class World:
    """Everything that exists, and the only way to change it."""

    def __init__(
        self, accounts: Iterable[Account], people: Iterable[Person], clock: Callable[[], int], seed: int
    ) -> None:
        self.clock = clock
        self.random = random.Random(seed)  # noqa: S311  # repeatable, not secret
        self.accounts = {account.id: account for account in accounts}
        self.people: dict[str, Person] = {}
        self.messages: dict[str, Message] = {}
        self.comments: dict[str, Comment] = {}
        self.unsubscribed: set[str] = set()
        """Accounts whose app Meta has unsubscribed: nothing of them is delivered until it subscribes again."""
        self._threads: dict[tuple[str, str], Thread] = {}
        self._by_conversation: dict[str, Thread] = {}
        self._igsids: dict[tuple[str, str], Person] = {}
        self._handles: dict[str, Person] = {}
        self._serial = 0
        for person in people:
            self.add(person)

    def add(self, person: Person) -> None:
        """Let a person exist at every account. The same id again replaces the person."""
        self.people[person.id] = person
        self._handles[person.username] = person
        for account in self.accounts:
            self._igsids[account, self.igsid(account, person)] = person

    def invent(self, name: str, username: str = "") -> Person:
        """Add a person with an id that nobody has."""
        handle = username or "".join(letter for letter in name.lower() if letter.isalnum()) or "someone"
        while handle in self._handles:
            handle += str(self.random.randrange(10))
        person = Person(id=f"9{self.random.randrange(10**14):014d}", username=handle, name=name or handle)
        self.add(person)
        return person

    def person(self, named: str) -> Person | None:
        """The person of an id or of a username."""
        return self.people.get(named) or self._handles.get(named)

    def account(self, named: str) -> Account | None:
        """The account of any of its ids or of its username; the first account for an empty name."""
        if not named:
            return next(iter(self.accounts.values()))
        found = self.accounts.get(named)
        return found or next((a for a in self.accounts.values() if named in a.ids or named == a.username), None)

    def igsid(self, account: str, person: Person) -> str:
        if account == next(iter(self.accounts)):
            return person.id
        digest = hashlib.sha256(f"{account}:{person.id}".encode()).digest()
        return str(10**14 + int.from_bytes(digest[:8], "big") % (9 * 10**14))

    def person_at(self, account: str, igsid: str) -> Person | None:
        return self._igsids.get((account, igsid))

    def thread(self, account: str, person: Person) -> Thread:
        """The thread of a person with an account, begun if there is none."""
        igsid = self.igsid(account, person)
        found = self._threads.get((account, igsid))
        return found or self._begin(account, igsid, person)

    def known_thread(self, account: str, igsid: str) -> Thread | None:
        return self._threads.get((account, igsid))

    def threads(self, account: str) -> list[Thread]:
        """The threads of an account that hold a message, newest first."""
        mine = [thread for thread in self._threads.values() if thread.account == account and thread.mids]
        return sorted(mine, key=lambda thread: thread.updated_at, reverse=True)

    def conversation(self, conversation_id: str) -> Thread | None:
        return self._by_conversation.get(conversation_id)

    def history(self, thread: Thread) -> list[Message]:
        """The messages of a thread, oldest first, unsent ones included."""
        return [self.messages[mid] for mid in thread.mids]

    def write(self, thread: Thread, by: Author, text: str = "", **fields: Any) -> Message:
        """Put a message into a thread. A customer's opens the window (reference, section 4.5)."""
        now = self.clock()
        message = Message(
            mid=self._new_mid(thread, now),
            account=thread.account,
            igsid=thread.igsid,
            sent_at=now,
            by=by,
            text=text,
            **fields,
        )
        self.messages[message.mid] = message
        thread.mids.append(message.mid)
        thread.updated_at = now
        if by == "customer":
            thread.customer_at = now
        return message

    def change(self, mid: str, **fields: Any) -> Message:
        """
        Change a message.

        Raises:
            KeyError: there is no such message.
        """
        self.messages[mid] = msgspec.structs.replace(self.messages[mid], **fields)
        return self.messages[mid]

    def see(self, thread: Thread, *, outbound: bool) -> str:
        """Mark one side's messages as seen by the other; the mid of the newest that was not yet, or nothing."""
        unseen = [m for m in self.history(thread) if m.outbound == outbound and not (m.is_deleted or m.seen_at)]
        for message in unseen:
            self.change(message.mid, seen_at=self.clock())
        return unseen[-1].mid if unseen else ""

    def age(self, thread: Thread, hours: float) -> None:
        """Move a whole thread into the past so that the customer's last word is `hours` old."""
        back = (thread.customer_at or self.clock()) - (self.clock() - round(hours * 3_600_000))
        thread.customer_at = self.clock() - round(hours * 3_600_000)
        thread.updated_at -= back
        for message in self.history(thread):
            self.change(message.mid, sent_at=message.sent_at - back)

    def comment(self, account: str, igsid: str, text: str, **fields: Any) -> Comment:
        """Let a person comment on a post of the account. It opens no window."""
        id_ = f"178{self.random.randrange(10**14):014d}"
        self.comments[id_] = Comment(id=id_, account=account, igsid=igsid, at=self.clock(), text=text, **fields)
        return self.comments[id_]

    def reply_to(self, comment: Comment, text: str) -> Comment:
        """Put a comment of the account's own under another, or under the first where that is a reply."""
        first = comment.parent_id or comment.id
        return self.comment(comment.account, comment.igsid, text, media_id=comment.media_id, parent_id=first, own=True)

    def change_comment(self, comment_id: str, **fields: Any) -> None:
        self.comments[comment_id] = msgspec.structs.replace(self.comments[comment_id], **fields)

    def end_broadcast(self, account: str) -> None:
        """Live comments of the account take no private reply any more."""
        for comment in list(self.comments.values()):
            if comment.account == account and comment.live:
                self.change_comment(comment.id, over=True)

    def _begin(self, account: str, igsid: str, person: Person) -> Thread:
        thread = Thread(
            id=f"3402823668{self.random.randrange(10**29):029d}", account=account, igsid=igsid, person=person.id
        )
        self._threads[account, igsid] = thread
        self._by_conversation[thread.conversation_id] = thread
        return thread

    def _new_mid(self, thread: Thread, now: int) -> str:
        self._serial += 1
        return make_mid(thread.account, thread.id, now * 1_000 + self._serial % 1_000, self._serial)
