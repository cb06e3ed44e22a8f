"""
What Meta's error codes mean for a message that we send: one row for each known (code, subcode).

Only numbers decide; Meta's texts are localised and change. The texts here are ours, for the people of the office.
Rows of products that send no messages (publishing, ads) stand here where Graph can answer them to our calls.
"""

from typing import Literal, NamedTuple

Kind = Literal[
    "unknown",  # it may have been sent: never again blindly
    "app_rate",  # refused for now, for every account of the app
    "account_rate",  # refused for now, for this account
    "person_rate",  # refused for now, for this person
    "token",  # a person must connect the account again
    "permission",  # configuration or review; an operator must look
    "window",  # until the customer writes again, or a person with the human agent tag
    "recipient",  # this person cannot be reached until they write again
    "thread",  # another app has the thread
    "content",  # not with this text or to this comment
    "policy",  # stop the account's automation
]


class Row(NamedTuple):
    """`subcode` None = any other subcode of this code. `code` 0 = known by its subcode alone."""

    code: int
    subcode: int | None
    kind: Kind
    words: str


_SERVER = "Instagram had an error of its own."
_DOWN = "Instagram is not available for a moment."
_APP_LIMIT = "The app has reached its request limit."
_ACCOUNT_LIMIT = "The account has reached its request limit."
_OTHER_LIMIT = "A request limit of another product of Meta's is reached."
_PERMISSION = "A permission is missing or was removed."
_WINDOW = "The customer's last message is too old to be answered."
_RECIPIENT = "This person cannot receive messages from the account."
_TOKEN = "The access token is no longer valid."  # noqa: S105  # a sentence about a token
_OWNER = "Instagram asks the owner of the account to log in and confirm it."
_THREAD = "Another app is in charge of this thread."
_MEDIA = "Instagram could not take the attachment."
_ROLES = "Before the app's review only people with a role in it can be messaged."
_MARKETING = "Marketing messages are not possible here."
_COMMENT_DONE = "The comment was answered privately before, is too old, or is gone."
_PRODUCT = "The product template is not known to Instagram."

