"""From which score on conversations are hot: a setting of each account, asked when a list is shown."""

from moca.instagram.accounts import Accounts


async def hot_scores(accounts: Accounts, account: str | None = None) -> dict[str, int]:
    """By account: of the one that is given, or of all."""
    ids = [account] if account else await accounts.ids()
    held = [await accounts.get(id_) for id_ in ids]
    return {one.account.id: one.account.settings.hot_score for one in held if one is not None}
