"""Who is in charge, above a thread and beside it."""

import pytest

from moca.web.office.inbox.charge import in_charge


@pytest.mark.parametrize(
    ("owner", "mode", "said"),
    [
        ("nobody", "auto", "The bot answers"),
        ("bot", "auto", "The bot answers"),
        ("bot", "off", "The agent is off"),
        ("nobody", "draft", "The bot only drafts"),
        ("bot", "watch", "The bot only watches"),
        ("person", "off", "A person is in charge"),
        ("waiting", "auto", "Waits for a person"),
        ("app", "draft", "Another app is in charge"),
    ],
)
def test_it_is_said_who_really_answers(owner: str, mode: str, said: str) -> None:
    """Where the bot is in charge, its mode tells whether it speaks."""
    assert in_charge(owner, mode)[2] == said
