"""No model: a rule, else the away line once per stretch, else a person; and a person for good when it fails again."""

import msgspec

from moca.actors import hand_over, ruling
from moca.actors.answering import give
from moca.actors.situation import names_of
from moca.actors.step import Step
from moca.actors.verdicts import close
from moca.domain.account import ModelCapped
from moca.domain.decision import AWAY_LINE, Gate
from moca.domain.question import Question
from moca.domain.variables import filled_text
from moca.domain.window import DAY_MS

FAILURES = 2
"""So many drafts in a row that failed call a person, who is waited for."""


def fall_back(step: Step, question: Question, why: str) -> None:
    """Answer without the model. `why` is the kind of its failure; `off`: it is not to be asked at all."""
    question = question.with_gate(Gate("model", "stop", why))
    failed = step.state.failed_drafts + (why != "off")
    step.change(failed_drafts=failed)
    if why == "capped":
        _tell_capped(step)
    going_on = ruling.obey(step, question, before_model=False)
    if going_on is None:
        return
    question = going_on
    if failed >= FAILURES:
        said = () if step.state.away_told else hand_over.line(step, question)
        said = (*question.preface, *said)
        hand_over.call(step, question, f"the model could not answer {failed} times: {why}", said)
    elif step.settings.away_text and not step.state.away_told:
        step.change(attention=f"the model could not answer: {why}")
        away = question.with_gate(AWAY_LINE)
        said = (filled_text(step.settings.away_text, names_of(step)),)
        give(step, msgspec.structs.replace(away, is_away=True), said, "rule")
    else:
        step.change(attention=f"the model could not answer: {why}")
        close(step, question, "handed_over", f"model {why}")
        hand_over.say(step, question, question.preface)


def _tell_capped(step: Step) -> None:
    """The account is told once a day, whoever runs into its cap."""
    day = step.now // DAY_MS
    step.tell_account(ModelCapped(day=day), f"capped:{step.context.account_id}:{day}")
