"""A rule as a form: its fields with what they show, and the rule that a filled-in form says."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, get_args

import msgspec

from moca.domain.comment_rules import CommentRule
from moca.domain.messages import Content, Part
from moca.domain.rules import Event, Rule
from moca.domain.shapes import stranger
from moca.web.problems import FieldError, field_error

EVENTS: tuple[str, ...] = get_args(Event)
BETWEEN = "---"
"""A line of it stands between two answers."""
EVENT_FIELD = "event-"


class Shown(NamedTuple):
    """The texts of a rule's fields. `is_plain`: the form can say all of it; otherwise only JSON can."""

    texts: Mapping[str, str]
    is_plain: bool


def answers_of(rule: Rule) -> tuple[Part, ...]:
    """What a rule may say, one of it at a time."""
    return rule.variants or ((rule.reply,) if rule.reply else ())


def shown_rule(rule: Rule) -> Shown:
    answers = answers_of(rule)
    texts = {
        "name": rule.name,
        "keywords": "\n".join(rule.keywords),
        "exact": "\n".join(rule.exact),
        "regex": "\n".join(rule.regex),
        "hours": rule.hours,
        "languages": ", ".join(rule.languages),
        "tags": ", ".join(rule.tags),
        "answers": in_blocks(answers),
        "add_tags": ", ".join(rule.add_tags),
        "assign": rule.assign,
        "status": rule.status,
        "hand_over": rule.hand_over,
        "agent": rule.agent,
        "when": "before" if rule.before_model else "without",
    }
    return Shown(texts, not any(isinstance(part, Content) for part in answers))


def rule_in(form: Mapping[str, Any], old: Rule | None) -> Rule:
    """
    The rule that a form says. Answers that no form can show stay as they are.

    Raises:
        FieldError: a field cannot be read; names it.
    """
    answers: Sequence[Part] = blocks(_text(form, "answers"))
    if old is not None and not shown_rule(old).is_plain:
        answers = answers_of(old)
    values = {
        "name": _text(form, "name"),
        "enabled": bool(form.get("enabled", True)),
        "before_model": form.get("when") == "before",
        "keywords": lines(form, "keywords"),
        "exact": lines(form, "exact"),
        "regex": lines(form, "regex"),
        "events": [name for name in EVENTS if form.get(f"{EVENT_FIELD}{name}") is True],
        "first_message": form.get("first_message") is True,
        "hours": _text(form, "hours"),
        "languages": [code.lower() for code in words_in(form, "languages")],
        "tags": words_in(form, "tags"),
        "reply": answers[0] if len(answers) == 1 and isinstance(answers[0], str) else "",
        "variants": msgspec.to_builtins(answers) if _are_variants(answers) else [],
        "add_tags": words_in(form, "add_tags"),
        "assign": _text(form, "assign"),
        "status": _text(form, "status"),
        "hand_over": _text(form, "hand_over"),
        "agent": _text(form, "agent"),
        "silent": form.get("silent") is True,
        "go_on": form.get("go_on") is True,
    }
    made: Rule = _made(values, Rule)
    return made


def shown_comment_rule(rule: CommentRule) -> Shown:
    texts = {
        "name": rule.name,
        "keywords": "\n".join(rule.keywords),
        "media_ids": "\n".join(rule.media_ids),
        "public": in_blocks(rule.public),
        "private": in_blocks(rule.private),
        "delay_seconds": str(rule.delay_seconds),
    }
    return Shown(texts, not any(isinstance(part, Content) for part in rule.private))


def comment_rule_in(form: Mapping[str, Any], old: CommentRule | None) -> CommentRule:
    """
    The rule for comments that a form says.

    Raises:
        FieldError: a field cannot be read; names it.
    """
    private: Sequence[Part] = blocks(_text(form, "private"))
    if old is not None and not shown_comment_rule(old).is_plain:
        private = old.private
    delay = _text(form, "delay_seconds") or "0"
    if not delay.isdigit():
        raise FieldError("delay_seconds", "Write a whole number.")
    values = {
        "name": _text(form, "name"),
        "keywords": lines(form, "keywords"),
        "media_ids": lines(form, "media_ids"),
        "public": blocks(_text(form, "public")),
        "private": msgspec.to_builtins(private),
        "delay_seconds": int(delay),
        "live": form.get("live") is True,
        "enabled": bool(form.get("enabled", True)),
    }
    made: CommentRule = _made(values, CommentRule)
    return made


def of_json(text: str, type_: type[Any]) -> Any:
    """
    A rule out of JSON, for what no form can say.

    Raises:
        FieldError: it is no JSON, or no such rule; says where.
    """
    try:
        value = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise FieldError("json", f"this is no JSON: {error}") from error
    if strange := stranger(type_, value):
        raise FieldError("json", f"{strange.field}: {strange.remedy}")
    try:
        return msgspec.convert(value, type_)
    except msgspec.ValidationError as error:
        found = field_error(error, "", type_)
        raise FieldError("json", f"{found.field}: {found.detail}" if found.field else found.detail) from error


def _made(values: dict[str, Any], type_: type[Any]) -> Any:
    try:
        return msgspec.convert(values, type_)
    except msgspec.ValidationError as error:
        raise field_error(error, "", type_) from error


def _are_variants(answers: Sequence[Part]) -> bool:
    return len(answers) > 1 or isinstance(next(iter(answers), ""), Content)


# Texts


def blocks(text: str) -> list[str]:
    """The texts between lines of dashes; empty ones are none."""
    found: list[list[str]] = [[]]
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.strip() == BETWEEN:
            found.append([])
        else:
            found[-1].append(line)
    return [said for each in found if (said := "\n".join(each).strip())]


def in_blocks(parts: Iterable[Part]) -> str:
    """Texts with a line of dashes between them; what is more than a text is left out."""
    return f"\n{BETWEEN}\n".join(part for part in parts if isinstance(part, str))


def lines(form: Mapping[str, Any], name: str) -> list[str]:
    return [line.strip() for line in str(form.get(name, "")).splitlines() if line.strip()]


def words_in(form: Mapping[str, Any], name: str) -> list[str]:
    """What stands between commas."""
    return [word.strip() for word in str(form.get(name, "")).replace("\n", ",").split(",") if word.strip()]


def _text(form: Mapping[str, Any], name: str) -> str:
    return str(form.get(name, "")).strip()
