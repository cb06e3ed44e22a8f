"""What the thread says by its tables has its Spanish, too."""

from collections.abc import Iterator

from moca.web.office.inbox import attachments, bubbles, charge, fates, telling, verdicts
from moca.web.office.words import SPANISH


def tables() -> Iterator[str]:
    yield from attachments.TYPES.values()
    yield from (label for _, label in bubbles.LABELS.values())
    yield from (text for _, _, text in fates.WORDS.values())
    yield from fates.WITHDRAWN.values()
    for table in (verdicts.BLOCKED, verdicts.FAILED, verdicts.CALLED, verdicts.GATES, verdicts.COMMENTED):
        yield from table.values()
    yield from (row[0] for row in (*verdicts.DRAFTED.values(), *verdicts.OTHER.values()))
    yield from telling.OWNERS.values()
    for table in (telling.OWNER, telling.STATUSES, telling.MODES, telling.CONTROL):
        yield from table.values()
    yield from (text for texts in telling.FOLLOW_UPS.values() for text in texts if text)
    yield from (text for _, _, text in charge.OWNERS.values())
    yield from (text for _, _, text in charge.BY_MODE.values())
    yield from (*charge.STATUSES.values(), *charge.MODES.values())


def test_whatever_stands_in_a_table_has_its_spanish() -> None:
    """A text without one would be shown in English."""
    assert sorted(text for text in set(tables()) if text not in SPANISH) == []
