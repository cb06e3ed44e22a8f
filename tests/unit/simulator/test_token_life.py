"""Tokens of the fake Instagram end, and are refreshed under Meta's conditions."""

import pytest

from moca.settings import Secret
from moca.simulator.refusals import TOKEN_EXPIRED, TOKEN_TOO_YOUNG, RefusedError
from moca.simulator.tokens import LONG_LIVED_SECONDS, Tokens
from moca.simulator.world import Account
from tests.builders import ACCOUNT, DAY, START


class Clock:
    now = START

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tokens(clock: Clock) -> Tokens:
    numbers = iter(range(100))
    return Tokens([Account(id=ACCOUNT, username="shop", token=Secret("IGAAold"))], lambda: next(numbers), clock)


def refusal(tokens: Tokens, value: str, *, renewing: bool = False) -> object:
    with pytest.raises(RefusedError) as refused:
        tokens.renew(value) if renewing else tokens.account_of(value)
    return refused.value.refusal


def test_a_token_ends_with_463(tokens: Tokens, clock: Clock) -> None:
    """Neither calls nor a refresh are answered then."""
    tokens.expire_in(ACCOUNT, 5)
    assert tokens.account_of("IGAAold") == ACCOUNT
    clock.now += 5_000

    assert refusal(tokens, "IGAAold") == TOKEN_EXPIRED
    assert refusal(tokens, "IGAAold", renewing=True) == TOKEN_EXPIRED


def test_a_token_is_refreshed_when_it_is_a_day_old(tokens: Tokens, clock: Clock) -> None:
    """The one before stays valid until its own end, and the new one lives its sixty days."""
    fresh = tokens.renew("IGAAold").reveal()
    assert refusal(tokens, fresh, renewing=True) == TOKEN_TOO_YOUNG
    clock.now += DAY

    assert tokens.account_of("IGAAold") == tokens.account_of(fresh) == ACCOUNT
    assert tokens.renew(fresh)
    clock.now += LONG_LIVED_SECONDS * 1000 - DAY
    assert refusal(tokens, fresh) == TOKEN_EXPIRED
