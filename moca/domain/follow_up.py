"""A follow-up: what the business says unasked to somebody who has fallen silent, at its time or not at all."""

from moca.domain.messages import Struct


class FollowUp(Struct):
    """
    It is said at `at` (ms): `text`, or, if that is empty, what the model writes then about `wish`.

    `phase` drafting: the model is being asked, as `draft`, until `deadline` (ms). `by`: who wanted it.
    """

    at: int
    text: str = ""
    wish: str = ""
    by: str = "model"
    draft: str = ""
    deadline: int = 0
