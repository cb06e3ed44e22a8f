"""Memory: what an answer of the model's leaves behind, what a person's word makes of it, and what goes again."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moca.actors import memory
from moca.actors.effects import DraftReply, ForgetMessage
from moca.actors.step import Step
from moca.domain import messages as m
from moca.domain.conversation import Conversation
from moca.domain.lead import FIELDS, LONGEST, MODEL, NO_MOOD, NOBODY, Lead
from moca.domain.question import Member, Question
from tests.builders import START, a_context, an_edit, an_unsending
from tests.unit.actors.talk import FORM, Talk


def a_step(state: Conversation | None = None, now: int = START) -> Step:
    return Step(state or Conversation(), a_context(), now)


def a_question(*texts: str, earlier: tuple[str, ...] = (), first: int = 1) -> Question:
    """Messages m1, m2, …, the carried ones first."""
    members = [Member(mid=f"m{n}", text=text) for n, text in enumerate((*earlier, *texts), first)]
    return Question(
        number=1, opened_at=START, waiting_since=START, members=tuple(members[len(earlier) :]),
        earlier=tuple(members[: len(earlier)]),
    )  # fmt: skip


def learned(*texts: str, state: Conversation | None = None, **answer: Any) -> Conversation:
    step = a_step(state)
    memory.learn(step, a_question(*texts), m.Answer(send=True, message="ok", **answer))
    return step.state


def test_everything_is_kept_with_its_message():
    """Lead, score, tags and mood of one answer."""
    state = learned(
        "soy Eva, cuánto sale?", lead=m.LeadSaid(name="Eva"), score=5, score_reason="asks the price", tags=("cakes",),
        intent="price", topic="cakes", sentiment="neutral", language="es",
    )  # fmt: skip

    assert state.lead.name is not None
    assert (state.lead.name.value, state.lead.name.mid, state.lead.name.by) == ("Eva", "m1", MODEL)
    assert [(it.value, it.reason, it.mid) for it in state.lead.scores] == [(5, "asks the price", "m1")]
    assert (state.tags, state.mood.intent, state.mood.language, state.mood.mid) == (("cakes",), "price", "es", "m1")


def test_carried_words_count_as_the_customers():
    """An address in a message that the question carries on was written by the customer, too."""
    step = a_step()
    answer = m.Answer(send=False, lead=m.LeadSaid(email="ana@x.com"))

    memory.learn(step, a_question("gracias", earlier=("ana@x.com",)), answer)

    assert step.state.lead.email is not None
    assert step.state.lead.email.mid == "m1"


def test_an_answer_that_says_nothing_leaves_nothing():
    """The state stays as small as it was, but for the message that was judged."""
    state = learned("hola")

    assert msgspec.structs.replace(state, mood=NO_MOOD) == Conversation()


def test_learning_twice_is_learning_once():
    """The same answer again changes nothing."""
    answer: dict[str, Any] = {"lead": m.LeadSaid(name="Eva", need="a cake"), "score": 5, "tags": ("a",)}
    once = learned("soy Eva", **answer)

    assert learned("soy Eva", state=once, **answer) == once


@pytest.mark.parametrize(
    ("answer", "urgent"),
    [
        ({"intent": "person"}, "asked for a person"),
        ({"intent": "person", "sentiment": "negative"}, "asked for a person"),
        ({"intent": "complaint", "sentiment": "negative"}, "angry"),
        ({"intent": "price", "sentiment": "negative", "hand_over": m.HandOver(wanted=True)}, "angry"),
        ({"intent": "complaint", "sentiment": "neutral"}, ""),
        ({"intent": "price", "sentiment": "negative"}, ""),
        ({"hand_over": m.HandOver(wanted=True, reason="not in the facts")}, ""),
    ],
)
def test_urgent(answer, urgent):
    """Somebody asks for a person, or is angry; a model that does not know is no emergency."""
    assert learned("hola", **answer).urgent == urgent


def test_urgent_until_somebody_sees_to_it():
    """A kind word of the customer's does not end it; a person does."""
    step = a_step(learned("gracias", state=learned("quiero hablar con alguien", intent="person"), intent="thanks"))
    before = step.state.urgent

    memory.calm(step)

    assert (before, step.state.urgent) == ("asked for a person", "")


