"""Machines that answer each other come to an end: two accounts of one Moca, and an account that writes to itself."""

from moca.actors.effects import FetchProfile
from moca.domain import messages as m
from tests.builders import DAY, MINUTE, SECOND, a_message, a_rule
from tests.unit.actors.talk import Talk

ANYTHING = a_rule("hola", reply="hola, ¿qué tal?", before_model=True)


class Mirrors:
    """Two accounts, each the other's customer: what one says, the other hears a second later, and its own echo."""

    def __init__(self, **settings: object) -> None:
        self.talks = (Talk(rules=(ANYTHING,), **settings), Talk(rules=(ANYTHING,), **settings))
        self.sent = 0

    def run(self, ms: int) -> None:
        """Let both talk for so long."""
        for _ in range(ms // SECOND):
            for talk, other in (self.talks, self.talks[::-1]):
                talk.later(SECOND)
                if talk.phase == "queued":
                    self._carry(talk, other)

    def _carry(self, talk: Talk, other: Talk) -> None:
        self.sent += 1
        talk.sends(f"out-{self.sent}")
        other.hear(a_message(talk.said[-1], f"in-{self.sent}", other.now))


def test_two_accounts_of_one_moca() -> None:
    """Two rules that match each other's answers end after a few minutes, and stay silent; a person is asked to look."""
    mirrors = Mirrors()
    mirrors.talks[0].writes("hola")

    mirrors.run(60 * MINUTE)
    after_an_hour = mirrors.sent
    for talk in mirrors.talks:
        talk.later(DAY)

    assert 2 * 15 - 1 <= after_an_hour <= 2 * 15
    assert all(talk.phase == "" for talk in mirrors.talks)
    assert [talk for talk in mirrors.talks if talk.verdicts[-1][1:] == ("blocked", "capped")]
    assert any("15 in ten minutes" in talk.state.attention for talk in mirrors.talks)


def test_a_lively_customer_is_no_machine() -> None:
    """Who asks something each minute is answered for hours."""
    talk = Talk(rules=(ANYTHING,))
    for number in range(60):
        talk.writes("hola")
        talk.later(MINUTE)
        talk.sends(f"out-{number}")

    assert {verdict for _, verdict, _ in talk.verdicts} == {"answered"}


def test_an_account_that_writes_to_itself() -> None:
    """It is never answered."""
    talk = Talk(rules=(ANYTHING,))
    for _ in range(3):
        talk.writes("hola", is_self=True)
        talk.later(MINUTE)

    assert (talk.said, talk.verdicts) == ([], [])


def test_another_account_of_ours_is_known_by_its_name() -> None:
    """Its profile comes within the quiet window: nothing is answered, and nothing after it."""
    talk = Talk(rules=(ANYTHING,), own_usernames=("cafe.moca", "libros.luna"))
    talk.writes("hola")
    talk.hear(m.ProfileFound(lookup=talk.effects(FetchProfile)[-1].id, username="libros.luna"))
    talk.later(MINUTE)
    talk.writes("hola")
    talk.later(MINUTE)

    assert talk.verdicts == [(1, "silent", "needs_no_answer"), (2, "silent", "needs_no_answer")]


def test_a_customer_with_another_name_is_answered() -> None:
    """The profile of a person changes nothing."""
    talk = Talk(rules=(ANYTHING,), own_usernames=("cafe.moca",))
    talk.writes("hola")
    talk.hear(m.ProfileFound(lookup=talk.effects(FetchProfile)[-1].id, username="lucia"))
    talk.wait_for("quiet")
    talk.sends()

    assert [verdict for _, verdict, _ in talk.verdicts] == ["answered"]
