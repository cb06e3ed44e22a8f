"""What rules may look at: a question as its conversation and its account show it at this moment."""

from moca.actors.step import Step
from moca.domain.guard import values_in
from moca.domain.hours import is_open
from moca.domain.lead import MODEL
from moca.domain.question import Question
from moca.domain.rules import Situation
from moca.domain.variables import Names


def situation_of(step: Step, question: Question) -> Situation:
    """The question with everything that nobody has answered before it, for `rules.judge`."""
    state, settings = step.state, step.settings
    return Situation(
        texts=question.texts,
        events=question.events,
        is_first=state.heard <= len(question.unanswered),
        is_open=is_open(settings.hours, settings.closed_days, settings.time_zone, step.now),
        known_language=state.mood.language,
        tags=state.tags,
        seed=next(iter(question.unanswered), ""),
        names=names_of(step),
    )


def names_of(step: Step) -> Names:
    """
    Who is spoken to: by the name that they gave or a person wrote down, else by that of their profile.

    What customers call themselves is said in the business's words, unguarded: a price or an address is no name.
    """
    known = step.state.lead.name
    name = known.value if known else step.state.name
    is_of_person = known is not None and known.by != MODEL
    return Names(
        name=name if is_of_person or not values_in([name]) else "",
        username=step.state.username,
        business=step.settings.business_name or step.context.username,
    )
