"""Who is at a conversation, by what the pages say."""

from moca.web.office.presence import FORGET_SECONDS, TYPING_SECONDS, Attendance, Someone
from moca.web.office.wake import Present

ROSA, IVAN = "conversation/1:rosa", "conversation/1:ivan"


def test_who_goes_elsewhere_is_no_longer_here() -> None:
    """Both conversations are told of it."""
    heard = Attendance()
    heard.hear(Present("p1", "Ana", ROSA), 0.0)

    assert heard.hear(Present("p1", "Ana", IVAN), 1.0) == {ROSA, IVAN}
    assert (heard.at(ROSA), heard.at(IVAN)) == ((), (Someone("Ana"),))
    assert heard.hear(Present("p1", "Ana"), 2.0) == {IVAN}
    assert heard.at(IVAN) == ()


def test_who_has_two_pages_open_is_one_person() -> None:
    """They write if they write on either."""
    heard = Attendance()
    heard.hear(Present("p1", "Leo", ROSA), 0.0)
    heard.hear(Present("p2", "Ana", ROSA, typing=True), 0.0)
    heard.hear(Present("p3", "Ana", ROSA), 0.0)

    assert heard.at(ROSA) == (Someone("Ana", is_typing=True), Someone("Leo"))


def test_what_is_not_said_again_is_forgotten() -> None:
    """Typing after a few seconds, the page itself later: a browser that died says nothing."""
    heard = Attendance()
    heard.hear(Present("p1", "Ana", ROSA, typing=True), 0.0)

    assert heard.forget(TYPING_SECONDS - 0.1) == set()
    assert heard.forget(TYPING_SECONDS) == {ROSA}
    assert heard.at(ROSA) == (Someone("Ana"),)
    assert heard.forget(FORGET_SECONDS - 0.1) == set()
    assert heard.forget(FORGET_SECONDS) == {ROSA}
    assert heard.at(ROSA) == ()
