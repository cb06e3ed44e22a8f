"""
Price lists as people have them: a CSV with or without a header, or lines copied from anywhere, `Flat white  $3.200`.

What can be read becomes `Item`s, in their order; each line that cannot be is named with the remedy. Prices stay as
they were written. Nothing raises.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from moca.domain.knowledge import Item
from moca.domain.messages import Struct
from moca.domain.text import folded

MOST_ITEMS = 5_000
LONGEST_LINE = 300
LONGEST = {"name": 300, "price": 100, "note": 1_000, "url": 2_000}


class LineWrong(Struct):
    """A line, counted from 1, that could not be read, and the remedy in words."""

    line: int
    text: str
    remedy: str


Read = Item | LineWrong


def read(text: str) -> tuple[tuple[Item, ...], tuple[LineWrong, ...]]:
    """The items of a price list, and the lines that are none."""
    lines = text.removeprefix("\ufeff").splitlines()
    each = [(line, _checked(line, _shortened(lines, line), item)) for line, item in _read(lines)]
    found = list(_each_once(each, lines))
    items = [item for item in found if isinstance(item, Item)]
    wrongs = [wrong for wrong in found if isinstance(wrong, LineWrong)]
    if len(items) > MOST_ITEMS:
        wrongs.append(LineWrong(line=0, text="", remedy=f"at most {MOST_ITEMS} items: the rest was left out"))
    return tuple(items[:MOST_ITEMS]), tuple(wrongs)


def merged(known: Sequence[Item], new: Sequence[Item]) -> tuple[Item, ...]:
    """The known items, those of the same name as a new one taking its place, and the other new ones behind them."""
    by_name = {folded(item.name): item for item in new}
    kept = [by_name.get(folded(item.name), item) for item in known]
    named = {folded(item.name) for item in known}
    return tuple(dict.fromkeys((*kept, *(item for item in new if folded(item.name) not in named))))


def _each_once(found: Sequence[tuple[int, Read]], lines: Sequence[str]) -> Iterator[Read]:
    """Of items of one name the last counts, in the first one's place; those that said otherwise are named."""
    last = {folded(read.name): (line, read) for line, read in found if isinstance(read, Item)}
    seen: set[str] = set()
    for line, read in found:
        if isinstance(read, LineWrong):
            yield read
            continue
        name = folded(read.name)
        counting, item = last[name]
        if name not in seen:
            seen.add(name)
            yield item
        if msgspec.structs.replace(read, name=item.name) != item:
            remedy = f"its name stands again in line {counting}, which counts: give each a name of its own"
            yield LineWrong(line=line, text=_shortened(lines, line), remedy=remedy)


def _read(lines: Sequence[str]) -> Iterator[tuple[int, Item | str]]:
    """Each line's number, and its item or why it is none."""
    first = next((line for line in lines if line.strip()), "")
    for delimiter in _DELIMITERS:
        columns = _columns(_cells(first, delimiter))
        if "name" in columns.values():
            yield from _headed(lines, delimiter)
            return
    delimiter = _delimiter(lines)
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, _of_cells(_cells(line, delimiter)) if delimiter else _of_line(line)


# With a header


def _headed(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, Item | str]]:
    rows = csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter, skipinitialspace=True)
    header: Sequence[str] = ()
    try:
        for row in rows:
            if not header:
                header = row if any(map(str.strip, row)) else ()
            elif any(map(str.strip, row)):
                yield rows.line_num, _of_row(header, row)
    except csv.Error as error:
        yield rows.line_num, f"this is no CSV: {error}"


def _of_row(header: Sequence[str], row: Sequence[str]) -> Item | str:
    columns = _columns(header)
    cells: dict[str, str] = {}
    for place, cell in enumerate(map(str.strip, row)):
        column = columns.get(place, "")
        if cell and column in {"name", "price", "url", "currency"}:
            cells.setdefault(column, cell)
        elif cell:
            title = "" if column == "note" or place >= len(header) else header[place].strip()
            noted = f"{title}: {cell}" if title else cell
            cells["note"] = f"{cells['note']}; {noted}" if "note" in cells else noted
    price = " ".join(filter(None, (cells.get("price"), cells.pop("currency", ""))))
    return _item(cells | {"price": price if "price" in cells else ""})


def _columns(header: Sequence[str]) -> Mapping[int, str]:
    """What the columns of a header hold, by their place; the first of a kind counts."""
    known = {place: _HEADERS[folded(title)] for place, title in enumerate(header) if folded(title) in _HEADERS}
    firsts = {column: place for place, column in reversed(known.items())}
    return {place: column for place, column in known.items() if firsts[column] == place or column == "note"}


# Without one


def _delimiter(lines: Sequence[str]) -> str:
    """What most lines are divided by; empty = they are words with a price at the end."""
    full = [line for line in lines if line.strip()]
    for delimiter in ("\t", ";"):
        if sum(delimiter in line for line in full) * 2 > len(full):
            return delimiter
    divided = sum(len(_cells(_DECIMAL.sub("", line), ",")) >= _COLUMNS for line in full)
    return "," if divided * 2 > len(full) else ""


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return []


