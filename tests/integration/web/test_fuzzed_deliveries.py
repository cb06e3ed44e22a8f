"""Deliveries as nobody ever saw them: never an exception, never an answer that makes Meta deliver them for ever."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from moca.errors import UndecodableMessageError
from moca.instagram.heard import Heard, Strange, Trial
from moca.instagram.lenient import decode
from moca.instagram.letters import letter_of
from moca.instagram.normalise import normalise
from tests.fuzzing import a_body, fuzz
from tests.unit.instagram.payloads import account_of

BODIES = st.integers(0, 2**63).map(lambda seed: a_body(random.Random(seed)))


@settings(max_examples=2_000, database=None)
@given(BODIES)
def test_the_normaliser_raises_nothing(body: bytes) -> None:
    """Whatever stands in a delivery, each item of it is a fact, something strange or a trial, and can be written."""
    try:
        payload = decode(body)
    except UndecodableMessageError:
        return

    for outcome in normalise(payload, account_of):
        assert isinstance(outcome, Heard | Strange | Trial)
        assert not isinstance(outcome, Heard) or letter_of(outcome).body.encode()
        assert not isinstance(outcome, Strange) or outcome.json().encode()


async def test_the_webhook_answers_200() -> None:
    """Some hundreds of them through the real webhook; what was told, every actor and the projection take."""
    found = await fuzz(500, seed=20)

    assert found == {"200": 500}
