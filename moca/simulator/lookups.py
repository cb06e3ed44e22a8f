"""
What the business may read: itself, a profile, the conversations and their messages (reference, sections 8.5, 9, 10).

As at Meta, details are given for the 20 most recent messages of a thread, older ones answer as if deleted, and unsent
ones are not there.
"""

from datetime import UTC, datetime
from typing import Any

from moca.simulator.calls import Call
from moca.simulator.fields import Field, parse_fields, pick
from moca.simulator.refusals import GONE, NO_CONSENT, NO_SUCH_OBJECT, NO_SUCH_USER, TOO_MUCH, RefusedError
from moca.simulator.world import Account, Message, Person, Thread, World

Json = dict[str, Any]  # an object of Graph; its shape depends on the fields that were asked for

READABLE = 20
DEFAULT_PAGE = 25
TOO_EXPENSIVE = 1_000
_OPTIONAL_MESSAGE_FIELDS = ("attachments", "shares", "story", "reactions", "reply_to", "is_unsupported", "tags")


class Lookups:
    """Every GET of Graph that reads something."""

    def __init__(self, world: World) -> None:
        self._world = world

    def me(self, account: Account, call: Call) -> Json:
        whole = {
            "id": account.app_scoped_id or account.id,
            "user_id": account.id,
            "username": account.username,
            "name": account.name,
            "account_type": account.account_type,
            "profile_picture_url": f"https://scontent.cdninstagram.com/{account.username}.jpg",
            "followers_count": 1200,
            "follows_count": 80,
            "media_count": 42,
        }
        return pick(whole, parse_fields(call.query.get("fields", "id,username")))

    def page(self, account: Account, call: Call) -> Json:
        """The linked Page, which `me` is for a Page's token."""
        return pick(_page(account), parse_fields(call.query.get("fields", "id,name")))

    def of_user(self, accounts: list[Account], call: Call) -> Json:
        """What a Facebook user's token reads: the Pages that the user manages, or the user."""
        fields = parse_fields(call.query.get("fields", "id,name"))
        match call.segments:
            case ["me", "accounts"]:
                pages = [_page(a) | {"access_token": a.page_token.reveal(), "tasks": ["MESSAGING"]} for a in accounts]
                return {"data": [pick(page, fields) for page in pages]}
            case ["me"]:
                return pick({"id": "122100000000000001", "name": "Page Manager"}, fields)
        raise RefusedError(NO_SUCH_OBJECT)

    def profile(self, account: Account, igsid: str, call: Call) -> Json:
        """A person's profile, once they have written to the account."""
        person = self._world.person_at(account.id, igsid)
        if person is None:
            raise RefusedError(NO_SUCH_USER)
        if not self._world.thread(account.id, person).customer_at:
            raise RefusedError(NO_CONSENT)
        return pick(_profile(person, igsid, call.base_url), parse_fields(call.query.get("fields", "name,username")))

    def conversations(self, account: Account, call: Call) -> Json:
        """A page of threads, newest first; `after` is the cursor that the page before gave."""
        fields = parse_fields(call.query.get("fields", "id,updated_time"))
        limit = _number(call, "limit", DEFAULT_PAGE)
        _check_cost(limit if not call.query.get("user_id") else 1, fields)
        threads = self._threads(account, call.query.get("user_id", ""))
        start = _number(call, "after", 0)
        page = [self._conversation(account, thread, fields) for thread in threads[start : start + limit]]
        return {"data": page, **_paging(start + limit, len(threads))}

    def node(self, account: Account, id_: str, call: Call) -> Json:
        """A conversation or a message by its id."""
        if thread := self._world.conversation(id_):
            return self._conversation(account, thread, parse_fields(call.query.get("fields", "id,updated_time")))
        message = self._world.messages.get(id_)
        if message is None or message.account != account.id:
            raise RefusedError(NO_SUCH_OBJECT)
        thread = self._thread_of(message)
        if message.is_deleted or message.mid not in [m.mid for m in self._visible(thread)[:READABLE]]:
            raise RefusedError(GONE)
        fields = parse_fields(call.query.get("fields", "id,created_time"))
        return pick(self._message(account, message), fields, _OPTIONAL_MESSAGE_FIELDS)

    def _threads(self, account: Account, user: str) -> list[Thread]:
        if not user:
            return self._world.threads(account.id)
        only = self._world.known_thread(account.id, user)
        return [only] if only and only.mids else []

    def _conversation(self, account: Account, thread: Thread, fields: tuple[Field, ...]) -> Json:
        if thread.account != account.id:
            raise RefusedError(NO_SUCH_OBJECT)
        whole: Json = {"id": thread.conversation_id, "updated_time": _iso(thread.updated_at)}
        for field in fields:
            if field.name == "messages":
                whole["messages"] = self._messages(account, thread, field)
            elif field.name == "participants":
                whole["participants"] = {"data": [_handle(account), self._customer(thread)]}
        return pick(whole, fields)

    def _messages(self, account: Account, thread: Thread, field: Field) -> Json:
        visible = self._visible(thread)
        fields = field.fields or (Field("id"), Field("created_time"))
        listed = []
        for place, message in enumerate(visible[: field.limit or DEFAULT_PAGE]):
            whole = self._message(account, message)
            if place >= READABLE:
                whole = {name: whole[name] for name in ("id", "created_time")}
            listed.append(pick(whole, fields, ("from", "to", "message", *_OPTIONAL_MESSAGE_FIELDS)))
        return {"data": listed, **_paging(field.limit or DEFAULT_PAGE, len(visible))}

    def _message(self, account: Account, message: Message) -> Json:
        us, them = _handle(account), self._customer(self._thread_of(message))
        sender, receiver = (us, them) if message.outbound else (them, us)
        whole: Json = {
            "id": message.mid,
            "created_time": _iso(message.sent_at),
            "from": sender,
            "to": {"data": [receiver]},
            "message": message.text,
        }
        if message.attachments:
            whole["attachments"] = {"data": [{"file_url": part.url} for part in message.attachments]}
        if message.reply_to:
            whole["reply_to"] = {"mid": message.reply_to}
        return whole

    def _visible(self, thread: Thread) -> list[Message]:
        return [message for message in reversed(self._world.history(thread)) if not message.is_deleted]

    def _thread_of(self, message: Message) -> Thread:
        thread = self._world.known_thread(message.account, message.igsid)
        if thread is None:
            raise RefusedError(NO_SUCH_OBJECT)
        return thread

    def _customer(self, thread: Thread) -> Json:
        return {"username": self._world.people[thread.person].username, "id": thread.igsid}


def _page(account: Account) -> Json:
    linked = {"instagram_business_account": {"id": account.id}}
    return {"id": account.page_id, "name": account.name or account.username, **linked}


def _handle(account: Account) -> Json:
    return {"username": account.username, "id": account.id}


def _profile(person: Person, igsid: str, base_url: str) -> Json:
    return {
        "name": person.name,
        "username": person.username,
        "profile_pic": f"{base_url}media/face-{person.id}.png",
        "is_verified_user": False,
        "follower_count": 120,
        "is_user_follow_business": True,
        "is_business_follow_user": False,
        "id": igsid,
    }


def _check_cost(conversations: int, fields: tuple[Field, ...]) -> None:
    """50 conversations with 20 messages each were refused (section 10)."""
    messages = next((field.limit or DEFAULT_PAGE for field in fields if field.name == "messages"), 1)
    if conversations * messages >= TOO_EXPENSIVE:
        raise RefusedError(TOO_MUCH)


def _paging(following: int, total: int) -> Json:
    return {"paging": {"cursors": {"after": str(following)}}} if following < total else {}


def _number(call: Call, name: str, default: int) -> int:
    value = call.query.get(name, "")
    return int(value) if value.isdigit() else default


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at // 1_000, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
