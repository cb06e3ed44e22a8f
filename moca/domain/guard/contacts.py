"""Addresses in a text: e-mails, links and bare hosts, @names, phone numbers."""

import re
from collections.abc import Iterator

from moca.domain.guard.money import currency_after, currency_before
from moca.domain.guard.numerals import DIGIT_WORD, NUMBER, readings, word_value
from moca.domain.guard.value import Value, one_of
from moca.domain.messages import HitKind


def emails(text: str) -> Iterator[Value]:
    """E-mail addresses, also where at and dot are written as words."""
    for found in _EMAIL.finditer(text):
        yield _value("email", found, found.group().lower())
    for found in _SPOKEN_EMAIL.finditer(text):
        yield _value("email", found, re.sub(r"\s", "", _AT.sub("@", _DOT.sub(".", found.group()))).lower())


def links(text: str) -> Iterator[Value]:
    """
    Addresses with their scheme or `www`. One without a path of its own is known where any link to its host is.

    A host whose letters resemble those of another is another host.
    """
    yield from (_url(found) for found in _URL.finditer(text) if found["scheme"])


def hosts(text: str) -> Iterator[Value]:
    """The same without scheme, `evil.example/x`, also where the dot is written as a word."""
    yield from (_url(found) for found in _URL.finditer(text) if _is_host(found["host"]))
    for found in _SPOKEN_HOST.finditer(text):
        yield _address(found.start(), found.end(), re.sub(r"[\s()\[\]]", "", _DOT.sub(".", found.group())))


def host_of(url: str) -> str:
    """The host that a link leads to: without user, port, path and `www.`, lower case."""
    rest = _SCHEME.sub("", url.lower())
    rest = re.split(r"[/?#\\]", rest, maxsplit=1)[0].rpartition("@")[2]
    return rest.partition(":")[0].removeprefix("www.").rstrip(".")


def handles(text: str) -> Iterator[Value]:
    """Names of accounts with their @."""
    for found in _HANDLE.finditer(text):
        yield _value("handle", found, found.group().rstrip(".").lower())


def phones(text: str) -> Iterator[Value]:
    """
    Numbers that may be dialled. One is known with or without the prefix of its country.

    What may be several numbers side by side is known where these are.
    """
    for found in _PHONE.finditer(text):
        if not _is_amount(text, found):
            yield _phone(found.span(), re.sub(r"\D", "", found.group()), found.group())
    for found in _SPOKEN_DIGITS.finditer(text):
        digits = "".join(str(word_value(word)[0]) for word in re.findall(r"[a-z]+", found.group()))
        yield _phone(found.span(), digits, "")


def _phone(span: tuple[int, int], digits: str, written: str) -> Value:
    digits = digits.removeprefix("00")
    tails = {f"phone:{digits[at:]}" for at in range(len(digits)) if len(digits) - at >= _SHORTEST_PHONE} | {
        f"phone:{digits}"
    }
    needed = {f"phone:{digits[at:]}" for at in range(_LONGEST_PREFIX + 1) if len(digits) - at > _SHORTEST_PHONE} | {
        f"phone:{digits}"
    }
    numbers = [readings(found.group()) for found in NUMBER.finditer(written)]
    apart = frozenset(f"number:{values[0]}" for values in numbers)
    is_plain = written.isdigit() or written.startswith(("+", "00"))
    ways = (*one_of(needed), *(() if is_plain or not apart else (apart,)))
    return Value(kind="phone", start=span[0], end=span[1], needs=ways, offers=frozenset(tails | apart))


def _is_amount(text: str, found: re.Match[str]) -> bool:
    """Whether what looks like a phone number is a price, a list of them, or a large number with its separators."""
    if currency_after(text, found.end())[0] or currency_before(text, found.start())[0]:
        return True
    return all(_GROUPED.fullmatch(piece) for piece in re.split(r"[ /-]", found.group()))


def _url(found: re.Match[str]) -> Value:
    written = found.group().rstrip(_TRAILING)
    return _address(found.start(), found.start() + len(written), written)


