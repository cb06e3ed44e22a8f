"""The thread speaks Spanish, too."""

import ast
from collections.abc import Iterator
from pathlib import Path

from moca.web.office import inbox
from moca.web.office.inbox import attachments, bubbles, fates, telling, thread_head, verdicts
from moca.web.office.words import SPANISH

ROOM = Path(inbox.__file__).parent
MODULES = ("attachments", "bubbles", "next_step", "telling", "thread", "thread_head", "verdicts", "why", "fates")
SAME = {"Reel", "Bot", "Tokens"}


def literals(path: Path) -> Iterator[str]:
    """Every text that is said as it stands in the code."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(
                func=ast.Name(id="words") | ast.Attribute(attr="words"), args=[ast.Constant(value=str(text)), *_]
            ):
                yield text
            case _:
                pass


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
    yield from (text for _, _, text in thread_head.OWNERS.values())
    yield from (*thread_head.STATUSES.values(), *thread_head.MODES.values())


def test_whatever_the_thread_says_has_its_spanish() -> None:
    """A text without one would be shown in English."""
    said = {text for name in MODULES for text in literals(ROOM / f"{name}.py")} | set(tables())

    assert sorted(text for text in said if text not in SPANISH) == []
