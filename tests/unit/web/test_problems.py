"""Errors become problem details by one table."""

import msgspec
import pytest
from litestar.exceptions import NotFoundException

from moca.errors import PermanentError, StoreFullError, StoreUnavailableError
from moca.web.problems import ConflictError, FieldError, field_error, problem_of


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (FieldError("text", "there is nothing to say"), 400),
        (msgspec.ValidationError("Expected `int`, got `str` - at `$.limit`"), 400),
        (NotFoundException("there is no account 1"), 404),
        (ConflictError("the window is closed"), 409),
        (PermanentError("set MOCA_SECRET_KEY"), 409),
        (StoreUnavailableError("the store did not answer"), 503),
        (StoreFullError("the store has no memory left"), 503),
        (RuntimeError("a bug"), 500),
    ],
)
def test_each_error_has_its_status(error: Exception, status: int) -> None:
    """By what the caller can do."""
    assert problem_of(error).status == status


def test_the_unexpected_tells_nothing() -> None:
    """A bug's words are for the log, not for the caller."""
    assert "password" not in problem_of(RuntimeError("password=1")).detail


@pytest.mark.parametrize(
    ("words", "within", "field"),
    [
        ("Expected `int` >= 0 - at `$.debounce_ms`", "settings", "settings.debounce_ms"),
        ("Expected `int` >= 0 - at `$.settings.debounce_ms`", "", "settings.debounce_ms"),
        ("Object missing required field `reply` - at `$.rules[0]`", "settings", "settings.rules[0].reply"),
        ("Object contains unknown field `zz`", "", "zz"),
        ("Expected `object`, got `array`", "", ""),
        ("Expected `str`, got `int` - at `$[0].name`", "rules", "rules[0].name"),
    ],
)
def test_msgspecs_path_becomes_a_field(words: str, within: str, field: str) -> None:
    """The place in msgspec's words is the field's name, as the caller wrote it."""
    assert field_error(msgspec.ValidationError(words), within).field == field
