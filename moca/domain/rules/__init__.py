"""
Rules: what is said and done without a model.

`Rule` is what an account stores, `wrongs` what it must not, `judge` what rules make of a `Situation`, and `tried` how
each of them came to it.
"""

from moca.domain.rules.conditions import Situation
from moca.domain.rules.events import Event, events_of
from moca.domain.rules.judging import Ruled, Trial, judge, tried
from moca.domain.rules.rule import Rule
from moca.domain.rules.wrongs import wrongs

__all__ = ["Event", "Rule", "Ruled", "Situation", "Trial", "events_of", "judge", "tried", "wrongs"]
