"""Graph's `fields` parameter."""

import pytest

from moca.simulator.fields import Field, parse_fields, pick
from moca.simulator.refusals import RefusedError


def test_nested_fields_and_limits_are_read() -> None:
    """Braces nest, a limit belongs to the field before it."""
    assert parse_fields("id, messages.limit(5){id,from},updated_time") == (
        Field("id"),
        Field("messages", 5, (Field("id"), Field("from"))),
        Field("updated_time"),
    )


@pytest.mark.parametrize("text", ["id{", "id}", "messages.limit(5", "a b;c", "{id}", ".limit(3)"])
def test_broken_fields_are_refused(text: str) -> None:
    """What is not of the form is error 100, never an exception of another kind."""
    with pytest.raises(RefusedError) as refused:
        parse_fields(text)
    assert refused.value.refusal.code == 100


def test_an_unknown_field_fails_the_whole_call() -> None:
    """As at Meta, one field that the node lacks refuses all of them."""
    with pytest.raises(RefusedError):
        pick({"id": "1", "name": "Ana"}, parse_fields("name,biography"))


def test_the_id_always_comes_along() -> None:
    """An object tells its id, asked or not."""
    assert pick({"id": "1", "name": "Ana"}, parse_fields("name")) == {"id": "1", "name": "Ana"}
