"""
The guard after the model: what in a drafted message the business cannot stand behind, found without a model.

`hits` judges a message; `values_in`, `repeats` and `leak` compare it with the thread and the prompt beforehand. What is
a value stands in a file of its own for each kind; `unmasking` undoes what would hide one.
"""

from moca.domain.guard.finding import hits, read_facts
from moca.domain.guard.slips import leak, repeats
from moca.domain.guard.values import values_in

__all__ = ["hits", "leak", "read_facts", "repeats", "values_in"]
