"""Conversations folded as their states stand, without a store."""

from collections.abc import Sequence
from typing import Any

import msgspec

from moca.domain.conversation import Conversation
from moca.runtime.actor import Entry
from moca.views.folding import Reading
from moca.views.projection import Projection
from tests.builders import ACCOUNT, START, a_message
from tests.integration.views.shop import conversation
from tests.unit.actors.talk import FORM


def entries_of(facts: Sequence[msgspec.Struct], at: int = START) -> list[Entry]:
    return [
        Entry(f"{at}-{place}", type(fact).__name__, f"{place}", msgspec.json.encode(fact).decode(), "")
        for place, fact in enumerate(facts)
    ]


class Folds:
    """The writer of one file; each fold is a conversation whole."""

    def __init__(self, projection: Projection) -> None:
        self._projection = projection

    def fold(
        self, person: str, *facts: msgspec.Struct, at: int = START, account: str = ACCOUNT, read_until: str = "",
        **state: Any,
    ) -> None:  # fmt: skip
        """Without facts, one message of the customer's."""
        told = entries_of(facts or (a_message("hola", f"{person}-1", at),), at)
        fields = FORM.encode(Conversation(**state))
        self._projection.apply([Reading(conversation(person, account), fields, told, read_until)])
