"""
Ruling: the account's rules are obeyed, before the model is asked and where it cannot answer.

What a rule does beside speaking (tags, assignee, status, mode) is done at once. What rules that go on say is kept as
the question's preface and said together with the answer, so that there is one answer.
"""

import msgspec

from moca.actors import answering, hand_over, memory
from moca.actors.situation import situation_of
from moca.actors.step import Step
from moca.actors.verdicts import close
from moca.domain.decision import Gate
from moca.domain.question import Question
from moca.domain.rules import Ruled, judge


def obey(step: Step, question: Question, *, before_model: bool) -> Question | None:
    """Try the rules of before the model, or of its failure; the question as it goes on, None if they ended it."""
    ruled = judge(step.settings.rules, situation_of(step, question), before_model=before_model)
    if not ruled.rules:
        return question.with_gate(Gate("rules", "pass", "none matches")) if before_model else question
    question = question.with_gate(Gate("rules", "pass", ", ".join(ruled.rules)))
    _do(step, ruled)
    said = (*question.preface, *(ruled.parts or ()))
    question = msgspec.structs.replace(question, preface=said if ruled.goes_on else ())
    if ruled.hand_over:
        line = () if ruled.has_own_line else hand_over.line(step, question)
        hand_over.call(step, question, ruled.hand_over, (*said, *line))
    elif ruled.goes_on:
        return question
    elif ruled.silent or not said:
        close(step, question, "silent", f"rule {ruled.rules[-1]}")
    else:
        answering.give(step, question, said, "rule")
    return None


def _do(step: Step, ruled: Ruled) -> None:
    memory.tag(step, ruled.add_tags)
    step.change(
        assignee=ruled.assign or step.state.assignee,
        status=ruled.status or step.state.status,
    )
    if ruled.agent:
        answering.set_agent(step, ruled.agent)