def _address(start: int, end: int, url: str) -> Value:
    host = host_of(url)
    whole = _SCHEME.sub("", url.lower()).removeprefix("www.").rstrip("/")
    needed = f"host:{host}" if whole == host else f"url:{whole}"
    return Value(
        kind="url", start=start, end=end, needs=one_of({needed}), offers=frozenset({f"host:{host}", f"url:{whole}"})
    )


def _is_host(host: str) -> bool:
    """Whether words joined by a dot are a host: `8.Gracias` and `p.ej` are none."""
    labels = host.split(".")
    last = labels[-1]
    if last.lower() in _TOP_LEVEL:
        return last.islower() or last.isupper()
    return host.isascii() and last.islower() and len(last) > len("xx") and len(labels[0]) > 1 and not host[0].isdigit()


def _value(kind: HitKind, found: re.Match[str], form: str) -> Value:
    end = found.end() - (len(found.group()) - len(found.group().rstrip(".")))
    return Value(
        kind=kind, start=found.start(), end=end, needs=one_of({f"{kind}:{form}"}), offers=frozenset({f"{kind}:{form}"})
    )


_SHORTEST_PHONE, _LONGEST_PREFIX = 7, 4
_TRAILING = ".,;:!?)]}'\"*_>…"
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@(?:[\w-]++\.)+[^\W\d_]{2,}(?![\w@])")
_AT_SIGN = r"\s?(?:\(at\)|\[at\]|\{at\}|\sarroba\s|\schiocciola\s|\sarobase\s)\s?"
_AT = re.compile(rf"{_AT_SIGN}|\sat\s", re.IGNORECASE)
_DOT = re.compile(
    r"\s?(?:\(dot\)|\[dot\]|\[\.\]|\(\.\)|\(punto\)|\sdot\s|\spunto\s|\sponto\s|\spoint\s|\spunkt\s)\s?", re.IGNORECASE
)
_SPOKEN_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]++(?:{_AT.pattern}|@)[\w-]++(?:(?:{_DOT.pattern}"
    rf"|\.)[\w-]++){{0,5}}{_DOT.pattern}[^\W\d_]{{2,}}"
    rf"|(?<![\w.+-])[\w.+-]++{_AT_SIGN}(?:[\w-]++\.)+[^\W\d_]{{2,}}",
    re.IGNORECASE,
)
_NAMES = (
    "com net org info biz io co me ly gg app dev shop store xyz online site club link ink live top pro edu gov mobi "
    "tv cc ai example test "
    "es cl mx ar pe uy br pt fr de it uk us eu ch at be nl pl ru ua in cn jp kr tr ca au nz ie se no dk fi gr cz ro "
    "hu il sa ae eg ma za "
    "ec bo py ve cr pa gt do hn ni sv pr to la is fm im am li lu gl sh st ws su zip mov bio click page website "
    "space icu рф"
)
_TOP_LEVEL = frozenset(_NAMES.split())
_SPOKEN_HOST = re.compile(
    rf"(?<![\w.@-])[\w-]++(?:{_DOT.pattern})(?:{'|'.join(_NAMES.split()[:40])})(?![\w])", re.IGNORECASE
)
_SCHEME = re.compile(r"^[a-z][a-z+]{1,9}://", re.IGNORECASE)
_URL = re.compile(
    r"(?<![a-z\d@.-])(?P<scheme>(?:https?|hxxps?|ftp|tg|whatsapp|intent|javascript|data)://|www\.)?"
    r"(?P<host>(?:[\w.+%:-]++@)?(?:[\w-]++\.)+[^\W\d_]{2,}|(?<=//)(?:\d{1,3}\.){3}\d{1,3}"
    r"|(?<=//)[\w-]+)(?![\w@])(?::\d{2,5})?(?:[/?#\\][^\s<>\"“”«»、。\uff0c\uff01\uff1f\uff1b\uff1a]*)?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w.@/])@[\w.]{2,30}")
_PHONE = re.compile(r"(?<![a-z\d+])(?<!\d[.,])(?:\+\s?)?\(?\d(?:(?:[ ./-]|\)[ -]?| ?\(| - )?\d){6,18}(?![a-z\d])")
_SPOKEN_DIGITS = re.compile(rf"(?<!\w){DIGIT_WORD}(?:[ ,-]{{1,2}}{DIGIT_WORD}){{4,}}(?!\w)")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?")
