"""A person is called: one line to the customer, the conversation waits, and the bot comes back by the account's rule."""

import pytest

from moca.actors.effects import DraftReply
from moca.domain import messages as m
from moca.domain.account import ModelCapped
from moca.domain.lines import PERSON_CALLED
from tests.builders import DAY, MINUTE, START, a_reply
from tests.unit.actors.talk import Talk

WANTED = m.HandOver(wanted=True, reason="asked for a person")


def waits_for_a_person(talk: Talk) -> bool:
    return talk.state.owner == "waiting"


def test_a_person_who_is_asked_for():
    """The model's one line is said, the question is handed over, and the team reads why."""
    talk = Talk()
    talk.asks("quiero hablar con una persona")

    talk.drafts("Te paso con Ana.", hand_over=WANTED)
    talk.sends()

    assert talk.said == ["Te paso con Ana."]
    assert talk.verdicts == [(1, "handed_over", "asked for a person")]
    assert waits_for_a_person(talk)
    assert talk.state.attention == "a person is wanted: asked for a person"
    assert talk.records(m.OwnerChanged)[-1] == m.OwnerChanged(owner="waiting", reason="asked for a person")


def test_a_line_is_said_where_the_model_wrote_none():
    """In the customer's language, unless the account has its own words."""
    plain, own = Talk(), Talk(hand_over_text="Ana te escribe hoy")
    for talk in (plain, own):
        talk.asks("quiero hablar con una persona")
        talk.drafts("", send=False, hand_over=WANTED, language="es")
        talk.sends()

    assert (plain.said, own.said) == ([PERSON_CALLED["es"]], ["Ana te escribe hoy"])


def test_an_unsure_model_calls_a_person():
    """Its guess is not said: the line is."""
    talk = Talk(unsure_below=0.6)
    talk.asks("¿tienen torta sin gluten?")

    talk.drafts("Creo que sí", confidence=0.5, reason="no fact covers this", language="es")
    talk.sends()

    assert talk.said == [PERSON_CALLED["es"]]
    assert talk.verdicts == [(1, "handed_over", "the model is unsure (0.5): no fact covers this")]


def test_the_threshold_is_the_accounts():
    """An answer that is sure enough for the account is said."""
    talk = Talk(unsure_below=0.2)
    talk.asks("¿abren?")

    talk.drafts("Sí", confidence=0.3)
    talk.sends()

    assert (talk.said, talk.verdicts) == (["Sí"], [(1, "answered", "")])


@pytest.mark.parametrize(("wish", "said"), [(True, "the customer is angry"), (False, "")])
def test_anger_is_a_persons(wish, said):
    """A complaint in a bad mood is handed over, unless the account does not wish it."""
    talk = Talk(angry_hands_over=wish)
    talk.asks("llegó roto, ¡qué vergüenza!")

    talk.drafts("Lo sentimos", intent="complaint", sentiment="negative")

    assert waits_for_a_person(talk) is wish
    assert [detail for _, _, detail in talk.verdicts] == ([said] if wish else [])


