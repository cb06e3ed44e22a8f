"""What a fake Instagram is made of: one frozen value, handed to `create_app`."""

import msgspec

from moca.settings import Secret
from moca.simulator.world import Account, Person

DEMO_ACCOUNT = Account(
    id="17841400000000001",
    app_scoped_id="27870001472663258",
    username="cafe.moca",
    name="Café Moca",
    token=Secret("IGAAdemo"),
)
DEMO_PEOPLE = (
    Person(id="900000000000001", username="lucia.rojas", name="Lucía Rojas"),
    Person(id="900000000000002", username="tomas_vera", name="Tomás Vera"),
    Person(id="900000000000003", username="emma.walsh", name="Emma Walsh"),
    Person(id="900000000000004", username="joao.pires", name="João Pires"),
)
LIVING_PEOPLE = (
    Person(id="900000000000005", username="sofia.mena", name="Sofía Mena"),
    Person(id="900000000000006", username="max.keller", name="Max Keller"),
    Person(id="900000000000007", username="ana.luz", name="Ana Luz"),
)


class SimulatorConfig(msgspec.Struct, frozen=True, kw_only=True):
    """
    The accounts, the people, where webhooks go and how they are signed.

    An empty `callback_url` = nothing is delivered. `retry_waits` are the seconds between the tries of one webhook;
    after the last one it is given up. `answer_timeout` (s) is how long the receiver may take. `living_pause` (s) is the
    mean pause between two bursts of `living_people`; 0 = nobody writes by themselves, nor after `living_bursts`.
    """

    accounts: tuple[Account, ...] = (DEMO_ACCOUNT,)
    people: tuple[Person, ...] = DEMO_PEOPLE
    callback_url: str = ""
    app_secret: Secret = Secret("simulated-app-secret")
    verify_token: Secret = Secret("simulated-verify-token")
    seed: int = 1
    retry_waits: tuple[float, ...] = (1.0, 5.0, 30.0, 120.0, 600.0, 1_800.0)
    answer_timeout: float = 5.0
    living_people: tuple[Person, ...] = LIVING_PEOPLE
    living_pause: float = 0.0
    living_bursts: int = 200
    book_keeps: int = 100_000