def _of_cells(row: Sequence[str]) -> Item | str:
    name, *others = (cell.strip() for cell in row) if row else ("",)
    price = next((cell for cell in others if _PRICE_ALONE.match(cell)), "")
    url = next((cell for cell in others if _URL.match(cell)), "")
    note = "; ".join(cell for cell in others if cell and cell not in {price, url})
    return _item({"name": name, "price": price, "url": url, "note": note})


def _of_line(line: str) -> Item | str:
    if len(line) > LONGEST_LINE:
        return f"it is longer than {LONGEST_LINE} characters: one item a line"
    found = _LINE.match(line.strip())
    if found is None:
        return "no price stands at its end: write it as `Flat white  3.50`, or give a CSV with a header"
    name = found["name"].strip().strip("-–—•*·").strip()  # noqa: RUF001  # dashes of several kinds
    return _item({"name": name, "price": (found["after_gap"] or found["marked"]).strip()})


def _item(cells: Mapping[str, str]) -> Item | str:
    name, url = cells.get("name", ""), cells.get("url", "")
    if url.lower().startswith("www."):
        url = f"https://{url}"
    if not name:
        return "it has no name"
    if "\n" in name:
        return "a quotation mark is not closed"
    if url and not _URL.match(url):
        return "its url is no address: it must begin with https:// or http://"
    return Item(name=name, price=cells.get("price", ""), note=cells.get("note", ""), url=url)


def _checked(line: int, text: str, found: Item | str) -> Read:
    if isinstance(found, str):
        return LineWrong(line=line, text=text, remedy=found)
    for field, value in msgspec.structs.asdict(found).items():
        if len(value) > LONGEST[field]:
            return LineWrong(line=line, text=text, remedy=f"its {field} is longer than {LONGEST[field]} characters")
    return found


def _shortened(lines: Sequence[str], line: int) -> str:
    return lines[line - 1].strip()[:100] if 0 < line <= len(lines) else ""


_DELIMITERS = ("\t", ";", ",", "|")
_COLUMNS = 3
_WORDS = {
    "name": "name nombre nome product producto produto item articulo artigo title titulo service servicio servico dish "
    "plato prato",
    "price": "price precio preco valor cost costo custo importe pvp tarifa rate amount",
    "currency": "currency moneda moeda",
    "note": "note notes nota notas description descripcion descricao detail details detalle detalles detalhe detalhes "
    "comment comentario observacion observaciones observacao",
    "url": "url link enlace web website page pagina site sitio",
}
_HEADERS = {word: column for column, words in _WORDS.items() for word in words.split()}
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_URL = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)
_CURRENCY = (
    r"(?:(?:US|R|A|C|MX|CL|AR|CO)?\$|[€£¥₹₽₩₺₪]|S/\.?|(?-i:[A-Z]{3})|kr\.?|zł|Kč|lei|Fr\.?|euros?|pesos|soles|reais|dollars?"
    r"|dólares)"
)
_NUMBER = r"(?>\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,'’]\d{1,3})*(?:[.,]-)?"  # noqa: RUF001  # a typographic apostrophe
_SO_MANY = r"(?<!para )(?<!for )\d{1,3}(?: ?x ?\d{1,3})? (?:por|for|für|pour|per)"
_FROM = rf"(?:(?:desde|from|a partir de|ab|à partir de|da|{_SO_MANY}) )?"
_AT = r"(?:(?:por|for|für|pour|per|a|at|à|@) )?"
_AMOUNT = rf"{_FROM}(?:{_CURRENCY} ?)?{_NUMBER}(?: ?{_CURRENCY})?(?: ?/ ?\w{{1,15}})?"
_PRICE = rf"{_AMOUNT}(?: ?[-–a] ?{_AMOUNT})?"  # noqa: RUF001  # a dash between two prices
_NO_NUMBER = r"(?:gratis|grátis|free|consultar|a consultar|on request)"
_PRICE_ALONE = re.compile(rf"(?:{_PRICE}|{_NO_NUMBER})$", re.IGNORECASE)
_MARKED = (
    rf"{_FROM}(?:{_CURRENCY} ?{_NUMBER}|{_NUMBER} ?{_CURRENCY}|\d+[.,'][\d-]|\d{{3}}|\d{{1,3}}[ \u00a0\u202f]\d{{3}})"
)
_GAP = r"(?: {2,}|\t| ?[:|=…,;–—-] ?| ?\.{2,} ?)"  # noqa: RUF001  # dashes of several kinds
_LINE = re.compile(
    # A price after a gap, or one that can be told from a plain number, after a space or a word that says "for".
    rf"(?P<name>.*?\S)(?:{_GAP}\s*(?P<after_gap>{_PRICE}|{_NO_NUMBER})|\s{_AT}(?={_MARKED})(?P<marked>{_PRICE}))$",
    re.IGNORECASE,
)
