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


class LivingPerson(msgspec.Struct, frozen=True):
    """Somebody invented who writes by themselves: these bursts, in this order, and then again from the first."""

    person: Person
    bursts: tuple[tuple[str, ...], ...]


LIVING_PEOPLE = (
    LivingPerson(
        Person(id="900000000000005", username="sofia.mena", name="Sofía Mena"),
        (
            ("hola!", "a qué hora abren el sábado?"),
            ("y cuánto cuesta el café de 250 g?", "y el de 1 kg?"),
            ("hacen envíos?", "soy de Valdivia"),
            ("puedo pagar con tarjeta?",),
            ("gracias!!",),
            ("mi pedido llegó malo :(", "quiero hablar con una persona"),
        ),
    ),
    LivingPerson(
        Person(id="900000000000006", username="max.keller", name="Max Keller"),
        (
            ("hi there", "are you open on Sundays?"),
            ("where are you located?",),
            ("how much is the coffee?", "is it whole bean?"),
            ("do you deliver?",),
            ("thanks!",),
        ),
    ),
    LivingPerson(
        Person(id="900000000000007", username="ana.luz", name="Ana Luz"),
        (
            ("oi, bom dia!", "vocês entregam?"),
            ("quanto custa o café?",),
            ("que horas fecham hoje?",),
            ("obrigada!",),
        ),
    ),
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
    app_id: str = "990000000000001"
    app_secret: Secret = Secret("simulated-app-secret")
    verify_token: Secret = Secret("simulated-verify-token")
    seed: int = 1
    retry_waits: tuple[float, ...] = (1.0, 5.0, 30.0, 120.0, 600.0, 1_800.0)
    answer_timeout: float = 5.0
    living_people: tuple[LivingPerson, ...] = LIVING_PEOPLE
    living_pause: float = 0.0
    living_bursts: int = 200
    book_keeps: int = 100_000