TABLE = (
    Row(-1, None, "unknown", _SERVER),
    Row(-2, None, "unknown", _SERVER),
    Row(1, None, "unknown", _SERVER),
    Row(1, 99, "unknown", _SERVER),
    Row(1, 1357046, "unknown", "Instagram answered with an error although the message was sent."),
    Row(2, None, "unknown", _DOWN),
    Row(2, 1545133, "unknown", _DOWN),
    Row(2, 2018344, "permission", "The terms for Page labels are not accepted."),
    Row(3, None, "permission", "The app lacks the capability for this call."),
    Row(4, None, "app_rate", _APP_LIMIT),
    Row(4, 2018022, "person_rate", "Too many messages went to this person."),
    Row(4, 2207051, "policy", "Instagram takes this for spam."),
    Row(10, None, "permission", _PERMISSION),
    Row(10, 2534022, "window", _WINDOW),
    Row(10, 2018278, "window", _WINDOW),
    Row(10, 2018065, "window", _WINDOW),
    Row(10, 2018108, "recipient", _RECIPIENT),
    Row(10, 2534077, "permission", "The link between the account and its Page cannot be verified."),
    Row(10, 1893063, "policy", "The account may not send for a while, for a violation of policy."),
    Row(10, 1404170, "content", _MARKETING),
    Row(10, 1893015, "content", _MARKETING),
    Row(10, 2018336, "content", _MARKETING),
    Row(17, None, "account_rate", _ACCOUNT_LIMIT),
    Row(25, 2207050, "permission", "The account is restricted, inactive or must be confirmed."),
    Row(32, None, "account_rate", _ACCOUNT_LIMIT),
    Row(100, None, "content", "Instagram does not accept this message."),
    Row(100, 33, "content", "What was addressed does not exist, or may not be used."),
    Row(100, 2018001, "recipient", "Instagram knows no such person."),
    Row(100, 2534014, "recipient", "Instagram knows no such person."),
    Row(100, 2018008, "content", _MEDIA),
    Row(100, 2018047, "content", _MEDIA),
    Row(100, 2018074, "content", _MEDIA),
    Row(100, 2018109, "content", _MEDIA),
    Row(100, 2018294, "content", _MEDIA),
    Row(100, 2018014, "content", "A message and a sender action stood in one call."),
    Row(100, 2018164, "permission", "The app id is not right."),
    Row(100, 2018320, "content", _PRODUCT),
    Row(100, 2018328, "content", _PRODUCT),
    Row(100, 2534013, "permission", "The Page is not linked to an Instagram account."),
    Row(100, 2534015, "content", "The message's data is not valid."),
    Row(100, 2534025, "content", _COMMENT_DONE),
    Row(100, 2534029, "policy", "The business is blocked from the messaging API."),
    Row(100, 2534037, "thread", _THREAD),
    Row(100, 2534048, "content", "Instagram does not accept this message."),
    Row(102, None, "token", _TOKEN),
    Row(190, None, "token", _TOKEN),
    Row(190, 458, "token", "The owner has removed the app."),
    Row(190, 459, "token", _OWNER),
    Row(190, 460, "token", "The owner has changed the password or logged out."),
    Row(190, 463, "token", "The access token has expired."),
    Row(190, 464, "token", _OWNER),
    Row(190, 467, "token", _TOKEN),
    Row(190, 490, "token", _OWNER),
    Row(190, 492, "token", "The person who connected the account has lost their role on its Page."),
    Row(190, 2069032, "token", "A permission for the Page is missing."),
    Row(200, None, "permission", "A permission is missing, or Meta blocks the app."),
    Row(200, 1545041, "recipient", _RECIPIENT),
    Row(200, 2018028, "permission", _ROLES),
    Row(200, 2018027, "permission", _ROLES),
    Row(200, 2018021, "permission", _ROLES),
    Row(200, 2534041, "permission", "The owner has switched off 'Allow access to messages' in Instagram's settings."),
    Row(200, 2534066, "permission", "The access token may not answer comments privately."),
    Row(230, None, "recipient", "This person has not agreed that the account sees their profile."),
    Row(341, None, "app_rate", _APP_LIMIT),
    Row(368, None, "policy", "The account is blocked for a while, for a violation of policy."),
    Row(506, None, "content", "Instagram takes this for a repetition."),
    Row(551, None, "recipient", _RECIPIENT),
    Row(551, 1545041, "recipient", _RECIPIENT),
    Row(613, None, "account_rate", _ACCOUNT_LIMIT),
    Row(613, 2534040, "account_rate", _ACCOUNT_LIMIT),
    Row(613, 1996, "app_rate", "The app's calls come too unevenly."),
    Row(613, 2018338, "recipient", "Messages to this person have become a nuisance."),
    Row(613, 1893016, "content", _MARKETING),
    Row(2018300, None, "thread", _THREAD),
    Row(0, 2018300, "thread", _THREAD),
    Row(2018321, None, "thread", "An automated flow of Meta's has this thread."),
    Row(0, 2018321, "thread", "An automated flow of Meta's has this thread."),
    Row(2022, None, "policy", "Messages of shops are disabled for this account."),
    Row(10900, None, "content", _COMMENT_DONE),
    Row(10903, None, "recipient", _RECIPIENT),
    Row(10904, None, "permission", "The Page has its messages switched off."),
    Row(36103, None, "permission", "The account may not use the API yet."),
    Row(80002, None, "account_rate", _ACCOUNT_LIMIT),
    Row(80006, None, "account_rate", _ACCOUNT_LIMIT),
    Row(80000, None, "account_rate", _OTHER_LIMIT),
    Row(80001, None, "account_rate", _OTHER_LIMIT),
    Row(80003, None, "account_rate", _OTHER_LIMIT),
    Row(80004, None, "account_rate", _OTHER_LIMIT),
    Row(80005, None, "account_rate", _OTHER_LIMIT),
    Row(80008, None, "account_rate", _OTHER_LIMIT),
    Row(80009, None, "account_rate", _OTHER_LIMIT),
    Row(80014, None, "account_rate", _OTHER_LIMIT),
    Row(9000001, None, "content", "The message is gone, or too old to be read."),
    Row(0, 2534001, "recipient", "The thread was archived or deleted by its owner."),
)

_LEAST_GLOBAL_SUBCODE = 1_000_000
_BY_BOTH = {(row.code, row.subcode): row for row in TABLE}
_BY_SUBCODE = {row.subcode: row for row in TABLE if row.subcode is not None and row.subcode >= _LEAST_GLOBAL_SUBCODE}
_PERMISSION_CODES = range(200, 300)


def row_of(code: int, subcode: int) -> Row | None:
    """
    The row for an error, the subcode first; None where neither number is known.

    Subcodes of seven digits mean the same under any code: Meta answers "isn't available" as 551 and as 200.
    """
    found = _BY_BOTH.get((code, subcode)) or _BY_SUBCODE.get(subcode) or _BY_BOTH.get((code, None))
    if found is None and code in _PERMISSION_CODES:
        return _BY_BOTH[200, None]
    return found
