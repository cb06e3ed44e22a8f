"""The alarms of an account in the viewer's language: the core writes them in English, with a reason inside."""

from moca.web.office.inbox.fates import said_reason
from moca.web.office.recognising import recognised
from moca.web.office.words import Words

CANNOT_SEND = (
    "Nothing can be sent ({reason}): connect the account again with a new access token; what waits is sent then."
)
NOT_DELIVERED = (
    "Instagram may not deliver this account's messages ({reason}): check the app's webhook and the account's "
    "permissions; it is tried again within the hour."
)
USED_UP = (
    "What the model may cost in a day is used up ({reason}): rules and people answer until midnight UTC; raise "
    "daily_tokens_cap or daily_cost_cap_usd if that is too early."
)
HAS_ENDED = "The access token has ended and was not refreshed: connect the account again with a new access token."
ENDS = "The access token ends in {n} days and was not refreshed: connect the account again with a new access token."
_KNOWN = (CANNOT_SEND, NOT_DELIVERED, USED_UP, HAS_ENDED, ENDS)


def said_alarm(alarm: str, words: Words) -> str:
    """An alarm in words; one that is not known is shown as it stands."""
    return recognised(alarm, _KNOWN, words, lambda inside: said_reason(inside, words))