def test_a_tag_that_a_person_took_off_stays_off():
    """In whatever letters the model says it again; put on by a person it is on again."""
    talk = Talk()
    talk.hear(m.TagsSet(tags=("VIP", "cakes")), m.TagsSet(tags=("cakes",)))

    again = learned("hola", state=talk.state, tags=("vip", "new", "Cakes"))
    talk.hear(m.TagsSet(tags=("vip",)))

    assert again.tags == ("cakes", "new")
    assert (talk.state.tags, talk.state.untagged) == (("vip",), ("cakes",))


def test_tags_are_bounded():
    """Thirty at most, none empty or endless."""
    state = learned("hola", tags=("", "x" * 100, *map(str, range(50))))

    assert len(state.tags) == 30
    assert state.tags[0] == "x" * 60


def test_a_person_sets_and_clears():
    """Only what is given; empty is not known, and the model may say it again."""
    talk = Talk()
    talk.hear(m.LeadSet(name="Ana  Paz", email="a@x.com", by="eva"), m.LeadSet(email="", by="eva"))

    again = learned("soy Eva, e@x.com", state=talk.state, lead=m.LeadSaid(name="Eva", email="e@x.com"))

    assert again.lead.name is not None
    assert again.lead.email is not None
    assert (again.lead.name.value, again.lead.name.by) == ("Ana Paz", "eva")
    assert (again.lead.email.value, again.lead.email.by) == ("e@x.com", MODEL)


def test_a_persons_score():
    """With its reason; the model's do not follow it."""
    talk = Talk()
    talk.hear(m.ScoreSet(score=7, reason="has paid before", by="eva"))

    (score,) = learned("hola", state=talk.state, score=2).lead.scores

    assert (score.value, score.reason, score.by) == (7, "has paid before", "eva")


def test_nothing_is_left_of_a_lead_that_was_cleared():
    """The state is the very first one again, to the byte."""
    talk = Talk()
    talk.hear(m.LeadSet(name="Ana"), m.LeadSet(name=""))

    assert talk.state.lead is NOBODY
    assert "lead" not in FORM.encode(talk.state)


# Taken back


@pytest.mark.parametrize("change", [an_unsending("m1"), an_edit("m1", "hola, busco otra cosa")])
def test_what_was_understood_goes_with_its_message(change):
    """Taken back or changed; what a person set stays."""
    talk = Talk()
    talk.asks("soy Eva, mi correo es eva@x.com")
    talk.drafts()
    talk.sends()
    lead = m.LeadSaid(name="Eva", email="eva@x.com")
    talk.state = learned("soy Eva, mi correo es eva@x.com", state=talk.state, lead=lead, score=4, score_reason="Eva")
    talk.hear(m.LeadSet(name="Eva P.", by="ana"), change)

    assert "eva@x.com" not in repr(talk.state.lead)
    assert talk.state.lead.name is not None
    assert (talk.state.lead.name.value, talk.state.lead.scores[0].reason, talk.state.mood) == ("Eva P.", "", NO_MOOD)


def test_why_a_person_is_wanted_may_quote_it():
    """The call for a person stays; the model's reason for it goes."""
    state = learned("mi clave es 1234", hand_over=m.HandOver(wanted=True, reason="says 1234"))
    step = a_step(msgspec.structs.replace(state, attention="a person is wanted: says 1234"))

    memory.forget(step, "m2")
    before = step.state.attention
    memory.forget(step, "m1")

    assert (before, step.state.attention) == ("a person is wanted: says 1234", "a person is wanted")


def test_an_answer_on_its_way_quotes_nothing():
    """What is past the cut is decided later: without what the model wrote about the message."""
    talk = Talk()
    talk.asks("mi correo es eva@x.com")
    talk.drafts(lead=m.LeadSaid(email="eva@x.com"), reason="gives eva@x.com", score_reason="eva@x.com")
    call = talk.calls()

    talk.hear(an_unsending("m1"), m.SendSucceeded(send=call, mid="o1"))

    (decided,) = talk.records(m.QuestionDecided)
    assert "eva@x.com" not in repr((talk.state, decided))
    assert decided.answer is not None
    assert decided.answer.message == "hello"


