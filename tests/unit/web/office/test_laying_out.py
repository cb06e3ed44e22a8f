"""Which messages stand together, what stands under which, and where a thread is cut."""

from moca.views.rows import Details
from moca.web.office.inbox.laying_out import cut, laid_out
from tests.unit.web.office.rows import START, a_decision, a_row


def test_messages_of_one_speaker_within_a_minute_stand_together() -> None:
    """Another speaker, or a minute, begins a new group."""
    rows = [a_row(1), a_row(2), a_row(3), a_row(4, who="bot"), a_row(5), a_row(90)]

    assert [line.place for line in laid_out(rows, [])] == ["first", "middle", "last", "single", "single", "single"]


def test_whatever_is_said_between_them_parts_them() -> None:
    """A verdict, a note, a message that did not arrive."""
    rows = [
        a_row(1), a_row(2), a_row(3, who="person", kind="note"), a_row(4, who="bot", state="refused"), a_row(5, who="bot"),
    ]  # fmt: skip

    lines = laid_out(rows, [a_decision(1, "silent", "m1")])

    assert [line.place for line in lines] == ["single"] * 5


def test_a_verdict_stands_under_the_last_message_of_its_question() -> None:
    """Also where other messages came between."""
    rows = [a_row(1), a_row(2), a_row(3, who="bot"), a_row(4)]

    lines = laid_out(rows, [a_decision(1, "answered", "m1", "m2"), a_decision(2, "silent", "m4")])

    assert [[decision.question for decision in line.decisions] for line in lines] == [[], [1], [], [2]]


def test_a_question_that_goes_on_with_the_next_message_says_nothing() -> None:
    """It does where something stands between, so that nobody wonders why there was no answer."""
    superseded = a_decision(1, "superseded", "m1")

    goes_on = laid_out([a_row(1), a_row(2)], [superseded])
    parted = laid_out([a_row(1), a_row(2, who="person"), a_row(3)], [superseded])

    assert [len(line.decisions) for line in goes_on] == [0, 0]
    assert [len(line.decisions) for line in parted] == [1, 0, 0]


def test_a_button_without_a_mid_is_known_by_its_time() -> None:
    """As questions name it."""
    pressed = a_row(1, kind="postback", mid="", said_at=77)

    (line,) = laid_out([pressed], [a_decision(1, "answered", "postback:77")])

    assert len(line.decisions) == 1


def test_our_reaction_stands_on_what_it_reacts_to() -> None:
    """And not in a line of its own, once it has left."""
    ours = a_row(2, "❤️", who="bot", kind="reaction", details=Details(reply_to="m1"))

    (line,) = laid_out([a_row(1), ours], [])

    assert line.reacted == "❤️"


def test_a_quote_is_what_was_answered() -> None:
    """Nothing is quoted of what is not in sight."""
    known, unknown = Details(reply_to="m1"), Details(reply_to="m0")

    lines = laid_out([a_row(1, "¿y el azul?"), a_row(2, details=known), a_row(3, details=unknown)], [])

    assert [line.quote for line in lines] == ["", "¿y el azul?", ""]


def test_what_was_sent_again_is_known() -> None:
    """By the reply that took its place."""
    rows = [a_row(1, who="bot", state="refused", send="r3.2"), a_row(2, who="person", send="r3+.1", state="queued")]

    assert [line.is_retried for line in laid_out(rows, [])] == [True, False]


def test_the_newest_of_ours_that_arrived_says_so() -> None:
    """One line alone."""
    rows = [a_row(1, who="bot"), a_row(2, who="bot", state="seen"), a_row(3), a_row(4, who="bot", state="queued")]

    assert [line.is_newest for line in laid_out(rows, [])] == [False, True, False, False]


def test_plans_of_the_bot_that_came_to_nothing_are_left_out() -> None:
    """A person's plan, and the plan that still stands, are not."""
    rows = [
        a_row(1, "planned for 2026-01-01 10:00 UTC", who="bot", kind="follow_up", state="kept"),
        a_row(2, "cancelled: the customer wrote", who="bot", kind="follow_up", state="kept"),
        a_row(3, "planned for 2026-01-02 10:00 UTC", who="person", kind="follow_up", state="kept"),
        a_row(4, "planned for 2026-01-03 10:00 UTC", who="bot", kind="follow_up", state="kept"),
    ]

    assert [line.message.entry for line in laid_out(rows, [])] == [rows[2].entry, rows[3].entry]


def entries(*numbers: int) -> list[str]:
    return [f"{START + number}-0" for number in numbers]


def test_what_is_added_at_the_end_changes_the_last_piece_only() -> None:
    """Pieces begin where they began before, also when the first messages are no longer among them."""
    first = cut([], entries(*range(5)), 2)
    starts = [start for start, _, _ in first]

    assert first == [(entries(0)[0], 0, 2), (entries(2)[0], 2, 4), (entries(4)[0], 4, 5)]
    assert cut(starts, entries(*range(6)), 2) == [*first[:2], (entries(4)[0], 4, 6)]
    assert cut(starts, entries(1, 2, 3, 4, 5, 6), 2) == [
        (entries(1)[0], 0, 1), (entries(2)[0], 1, 3), (entries(4)[0], 3, 5), (entries(6)[0], 5, 6),
    ]  # fmt: skip


def test_nothing_is_cut_into_nothing() -> None:
    """An empty thread has no pieces, whatever it had before."""
    assert cut(entries(1), [], 2) == []
