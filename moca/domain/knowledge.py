"""
What an account knows and its agent may say: free text, questions with answers, a price list, links, hours, policies.

All of it comes to `Fact`s: short pieces with an id that stays the same as long as the piece does, so that an answer
can name what it used and a decision can be opened long after.
"""

from typing import Annotated

from msgspec import Meta

from moca.domain.messages import Struct

Line = Annotated[str, Meta(min_length=1, max_length=2_000)]
Name = Annotated[str, Meta(min_length=1, max_length=300)]


class QuestionAnswer(Struct):
    """What customers ask often, and what the business answers."""

    question: Name
    answer: Line


class Item(Struct):
    """One line of a price list or catalogue. `price` as it is to be said, with its currency."""

    name: Name
    price: Annotated[str, Meta(max_length=100)] = ""
    note: Annotated[str, Meta(max_length=1_000)] = ""
    url: Annotated[str, Meta(max_length=2_000)] = ""


class Link(Struct):
    """An address that may be sent to customers, and what is there."""

    title: Name
    url: Annotated[str, Meta(pattern=r"^https?://\S+$", max_length=2_000, description="it begins with https://")]


class Knowledge(Struct):
    """Everything beside the free text of `AccountSettings.facts`."""

    questions: Annotated[tuple[QuestionAnswer, ...], Meta(max_length=1_000)] = ()
    catalogue: Annotated[tuple[Item, ...], Meta(max_length=5_000)] = ()
    links: Annotated[tuple[Link, ...], Meta(max_length=200)] = ()
    policies: Annotated[str, Meta(max_length=20_000)] = ""
