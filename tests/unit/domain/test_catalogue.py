"""Price lists, as CSV and as lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moca.domain.catalogue import MOST_ITEMS, LineWrong, merged, read
from moca.domain.knowledge import Item


@pytest.mark.parametrize(
    ("line", "name", "price"),
    [
        ("Flat white  $3.200", "Flat white", "$3.200"),
        ("Flat white $3.200", "Flat white", "$3.200"),
        ("Latte: 3,50 €", "Latte", "3,50 €"),
        ("Latte, 3,50", "Latte", "3,50"),
        ("Bolsa 250 g 8.900", "Bolsa 250 g", "8.900"),
        ("Café con leche ........ 2.50", "Café con leche", "2.50"),
        ("- Torta de chocolate — $ 4.500", "Torta de chocolate", "$ 4.500"),
        ("iPhone 15 Pro US$ 999", "iPhone 15 Pro", "US$ 999"),
        ("Corte de pelo 15.000 CLP", "Corte de pelo", "15.000 CLP"),
        ("Menu 2 personas: R$ 45,00 / pessoa", "Menu 2 personas", "R$ 45,00 / pessoa"),
        ("Empanada $1.500 - $2.000", "Empanada", "$1.500 - $2.000"),
        ("Uñas acrílicas desde 20.000", "Uñas acrílicas", "desde 20.000"),
        ("Massage 60 min 1'200.50 CHF", "Massage 60 min", "1'200.50 CHF"),
        ("Кофе 1 500 ₽", "Кофе", "1 500 ₽"),
        ("Clases: gratis", "Clases", "gratis"),
        ("Espresso\t2", "Espresso", "2"),
        ("Té verde 2 x 1 por 5.000", "Té verde", "2 x 1 por 5.000"),
        ("Cookies 3 for $5", "Cookies", "3 for $5"),
        ("Torta para 10 por 20.000", "Torta para 10", "20.000"),
        ("Empanada a $1.500", "Empanada", "$1.500"),
        ("Pan por kilo 2.500", "Pan por kilo", "2.500"),
    ],
)
def test_a_line_ends_in_its_price(line, name, price):
    """The price as it was written, the rest is the name."""
    assert read(line) == ((Item(name=name, price=price),), ())


@pytest.mark.parametrize("line", ["COFFEES", "iPhone 15", "Bolsa 250 g", "x" * 400 + " $3"])
def test_a_line_without_a_price_is_named(line):
    """Its number, its words and what to do; the other lines are read."""
    items, (wrong,) = read(f"Latte 3,50\n\n{line}\nMocha 4,00")

    assert [item.name for item in items] == ["Latte", "Mocha"]
    assert (wrong.line, wrong.text) == (3, line[:100])
    assert wrong.remedy


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("name,price,note,url\nTea,2,hot,https://x.example", ("Tea", "2", "hot", "https://x.example")),
        ("Nombre;Precio;Descripción;Talla\nPolera;$9.990;algodón;M", ("Polera", "$9.990", "algodón; Talla: M", "")),
        ("\ufeffPreço\tProduto\tLink\nR$ 5,00\tCafé\twww.x.example", ("Café", "R$ 5,00", "", "https://www.x.example")),
        ('Product, Price, Currency\n"Latte, large", 3.50, EUR', ("Latte, large", "3.50 EUR", "", "")),
        ("Artículo\nTé", ("Té", "", "", "")),
        ("Latte;3,50;dulce", ("Latte", "3,50", "dulce", "")),
        ("Latte,3.50,with oat milk", ("Latte", "3.50", "with oat milk", "")),
        ("Tea\t2\thttps://x.example/t", ("Tea", "2", "", "https://x.example/t")),
    ],
)
def test_a_csv_is_read(text, item):
    """With a header in English, Spanish or Portuguese, in any order, or without one."""
    name, price, note, url = item

    assert read(text) == ((Item(name=name, price=price, note=note, url=url),), ())


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ("name,price\n,3", 2, "it has no name"),
        ("name,url\nTea,ftp://x", 2, "its url is no address: it must begin with https:// or http://"),
        ("name,price\n" + "x" * 301 + ",3", 2, "its name is longer than 300 characters"),
        ('name,price\n"Tea,1\nMocha,2', 3, "a quotation mark is not closed"),
    ],
)
def test_a_wrong_row_is_named(text, line, remedy):
    """By its line in the text and what is wrong."""
    items, (wrong,) = read(text)

    assert items == ()
    assert (wrong.line, wrong.remedy) == (line, remedy)


def test_too_many_items_are_told():
    """What fits is kept."""
    items, wrongs = read("\n".join(f"Item number {number}: ${number}" for number in range(MOST_ITEMS + 1)))

    assert len(items) == MOST_ITEMS
    assert wrongs == (LineWrong(line=0, text="", remedy="at most 5000 items: the rest was left out"),)


def test_new_prices_take_the_place_of_old_ones():
    """By name, whatever its case and accents; what is new comes behind."""
    known = (Item(name="Café", price="1"), Item(name="Té", price="2"))

    found = merged(known, (Item(name="cafe", price="3"), Item(name="Agua", price="4")))

    assert found == (Item(name="cafe", price="3"), Item(name="Té", price="2"), Item(name="Agua", price="4"))


def test_a_list_holds_each_name_once():
    """Whatever its case and accents; the later one counts, and is named where the earlier one said otherwise."""
    items, (wrong,) = read("Flat white  3.50\nTé  2\nflat WHITE  4\nTE  2")

    assert items == (Item(name="flat WHITE", price="4"), Item(name="TE", price="2"))
    assert (wrong.line, wrong.text) == (1, "Flat white  3.50")
    assert wrong.remedy == "its name stands again in line 3, which counts: give each a name of its own"


@given(st.text() | st.text("ab1 $,;\t\n\"'.-€|", max_size=200))
def test_any_text_is_read(text):
    """Every item could be stored, and every wrong line says what to do."""
    items, wrongs = read(text)

    assert all(item.name and "\n" not in item.name for item in items)
    assert all(wrong.remedy for wrong in wrongs)
