"""
The messaging windows: how long after a customer's word the business may write.

Facts from sections 4.5 and 5.7 of the Instagram reference. A window runs from Meta's time of the event, never from its
receipt.
"""

from moca.domain.messages import MessageReceived, PostbackReceived, Struct

DAY_MS = 24 * 60 * 60 * 1000


def standard_until(sent_at: int) -> int:
    """When the standard window closes that a customer's message of `sent_at` opened: 24 hours later."""
    return sent_at + DAY_MS


def human_agent_until(sent_at: int) -> int:
    """Until when a person, never the bot, may still answer a message of `sent_at` with HUMAN_AGENT: 7 days."""
    return sent_at + 7 * DAY_MS


def renewed(window_until: int, fact: Struct) -> int:
    """
    Give the end of the standard window after a fact; the order in which facts arrive does not matter.

    A customer's message and a postback open it, also those that another app answers (`standby`). Comments, reads,
    reactions, referrals, edits, unsends and echoes leave it as it was.
    """
    match fact:
        case MessageReceived(sent_at=sent_at) | PostbackReceived(sent_at=sent_at):
            return max(window_until, standard_until(sent_at))
        case _:
            return window_until
