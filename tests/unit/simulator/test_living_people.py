"""The invented people who write by themselves."""

from moca.simulator.config import LIVING_PEOPLE
from moca.simulator.words import language


def test_invented_customers_keep_to_their_language() -> None:
    """Spanish, English and Portuguese: nobody changes in the middle."""
    spoken = [{language(" ".join(burst)) for burst in someone.bursts} for someone in LIVING_PEOPLE]

    assert spoken == [{"es"}, {"en"}, {"pt"}]