def test_a_draft_that_comes_too_late_is_forgotten():
    """It was written about a message that is no more, and nobody needs it."""
    talk = Talk()
    talk.asks("mi correo es eva@x.com")
    talk.hear(an_unsending("m1"))

    talk.drafts(lead=m.LeadSaid(email="eva@x.com"))

    assert [effect.drafts for effect in talk.effects(ForgetMessage)] == [(), ("q1.1",)]


def test_a_draft_that_is_needed_is_not_forgotten():
    """Whatever was taken back long ago."""
    talk = Talk()
    talk.writes("secreto")
    talk.hear(an_unsending("m1"))
    talk.asks("¿abren?")

    talk.drafts(send=False)

    assert talk.effects(DraftReply)[-1].id == "q2.1"
    assert [effect.drafts for effect in talk.effects(ForgetMessage)] == [()]


# Whatever happens

WORDS = st.sampled_from(("", "eva", "ana@x.com", "+56 9 1234 5678", "a cake", "x" * 400, "secret"))
LEADS = st.builds(m.LeadSaid, **dict.fromkeys(FIELDS, WORDS))
TEXTS = st.lists(WORDS.map("soy {} hola".format), min_size=1, max_size=3)
ANSWERS = st.builds(
    m.Answer, send=st.booleans(), lead=LEADS, score=st.integers(-1, 9), score_reason=WORDS, topic=WORDS,
    tags=st.lists(WORDS, max_size=3).map(tuple), intent=st.sampled_from(("", "person", "price")),
)  # fmt: skip
SETS = st.builds(m.LeadSet, by=st.just("eva"), **dict.fromkeys(FIELDS, st.none() | WORDS))


@given(SETS, st.lists(st.tuples(TEXTS, ANSWERS), max_size=5))
def test_a_persons_word_is_never_changed(given_, rounds):
    """Whatever the model says afterwards; and everything is bounded."""
    step = a_step()
    memory.set_lead(step, given_)
    theirs = {field: known for field in FIELDS if (known := getattr(step.state.lead, field)) is not None}

    for texts, answer in rounds:
        memory.learn(step, a_question(*texts), answer)

    assert {field: getattr(step.state.lead, field) for field in theirs} == theirs
    known = {field: getattr(step.state.lead, field) for field in FIELDS}
    assert all(it is None or 0 < len(it.value) <= LONGEST[field] for field, it in known.items())


@given(st.lists(st.tuples(TEXTS, ANSWERS), min_size=1, max_size=4), st.integers(1, 4), SETS)
def test_nothing_is_left_of_a_message_that_was_forgotten(rounds, number, given_):
    """No guess names it, and as long as nobody has set anything, no lead is left when all are forgotten."""
    step = a_step()
    for place, (texts, answer) in enumerate(rounds):
        memory.learn(step, a_question(*texts, first=1 + 10 * place), answer)

    memory.forget(step, f"m{number}")

    assert f"'m{number}'" not in repr((step.state.lead, step.state.mood))
    for mid in range(1, 50):
        memory.forget(step, f"m{mid}")
    assert msgspec.structs.replace(step.state.lead, scores=()) == Lead()
    assert {score.reason for score in step.state.lead.scores} <= {""}
    memory.set_lead(step, given_)
    memory.forget(step, "m1")
    assert all(getattr(step.state.lead, field) for field in FIELDS if getattr(given_, field))


@given(st.lists(st.tuples(TEXTS, ANSWERS), max_size=4))
def test_the_state_survives_its_journey(rounds):
    """Written and read back it is the same, also to the byte."""
    step = a_step()
    for texts, answer in rounds:
        memory.learn(step, a_question(*texts), answer)

    again = FORM.decode(FORM.encode(step.state))

    assert msgspec.json.encode(again) == msgspec.json.encode(step.state)
