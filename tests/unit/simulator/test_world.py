"""What exists, and how it is repeated."""

from moca.simulator.config import DEMO_ACCOUNT, DEMO_PEOPLE
from moca.simulator.mids import split_mid
from moca.simulator.world import World


class Clock:
    def __init__(self) -> None:
        self.now = 1_767_963_192_155

    def __call__(self) -> int:
        return self.now


def a_world(clock: Clock | None = None, seed: int = 1) -> World:
    return World([DEMO_ACCOUNT], DEMO_PEOPLE, clock or Clock(), seed)


def test_one_seed_makes_one_world() -> None:
    """People, threads and mids of two worlds of one seed are the same."""
    first, second = a_world(seed=3), a_world(seed=3)

    assert first.invent("Ana") == second.invent("Ana")
    mids = [world.write(world.thread(DEMO_ACCOUNT.id, DEMO_PEOPLE[0]), "api", "a").mid for world in (first, second)]
    assert mids[0] == mids[1]


def test_mids_tell_account_thread_and_time() -> None:
    """What stands inside a mid is true, and no two are alike within a millisecond."""
    world = a_world()
    thread = world.thread(DEMO_ACCOUNT.id, DEMO_PEOPLE[0])
    mids = [world.write(thread, "customer", "a").mid for _ in range(3)]

    parts = split_mid(mids[0])
    assert parts is not None
    assert (parts.account, parts.thread, parts.created_us // 1000) == (DEMO_ACCOUNT.id, thread.id, 1_767_963_192_155)
    assert len(set(mids)) == 3


def test_only_the_customers_words_open_the_window() -> None:
    """The account's own messages leave the window's clock as it is."""
    clock = Clock()
    world = a_world(clock)
    thread = world.thread(DEMO_ACCOUNT.id, DEMO_PEOPLE[0])
    world.write(thread, "customer", "hola")
    clock.now += 1000
    world.write(thread, "api", "buenas")

    assert (thread.customer_at, thread.updated_at) == (clock.now - 1000, clock.now)


def test_ageing_moves_the_whole_thread() -> None:
    """The customer's last word is as old as asked, and the messages keep their distances."""
    clock = Clock()
    world = a_world(clock)
    thread = world.thread(DEMO_ACCOUNT.id, DEMO_PEOPLE[0])
    world.write(thread, "customer", "hola")
    clock.now += 1000
    world.write(thread, "api", "buenas")

    world.age(thread, hours=25)

    asked, answered = (message.sent_at for message in world.history(thread))
    assert asked == thread.customer_at == clock.now - 25 * 3_600_000
    assert answered - asked == 1000
