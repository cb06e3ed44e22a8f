"""What people may change of a conversation, as the requests that it is told."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from moca.domain import messages as m
from moca.web.api.asking import Word


class ConversationChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change; what is left out stays. `agent` "" = the account's mode. `owner` bot hands it back."""

    status: m.Status | UnsetType = UNSET
    agent: Literal["", "off", "watch", "draft", "auto"] | UnsetType = UNSET
    tags: Annotated[tuple[Word, ...], Meta(max_length=30)] | UnsetType = UNSET
    assignee: Annotated[str, Meta(max_length=100)] | UnsetType = UNSET
    owner: Literal["person", "bot"] | UnsetType = UNSET

    def facts(self, by: str) -> list[msgspec.Struct]:
        """One request of `by` for each thing that is to change."""
        facts: list[msgspec.Struct] = []
        if self.status is not UNSET:
            facts.append(m.StatusSet(status=self.status, by=by))
        if self.agent is not UNSET:
            facts.append(m.AgentModeSet(mode=self.agent, by=by))
        if self.tags is not UNSET:
            facts.append(m.TagsSet(tags=tuple(dict.fromkeys(self.tags)), by=by))
        if self.assignee is not UNSET:
            facts.append(m.Assigned(assignee=self.assignee, by=by))
        if self.owner is not UNSET:
            facts.append(m.OwnerSet(owner=self.owner, by=by))
        return facts


class ChangeAsked(msgspec.Struct, frozen=True):
    """What the conversation was told; a read shows it as soon as the actor has heard it."""

    id: str
    asked: ConversationChange
