"""
Public comments as the business answers them: replies under a comment, hiding, deleting (reference, section 5.6).

A reply comes back as a comment of the account's own, as at Meta. Meta does not say with which error it refuses what
cannot be done to a comment; here it is 100/33, "does not support this operation".
"""

from typing import Any

from moca.simulator.book import Book, Watchers
from moca.simulator.calls import Call
from moca.simulator.refusals import BAD_MESSAGE, NO_SUCH_OBJECT, RefusedError
from moca.simulator.world import Account, Comment, World


class Commenting:
    """What `POST /{comment}/replies`, `POST /{comment}?hide=` and `DELETE /{comment}` do."""

    def __init__(self, world: World, book: Book, watchers: Watchers) -> None:
        self._world = world
        self._book = book
        self._watchers = watchers

    def reply(self, account: Account, call: Call) -> Comment:
        """
        Put a reply of the account under a comment; under the first one where that is itself a reply.

        Raises:
            RefusedError: the comment is unknown, hidden, or of a broadcast; nothing was written.
        """
        comment = self._comment(account, call.segments[0])
        if comment.live or comment.hidden:
            raise RefusedError(NO_SUCH_OBJECT)
        if not call.text.strip():
            raise RefusedError(BAD_MESSAGE)
        reply = self._world.reply_to(comment, call.text)
        self._book.write("replied", account=account.id, person=comment.igsid, text=reply.text, mid=reply.id)
        self._announce(comment)
        return reply

    def change(self, account: Account, call: Call) -> dict[str, Any]:
        """
        Hide a comment or show it again, or delete it.

        Raises:
            RefusedError: there is no such comment of the account's, or nothing to do is named.
        """
        comment = self._comment(account, call.segments[0])
        hide = str(call.query.get("hide", call.body.get("hide", ""))).lower()
        if call.method == "DELETE":
            del self._world.comments[comment.id]
        elif hide in {"true", "false"}:
            self._world.change_comment(comment.id, hidden=hide == "true")
        else:
            raise RefusedError(NO_SUCH_OBJECT)
        self._announce(comment)
        return {"success": True}

    def _comment(self, account: Account, id_: str) -> Comment:
        comment = self._world.comments.get(id_)
        if comment is None or comment.account != account.id:
            raise RefusedError(NO_SUCH_OBJECT)
        return comment

    def _announce(self, comment: Comment) -> None:
        person = self._world.person_at(comment.account, comment.igsid)
        if person is not None:
            self._watchers.announce("thread", {"account": comment.account, "person": person.id})
