"""What the settings say without a word in a call: sections, events, verdicts; each has its Spanish."""

from moca.web.office.settings import (
    chat,
    comments,
    connection,
    descriptions,
    entries,
    intents,
    ordered,
    rule_list,
    rule_words,
    rules,
)
from moca.web.office.settings.sections import SECTIONS, WAYS
from moca.web.office.words import SPANISH

BOOKS = (rules.RULES, comments.COMMENT_RULES)
PARTS = (entries.QUESTIONS, entries.LINKS, entries.CATALOGUE)


def test_every_section_is_in_the_navigation() -> None:
    """Once."""
    assert sorted(name for _, names in WAYS for name in names) == sorted(SECTIONS)


def test_texts_of_tables_have_their_spanish() -> None:
    """A text that nobody translated would stand in English among the others."""
    texts = [
        *(text for section in SECTIONS.values() for text in (section.label, section.about)),
        *(title for title, _ in WAYS),
        *descriptions.DAY_NAMES.values(), *rule_words.EVENT_NAMES.values(), *connection.SUBSCRIPTIONS.values(),
        *(said for _, said in (*rule_words.HOURS, *rule_words.STATUSES, *rules.TRIED)),
        *chat.VERDICTS.values(), *intents.LABELS.values(),
        *(text for book in BOOKS for text in (book.add, *book.none)),
        *(text for part in PARTS for text in (part.title, part.one, part.none, *(label for _, label in part.fields))),
        ordered.GONE, *rule_list.PLAIN.values(),
    ]  # fmt: skip

    assert [text for text in texts if text not in SPANISH] == []
