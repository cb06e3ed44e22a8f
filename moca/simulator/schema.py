"""Fills a JSON schema: known values where their names and types fit, the plainest valid value everywhere else."""

from typing import Any

Json = dict[str, Any]  # a schema, or an object for it
OTHER = "other"


def fill(schema: Json, values: Json) -> Any:
    """An instance of `schema`; it holds only what the schema's properties name."""
    return _value(schema, values, schema)


def _value(schema: Json, wanted: Any, root: Json) -> Any:
    schema = _resolved(schema, root, wanted)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return _chosen(schema["enum"], wanted)
    types = schema.get("type", "object" if "properties" in schema else "null")
    kinds = types if isinstance(types, list) else [types]
    fitting = next((kind for kind in kinds if _fits(wanted, kind)), None)
    if fitting:
        return _object(schema, wanted, root) if fitting == "object" else wanted
    return None if "null" in kinds else _plainest(kinds[0], schema, wanted, root)


def _chosen(words: list[Any], wanted: Any) -> Any:
    """The wanted word if it is one of them, else the one that says nothing, else the first."""
    return wanted if wanted in words else OTHER if OTHER in words else words[0]


def _resolved(schema: Json, root: Json, wanted: Any) -> Json:
    """Follow `$ref`; of several choices take the one that fits what is wanted, else null, else the first."""
    if "$ref" in schema:
        target: Any = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        return _resolved(target, root, wanted)
    choices = schema.get("anyOf") or schema.get("oneOf")
    if choices:
        fitting = [choice for choice in choices if choice.get("type") in _TYPES and _fits(wanted, choice["type"])]
        nulls = [choice for choice in choices if choice.get("type") == "null"]
        return _resolved((fitting or nulls or choices)[0], root, wanted)
    return schema


def _object(schema: Json, wanted: Json, root: Json) -> Json:
    return {name: _value(inner, wanted.get(name), root) for name, inner in schema.get("properties", {}).items()}


def _plainest(kind: str, schema: Json, wanted: Any, root: Json) -> Any:
    match kind:
        case "object":
            return _object(schema, {}, root)
        case "boolean":
            return bool(wanted.get("wanted")) if isinstance(wanted, dict) else False
        case "integer" | "number":
            return schema.get("minimum", 0)
        case "array":
            return []
        case "string":
            return ""
    return None


def _fits(value: Any, kind: str) -> bool:
    """Whether a value is of a JSON type; a truth value is no number."""
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _TYPES[kind])


_TYPES: dict[str, Any] = {
    "string": str,
    "boolean": bool,
    "number": (int, float),
    "integer": int,
    "object": dict,
    "array": (list, tuple),
    "null": type(None),
}
