"""An answer of the model's as the API shows it: whole, also what it left at its default."""

from moca.domain.messages import Answer, FollowUpWish, HandOver, LeadSaid


class ShownLead(LeadSaid, frozen=True, omit_defaults=False):
    """What the model understood of the person."""


class ShownHandOver(HandOver, frozen=True, omit_defaults=False):
    """Whether a person was wanted."""


class ShownWish(FollowUpWish, frozen=True, omit_defaults=False):
    """The follow-up that was wished for."""


class ShownAnswer(Answer, frozen=True, omit_defaults=False):
    """The answer; what may quote a message that was taken back is empty."""

    lead: ShownLead = ShownLead()
    hand_over: ShownHandOver = ShownHandOver()
    follow_up: ShownWish | None = None