def test_a_model_that_is_down_twice():
    """The first failure is noted, the second in a row calls a person and tells the customer."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.fails_to_draft("unavailable")
    assert not waits_for_a_person(talk)

    talk.asks("¿hola?")
    talk.fails_to_draft("timeout")
    talk.sends()

    assert [verdict for _, verdict, _ in talk.verdicts] == ["handed_over", "handed_over"]
    assert waits_for_a_person(talk)
    assert talk.said == [PERSON_CALLED["en"]]


def test_an_answer_between_two_failures_counts():
    """Only failures in a row call a person."""
    talk = Talk(cooldown_seconds=0)
    talk.asks("¿abren?")
    talk.fails_to_draft()
    talk.answers("¿y mañana?")

    talk.asks("¿y el lunes?")
    talk.fails_to_draft()

    assert not waits_for_a_person(talk)


def test_a_shop_without_a_model_goes_on_with_its_rules():
    """That no model is configured is no failure: nobody is waited for."""
    talk = Talk(model_available=False)

    for _ in range(3):
        talk.asks("¿abren?")

    assert not waits_for_a_person(talk)


def test_the_account_is_told_once_that_its_money_is_used_up():
    """Every conversation that runs into the cap says so under the same id."""
    talk = Talk()
    talk.asks("¿abren?")

    talk.fails_to_draft("capped")

    (told,) = talk.told
    day = START // DAY
    assert (told.type, told.id) == (ModelCapped.__name__, f"capped:{talk.context.account_id}:{day}")


def test_the_bot_is_silent_while_a_person_is_waited_for():
    """Further messages are kept for the person: neither model nor line speaks again."""
    talk = Talk(cooldown_seconds=0)
    talk.asks("quiero hablar con una persona")
    talk.drafts("Te paso con Ana.", hand_over=WANTED)
    talk.sends()

    talk.asks("¿hola?")

    assert talk.verdicts[-1] == (2, "blocked", "waiting")
    assert len(talk.effects(DraftReply)) == 1


def waiting(**settings) -> Talk:
    """A talk that waits for a person."""
    talk = Talk(cooldown_seconds=0, **settings)
    talk.asks("quiero hablar con una persona")
    talk.drafts("Te paso con Ana.", hand_over=WANTED)
    talk.sends()
    return talk


def test_the_bot_comes_back_when_it_is_asked_to():
    """Handing back ends the wait and what it asked of the team."""
    talk = waiting()

    talk.hear(m.OwnerSet(owner="bot", by="ana"))
    talk.answers("¿abren?", "Sí")

    assert (talk.said[-1], talk.state.owner, talk.state.attention) == ("Sí", "bot", "")


@pytest.mark.parametrize(("wish", "owner"), [(True, "bot"), (False, "waiting")])
def test_the_bot_comes_back_when_the_conversation_is_closed(wish, owner):
    """Where the account wishes it."""
    talk = waiting(hand_back_on_close=wish)

    talk.hear(m.StatusSet(status="closed", by="ana"))

    assert talk.state.owner == owner


def test_the_bot_comes_back_when_nobody_comes():
    """After so many minutes of the account's; 0 = it waits for a person."""
    talk, patient = waiting(waiting_minutes=10), waiting(waiting_minutes=0)

    talk.later(10 * MINUTE)
    patient.later(10 * DAY)

    assert (talk.state.owner, patient.state.owner) == ("bot", "waiting")


def test_a_person_who_comes_ends_the_wait():
    """The ledger tells who took over, and the bot returns after the account's idle time."""
    talk = waiting(hand_back_minutes=30)

    talk.hear(a_reply("Hola, soy Ana"))
    assert (talk.state.owner, talk.state.attention) == ("person", "")
    talk.sends()
    talk.later(30 * MINUTE)

    assert [(changed.owner, changed.reason) for changed in talk.records(m.OwnerChanged)] == [
        ("waiting", "asked for a person"),
        ("person", "replied"),
        ("bot", "idle"),
    ]


def test_a_takeover_before_the_line_takes_it_back():
    """The person speaks for themselves: the line has not left and does not."""
    talk = Talk()
    talk.asks("quiero hablar con una persona")
    talk.drafts("Te paso con Ana.", hand_over=WANTED)

    talk.hear(m.OwnerSet(owner="person", by="ana"))

    assert not talk.begin("r1.1#1")
    assert talk.state.owner == "person"


def test_watching_calls_nobody():
    """What would have happened is noted, and nothing changes for anybody."""
    talk = Talk(agent="watch")
    talk.asks("quiero hablar con una persona")

    talk.drafts("Te paso con Ana.", hand_over=WANTED)

    assert talk.verdicts == [(1, "watched", "would call a person: asked for a person")]
    assert (talk.state.owner, talk.state.attention, talk.records(m.MessagePlanned)) == ("nobody", "", [])


def test_in_draft_mode_the_team_is_called_and_no_line_leaves():
    """Nothing leaves unseen, not even the line."""
    talk = Talk(agent="draft")
    talk.asks("quiero hablar con una persona")

    talk.drafts("Te paso con Ana.", hand_over=WANTED)

    assert waits_for_a_person(talk)
    assert talk.records(m.MessagePlanned) == []


