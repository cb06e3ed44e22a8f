"""The account's rules, obeyed: what they say, what they do, and what goes on to the model."""

import pytest

from moca.actors.effects import DraftReply
from moca.domain import messages as m
from moca.domain.lines import PERSON_CALLED
from moca.domain.rules import Rule
from tests.builders import a_comment, a_comment_rule
from tests.unit.actors.talk import Talk


def ruled(*rules: Rule, **settings) -> Talk:
    return Talk(rules=rules, cooldown_seconds=0, **settings)


def a_rule(*keywords: str, **fields) -> Rule:
    return Rule(keywords=keywords, before_model=True, **fields)


def test_a_rule_tags_assigns_and_goes_on():
    """What it does stays, and the model answers."""
    talk = ruled(a_rule("boda", add_tags=("wedding",), assign="ana", go_on=True))

    talk.asks("es para una boda")
    talk.drafts("¡Qué alegría!")
    talk.sends()

    assert (talk.state.tags, talk.state.assignee) == (("wedding",), "ana")
    assert talk.said == ["¡Qué alegría!"]
    assert [gate.value for gate in talk.records(m.QuestionDecided)[0].gates if gate.name == "rules"] == ["boda"]


def test_what_a_rule_says_before_it_goes_on_leads_the_answer():
    """One answer, in order: the rule's words, then the model's."""
    talk = ruled(
        Rule(events=("message",), first_message=True, reply="¡Hola, {first_name}!", before_model=True, go_on=True)
    )
    talk.hear(m.ProfileFound(lookup="", name="Lucía Rojas"))

    talk.asks("¿abren?")
    talk.drafts("Sí")
    talk.sends()
    talk.sends()

    assert talk.said == ["¡Hola, Lucía!", "Sí"]
    assert talk.verdicts == [(1, "answered", "")]


def test_a_preface_is_a_draft_where_the_answer_is_one():
    """Nothing of it leaves unseen."""
    talk = ruled(Rule(events=("message",), reply="¡Hola!", before_model=True, go_on=True), agent="draft")
    talk.asks("¿abren?")

    talk.drafts("Sí")

    assert [proposed.text for proposed in talk.records(m.DraftProposed)] == ["¡Hola!\nSí"]


def test_a_preface_is_said_where_the_model_keeps_silent():
    """The owner wanted it said."""
    talk = ruled(Rule(events=("message",), reply="¡Hola!", before_model=True, go_on=True))
    talk.asks("aquí ando")

    talk.drafts("", send=False)
    talk.sends()

    assert (talk.said, talk.verdicts) == (["¡Hola!"], [(1, "answered", "")])


def test_a_rule_keeps_silent():
    """The model is not asked, and the record names the rule."""
    talk = ruled(a_rule("spam", silent=True))

    talk.asks("spam spam")

    assert (talk.verdicts, talk.effects(DraftReply)) == ([(1, "silent", "rule spam")], [])


@pytest.mark.parametrize(("reply", "said"), [("", PERSON_CALLED["es"]), ("Te llama Ana", "Te llama Ana")])
def test_a_rule_calls_a_person(reply, said):
    """With its own line, or the account's."""
    talk = ruled(a_rule("reclamo", hand_over="a claim", reply=reply))

    talk.asks("quiero hacer un reclamo por favor")
    talk.sends()

    assert (talk.said, talk.verdicts) == ([said], [(1, "handed_over", "a claim")])
    assert talk.state.owner == "waiting"


def test_a_rule_sets_the_mode():
    """From this question on."""
    talk = ruled(a_rule("legal", agent="draft", go_on=True))
    talk.asks("es un tema legal")

    talk.drafts("Lo vemos")

    assert talk.state.agent == "draft"
    assert [proposed.text for proposed in talk.records(m.DraftProposed)] == ["Lo vemos"]


def test_a_rules_content_is_said_and_approved_whole():
    """Quick replies survive a draft."""
    choice = m.Content(text="¿Cuál?", quick_replies=(m.QuickReply(title="Sí", payload="yes"),))
    talk = ruled(a_rule("hola", variants=(choice,)), agent="draft")
    talk.asks("hola")

    talk.hear(m.DraftApproved(question=1, by="ana"))
    talk.sends()

    assert [plan.content for plan in talk.records(m.MessagePlanned)] == [choice]


def test_rules_for_a_model_that_is_away_do_not_repeat_a_preface():
    """What went on before the draft is said once."""
    rules = (
        Rule(events=("message",), reply="¡Hola!", before_model=True, go_on=True),
        Rule(keywords=("abren",), reply="Todo el día"),
    )
    talk = ruled(*rules)
    talk.asks("¿abren?")

    talk.fails_to_draft()
    talk.sends()
    talk.sends()

    assert talk.said == ["¡Hola!", "Todo el día"]


def test_a_rule_that_switches_the_agent_off_takes_back_what_waits():
    """Like a person who switches it off: an answer to a comment that the sender has already does not leave."""
    talk = Talk(rules=(a_rule("basta", agent="off", silent=True),), comment_rules=(a_comment_rule(public=("look",)),))
    talk.hear(a_comment("precio?", "c1", talk.now))

    talk.asks("basta")

    assert not talk.begin("r1.1#1")
    assert [withdrawn.reason for withdrawn in talk.records(m.MessageWithdrawn)] == ["agent_off"]


def greeted(**settings) -> Talk:
    """A talk in which a rule says hello and leaves the rest to the model, which was asked."""
    talk = ruled(Rule(events=("message",), reply="¡Hola!", before_model=True, go_on=True), **settings)
    talk.asks("¿abren el domingo por la tarde?")
    return talk


def test_a_preface_is_said_where_the_model_calls_a_person():
    """Before the line."""
    talk = greeted()

    talk.drafts("Te paso con Ana.", hand_over=m.HandOver(wanted=True, reason="asked for a person"))
    talk.sends()
    talk.sends()

    assert talk.said == ["¡Hola!", "Te paso con Ana."]


def test_a_preface_is_said_where_the_model_fails():
    """The owner wanted it said; that nobody answers the question is noted as ever."""
    talk = greeted()

    talk.fails_to_draft()
    talk.sends()

    assert (talk.said, talk.verdicts) == (["¡Hola!"], [(1, "handed_over", "model timeout")])


def test_a_preface_is_not_said_unseen_where_the_model_fails():
    """In draft nothing is."""
    talk = greeted(agent="draft")

    talk.fails_to_draft()

    assert talk.records(m.MessagePlanned) == []


def test_a_preface_leads_the_line_where_the_model_fails_again():
    """Both are said, in order."""
    talk = greeted()
    talk.fails_to_draft()
    talk.sends()

    talk.asks("¿abren el domingo por la tarde?")
    talk.fails_to_draft()
    talk.sends()
    talk.sends()

    assert talk.said == ["¡Hola!", "¡Hola!", PERSON_CALLED["es"]]


def test_what_other_rules_say_is_no_line():
    """A greeting does not tell the customer that a person is called: the line does."""
    talk = ruled(a_rule("reclamo", reply="¡Hola!", go_on=True), a_rule("reclamo", hand_over="a claim"))

    talk.asks("quiero hacer un reclamo por favor")
    talk.sends()
    talk.sends()

    assert talk.said == ["¡Hola!", PERSON_CALLED["es"]]
