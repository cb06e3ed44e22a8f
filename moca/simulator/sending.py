"""
Takes a message of the business: checks it as Meta does and puts it before the customer (reference, section 5).

Order of the checks: the body's shape, its length, the recipient, the window. A refused message changes nothing.
"""

from typing import Any

from moca.simulator.book import Book, Watchers
from moca.simulator.calls import Call
from moca.simulator.contents import said_in, upload_in
from moca.simulator.refusals import (
    BAD_MESSAGE,
    COMMENT_SPENT,
    FORBIDDEN_TAG,
    NO_SUCH_USER,
    OUTSIDE_WINDOW,
    TWO_IN_ONE,
    RefusedError,
)
from moca.simulator.world import Account, Attachment, Message, Thread, World

DAY_MS = 86_400_000
WINDOW_MS = DAY_MS
HUMAN_AGENT_MS = 7 * DAY_MS


class Sending:
    """What `POST /{id}/messages` does."""

    def __init__(self, world: World, book: Book, watchers: Watchers) -> None:
        self._world = world
        self._book = book
        self._watchers = watchers
        self._uploads: dict[str, Attachment] = {}

    def send(self, account: Account, call: Call) -> Message:
        """
        Put a message before the customer.

        Raises:
            RefusedError: nothing was sent.
        """
        if "sender_action" in call.body:
            raise RefusedError(TWO_IN_ONE)
        said = said_in(call.body, self._uploads)
        comment_id = _recipient(call.body).get("comment_id")
        if comment_id:
            thread = self._thread_of_comment(account, str(comment_id))
        else:
            thread = self._thread(account, call.recipient)
            self._check_window(thread, call.body.get("tag"))
        message = self._world.write(
            thread, "api", said.text, attachments=said.attachments, cards=said.cards, choices=said.choices
        )
        self._book.write("delivered", account=account.id, person=thread.igsid, text=message.text, mid=message.mid)
        self._announce(thread, "thread")
        return message

    def upload(self, call: Call) -> dict[str, Any]:
        """
        Keep an attachment for many messages.

        Raises:
            RefusedError: it cannot be fetched.
        """
        upload = f"178{self._world.random.randrange(10**13):013d}"
        self._uploads[upload] = upload_in(call.body)
        return {"attachment_id": upload}

    def act(self, account: Account, call: Call) -> dict[str, Any]:
        """
        Do a sender action: typing, seen, a reaction. It leaves no message and no echo.

        Raises:
            RefusedError: the recipient or the action is not known.
        """
        thread = self._thread(account, call.recipient)
        payload = call.body.get("payload") or {}
        match call.body["sender_action"]:
            case "typing_on" | "typing_off" as action:
                self._announce(thread, "typing", on=action == "typing_on")
            case "mark_seen":
                self._world.see(thread, outbound=False)
            case "react":
                self._react(thread, payload, _shown(str(payload.get("reaction", "love"))))
            case "unreact":
                self._react(thread, payload, "")
            case _:
                raise RefusedError(BAD_MESSAGE)
        self._announce(thread, "thread")
        return {"recipient_id": thread.igsid}

    def _react(self, thread: Thread, payload: dict[str, Any], emoji: str) -> None:
        mid = str(payload.get("message_id", ""))
        if mid not in thread.mids:
            raise RefusedError(BAD_MESSAGE)
        self._world.change(mid, business_reaction=emoji)

    def _thread(self, account: Account, igsid: str) -> Thread:
        person = self._world.person_at(account.id, igsid)
        if person is None:
            raise RefusedError(NO_SUCH_USER)
        return self._world.thread(account.id, person)

    def _thread_of_comment(self, account: Account, comment_id: str) -> Thread:
        """One private reply to a comment, within seven days; to a live one during the broadcast (section 5.5)."""
        comment = self._world.comments.get(comment_id)
        if comment is None or comment.account != account.id:
            raise RefusedError(NO_SUCH_USER)
        if comment.own or comment.over or comment.answered or self._world.clock() - comment.at > HUMAN_AGENT_MS:
            raise RefusedError(COMMENT_SPENT)
        self._world.change_comment(comment_id, answered=True)
        return self._thread(account, comment.igsid)

    def _check_window(self, thread: Thread, tag: object) -> None:
        if tag not in (None, "HUMAN_AGENT"):
            raise RefusedError(FORBIDDEN_TAG)
        allowed = HUMAN_AGENT_MS if tag else WINDOW_MS
        if not thread.customer_at or self._world.clock() - thread.customer_at > allowed:
            raise RefusedError(OUTSIDE_WINDOW)

    def _announce(self, thread: Thread, name: str, **more: Any) -> None:
        self._watchers.announce(name, {"account": thread.account, "person": thread.person, **more})


def _recipient(body: dict[str, Any]) -> dict[str, Any]:
    recipient = body.get("recipient")
    if not isinstance(recipient, dict):
        raise RefusedError(NO_SUCH_USER)
    return recipient


def _shown(reaction: str) -> str:
    return "❤️" if reaction == "love" else reaction
