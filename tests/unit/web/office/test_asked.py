"""What an address asks for, which anybody may have made up."""

import pytest

from moca.web.office.inbox.thread import MOST_EARLIER, Asked, asked_of
from moca.web.office.place import Place
from moca.web.office.settings.chat import test_message as written
from moca.web.office.settings.versions import number_of
from moca.web.problems import FieldError


@pytest.mark.parametrize(
    ("number", "earlier"), [("2", 2), ("9999", MOST_EARLIER), ("9" * 5_000, 0), ("²", 0), ("-1", 0)]
)
def test_a_thread_shows_so_much_at_most(number: str, earlier: int) -> None:
    """A number that is none, or that Python refuses to read, is none."""
    assert asked_of(Place((), (("earlier", number),))) == Asked("", earlier)


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("", 0), ("x", 0), ("²", 0), ("9" * 5_000, 0)])
def test_a_version_is_named_by_its_number(text: str, number: int) -> None:
    """Anything else names none, and breaks no page."""
    assert number_of(text) == number


@pytest.mark.parametrize("chat", ["Ana", "a b", "a:b", "a/b", "a" * 41])
def test_a_test_chat_has_a_name_of_the_usual_form(chat: str) -> None:
    """Its name becomes the key of an actor: what the API refuses, the office refuses too."""
    with pytest.raises(FieldError):
        written("hola", chat)
