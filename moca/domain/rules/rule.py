"""
A rule: when it applies to what a customer wrote, and what it does then, without a model.

All conditions that are given must hold; of the values of one condition any may. A rule without conditions never
applies.
"""

from typing import Annotated, Literal

from msgspec import Meta

from moca.domain.messages import AgentMode, Part, Struct
from moca.domain.rules.events import Event

Tag = Annotated[str, Meta(max_length=100)]


class Rule(Struct):
    """
    What is said and done without a model, and when.

    `before_model`: tried before the model is asked; otherwise only when no model can answer. `go_on`: the following
    rules and the model are tried as well, and what this one did stays.
    """

    name: str = ""
    enabled: bool = True
    before_model: bool = False

    keywords: tuple[str, ...] = ()
    """Stand in the text as whole words, accent- and case-insensitive."""
    exact: Annotated[tuple[Annotated[str, Meta(max_length=1_000)], ...], Meta(max_length=100)] = ()
    """Are all that was written, accent- and case-insensitive."""
    regex: Annotated[tuple[Annotated[str, Meta(max_length=500)], ...], Meta(max_length=20)] = ()
    """Found in the text as it was written or without case and accents; `^` and `$` are the borders of lines (RE2)."""
    events: Annotated[tuple[Event, ...], Meta(max_length=20)] = ()
    first_message: bool = False
    """Only the first question of a person."""
    hours: Literal["", "in", "out"] = ""
    """Only while the business is open, or only while it is closed, as its account's `hours` say."""
    languages: Annotated[tuple[str, ...], Meta(max_length=50)] = ()
    """ISO 639-1; a text whose language is not clear is in none of them."""
    tags: Annotated[tuple[Tag, ...], Meta(max_length=50)] = ()
    """The conversation bears any of them."""

    reply: str = ""
    """With `{first_name}`, `{name}`, `{username}` and `{business}`, as the texts of `variants`."""
    variants: Annotated[tuple[Part, ...], Meta(max_length=50)] = ()
    """Instead of `reply`: one of them is said, drawn by the question's first message."""
    add_tags: Annotated[tuple[Tag, ...], Meta(max_length=20)] = ()
    assign: Annotated[str, Meta(max_length=100)] = ""
    status: Literal["", "open", "closed"] = ""
    hand_over: Annotated[str, Meta(max_length=200)] = ""
    """Why a person is called; empty = nobody is."""
    agent: AgentMode | Literal[""] = ""
    """The conversation's mode from then on."""
    silent: bool = False
    """The question is decided as silent: nothing is said."""
    go_on: bool = False

    @property
    def title(self) -> str:
        """How people call it: its name, else the first thing it looks for."""
        sought = (*self.keywords, *self.exact, *self.regex, *self.events)
        return self.name or next(iter(sought), "a rule without a name")
