"""Addresses, taken apart and put together."""

from moca.web.office.place import Place


def test_an_address_is_its_segments_and_its_query() -> None:
    """Whatever stands in the path and behind the question mark."""
    place = Place.of("/inbox/1784/900", "?status=open&unread=1")

    assert (place.section, place.part(1), place.part(2), place.part(3)) == ("inbox", "1784", "900", "")
    assert (place.asked("status"), place.asked("sort", "newest")) == ("open", "newest")


def test_the_root_is_the_inbox() -> None:
    """Who only names the house comes to where the work is."""
    assert Place.of("/").section == "inbox"


def test_a_changed_parameter_leaves_the_others() -> None:
    """An empty value takes its parameter away."""
    place = Place.of("/inbox", "status=open&unread=1")

    assert place.but(unread="", tag="vip") == "/inbox?status=open&tag=vip"
    assert place.but(unread="", status="") == "/inbox"
