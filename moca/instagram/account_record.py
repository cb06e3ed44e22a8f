"""
An account as the store keeps it: a HASH of readable fields under `moca:account:<id>`.

The settings are written only when they change, the credential's fields only when a token comes: neither undoes the
other, whoever writes at the same moment.
"""

import hashlib
from collections.abc import Mapping

import msgspec

from moca.domain.account import Account
from moca.domain.account_settings import AccountSettings
from moca.settings import Secret

IDS = "moca:accounts"
ALIAS = "moca:account-alias:"
READ = (
    "id", "username", "app", "aliases", "flavour", "page_id", "note", "connected_at", "version", "settings", "token",
)  # fmt: skip
"""What is read of a record at each look: neither its older versions nor what they name."""


def account_in(id_: str, fields: Mapping[str, str], settings: AccountSettings) -> Account:
    """The account that a record describes; fields that an older version did not write have their defaults."""
    return Account(
        id=id_,
        username=fields.get("username", ""),
        app=fields.get("app", ""),
        aliases=tuple(msgspec.json.decode(fields.get("aliases", "[]"))),
        version=int(fields.get("version", 1)),
        settings=settings,
        flavour="facebook" if fields.get("flavour") == "facebook" else "instagram",
        page_id=fields.get("page_id", ""),
        note=fields.get("note", ""),
        connected_at=int(fields.get("connected_at", 0)),
    )


def credential_fields(account: Account) -> dict[str, str]:
    """What a new token says about the account."""
    return {
        "id": account.id,
        "username": account.username,
        "app": account.app,
        "aliases": msgspec.json.encode(account.aliases).decode(),
        "flavour": account.flavour,
        "page_id": account.page_id,
        "note": account.note,
        "connected_at": str(account.connected_at),
    }


def print_of(token: Secret) -> str:
    """A short fingerprint: tells whether two tokens are the same without holding one."""
    return hashlib.sha256(b"moca token print" + token.reveal().encode()).hexdigest()[:16]
