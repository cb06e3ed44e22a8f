"""
A state between its Struct and its hash: one readable field each, texts as they are, everything else as JSON.

A field that holds its default is absent from the hash, so that a young actor is small and a new field needs no
migration. The runtime's own fields (cursor, committed, wake_at, …) stand beside and are not the actor's.
"""

from typing import Any

import msgspec
from msgspec.inspect import LiteralType, StrType, StructType, type_info

RUNTIME_FIELDS = frozenset({"cursor", "committed", "wake_at", "wake_name", "failing", "failures"})


class StateForm:
    """How one type of state is written. The type's fields must all have defaults, and names of their own."""

    def __init__(self, state: type[msgspec.Struct]) -> None:
        info = type_info(state)
        assert isinstance(info, StructType)
        self._type = state
        self._default = state()
        self._texts = {field.name for field in info.fields if _is_text(field.type)}
        self._names = [field.name for field in info.fields]
        if taken := RUNTIME_FIELDS.intersection(self._names):
            raise TypeError(f"{state.__name__}: the runtime's own fields are {', '.join(sorted(taken))}")

    def decode(self, fields: dict[str, str]) -> Any:
        """
        The state that a hash holds; fields of the runtime are ignored.

        Raises:
            msgspec.DecodeError: somebody has written what no state holds.
        """
        values = {
            name: fields[name] if name in self._texts else msgspec.json.decode(fields[name])
            for name in self._names
            if name in fields
        }
        return msgspec.convert(values, self._type, str_keys=True)

    def encode(self, state: msgspec.Struct) -> dict[str, str]:
        return {
            name: self._text(name, value)
            for name in self._names
            if (value := getattr(state, name)) != getattr(self._default, name)
        }

    def difference(self, fields: dict[str, str], state: msgspec.Struct) -> tuple[dict[str, str], list[str]]:
        """What must be set in, and deleted from, the hash that holds `fields` to hold `state`."""
        wanted = self.encode(state)
        changed = {name: text for name, text in wanted.items() if fields.get(name) != text}
        return changed, [name for name in self._names if name in fields and name not in wanted]

    def _text(self, name: str, value: Any) -> str:
        return str(value) if name in self._texts else msgspec.json.encode(value).decode()


def _is_text(type_: msgspec.inspect.Type) -> bool:
    if isinstance(type_, LiteralType):
        return all(isinstance(value, str) for value in type_.values)
    return isinstance(type_, StrType)
