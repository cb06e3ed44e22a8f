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
RECORD = "moca:account:"
ALIAS = "moca:account-alias:"


def account_in(id_: str, fields: Mapping[str, str]) -> Account:
    """The account that a record describes; fields that an older version did not write have their defaults."""
    return Account(
        id=id_,
        username=fields.get("username", ""),
        app=fields.get("app", ""),
        aliases=tuple(msgspec.json.decode(fields.get("aliases", "[]"))),
        version=int(fields.get("version", 1)),
        settings=msgspec.json.decode(fields.get("settings", "{}"), type=AccountSettings),
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


def settings_fields(account: Account) -> dict[str, str]:
    """The settings as they are now, and once more under their version."""
    settings = msgspec.json.encode(account.settings).decode()
    return {"version": str(account.version), "settings": settings, f"settings:{account.version}": settings}


def print_of(token: Secret) -> str:
    """A short fingerprint: tells whether two tokens are the same without holding one."""
    return hashlib.sha256(b"moca token print" + token.reveal().encode()).hexdigest()[:16]
