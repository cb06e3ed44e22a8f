"""The recorded deliveries and the accounts they are about."""

import json
from pathlib import Path

from moca.instagram.heard import Heard, Strange, Trial
from moca.instagram.normalise import normalise

SHOP, OTHER_SHOP = "17841400000000001", "17841400000000002"
LENA, TOM, SHOP_AS_PERSON = "900000000000001", "900000000000002", "900000000000099"
SENT_AT = 1767963330889
ENTRY_TIME = 1767963330978

_FOLDER = Path(__file__).parents[2] / "payloads" / "instagram"


def account_of(id_: str) -> str | None:
    """Both shops are known by their own id, the first also by an id scoped to the app."""
    return {SHOP: SHOP, OTHER_SHOP: OTHER_SHOP, "28978671838402975": SHOP}.get(id_)


def delivered(name: str) -> list[Heard | Strange | Trial]:
    return normalise(json.loads((_FOLDER / f"{name}.json").read_text()), account_of)


def only(name: str) -> Heard:
    [heard] = delivered(name)
    assert isinstance(heard, Heard)
    return heard
