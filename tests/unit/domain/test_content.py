"""Contents: how they read, how they are known again, and what is wrong with them."""

import pytest

from moca.domain.content import is_echo_of, kind, may_be, words, wrongs
from moca.domain.messages import Button, Card, Content, Media, Part, QuickReply

LINK = "https://shop.example/a"
PHOTO = Media(type="image", url=LINK)
CARD = Card(title="Mug", subtitle="12 €", buttons=(Button(title="Buy", url=LINK),))
YES = QuickReply(title="Yes", payload="YES")


@pytest.mark.parametrize(
    ("part", "read", "sort"),
    [
        ("hello", "hello", "text"),
        (Content(text="Which?", quick_replies=(YES,)), "Which?", "text"),
        (Content(media=(PHOTO, PHOTO)), "[photo] [photo]", "image"),
        (Content(media=(Media(type="like_heart"),)), "[heart]", "like_heart"),
        (Content(cards=(CARD, Card(title="Cup", url=LINK))), "[cards: Mug, Cup]", "template"),
        (Content(text="Look", buttons=(Button(title="Buy", url=LINK),)), "Look", "template"),
    ],
)
def test_how_it_reads(part: Part, read: str, sort: str) -> None:
    """The team and the model read words, whatever the message is made of."""
    assert (words(part), kind(part)) == (read, sort)


@pytest.mark.parametrize(
    ("part", "text", "types", "is_it"),
    [
        ("hello", "hello ", [], True),
        ("hello", "bye", [], False),
        (Content(text="Which?", quick_replies=(YES,)), "Which?", [], True),
        (Content(media=(PHOTO,)), "", ["image"], True),
        (Content(media=(PHOTO,)), "", ["video"], False),
        (Content(media=(PHOTO,)), "look", ["image"], False),
        (Content(media=(PHOTO, PHOTO)), "", ["image"], False),
        (Content(cards=(CARD,)), "", ["template"], True),
        (Content(cards=(CARD,)), "", [], False),
        (Content(text="Look", buttons=(Button(title="Buy", url=LINK),)), "Look", ["template"], True),
    ],
)
def test_its_echo(part: Part, text: str, types: list[str], is_it: bool) -> None:
    """An echo is known by its text, the types of its attachments, or as a template."""
    assert is_echo_of(part, text, types) is is_it


@pytest.mark.parametrize(
    ("part", "text", "may"),
    [
        ("hello", "hello", True),
        ("hello", "", False),
        (Content(media=(PHOTO,)), "", True),
        (Content(media=(PHOTO,)), "hello", False),
        (Content(cards=(CARD,)), "", True),
        (Content(text="Look", buttons=(Button(title="Buy", url=LINK),)), "Look", True),
    ],
)
def test_what_the_thread_shows(part: Part, text: str, may: bool) -> None:
    """Where the thread shows no text, what has none may be it: better held for sent than sent twice."""
    assert may_be(part, text) is may


@pytest.mark.parametrize(
    "content",
    [
        Content(text="hello"),
        Content(text="Which?", quick_replies=(YES,) * 13),
        Content(media=(PHOTO,) * 10),
        Content(media=(Media(type="audio", id="77"),)),
        Content(media=(Media(type="MEDIA_SHARE", id="17895"),)),
        Content(media=(Media(type="like_heart"),)),
        Content(cards=(CARD,) * 10),
        Content(text="x" * 640, buttons=(Button(title="Hours", payload="HOURS"),) * 3),
    ],
)
def test_nothing_is_wrong(content: Content) -> None:
    """What Meta documents as allowed, up to its limits."""
    assert list(wrongs(content)) == []


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (Content(), "text"),
        (Content(text="hello", media=(PHOTO,)), "media"),
        (Content(text="é" * 501), "text"),
        (Content(media=(PHOTO,) * 11), "media"),
        (Content(media=(PHOTO, Media(type="video", url=LINK))), "media"),
        (Content(media=(Media(type="image"),)), "media[0].url"),
        (Content(media=(Media(type="image", url=LINK, id="7"),)), "media[0].url"),
        (Content(media=(Media(type="image", url="http://shop.example/a"),)), "media[0].url"),
        (Content(media=(Media(type="MEDIA_SHARE"),)), "media[0].id"),
        (Content(cards=(CARD,) * 11), "cards"),
        (Content(cards=(Card(title="Mug"),)), "cards[0]"),
        (Content(cards=(CARD, Card(title="x" * 81, subtitle="a"))), "cards[1].title"),
        (Content(cards=(Card(title="Mug", subtitle="x" * 81),)), "cards[0].subtitle"),
        (Content(cards=(Card(title="Mug", image_url="mug.png"),)), "cards[0].image_url"),
        (Content(cards=(Card(title="Mug", buttons=(Button(title="Buy"),)),)), "cards[0].buttons[0]"),
        (Content(text="Look", buttons=(Button(title="Buy", url=LINK),) * 4), "buttons"),
        (Content(text="Look", buttons=(Button(title="x" * 21, url=LINK),)), "buttons[0].title"),
        (Content(text="Look", buttons=(Button(title="Buy", url="shop"),)), "buttons[0].url"),
        (Content(text="Look", buttons=(Button(title="Buy", payload="x" * 1001),)), "buttons[0].payload"),
        (Content(text="x" * 641, buttons=(Button(title="Buy", url=LINK),)), "text"),
        (Content(media=(PHOTO,), buttons=(Button(title="Buy", url=LINK),)), "buttons"),
        (Content(media=(PHOTO,), quick_replies=(YES,)), "quick_replies"),
        (Content(text="Which?", quick_replies=(YES,) * 14), "quick_replies"),
        (Content(text="Which?", quick_replies=(QuickReply(title="x" * 21, payload="A"),)), "quick_replies[0].title"),
        (Content(text="Which?", quick_replies=(QuickReply(title="Yes", payload=""),)), "quick_replies[0].payload"),
        (
            Content(text="Which?", quick_replies=(YES,), buttons=(Button(title="Buy", url=LINK),)),
            "quick_replies",
        ),
    ],
)
def test_what_is_wrong_is_named(content: Content, field: str) -> None:
    """The field, and a remedy in words."""
    found = list(wrongs(content))

    assert [wrong.field for wrong in found] == [field]
    assert all(wrong.remedy for wrong in found)
