"""
Hand-over: a person is wanted. The customer is told so in one line, and the bot says no more until somebody comes.

Reasons: the customer asks for a person, is angry, the model is unsure or could not answer twice, a rule says so. Each
stretch of waiting begins here and ends in `ledger`.
"""

from moca.actors import ledger, replies
from moca.actors.gates import agent_mode
from moca.actors.situation import names_of
from moca.actors.step import Step
from moca.actors.verdicts import close
from moca.domain import messages as m
from moca.domain.decision import Gate
from moca.domain.language import language_of
from moca.domain.lines import person_called
from moca.domain.question import Question
from moca.domain.variables import filled_text


def reason(step: Step, question: Question, answer: m.Answer) -> str:
    """Why this answer of the model's wants a person, in words; empty = it does not."""
    settings = step.settings
    if answer.hand_over.wanted:
        return answer.hand_over.reason or "the customer wants a person"
    if settings.angry_hands_over and answer.sentiment == "negative" and answer.intent == "complaint":
        return "the customer is angry"
    sees_it = agent_mode(step, question.intents) == "draft"  # a person does, before anybody else
    if answer.send and not sees_it and answer.confidence is not None and answer.confidence < settings.unsure_below:
        return f"the model is unsure ({answer.confidence:g}): {answer.reason}".removesuffix(": ")
    return ""


def call(step: Step, question: Question, why: str, said: tuple[m.Part, ...], source: m.Source = "rule") -> None:
    """
    End a question by calling a person. `said` is the one line, none = nothing is said.

    In `watch` nobody is called and nothing said; in `draft` the line is not said, as nothing leaves unseen.
    """
    question = question.with_gate(Gate("hand_over", "stop", why))
    if agent_mode(step, question.intents) == "watch":
        close(step, question, "watched", f"would call a person: {why}")
        return
    close(step, question, "handed_over", why)
    ledger.await_person(step, why)
    say(step, question, said, source)


def say(step: Step, question: Question, said: tuple[m.Part, ...], source: m.Source = "rule") -> None:
    """Say this beside any answer, where the agent may speak by itself."""
    if said and agent_mode(step, question.intents) == "auto":
        replies.say_line(step, source, said, question.intents)


def line(step: Step, question: Question) -> tuple[m.Part, ...]:
    """What the customer is told: the account's own words, or plain ones in the customer's language."""
    own = filled_text(step.settings.hand_over_text, names_of(step))
    return (own or person_called(_language(step, question)),)


def own_line(step: Step, question: Question, answer: m.Answer) -> tuple[m.Part, ...]:
    """The model's own line, where the account has none and nothing speaks against it; else `line`."""
    is_fit = answer.hand_over.wanted and answer.message and not question.hits and not step.settings.hand_over_text
    return (answer.message,) if is_fit else line(step, question)


def _language(step: Step, question: Question) -> str:
    """By what the customer writes; where that does not tell, by the model, the last question, the facts."""
    said = (language_of("\n".join(question.texts)), question.language, step.state.mood.language)
    return next(filter(None, said), "") or language_of(step.settings.facts)
