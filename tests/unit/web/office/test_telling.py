"""What is told in the middle of a thread."""

import pytest

from moca.domain.messages import Referral
from moca.views.rows import Details
from moca.web.office.inbox.telling import Told, told_of
from moca.web.office.words import Words
from tests.unit.web.office.rows import a_row

EN, ES = Words(), Words("es")


@pytest.mark.parametrize(
    ("text", "by", "said"),
    [
        ("owner: person, taken", "Ana", "Ana took over"),
        ("owner: person, wrote_in_instagram", "instagram", "Somebody wrote in Instagram and took over"),
        ("owner: waiting", "", "Waits for a person"),
        ("owner: bot, something new", "", "The bot is in charge"),
        ("status: closed", "Ana", "Ana closed the conversation"),
        ("assignee: Ben", "Ana", "Ana assigned this to Ben"),
        ("assignee: ", "Ana", "Ana took the assignment away"),
        ("tags: vip, new", "Ana", "Ana set the tags: vip, new"),
        ("agent: draft", "Ana", "Ana lets the agent only draft here"),
        ("account: token expired", "", "The account cannot send: token expired"),
        ("account: ", "", "The account can send again"),
        ("something: newer", "", "something: newer"),
    ],
)
def test_what_was_done_is_said_in_words(text: str, by: str, said: str) -> None:
    """With who did it; what a newer process tells is shown as it is."""
    assert told_of(a_row(1, text, who="person", by=by, kind="system"), EN).text == said


def test_a_planned_follow_up_tells_its_time_as_a_moment() -> None:
    """Which the page writes in the viewer's own zone."""
    row = a_row(
        1, "planned for 2026-03-01 10:30 UTC; the model writes it then about the mug", who="bot", kind="follow_up"
    )

    assert told_of(row, EN) == Told("clock", "Follow-up about the mug planned for", 1_772_361_000_000)


def test_where_somebody_came_from_is_told() -> None:
    """By the advertisement's own title."""
    row = a_row(1, kind="referral", details=Details(referral=Referral(ad_id="1", ad_title="Café")))

    assert told_of(row, ES).text == "Llegó por el anuncio «Café»"