def test_in_draft_mode_an_unsure_answer_is_a_draft():
    """A person reads it anyway, and may find it right."""
    talk = Talk(agent="draft")
    talk.asks("¿tienen torta?")

    talk.drafts("Creo que sí", confidence=0.1)

    assert [proposal.text for proposal in talk.records(m.DraftProposed)] == ["Creo que sí"]
    assert not waits_for_a_person(talk)


def test_a_conversation_that_waits_is_urgent_until_somebody_comes():
    """Lists show it first; whoever takes it over, gives it back or closes it, calms it."""
    taken, given, closed = waiting(), waiting(), waiting()
    assert taken.state.urgent

    taken.hear(m.OwnerSet(owner="person"))
    given.hear(m.OwnerSet(owner="bot"))
    closed.hear(m.StatusSet(status="closed"))

    assert [talk.state.urgent for talk in (taken, given, closed)] == ["", "", ""]


def test_what_the_model_understood_is_kept():
    """Also of a question that is handed over."""
    talk = Talk()
    talk.asks("soy Ana, quiero una persona")

    talk.drafts("Te paso.", hand_over=WANTED, lead=m.LeadSaid(name="Ana"), score=4, intent="person")

    assert talk.state.lead.name is not None
    assert (talk.state.lead.name.value, talk.state.mood.intent) == ("Ana", "person")


def test_the_accounts_own_line_stands_over_the_models():
    """With the customer's name in it."""
    talk = Talk(hand_over_text="{first_name}, te paso con Marta.")
    talk.hear(m.ProfileFound(lookup="", name="Lucía Rojas"))
    talk.asks("quiero hablar con una persona")

    talk.drafts("Te paso.", hand_over=WANTED)
    talk.sends()

    assert talk.said == ["Lucía, te paso con Marta."]


def test_the_line_is_in_the_language_that_the_customer_writes():
    """Whatever the model takes it for; and in that of the facts where nothing tells."""
    told, untold = Talk(), Talk(facts="Abrimos de lunes a viernes, todo el día.")
    told.asks("esto es una estafa, mi pedido llegó roto y estoy furiosa")
    told.drafts("", send=False, hand_over=WANTED, language="it")
    told.sends()
    untold.asks("#12345")
    untold.drafts("", send=False, hand_over=WANTED)
    untold.sends()

    assert (told.said, untold.said) == ([PERSON_CALLED["es"]], [PERSON_CALLED["es"]])


def test_that_nobody_came_is_still_to_be_seen():
    """The bot is back after the account's time, and the team reads who had wanted a person."""
    talk = waiting(waiting_minutes=10)
    talk.writes("¿hola?")

    talk.later(10 * MINUTE)

    assert (talk.state.owner, talk.state.attention) == ("bot", "a person is wanted: asked for a person")


def test_a_line_that_has_not_left_is_not_said_after_the_wait():
    """It would promise somebody, and the bot is back."""
    talk = Talk()
    talk.asks("quiero hablar con una persona")
    talk.drafts("Te paso con Ana.", hand_over=WANTED)

    talk.hear(m.OwnerSet(owner="bot", by="ana"))

    assert not talk.begin("r1.1#1")
    assert [withdrawn.reason for withdrawn in talk.records(m.MessageWithdrawn)] == ["handed_back"]


def test_a_line_that_could_not_be_sent_hides_no_call():
    """The team still reads that a person is wanted, and why."""
    talk = Talk()
    talk.asks("quiero hablar con una persona")
    talk.drafts("Te paso con Ana.", hand_over=WANTED)

    talk.hear(m.SendRefused(send=talk.calls(), kind="content", detail="not allowed"))

    assert talk.state.attention == "a person is wanted: asked for a person"
    assert [failed.reason for failed in talk.records(m.MessageFailed)] == ["not allowed"]


def test_failures_days_apart_are_not_in_a_row():
    """What failed long ago says nothing of the model of today."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.fails_to_draft()
    talk.later(2 * DAY)

    talk.asks("¿y hoy?")
    talk.fails_to_draft()

    assert not waits_for_a_person(talk)
