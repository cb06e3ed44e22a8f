"""What can be checked in a text: where it stands, what must be known so that it may be said, what knowing it allows."""

from collections.abc import Collection, Iterable

from moca.domain.messages import HitKind, Struct


class Value(Struct):
    """
    One price, date, time, number or address in a text, from character `start` to before `end`.

    `needs`: ways to be grounded; one suffices, and all forms of that one must be known. None = nothing to check.
    `offers`: the forms that a text of the business which holds this makes known.
    """

    kind: HitKind
    start: int
    end: int
    needs: tuple[frozenset[str], ...] = ()
    offers: frozenset[str] = frozenset()

    def is_in(self, known: Collection[str]) -> bool:
        """Whether what is known allows saying this."""
        return not self.needs or any(all(form in known for form in way) for way in self.needs)


def one_of(forms: Iterable[str]) -> tuple[frozenset[str], ...]:
    """Ways to be grounded, each by one form alone."""
    return tuple(frozenset((form,)) for form in sorted(forms))
